"""The table of kinds of personal data; a new one is a module with a `Kind` and a line here."""

from collections.abc import Mapping

from cymraeg_data.frozen import FrozenDict
from cymraeg_data.identifiers.email import EMAIL
from cymraeg_data.identifiers.found import Kind
from cymraeg_data.identifiers.nhs_number import NHS_NUMBER
from cymraeg_data.identifiers.nino import NINO
from cymraeg_data.identifiers.phone import PHONE
from cymraeg_data.identifiers.postcode import POSTCODE

__all__ = ["KINDS"]

KINDS: Mapping[str, Kind] = FrozenDict(
    {kind.name: kind for kind in (NINO, NHS_NUMBER, EMAIL, PHONE, POSTCODE)}
)
"""Every kind by name; of two overlapping finds of equal likelihood and length the first kind stays."""
