"""Changes as values: an `Edit` has place, rule and confidence; a list of edits can be undone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _

__all__ = ["Edit", "Suggestion", "apply", "compose", "count_rules", "undo"]

BOTH = "+"  # between the names of several rules that made one edit: `utf8_as_windows+apostrophe`


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change: `text[start:end]` was `before` and became `after`.

    `start` and `end` are character offsets into the original text. The edits of a text are in order and never
    overlap. `rule` is a name of `Options`; where a later rule changed the result of an earlier one, both are
    named with + between. `confidence` is from 0 to 1.
    """

    rule: str
    start: int
    end: int
    before: str
    after: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A possible change for a reader to decide: a span of the current text, and its possible replacements."""

    rule: str
    start: int
    end: int
    text: str
    candidates: tuple[str, ...]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` applied.

    >>> apply("tÅ· bach", [Edit(rule="utf8_as_windows", start=1, end=3, before="Å·", after="ŷ")])
    'tŷ bach'

    Raises:
        InputError: an edit does not fit: it is out of order, or the text differs from what it replaces.
    """
    parts: list[str] = []
    place = 0
    for edit in edits:
        if edit.start < place or text[edit.start : edit.end] != edit.before:
            raise InputError(_misfit(edit, text[edit.start : edit.end]))
        parts += (text[place : edit.start], edit.after)
        place = edit.end
    return "".join((*parts, text[place:]))


def undo(text: str, edits: Iterable[Edit]) -> str:
    """Return the text before `edits`: `undo(apply(text, edits), edits) == text`.

    >>> undo("tŷ bach", [Edit(rule="utf8_as_windows", start=1, end=3, before="Å·", after="ŷ")])
    'tÅ· bach'

    Raises:
        InputError: an edit does not fit: the text is not the result of these edits.
    """
    parts: list[str] = []
    place = shift = 0
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.after)
        if start < place or text[start:end] != edit.after:
            raise InputError(_misfit(edit, text[start:end]))
        parts += (text[place:start], edit.before)
        place = end
        shift += len(edit.after) - len(edit.before)
    return "".join((*parts, text[place:]))


def count_rules(edits: Iterable[Edit]) -> Counter[str]:
    """Return the number of changes of each rule.

    >>> edit = Edit(rule="utf8_as_windows+apostrophe", start=0, end=3, before="â€™", after="'")
    >>> sorted(count_rules([edit]).items())
    [('apostrophe', 1), ('utf8_as_windows', 1)]
    """
    return Counter(rule for edit in edits for rule in edit.rule.split(BOTH))


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return one list of edits with the effect of `first` on `text` and then `second` on its result.

    Edits of the two that touch the same characters become one.
    """
    if not first or not second:
        return list(first or second)
    composed = [_merged(text, group) for group in _groups(first, second)]
    return [edit for edit in composed if edit.before != edit.after]


class _Placed(NamedTuple):
    """An edit with its place in the text between the first and the second edits."""

    start: int
    end: int
    edit: Edit
    later: bool
    shift: int  # the shift of offsets by the first edits before this place


def _placed(first: Sequence[Edit], second: Sequence[Edit]) -> list[_Placed]:
    placed, shift = [], 0
    shifts = [(0, 0)]
    for edit in first:
        start = edit.start + shift
        placed.append(_Placed(start, start + len(edit.after), edit, later=False, shift=shift))
        shift += len(edit.after) - len(edit.before)
        shifts.append((start, shift))
    number = 0
    for edit in second:
        while number + 1 < len(shifts) and shifts[number + 1][0] < edit.start:
            number += 1
        placed.append(_Placed(edit.start, edit.end, edit, later=True, shift=shifts[number][1]))
    return sorted(placed, key=lambda item: (item.start, item.end, item.later))


def _groups(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[list[_Placed]]:
    """Yield groups of edits that touch each other."""
    group: list[_Placed] = []
    end = 0
    for item in _placed(first, second):
        if group and (item.start > end or (item.start == end and _apart(group, item))):
            yield group
            group = []
        group.append(item)
        end = item.end if len(group) == 1 else max(end, item.end)
    if group:
        yield group


def _apart(group: Sequence[_Placed], item: _Placed) -> bool:
    """Return whether two neighbours may stay apart: neither is empty, so that their order is clear."""
    last = group[-1]
    return last.start < last.end and item.start < item.end


def _merged(text: str, group: Sequence[_Placed]) -> Edit:
    if len(group) == 1:
        item = group[0]
        if not item.later:
            return item.edit
        edit, shift = item.edit, item.shift
        return Edit(
            rule=edit.rule,
            start=edit.start - shift,
            end=edit.end - shift,
            before=edit.before,
            after=edit.after,
            confidence=edit.confidence,
        )
    low, high = min(item.start for item in group), max(item.end for item in group)
    earlier = [item for item in group if not item.later]
    shift = earlier[0].shift if earlier else group[0].shift
    added = sum(len(item.edit.after) - len(item.edit.before) for item in earlier)
    start, end = low - shift, high - shift - added
    middle = apply(text[start:end], [_moved(item.edit, -start) for item in earlier])
    after = apply(middle, [_moved(item.edit, -low) for item in group if item.later])
    rules = dict.fromkeys(rule for item in sorted(group, key=_by_pass) for rule in item.edit.rule.split(BOTH))
    return Edit(
        rule=BOTH.join(rules),
        start=start,
        end=end,
        before=text[start:end],
        after=after,
        confidence=min(item.edit.confidence for item in group),
    )


def _by_pass(item: _Placed) -> bool:
    return item.later


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(
        rule=edit.rule,
        start=edit.start + by,
        end=edit.end + by,
        before=edit.before,
        after=edit.after,
        confidence=edit.confidence,
    )


def _misfit(edit: Edit, found: str) -> str:
    return _(
        "An edit does not fit the text: at {start} it is “{found}”. Give the text and the edits that belong"
        " together, in order.",
        start=edit.start,
        found=found,
    )
