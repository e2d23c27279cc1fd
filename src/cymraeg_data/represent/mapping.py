"""The labels of a column, as groups of a dimension: none is guessed unless asked, and none is lost.

Five kinds of non-answer are kept apart from the answers: `missing`, `not_answered`, `prefer_not_to_say`,
`not_applicable` and `unmapped`, an unknown label. A label is known when it is a code or a label of the
dimension in Welsh or English, or one of StatsWales's; case, spaces and the shape of apostrophes do not count.
Plain numbers are codes only where you name their system. The code of an area of 2011 (LSOA) means its decile
of deprivation.
"""

import difflib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.census_tables import PopulationGroup, rows
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.represent.reference_population import Dimension, covers

__all__ = ["ABSENT_KINDS", "Aliases", "Mapped", "Unmapped", "aliases_of", "map_categories"]

Codes = Literal["labels", "statswales"]
ABSENT_KINDS = ("missing", "not_answered", "prefer_not_to_say", "not_applicable", "unmapped")
MISSING, NOT_ANSWERED, PREFER_NOT, NOT_APPLICABLE, UNMAPPED = range(-1, -6, -1)

_NON_ANSWERS: Mapping[int, str] = {
    MISSING: "|-|–|null|nan|na|unknown|not known|missing|anhysbys|ddim yn gwybod|don't know|ar goll"
    "|information unavailable|gwybodaeth ddim ar gael",
    NOT_ANSWERED: "not answered|no answer|not stated|heb ateb|heb ei ateb|dim ateb|heb ei nodi",
    PREFER_NOT: "prefer not to say|prefer not to answer|refused|well gen i beidio â dweud"
    "|gwell gen i beidio â dweud|gwell gennyf beidio â dweud|byddai'n well gen i beidio â dweud"
    "|byddai'n well gennyf beidio â dweud|mae'n well gen i beidio â dweud|gwrthod ateb",
    NOT_APPLICABLE: "not applicable|does not apply|n/a|ddim yn berthnasol|amherthnasol|nid yw'n gymwys"
    "|ddim yn gymwys",
}
_FUZZY_CUTOFF = 0.85  # our choice: one letter in seven may differ
_OLDEST = 120  # our choice: a larger number is not an age
_EXAMPLES = 5  # our choice: labels with their nearest known ones in a finding
_AGE = re.compile(r"(\d{1,3})(?:\.0)?(?: (?:oed|years old|years|blwydd oed|mlwydd oed|flwydd oed))?\Z")
_CENSUS_DAY = date(2021, 3, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """An unknown label: how many rows have it, and the known labels nearest to it."""

    label: str
    n: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A column as groups: `codes` holds the index of each row's group, or a negative kind of non-answer.

    `labels` holds for each label found its group, None without one. `guessed` holds the labels that were
    taken for the most similar group, which happens only on request.
    """

    codes: npt.NDArray[np.int32]
    labels: Mapping[str, str | None]
    unmapped: tuple[Unmapped, ...] = ()
    guessed: Mapping[str, str] | None = None

    def counts(self) -> dict[str, int]:
        """Return how many rows have each kind of non-answer."""
        found = np.bincount(-np.minimum(self.codes, 0), minlength=len(ABSENT_KINDS) + 1)
        return {kind: int(found[index]) for index, kind in enumerate(ABSENT_KINDS, 1)}


class Aliases:
    """The known labels of a dimension, found whatever their case and apostrophes."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, str] = {}
        for label, code in labels:
            self._codes.setdefault(fold(label), code)

    def get(self, label: str) -> str | None:
        """Return the code that a label means, None where it is unknown."""
        return self._codes.get(fold(label))

    def __iter__(self) -> Iterator[str]:
        """Yield the known labels in the form in which they are compared."""
        return iter(self._codes)


def aliases_of(
    categories: Iterable[PopulationGroup], codes: Codes = "labels", dimension: str = ""
) -> Aliases:
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


@checked_options
def map_categories(
    array: pa.Array | pa.ChunkedArray,
    dimension: Dimension,
    *,
    codes: Codes = "labels",
    labels: Mapping[str, str] | None = None,
    fuzzy: bool = False,
    on: date = _CENSUS_DAY,
) -> Mapped:
    """Return a column as groups of `dimension`, with non-answers kept apart by kind.

    Args:
        array: an Arrow array: text, whole numbers (ages), dates (of birth), true and false.
        dimension: a dimension of a reference.
        codes: "statswales" where plain codes in the column, such as 1 to 19, are StatsWales's.
        labels: your own labels, each with the code or known label that it means.
        fuzzy: take an unknown label for the most similar known one; `guessed` lists them.
        on: the day on which ages are computed from dates of birth; Census Day by default.

    >>> from cymraeg_data.represent import reference
    >>> sex = reference("census2021-wales")["sex"]
    >>> labels = ["Benyw", "male", "MENYW", "Gwell gen i beidio â dweud", None, "Fenyw"]
    >>> mapped = map_categories(pa.array(labels), sex)
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
            str(value): reader.name(code)
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
                    "“{group}” is not a group of {dimension}. Nearest: {near}.",
                    group=wanted,
                    dimension=dimension.name,
                    near=", ".join(nearest(wanted, dimension.codes)) or "–",
                )
            )
        own[fold(label)] = code
    return own


class _Reader:
    """Reads the distinct values of a column one at a time, and remembers its guesses."""

    def __init__(
        self, dimension: Dimension, codes: Codes, own: dict[str, str], *, fuzzy: bool, on: date
    ) -> None:
        self.dimension = dimension
        self.own = own
        self.aliases = aliases_of(dimension.categories, codes, dimension.name)
        self.index: dict[str, int] = {code: place for place, code in enumerate(dimension.codes)}
        self.index |= {kind: -place for place, kind in enumerate(ABSENT_KINDS, 1)}
        self.non_answers = {
            fold(each): kind for kind, words in _NON_ANSWERS.items() for each in words.split("|")
        }
        self.years = _years(dimension) if dimension.is_age else None
        self.fuzzy = fuzzy
        self.on = on
        self.guessed: dict[str, str] = {}

    def read(self, value: object) -> int:
        """Return the index of the group, or the kind of non-answer, that a value means."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
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
        if folded in self.non_answers:
            return self.non_answers[folded]
        return self._guess(label) if self.fuzzy else UNMAPPED

    def _guess(self, label: str) -> int:
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


def _age(value: object, on: date) -> int | None:
    """Return the age in a whole number, text such as “34 oed” or a date of birth; None for anything else."""
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


def _unmapped(
    values: list[object], table: npt.NDArray[np.int32], n: npt.NDArray[np.int64], reader: _Reader
) -> tuple[Unmapped, ...]:
    """Return the unknown labels, the most frequent first; only the first few with their nearest."""
    unknown = np.flatnonzero((table[:-1] == UNMAPPED) & (n[:-1] > 0))
    places = sorted(unknown.tolist(), key=lambda place: (-int(n[place]), str(values[place])))
    known = [
        label
        for category in reader.dimension.categories
        for label in (category.cy, category.en, *category.aliases)
    ]
    return tuple(
        Unmapped(
            label=str(values[place]),
            n=int(n[place]),
            nearest=nearest(str(values[place])[:100], known) if rank < _EXAMPLES else (),
        )
        for rank, place in enumerate(places)
    )
