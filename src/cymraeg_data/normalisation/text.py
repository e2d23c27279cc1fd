"""`normalise`: from text to repaired, canonical text, every change an `Edit`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cymraeg_data.errors import require_text
from cymraeg_data.normalisation.canonical.apostrophes import unify_apostrophes
from cymraeg_data.normalisation.canonical.characters import (
    RULES_OF_UNSEEN,
    Glance,
    dashes,
    double_spaces,
    edges,
    entities,
    glance,
    has_edge,
    has_entity,
    quotes,
    read_as_windows,
    suggest_entities,
)
from cymraeg_data.normalisation.canonical.composition import composed
from cymraeg_data.normalisation.edits import Edit, Suggestion, apply, compose, count_rules
from cymraeg_data.normalisation.options import DEFAULT, Options
from cymraeg_data.normalisation.repair.celtic import TELLTALES, repair_celtic
from cymraeg_data.normalisation.repair.competing import suggest
from cymraeg_data.normalisation.repair.lost_letters import has_caret, has_lost, repair_carets, repair_lost
from cymraeg_data.normalisation.repair.mojibake import repair_mojibake
from cymraeg_data.normalisation.repair.protected_spans import Protected
from cymraeg_data.option_names import checked_options
from cymraeg_data.welsh import standard_form, words

__all__ = [
    "NOTHING_SEEN",
    "Normalised",
    "Seen",
    "gather",
    "normalise",
    "normalise_and_explain",
    "repair_style",
]

Seen = frozenset[str]
"""Evidence from elsewhere in the same column or file, as `gather` returns it."""

NOTHING_SEEN: Seen = frozenset()

_DAMAGE = ("utf8_as_windows", "utf8_as_mac", "utf8_as_dos", "celtic_as_windows")
_ACCENTS = frozenset("âêîôûáéíóúïöëÂÊÎÔÛÁÉÍÓÚÏÖË")
_WY = frozenset("ŵŷŴŶ")
_ROUNDS = 64  # our choice: each round but the last shortens the text or leaves fewer signs of damage (tested)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """The result of `normalise_and_explain`: the text, its edits and suggestions.

    `apply(original, edits) == text` and `undo(text, edits) == original`. The offsets of edits are in the
    original, those of suggestions in `text`.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of changes of each rule."""
        return dict(sorted(count_rules(self.edits).items()))


@checked_options
def normalise(text: str, *, options: Options | None = None, seen: Seen | None = None) -> str:
    """Return `text` repaired, in canonical characters and without invisible ones.

    Normalisation is idempotent: `normalise(normalise(text)) == normalise(text)`.

    >>> normalise("Croeso i Ynys MÃ´n,  a  mwynhewch y dw^r!")
    'Croeso i Ynys Môn, a mwynhewch y dŵr!'
    >>> normalise("Pa un? Gyda François yn Łódź.")
    'Pa un? Gyda François yn Łódź.'

    Args:
        text: any text.
        options: the rules to apply; by default all default rules.
        seen: evidence from elsewhere in the same column or file, from `gather`: it makes likely repairs
            sure.
    """
    require_text(text, "normalise", "columns.normalise")
    return apply(text, _edits(text, options or DEFAULT, seen or NOTHING_SEEN))


@checked_options
def normalise_and_explain(
    text: str, *, options: Options | None = None, seen: Seen | None = None
) -> Normalised:
    """Return the text of `normalise` with its edits, and suggestions where two Welsh words compete.

    >>> found = normalise_and_explain("TÅ· Newydd ger y mor")
    >>> found.text, [(edit.rule, edit.before, edit.after) for edit in found.edits]
    ('Tŷ Newydd ger y mor', [('utf8_as_windows', 'Å·', 'ŷ')])
    >>> [(item.text, item.candidates) for item in found.suggestions]
    [('mor', ('môr',))]

    Args:
        text: any text.
        options: the rules to apply; by default all default rules.
        seen: evidence from elsewhere in the same column or file, from `gather`.
    """
    require_text(text, "normalise_and_explain", "columns.normalise")
    chosen, elsewhere = options or DEFAULT, seen or NOTHING_SEEN
    edits = _edits(text, chosen, elsewhere)
    repaired = apply(text, edits)
    suggestions = tuple(_suggestions(repaired, chosen, elsewhere))
    return Normalised(text=repaired, edits=tuple(edits), suggestions=suggestions)


@checked_options
def gather(texts: Iterable[str | None], *, options: Options | None = None) -> Seen:
    """Return the evidence of the texts of a column or file on its damage, a vote where one text is ambiguous.

    >>> sorted(gather(["Ynys MÃ´n", "Caerdydd"]))
    ['utf8_as_windows']
    """
    seen: set[str] = set()
    accents: set[str] = set()
    for text in texts:
        if text is None or text.isascii():
            continue
        work = _Work(text)
        _repair(work, options or DEFAULT, NOTHING_SEEN)
        rules = count_rules(work.edits)
        seen.update(rule for rule in _DAMAGE if rule in rules)
        accents.update(text)
    if accents & _ACCENTS and not accents & _WY and not seen:
        seen.add("kept_latin")
    return frozenset(seen)


class _Work:
    """A text during normalisation: the edits so far, their result, and its protected spans."""

    def __init__(self, text: str) -> None:
        self.text = self.current = text
        self.edits: list[Edit] = []
        self._protected: Protected | None = None
        self._glance: Glance | None = None

    @property
    def glance(self) -> Glance:
        """The glance at the bytes of the current text."""
        if self._glance is None:
            self._glance = glance(self.current)
        return self._glance

    @property
    def protected(self) -> Protected:
        if self._protected is None:
            self._protected = Protected(self.current, undecided=True)
        return self._protected

    def do(self, found: Iterable[Edit], *, anywhere: bool = False) -> None:
        """Apply the edits of `found` to the current text, except those that touch a protected span."""
        more = list(found)
        if more and not anywhere:
            more = self.protected.outside(more)
        if more:
            self.current = apply(self.current, more)
            self.edits = compose(self.text, self.edits, more)
            self._protected = self._glance = None


def _edits(text: str, options: Options, seen: Seen) -> list[Edit]:
    """Return the edits of repeated rounds of all rules, until a round changes nothing."""
    edits: list[Edit] = []
    current = text
    for _round in range(_ROUNDS):
        work = _Work(current)
        _repair(work, options, seen)
        _tidy(work, options)
        if not work.edits:
            break
        edits = compose(text, edits, work.edits)
        current = work.current
    return edits


def repair_style(text: str, options: Options) -> Normalised:
    """Return the result of `normalise_and_explain`, without suggestions, if only apostrophes can be wrong.

    >>> repair_style("Mae'r tŷ a'r ardd sy’n fawr", Options()).text
    "Mae'r tŷ a'r ardd sy'n fawr"
    """
    edits: list[Edit] = []
    current = text
    for _round in range(_ROUNDS):
        work = _Work(current)
        found = list(unify_apostrophes(current, options.apostrophe))
        work.do(found)
        edits, current = compose(text, edits, work.edits), work.current
        if len(work.edits) in {0, len(found)}:  # outside protected spans all marks are now of one kind
            break
    return Normalised(text=current, edits=tuple(edits))


def _repair(work: _Work, options: Options, seen: Seen) -> None:
    """Repair damage: wrong encodings, then lost letters."""
    if not work.text.isascii():
        if work.glance.side_by_side:
            work.do(repair_mojibake(work.text, options, seen), anywhere=True)
        if options.windows_as_latin and work.glance.unseen:
            work.do(read_as_windows(work.current))
        if options.celtic_as_windows and any(mark in work.current for mark in TELLTALES):
            work.do(repair_celtic(work.current, seen, protected=work.protected))
    if options.caret and has_caret(work.current):
        work.do(repair_carets(work.current, protected=work.protected))
    if options.lost_letter and has_lost(work.current):
        work.do(repair_lost(work.current, seen, protected=work.protected)[0])


def _tidy(work: _Work, options: Options) -> None:
    """Write every character in its canonical way."""
    if has_entity(work.current):
        work.do(entities(work.current, options.entity, markup=work.protected.markup))
    work.do(composed(work.current, options.nfc))
    there = work.glance.unseen  # no rule adds to them
    for rule, wanted, find in RULES_OF_UNSEEN if there else ():
        if getattr(options, rule) and wanted.search(there):
            work.do(find(work.current))
    if options.edge_space and has_edge(work.current):
        work.do(edges(work.current))
    if options.double_space and "  " in work.current:
        work.do(double_spaces(work.current))
    work.do(unify_apostrophes(work.current, options.apostrophe))
    work.do(quotes(work.current, options))
    work.do(dashes(work.current, options))


def _suggestions(text: str, options: Options, seen: Seen) -> list[Suggestion]:
    if not options.suggest:
        return []
    protected = Protected(text)
    found = repair_lost(text, seen, protected=protected)[1] if options.lost_letter else []
    found += suggest(text, protected)
    if "&" in text:
        found += protected.outside(suggest_entities(text, options.entity, markup=protected.markup))
    if options.colloquial:
        found += _colloquial(text, protected)
    return sorted(found, key=lambda item: (item.start, item.rule))


def _colloquial(text: str, protected: Protected) -> Iterator[Suggestion]:
    for token in words(text):
        standard = standard_form(token.text) if token.kind == "word" else None
        if standard and (token.start, token.end) not in protected:
            yield Suggestion(
                rule="colloquial",
                start=token.start,
                end=token.end,
                text=token.text,
                candidates=(standard,),
            )
