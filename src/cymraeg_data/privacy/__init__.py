"""Personal data in Welsh and English text: find it, with its likelihood, and mask it.

>>> from cymraeg_data import privacy
>>> privacy.mask("Rhif Yswiriant Gwladol: AB 12 34 56 C")
'Rhif Yswiriant Gwladol: [NINO]'
"""

from cymraeg_data.identifiers.found import LIKELIHOODS, Kind, Likelihood, PersonalData
from cymraeg_data.identifiers.kinds import KINDS
from cymraeg_data.privacy.column_findings import check_column
from cymraeg_data.privacy.texts import find, mask
from cymraeg_data.public_names import show_public_names

__all__ = [
    "KINDS",
    "LIKELIHOODS",
    "Kind",
    "Likelihood",
    "PersonalData",
    "check_column",
    "find",
    "mask",
]

show_public_names(__name__)
