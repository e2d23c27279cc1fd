"""One short text in plain Python integers: the answers and tags of `reading`, in a tenth of the time.

`tagging`, `decision` and `reading` explain the computation; their constants are used. Nothing is computed
before it is asked for: an answer alone needs no tags.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from cymraeg_data.detection import decision, listed_words, segments, tagging, word_evidence
from cymraeg_data.detection.kernels import plain_words
from cymraeg_data.detection.kernels.plain_words import Word
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.tagging import NONE, OWN

__all__ = ["PlainText", "read", "runner_up"]

_ENDS = re.compile(
    r"[\n\r.!?/|\t()\[\]\-](?:(?<=(?P<line>[\n\r]))|(?<=(?P<stop>[.!?]))(?=[\x00-\x20])|(?<=[/|\t()\[\]])"
    r"|(?<=[\x00-\x20]-))"
)

_evidence, _known, _lead = itemgetter(0), itemgetter(1), itemgetter(2)


class _Plain(NamedTuple):
    """The parts of a model that are needed, as plain Python numbers.

    `lanes` are the first lane of each language and the one after its last.
    """

    welsh: int
    english: int
    neighbours: list[int]
    languages: list[int]
    own: tuple[int, int]
    lanes: list[tuple[int, int]]
    names: int
    lengths: list[int]
    edges: list[int]
    confidence: list[list[float]]
    tags: tuple[str, ...]


@functools.lru_cache(maxsize=4)
def _plain(model: Model) -> _Plain:
    languages = word_evidence.language_numbers(model).tolist()
    return _Plain(
        welsh=model.welsh,
        english=model.english,
        neighbours=decision.neighbour_lanes(model).tolist(),
        languages=languages,
        own=(languages[model.welsh], languages[model.english]),
        lanes=[
            (languages.index(number), languages.index(number) + languages.count(number))
            for number in range(len(model.languages))
        ],
        names=model.languages.index("und") if "und" in model.languages else decision.UNDETERMINED,
        lengths=list(model.lengths),
        edges=model.edges.tolist(),
        confidence=model.confidence.tolist(),
        tags=decision.tags(model),
    )


class _Asked(NamedTuple):
    """Some words as a text of their own: best language, lead, answer, confidence, words, third lane."""

    best: int
    lead: int
    answer: int
    sure: float
    known: int
    totals: Sequence[int]


class _Sides(NamedTuple):
    """The sides of a text (first word, the word after the last, answer), and the forced lane of each word."""

    sides: list[tuple[int, int, int]]
    forced: list[int]


def read(text: str, model: Model) -> "PlainText | None":
    """Return a short text, None for one that is read in arrays."""
    spelt = plain_words.spell(text)
    if spelt is None:
        return None
    try:
        words = list(map(plain_words.remembered(model).__getitem__, plain_words.words(spelt)))
    except plain_words.TooLongError:
        return None
    return PlainText(spelt, words, _plain(model))


class PlainText:
    """A short text with its words and its answer; the rest is worked out when it is asked for."""

    def __init__(self, spelt: str, words: list[Word], plain: _Plain) -> None:
        self.spelt, self.words, self.plain = spelt, words, plain
        self.whole = whole = self._ask(words)
        self.has_ends = len(words) > 1 and _ENDS.search(spelt) is not None
        self.answer = whole.answer, whole.sure
        """The index of the text's language in `decision.tags`, and the confidence (`conclude`)."""
        known = whole.known
        close = (
            known >= decision.LEAST and whole.lead < decision.MIXED_LEAD * known and whole.best in plain.own
        )
        if (close or self.has_ends) and self._is_mixed(is_close=close):
            self.answer = decision.MIXED, decision.MIXED_SURE

    @property
    def language(self) -> str:
        """Return the tag of the text's language."""
        return self.plain.tags[self.answer[0]]

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Return where each word starts and ends."""
        return plain_words.places(self.spelt)

    def _is_mixed(self, *, is_close: bool) -> bool:
        """Return whether no language has a clear majority, or the sides are in two languages."""
        both = False
        if self._sides is not None:
            said = {answer for _first, _end, answer in self._sides.sides}
            both = said.issuperset(self.plain.own)
        if not (is_close or both):
            return False
        counts = self.counts(self._tagged)
        labelled = sum(counts.values())
        is_even = self._largest(counts) <= decision.MAJORITY * labelled
        return (is_close and labelled >= decision.LEAST and is_even) or (
            both and self._is_bilingual(labelled)
        )

    @cached_property
    def lanes(self) -> list[int]:
        """Return the lane of each word or `NONE`; an answer that is a language has a word (`_agreeing`)."""
        if not any(self.whole.totals):
            return [NONE] * len(self.words)
        answer, found = self.answer[0], self._tagged
        if answer < 0 or answer in self.counts(found):
            return found
        first, last = self.plain.lanes[answer]
        lane = max(range(first, last), key=self.whole.totals.__getitem__)
        return [lane if word.known else NONE for word in self.words]

    def counts(self, lanes: Sequence[int]) -> dict[int, int]:
        """Return the number of words of each language, by its number."""
        found: dict[int, int] = {}
        for lane in lanes:
            if lane != NONE:
                number = self.plain.languages[lane]
                found[number] = found.get(number, 0) + 1
        return found

    def _largest(self, counts: dict[int, int]) -> int:
        """Return the words of Welsh, of English or of all third languages, the most of these."""
        welsh, english = (counts.get(number, 0) for number in self.plain.own)
        return max(welsh, english, sum(counts.values()) - welsh - english)

    def _is_bilingual(self, labelled: int) -> bool:
        """Return whether the Welsh and English sides are both large (`decision.is_bilingual`)."""
        halves = dict.fromkeys(self.plain.own, 0)
        for first, end, answer in self._sides.sides if self._sides else ():
            if answer in halves:
                halves[answer] += end - first - self._tagged[first:end].count(NONE)
        both = sum(halves.values())
        larger = max(halves.values())
        return (
            min(halves.values()) > 0
            and larger <= decision.LARGER_SIDE * both
            and both >= decision.BOTH_SIDES * labelled
        )

    def _ask(self, words: Sequence[Word]) -> _Asked:
        """Return the answer to some words as a text of their own."""
        plain, known = self.plain, sum(map(_known, words))
        if known <= listed_words.FEW and len(words) <= listed_words.FEW_WORDS:
            totals = plain_words.unpack(_sum_few(words, known))
        else:
            totals = plain_words.unpack(sum(map(_evidence, words)))
        best, lead = _decide(totals, known, plain)
        answer, sure = _settle(best, lead, known, plain)
        return _Asked(best, lead, answer, sure, known, totals)

    def _third(self, asked: _Asked) -> int:
        """Return the best lane of an answer that is a third language, else `NONE`."""
        if asked.answer < 0 or asked.answer in self.plain.own:
            return NONE
        first, last = self.plain.lanes[asked.answer]
        return max(range(first, last), key=asked.totals.__getitem__)

    @cached_property
    def _sides(self) -> _Sides | None:
        """Return the sides of a text that has several (`reading._sides`)."""
        if not self.has_ends:
            return None
        levels = self._levels()
        starts = [at for at, level in enumerate(levels) if level]
        if len(starts) < 2:
            return None
        ends = [*starts[1:], len(levels)]
        level = [levels[start] for start in starts]
        after = [*level[1:], segments.LINE]
        forced = [NONE] * len(levels)
        for kind in (segments.LINE, segments.SENTENCE):
            opening = [at for at, found in enumerate(level) if found >= kind]
            closing = [at for at, found in enumerate(after) if found >= kind]
            for first, last in zip(opening, closing, strict=True):
                if last > first:
                    self._force(forced, starts[first], ends[last], is_whole=True)
        sides = []
        for first, end, before, behind in zip(starts, ends, level, after, strict=True):
            is_whole = before >= segments.SENTENCE and behind >= segments.SENTENCE
            asked = self._force(forced, first, end, is_whole=is_whole)
            sure = asked.sure >= decision.SIDE_SURE
            sides.append((first, end, asked.answer if sure else decision.UNDETERMINED))
        return _Sides(sides, forced)

    def _levels(self) -> list[int]:
        """Return what ends before each word (`segments.scan`)."""
        levels = [0] * (len(self.words) + 1)
        starts = [start for start, _end in self.places]
        for found in _ENDS.finditer(self.spelt):
            level = segments.LINE if found["line"] else segments.SENTENCE if found["stop"] else segments.SIDE
            word = bisect_left(starts, found.start())
            levels[word] = max(levels[word], level)
        levels[0] = segments.LINE
        return levels[:-1]

    def _force(self, forced: list[int], first: int, end: int, *, is_whole: bool) -> _Asked:
        """Write the lane of the words of a segment that is surely in one language; return its answer."""
        asked = self._ask(self.words[first:end])
        sure, words = (
            (decision.THIRD_SURE, decision.THIRD_WORDS)
            if is_whole
            else (decision.THIRD_SIDE_SURE, decision.THIRD_SIDE_WORDS)
        )
        if asked.sure >= sure and asked.known >= words:
            lane = OWN if asked.answer in self.plain.own else self._third(asked)
            forced[first:end] = [lane] * (end - first)
        return asked

    @cached_property
    def _tagged(self) -> list[int]:
        """Return the lane of each word or `NONE` (`tagging.tag`)."""
        plain, words = self.plain, self.words
        third, own = self._third(self.whole), list(map(_lead, words))
        total = sum(own)
        side = plain.welsh if total >= tagging.SIDE else plain.english if total <= -tagging.SIDE else NONE
        forced = self._sides.forced if self._sides is not None else [NONE] * len(words)
        if third != NONE:
            lanes = self._with_third(own, third, side, forced)
        elif (side == plain.welsh and min(own) >= 0) or (side == plain.english and max(own) <= 0):
            lanes = [side] * len(words)
        else:
            lanes = [
                side if -tagging.DOUBT < lead < tagging.DOUBT else plain.welsh if lead > 0 else plain.english
                for lead in _smooth(own)
            ]
        if self._sides is not None:
            lanes = [lane if given < 0 else given for lane, given in zip(lanes, forced, strict=True)]
        return [lane if word.known else NONE for lane, word in zip(lanes, words, strict=True)]

    def _with_third(self, own: list[int], third: int, side: int, forced: list[int]) -> list[int]:
        """Return the lane of each word of a text that is answered with a third language."""
        welsh, english = self.plain.welsh, self.plain.english
        ahead = []
        for word in self.words:
            lanes = plain_words.unpack(word.evidence)
            ahead.append(lanes[third] - max(lanes[welsh], lanes[english]))
        found = []
        for lead, over, given in zip(_smooth(own), _smooth(ahead), forced, strict=True):
            is_third = over > 0 and given != OWN
            lane = third if is_third else welsh if lead > 0 else english
            is_sure = abs(over if is_third else lead) >= tagging.DOUBT
            found.append(lane if is_sure else side if given == OWN else third)
        return found


def _sum_few(words: Sequence[Word], known: int) -> int:
    """Return the sum of the evidence of a few words, of twins where they count (`Scored.row_totals`)."""
    if known == 1:
        return sum(
            word.twin if listed_words.USE_NEVER < word.use <= listed_words.USE_NAME else word.evidence
            for word in words
        )
    least = listed_words.USE_FEW
    uses = {word.use for word in words if word.known}
    if not uses.isdisjoint(_SURE_NAMES) and min(uses) >= listed_words.USE_NAME:
        return sum(word.twin for word in words)
    if max(uses, default=0) <= least and min(uses, default=0) > listed_words.USE_NEVER:
        least = listed_words.USE_ALONE
    return sum(word.twin if word.use in (least, listed_words.USE_FEW) else word.evidence for word in words)


_SURE_NAMES = (listed_words.USE_NAME, listed_words.USE_BESIDE)


def _smooth(own: list[int]) -> list[int]:
    """Return each word's evidence with what its neighbours pass on (`tagging._smooth`)."""
    before, after = _passed_on(own), _passed_on(own[::-1])[::-1]
    return [value + left + right for value, left, right in zip(own, before, after, strict=True)]


def _passed_on(own: list[int]) -> list[int]:
    """Return the evidence that each word gets from those before it."""
    near, far, found = tagging.NEAR, tagging.FAR, []
    for at in range(len(own)):
        passed = 0
        for value in own[max(at - far, 0) : at]:
            passed += value
            if passed > near:
                passed = near
            elif passed < -near:
                passed = -near
        found.append(passed)
    return found


def _decide(totals: Sequence[int], known: int, plain: _Plain) -> tuple[int, int]:
    """Return the index of the best language and its lead (`decision.decide`)."""
    languages = plain.languages
    top = max(totals)
    if known == 0 or top == 0:
        return decision.UNDETERMINED, 0
    best = languages[totals.index(top)]
    first, last = plain.lanes[best]
    lead = top - max(max(totals[:first], default=0), max(totals[last:], default=0))
    if best == languages[plain.welsh] and lead < decision.MARGIN_MOST and plain.neighbours:
        near = max(plain.neighbours, key=totals.__getitem__)
        needed = min(decision.MARGIN * known, decision.MARGIN_MOST)
        short_of = needed - (totals[plain.welsh] - totals[near])
        if short_of > 0:
            best, lead = languages[near], short_of
    if lead == 0 or best == plain.names:
        best = decision.UNDETERMINED
    return best, lead


def runner_up(totals: Sequence[int], known: int, model: Model) -> tuple[int, float]:
    """Return the index of the likeliest language of a text that got no answer, and its confidence."""
    plain = _plain(model)
    if plain.names != decision.UNDETERMINED:
        first, last = plain.lanes[plain.names]
        totals = [0 if first <= lane < last else total for lane, total in enumerate(totals)]
    best, lead = _decide(totals, known, plain)
    return (best, _confidence(best, lead, known, plain)) if best >= 0 else (best, 0.0)


def _settle(best: int, lead: int, known: int, plain: _Plain) -> tuple[int, float]:
    """Return the answer, unless it is too unsure, and the confidence (`decision.settle`)."""
    found = _confidence(best, lead, known, plain)
    if found < decision.UNSURE or best == decision.UNDETERMINED:
        return decision.UNDETERMINED, 0.0
    return best, found


def _confidence(best: int, lead: int, known: int, plain: _Plain) -> float:
    length = bisect_left(plain.lengths, known) + (0 if best in plain.own else len(plain.lengths) + 1)
    return plain.confidence[length][bisect_right(plain.edges, lead)]
