"""What people wrote in a column, as groups of a dimension.

Nothing is guessed, and nothing that is missing is lost.

Five things are kept apart from the answers: `missing`, `not_answered`, `prefer_not_to_say`, `not_applicable`
and `unmapped`, a label that is no known one. A label is known when it is, but for case, spaces and the shape
of its apostrophes, a code or a label of the dimension in Welsh or English, or one of StatsWales's. Plain
numbers are codes only where you say whose they are. The code of an area of 2011 (LSOA) stands for its decile
of deprivation.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.census_tables import Category, rows
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.represent.reference_population import Dimension, covers

__all__ = ["ABSENT_KINDS", "Aliases", "Mapped", "Unmapped", "aliases_of", "map_categories"]

Codes = Literal["labels", "statswales"]
ABSENT_KINDS = ("missing", "not_answered", "prefer_not_to_say", "not_applicable", "unmapped")
MISSING, NOT_ANSWERED, PREFER_NOT, NOT_APPLICABLE, UNMAPPED = range(-1, -6, -1)

_SAID: Mapping[int, str] = {
    MISSING: "|-|–|null|nan|na|unknown|not known|missing|anhysbys|ddim yn gwybod|don't know|ar goll|information unavailable|gwybodaeth ddim ar gael",
    NOT_ANSWERED: "not answered|no answer|not stated|heb ateb|heb ei ateb|dim ateb|heb ei nodi",
    PREFER_NOT: "prefer not to say|prefer not to answer|refused|well gen i beidio â dweud|gwell gen i beidio â dweud|gwell gennyf beidio â dweud|byddai'n well gen i beidio â dweud|byddai'n well gennyf beidio â dweud|mae'n well gen i beidio â dweud|gwrthod ateb",
    NOT_APPLICABLE: "not applicable|does not apply|n/a|ddim yn berthnasol|amherthnasol|nid yw'n gymwys|ddim yn gymwys",
}  # fmt: skip
_FUZZY_CUTOFF = 0.85  # ours: one letter in seven may differ
_OLDEST = 120  # ours: no age above this is taken for one
_EXAMPLES = 5  # ours: labels with their nearest known ones in a finding
_AGE = re.compile(r"(\d{1,3})(?:\.0)?(?: (?:oed|years old|years|blwydd oed|mlwydd oed|flwydd oed))?\Z")
_CENSUS_DAY = date(2021, 3, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A label that is no known one: how many rows have it, and the known labels nearest to it."""

    label: str
    n: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A column as groups: `codes` holds for each row the index of its group, or a negative number for what is none.

    `labels` says for each label found which group it was taken for, None for none. `guessed` holds those that
    were taken for a group by likeness, which happens only when asked.
    """

    codes: npt.NDArray[np.int32]
    labels: Mapping[str, str | None]
    unmapped: tuple[Unmapped, ...] = ()
    guessed: Mapping[str, str] | None = None

    def counts(self) -> dict[str, int]:
        """Return how many rows have each kind of no answer."""
        found = np.bincount(-np.minimum(self.codes, 0), minlength=len(ABSENT_KINDS) + 1)
        return {kind: int(found[index]) for index, kind in enumerate(ABSENT_KINDS, 1)}


class Aliases:
    """The known labels of a dimension, to be asked for in any case and with any apostrophe."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, str] = {}
        self.shown: list[str] = []
        for label, code in labels:
            self._codes.setdefault(fold(label), code)

    def get(self, label: str) -> str | None:
        """Return the code that a label stands for, None where it is not known."""
        return self._codes.get(fold(label))

    def __iter__(self) -> Any:
        """Yield the known labels in the form in which they are compared."""
        return iter(self._codes)


def aliases_of(categories: Iterable[Category], codes: Codes = "labels", dimension: str = "") -> Aliases:
    """Return the known labels of `categories`: codes first, then labels, then other spellings."""
    groups = list(categories)
    labels = [(group.code, group.code) for group in groups]
    labels += [(label, group.code) for group in groups for label in (group.cy, group.en)]
    if codes == "statswales":
        theirs = [row for row in rows("aliases.csv") if row["dimension"] == dimension]
        labels = [(row["alias"], row["code"]) for row in theirs if row["kind"] == "statswales_code"] + labels
    labels += [(alias, group.code) for group in groups for alias in group.aliases]
    if dimension == "wimd_decile":
        labels += [(row["lsoa11"], row["decile"]) for row in rows("lsoa11_wimd2019.csv")]
    return Aliases(labels)


def map_categories(
    array: Any,
    dimension: Dimension,
    *,
    codes: Codes = "labels",
    labels: Mapping[str, str] | None = None,
    fuzzy: bool = False,
    on: date = _CENSUS_DAY,
) -> Mapped:
    """Return a column as groups of `dimension`, with everything that is no answer kept apart by kind.

    Args:
        array: an Arrow array: text, whole numbers (ages), dates (of birth), true and false.
        dimension: a dimension of a reference.
        codes: "statswales" where plain codes in the column, such as 1 to 19, are StatsWales's.
        labels: your own labels and the code, or a known label, that each stands for.
        fuzzy: take a label that is no known one for the one most like it; `guessed` says which were.
        on: the day on which ages are reckoned from dates of birth; Census Day unless given.

    >>> from cymraeg_data.represent import reference
    >>> sex = reference("census2021-wales")["sex"]
    >>> mapped = map_categories(pa.array(["Benyw", "male", "MENYW", "Gwell gen i beidio â dweud", None, "Fenyw"]), sex)
    >>> mapped.codes.tolist(), mapped.unmapped[0].nearest
    ([0, 1, 0, -3, -1, -5], ('Benyw', 'menyw', 'menywod'))

    Raises:
        InputError: `labels` names a group that the dimension does not have.
    """
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks() if array.num_chunks != 1 else array.chunk(0)
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    reader = _Reader(dimension, codes, _own(labels, dimension), fuzzy=fuzzy, on=on)
    table = np.array([*(reader.read(value) for value in values), MISSING], np.int32)
    indices = encoded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    found = table[indices]
    return Mapped(
        codes=found,
        labels={
            _shown(value): reader.name(code)
            for value, code in zip(values, table, strict=False)
            if value is not None
        },
        unmapped=_unmapped(values, table, np.bincount(indices, minlength=len(table)), reader),
        guessed=reader.guessed,
    )


def _own(labels: Mapping[str, str] | None, dimension: Dimension) -> dict[str, str]:
    known = aliases_of(dimension.categories)
    own = {}
    for label, wanted in (labels or {}).items():
        code = wanted if wanted in ABSENT_KINDS else known.get(wanted)
        if code is None:
            raise InputError(
                _(
                    "“{group}” is no group of {dimension}. Nearest: {near}.",
                    group=wanted,
                    dimension=dimension.name,
                    near=", ".join(nearest(wanted, dimension.codes)) or "–",
                )
            )
        own[fold(label)] = code
    return own


class _Reader:
    """Reads one distinct value of a column at a time, and remembers what it guessed."""

    def __init__(
        self, dimension: Dimension, codes: Codes, own: dict[str, str], *, fuzzy: bool, on: date
    ) -> None:
        self.dimension = dimension
        self.own = own
        self.aliases = aliases_of(dimension.categories, codes, dimension.name)
        self.index: dict[str, int] = {code: place for place, code in enumerate(dimension.codes)}
        self.index |= {kind: -place for place, kind in enumerate(ABSENT_KINDS, 1)}
        self.said = {fold(each): kind for kind, words in _SAID.items() for each in words.split("|")}
        self.years = _years(dimension) if dimension.is_age else None
        self.fuzzy = fuzzy
        self.on = on
        self.guessed: dict[str, str] = {}

    def read(self, value: Any) -> int:
        """Return the index of the group, or the kind of no answer, that a value stands for."""
        if value is None or value != value:  # noqa: PLR0124 - not a number is not itself
            return MISSING
        if self.years is not None:
            age = _age(value, self.on)
            if age is not None:
                return self.years.get(age, UNMAPPED)
        label = str(value)
        folded = fold(label)
        code = self.own.get(folded) or self.aliases.get(label)
        if code is not None:
            return self.index[code]
        if folded in self.said:
            return self.said[folded]
        return self._guess(label) if self.fuzzy else UNMAPPED

    def _guess(self, label: str) -> int:
        import difflib

        close = difflib.get_close_matches(fold(label), list(self.aliases), n=1, cutoff=_FUZZY_CUTOFF)
        if not close:
            return UNMAPPED
        code = str(self.aliases.get(close[0]))
        self.guessed[label] = code
        return self.index[code]

    def name(self, code: int) -> str | None:
        """Return the code of the group with this index, None for no group."""
        return self.dimension.codes[code] if code >= 0 else None


def _years(dimension: Dimension) -> dict[int, int]:
    """Return the group of each year of age."""
    return {
        year: place
        for year in range(_OLDEST + 1)
        for place, category in enumerate(dimension.categories)
        if covers(category, year)
    }


def _age(value: Any, on: date) -> int | None:
    """Return the age that a value states: a whole number, text such as “34 oed”, a date of birth.

    None for any other.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, date):
        return _age_of(value, on)
    if isinstance(value, int | float):
        return int(value) if 0 <= value <= _OLDEST else -1
    text = fold(str(value))
    matched = _AGE.match(text)
    if matched:
        age = int(matched[1])
        return age if age <= _OLDEST else -1
    try:
        return _age_of(date.fromisoformat(text[:10]), on)
    except ValueError:
        return None


def _age_of(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _shown(value: Any) -> str:
    return str(value)


def _unmapped(
    values: list[Any], table: npt.NDArray[np.int32], n: npt.NDArray[np.int64], reader: _Reader
) -> tuple[Unmapped, ...]:
    """Return the labels that are no known ones, the most frequent first.

    Only the first few with their nearest.
    """
    unknown = np.flatnonzero((table[:-1] == UNMAPPED) & (n[:-1] > 0))
    places = sorted(unknown.tolist(), key=lambda place: (-int(n[place]), _shown(values[place])))
    known = [
        label
        for category in reader.dimension.categories
        for label in (category.cy, category.en, *category.aliases)
    ]
    return tuple(
        Unmapped(
            label=_shown(values[place]),
            n=int(n[place]),
            nearest=nearest(_shown(values[place])[:100], known) if rank < _EXAMPLES else (),
        )
        for rank, place in enumerate(places)
    )
