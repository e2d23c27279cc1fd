"""Masking of personal data in the texts of a column."""

import pyarrow as pa

from cymraeg_data.buffers.chunks import TextColumn
from cymraeg_data.identifiers.arrays import mask_counted
from cymraeg_data.identifiers.found import Likelihood
from cymraeg_data.option_names import checked_options

__all__ = ["mask"]


@checked_options
def mask(array: TextColumn, *, at_least: Likelihood = "likely") -> pa.Array:
    """Return each text as `privacy.mask` gives it, as `large_string`.

    >>> import pyarrow as pa
    >>> mask(pa.array(["E-bost: sian.morgan@example.com", None])).to_pylist()
    ['E-bost: [EMAIL]', None]

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: there is no such likelihood.
    """
    return mask_counted(array, at_least=at_least)[0]
