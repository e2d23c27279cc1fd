"""The small values that manifests are made of: a text in two languages, and a column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from cattrs.gen import override

from cymraeg_data.locale import language

__all__ = ["Bilingual", "Column"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in Welsh and in English.

    >>> from cymraeg_data import locale
    >>> with locale.use("cy"):
    ...     str(Bilingual("Enwau lleoedd", "Place-names"))
    'Enwau lleoedd'
    """

    cy: str
    en: str

    def __str__(self) -> str:
        """Return the text in the current language."""
        return self.cy if language() == "cy" else self.en


def _read_origins(value: str | Mapping[str, str], __: object) -> tuple[tuple[str, str], ...]:
    pairs = [("", value)] if isinstance(value, str) else sorted(value.items())
    return tuple((table, name.strip()) for table, name in pairs)


def _written_origins(origins: tuple[tuple[str, str], ...]) -> str | dict[str, str]:
    return dict(origins) if origins[0][0] else origins[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the dataset and where its values come from.

    `origins` holds (table, name of the column there); the table is empty unless the adapter is
    `parallel-tables`. Values that come from several tables must agree. `measured` is false for names, whose
    language is declared only.
    """

    to: str
    origins: Annotated[
        tuple[tuple[str, str], ...],
        override(rename="from", struct_hook=_read_origins, unstruct_hook=_written_origins),
    ]
    type: Literal["string", "int64", "float64", "date"] = "string"
    language: str | None = None
    measured: bool = True
    format: str = "%Y-%m-%d"
    thousands: str | None = None
