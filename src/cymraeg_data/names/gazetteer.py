"""Names of places and bodies in Welsh and English, looked up in either language and in mutated form.

The 22 local authorities of Wales, their councils, the health boards and some national bodies come with the
package. The thousands of places of the Welsh Language Commissioner's list come from the user's own copy of
it, through `Names.of`.
"""

import csv
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.welsh.lemma_tables import PEOPLE
from cymraeg_data.welsh.mutations import KINDS, mutate
from cymraeg_data.welsh.stop_words import STOP_WORDS

__all__ = ["Name", "NameMatch", "Names", "canonical_name", "known_names"]

NameLanguage = Literal["cy", "en"]
_PARTS = re.compile(r"[^\W_]+")  # a name is its letters and digits: hyphens, apostrophes and spaces vary
_LONGEST = 200
"""The length of the longest name that is looked up."""

_LOOK_BACK = 8
_Part = tuple[int, int, str]
_PLACES = frozenset(("authority", "country", "national park", "place", ""))
_INITIALS = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")
# Names that are also words, found only inside a sentence: Cadw llyfrau is keeping books.
_ALSO_WORDS = frozenset(("cadw", "estyn", "llais", "medr"))
# Words that begin the name of something in a place, also at the start of a sentence.
_HEADS = frozenset(
    (
        "afon amgueddfa bae banc bwrdd bws caffi camlas canolfan capel castell clwb coed coleg cronfa cwm"
        " cwrs cymdeithas dociau dyffryn eglwys eisteddfod esgob esgobaeth fferm ffordd ffynnon gorsaf gŵyl"
        " gwesty gwasg heol hosbis llyfrgell llyn llys maes marchnad melin mynwent mynydd neuadd oriel papur"
        " parc plaid plas pont porth prifysgol priordy pwll radio rhos rhyd stadiwm stryd tafarn tîm theatr"
        " traeth tŵr undeb urdd ynys ysbyty ysgol bay bridge castle college hospital port road school"
        " station street university"
    ).split()
)
_MUTATIONS = tuple(kind for kind in KINDS if kind not in ("mixed", "h"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The names of one place or body: its standard form in each language, and other forms in use.

    `short_cy` and `short_en` are forms that name it only where a name is expected, as in a column of
    authorities (*Merthyr*, *Hywel Dda*); in running text they may be another place or a person. `source` says
    whose the standard forms are: "ons", "law" (named in an Act), "body" (what the body calls itself).
    """

    key: str
    cy: str
    en: str
    kind: str = ""
    also_cy: tuple[str, ...] = ()
    also_en: tuple[str, ...] = ()
    short_cy: tuple[str, ...] = ()
    short_en: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A name found in a text: its place, its language and its mutation ("soft", "nasal", "aspirate").

    `language` is "mul" where both languages have the same form. `names` holds more than one where several
    places share the form.
    """

    start: int
    end: int
    text: str
    language: Literal["cy", "en", "mul"]
    mutation: str | None
    names: tuple[Name, ...]


class Names:
    """A table of names that can be looked up by any of their forms.

    >>> found = known_names().find("Symudodd o Gaerdydd i Newport.")
    >>> [(match.text, match.language, match.mutation, match.names[0].cy) for match in found]
    [('Gaerdydd', 'cy', 'soft', 'Caerdydd'), ('Newport', 'en', None, 'Casnewydd')]
    """

    __slots__ = ("_first", "_forms", "_in_text", "_rows", "_unmarked")

    def __init__(self, rows: Iterable[Name]) -> None:
        self._rows = tuple(rows)
        self._forms: dict[tuple[str, ...], dict[tuple[str, str | None], list[Name]]] = {}
        self._in_text: dict[tuple[str, ...], set[str]] = {}
        for name in self._rows:
            for language, form in _forms_of(name):
                self._add(form, (language, None), name)
                in_text = form not in name.short_cy + name.short_en
                if in_text:
                    self._in_text.setdefault(_parts(form), set()).add(form)
                for kind in _MUTATIONS if language == "cy" else ():
                    if (mutated := mutate(form, kind)) != form:
                        self._add(mutated, ("cy", kind), name)
                        if in_text:
                            self._in_text.setdefault(_parts(mutated), set()).add(mutated)
        self._first: dict[str, list[int]] = {}
        self._unmarked: dict[str, list[tuple[str, ...]]] = {}
        for parts in self._forms:
            self._first.setdefault(parts[0], []).append(len(parts))
            self._unmarked.setdefault(_unmarked("".join(parts)), []).append(parts)

    def _add(self, form: str, how: tuple[str, str | None], name: Name) -> None:
        parts = _parts(form)
        if parts:
            rows = self._forms.setdefault(parts, {}).setdefault(how, [])
            if name not in rows:
                rows.append(name)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._rows)

    def __or__(self, other: "Names") -> "Names":
        """Return the names of both tables; a form that both have leads to the names of both."""
        return Names(dict.fromkeys((*self, *other)))

    @classmethod
    def of(
        cls, rows: Iterable[Mapping[str, str | None]], *, cy: str = "cy", en: str = "en", key: str = ""
    ) -> "Names":
        """Return the names in rows of a table, one place or body per row.

        A row without a name in one language takes the other language's name. Rows with the same two names are
        one name unless `key` distinguishes them: nine places are called Pentre.

        >>> list(Names.of([{"enw": "Y Bala", "name": "Bala"}], cy="enw", en="name"))[0].cy
        'Y Bala'

        Args:
            rows: mappings of column to text, as `pyarrow.Table.to_pylist()` gives them.
            cy: the column with the Welsh name.
            en: the column with the English name.
            key: the column with an identifier, if there is one.

        Raises:
            InputError: a row has none of these columns.
        """
        found = []
        for row in rows:
            if cy not in row and en not in row:
                raise InputError(
                    _(
                        "A table of names has the columns {found}; “{cy}” and “{en}” were expected. Name the"
                        " columns with cy= and en=.",
                        found=", ".join(row),
                        cy=cy,
                        en=en,
                    )
                )
            welsh, english = ((row.get(column) or "").strip() for column in (cy, en))
            if welsh or english:
                welsh, english = welsh or english, english or welsh
                found.append(
                    Name(key=(row.get(key) if key else None) or f"{welsh}|{english}", cy=welsh, en=english)
                )
        return cls(dict.fromkeys(found))

    def look_up(self, text: str) -> tuple[Name, ...]:
        """Return the names of which the whole text is a form; none for an unknown name.

        Case, hyphens, apostrophes and spaces may differ, and an article may stand before the name. An
        unmutated form takes precedence over a mutated one, and that over one without its accents.

        >>> names = known_names()
        >>> [name.en for name in names.look_up("yng Nghaerdydd")], names.look_up("Nghaerdydd")[0].en
        ([], 'Cardiff')
        >>> known_names().look_up("ynys mon")[0].key
        'W06000001'
        """
        if len(text) > _LONGEST:
            return ()
        parts = _parts(text)
        by_how = self._forms.get(parts)
        if by_how is None and parts[:1] in (("y",), ("yr",), ("the",)):
            return self.look_up(" ".join(parts[1:]))
        if by_how is None and parts:
            spellings = self._unmarked.get(_unmarked("".join(parts)), ())
            return tuple(
                dict.fromkeys(name for spelling in spellings for name in _best(self._forms[spelling]))
            )
        return _best(by_how) if by_how else ()

    def canonical_name(self, text: str, lang: NameLanguage) -> str | None:
        """Return the standard form of a name in Welsh or English; None for an unknown or ambiguous name.

        >>> known_names().canonical_name("Chaerdydd", "en"), known_names().canonical_name("Newport", "cy")
        ('Cardiff', 'Casnewydd')

        Raises:
            InputError: `lang` is neither "cy" nor "en".
        """
        if lang not in get_args(NameLanguage):
            raise InputError(_("“{found}” is not a language of names. Use “cy” or “en”.", found=lang))
        forms = {getattr(name, lang) for name in self.look_up(text)}
        return forms.pop() if len(forms) == 1 else None

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Return the names in a text, the longest at each place, in time linear in its length.

        A name begins with a capital or a digit. A place within a longer name (*Bae Caerdydd*, *Caerdydd
        Canolog*) or in the name of a person (*Powys Davies*) is not found.

        >>> found = known_names().find("Bae Caerdydd, trigolion Sir Gâr a Chyngor Môn")
        >>> [match.names[0].cy for match in found]
        ['Sir Gaerfyrddin', 'Cyngor Sir Ynys Môn']
        """
        parts = [(part.start(), part.end(), _folded(part.group())) for part in _PARTS.finditer(text)]
        found = []
        at = 0
        while at < len(parts):
            match = self._match(text, parts, at)
            if match is None:
                at += 1
            else:
                n_parts, matched = match
                may_be_inside = n_parts == 1 or matched.names[0].kind in _PLACES
                if not (may_be_inside and self._is_inside(text, parts, at, n_parts)):
                    found.append(matched)
                at += n_parts
        return tuple(found)

    def _match(self, text: str, parts: list[_Part], at: int) -> tuple[int, NameMatch] | None:
        if text[parts[at][0]].islower():
            return None
        for size in sorted(set(self._first.get(parts[at][2], ())), reverse=True):
            taken = parts[at : at + size]
            form = tuple(part for *_place, part in taken)
            by_how = self._forms.get(form)
            written = self._in_text.get(form)
            if by_how is None or written is None or len(taken) < size or not _joined(text, taken):
                continue
            start, end = taken[0][0], taken[-1][1]
            names = _best(by_how)
            is_word = names[0].key in _ALSO_WORDS and size == 1
            if not _is_written_so(text[start:end], written) or (
                is_word and (_folded(names[0].cy) != form[0] or _starts_sentence(text, start))
            ):
                continue
            hows = [how for how, rows in by_how.items() if names[0] in rows]
            mutation = None if any(kind is None for _language, kind in hows) else hows[0][1]
            languages = {language for language, kind in hows if kind == mutation}
            language: Literal["cy", "en", "mul"] = (
                "mul" if len(languages) > 1 else "cy" if "cy" in languages else "en"
            )
            return size, NameMatch(
                start=start, end=end, text=text[start:end], language=language, mutation=mutation, names=names
            )
        return None

    def _is_inside(self, text: str, parts: list[_Part], at: int, size: int) -> bool:
        """Return whether a place is in a longer name: a head before it, or a capital beside it."""
        start, end = parts[at][0], parts[at + size - 1][1]
        if text[start:end].isupper() and end - start > 1:
            return False  # a heading in capitals shows nothing
        if at + size < len(parts) and (after := parts[at + size])[0] == end + 1 and text[end] == " ":
            if text[after[0]].isupper() and self._match(text, parts, at + size) is None:
                return True
            if size == 1 and parts[at][2] == "senedd" and after[2] in ("y", "yr"):  # of another country
                return True
        if not at or parts[at - 1][1] != start - 1 or text[start - 1] != " ":
            return False
        first = at - 1
        while first and text[parts[first - 1][1] : parts[first][0]] == "-":  # Clwb Pêl-droed Wrecsam
            first -= 1
        word = text[parts[first][0] : parts[at - 1][1]]
        if not word[0].isupper() or word.lower() in STOP_WORDS:
            return False
        return word in PEOPLE or word.lower() in _HEADS or not _starts_sentence(text, parts[first][0])


def canonical_name(text: str, lang: NameLanguage = "cy", *, names: Names | None = None) -> str | None:
    """Return the standard form of the name of a place or body; None for an unknown or ambiguous name.

    >>> canonical_name("Rhondda Cynon Taff"), canonical_name("Sir Gaerfyrddin", "en")
    ('Rhondda Cynon Taf', 'Carmarthenshire')
    >>> canonical_name("Welsh Government"), canonical_name("Atlantis")
    ('Llywodraeth Cymru', None)

    Args:
        text: a name alone, in either language, mutated or not.
        lang: "cy" or "en".
        names: the table to use; by default `known_names()`.

    Raises:
        InputError: `lang` is neither "cy" nor "en".
    """
    return (known_names() if names is None else names).canonical_name(text, lang)


@functools.cache
def known_names() -> Names:
    """Return the names in the package: authorities, councils, health boards and some national bodies.

    The key of an authority or health board is its GSS code.
    """
    with files("cymraeg_data").joinpath("data/names.tsv").open(encoding="utf-8") as lines:
        return Names(
            Name(
                key=row["key"],
                cy=row["cy"],
                en=row["en"],
                kind=row["kind"],
                also_cy=tuple(filter(None, row["also_cy"].split(";"))),
                also_en=tuple(filter(None, row["also_en"].split(";"))),
                short_cy=tuple(filter(None, row["short_cy"].split(";"))),
                short_en=tuple(filter(None, row["short_en"].split(";"))),
                source=row["source"],
            )
            for row in csv.DictReader(lines, delimiter="\t")
        )


def _forms_of(name: Name) -> Iterator[tuple[NameLanguage, str]]:
    for form in (name.cy, *name.also_cy, *name.short_cy):
        yield "cy", form
    for form in (name.en, *name.also_en, *name.short_en):
        yield "en", form


def _best(by_how: Mapping[tuple[str, str | None], list[Name]]) -> tuple[Name, ...]:
    """Return the names of an unmutated form, or else those of which it is a mutated form."""
    plain = [name for (_language, kind), rows in by_how.items() if kind is None for name in rows]
    return tuple(dict.fromkeys(plain or (name for rows in by_how.values() for name in rows)))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_PARTS.findall(_folded(text)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _unmarked(text: str) -> str:
    marked = unicodedata.normalize("NFD", text)
    return "".join(character for character in marked if not unicodedata.combining(character))


def _is_written_so(found: str, written: set[str]) -> bool:
    """Return whether initials have the case of the table (TrC, not Trc); other names may be in capitals."""
    plain = found.replace("’", "'").replace("\N{NON-BREAKING HYPHEN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    return plain in written or not any(_INITIALS.fullmatch(form) for form in written)


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOK_BACK) : at].rstrip(" \"'“‘(*_#-–•\N{NO-BREAK SPACE}")
    return not before or before[-1] in ".!?:…\n"


def _joined(text: str, parts: list[tuple[int, int, str]]) -> bool:
    """Return whether the parts are separated only by a space, hyphen or apostrophe."""
    gaps = (text[before[1] : after[0]] for before, after in itertools.pairwise(parts))
    return all(
        gap in {" ", "-", "'", "’", "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}", ". "} for gap in gaps
    )
