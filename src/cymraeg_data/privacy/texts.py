"""Find and mask personal data in one text, as a column of one row."""

import pyarrow as pa

from cymraeg_data.errors import require_text
from cymraeg_data.identifiers.arrays import find_personal_data, written
from cymraeg_data.identifiers.found import Likelihood, PersonalData, rank
from cymraeg_data.option_names import checked_options

__all__ = ["find", "mask"]


def find(text: str) -> tuple[PersonalData, ...]:
    """Return the personal data in `text`, in order, with its place, kind and likelihood.

    Kinds are "nino", "nhs_number", "email", "phone" and "postcode". Finds do not overlap.

    >>> text = "Fy rhif GIG yw 999 000 0018 a'm cod post yw SY23 3AB."
    >>> [(item.kind, text[item.start : item.end], item.likelihood) for item in find(text)]
    [('nhs_number', '999 000 0018', 'certain'), ('postcode', 'SY23 3AB', 'likely')]
    """
    require_text(text, "find", "columns.find_personal_data")
    return tuple(PersonalData(**item) for item in find_personal_data(_column(text))[0].as_py())


@checked_options
def mask(text: str, *, at_least: Likelihood = "likely") -> str:
    """Return `text` with each find replaced by its kind in capitals and square brackets, in any language.

    Finds less likely than `at_least` stay. Masking is idempotent: `mask(mask(text)) == mask(text)`.

    >>> mask("Cysylltwch â Siân ar 029 2018 0123 neu sian.morgan@example.com")
    'Cysylltwch â Siân ar [PHONE] neu [EMAIL]'
    >>> mask("Senedd Cymru, Bae Caerdydd, CF99 1SN")
    'Senedd Cymru, Bae Caerdydd, CF99 1SN'

    Raises:
        InputError: there is no such likelihood.
    """
    require_text(text, "mask", "columns.mask")
    least = rank(at_least)
    while finds := [item for item in find(text) if rank(item.likelihood) >= least]:
        text = written(text, finds)
    return text


def _column(text: str) -> pa.Array:
    """Return a column of `text`; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return pa.array([text.encode("utf-8", "replace").decode("utf-8")], pa.large_string())
