"""One text of few words in plain Python integers: the same answers as with arrays, in a tenth of the time.

`tagging` and `decide` explain the computation; their constants are used.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cymraeg_data.detection import decision, tagging, word_evidence
from cymraeg_data.detection.kernels import short_texts
from cymraeg_data.detection.model import Model

__all__ = ["Brief", "answer", "read"]

MOST_WORDS = 64
"""The most words of a text read here: our choice; with more, arrays are faster."""


class Brief(NamedTuple):
    """The words of a text: starts, ends and tags, the lane of OTHER, and the number of words with each tag.

    `totals` are the sums of evidence by lane, and `known` the words that can have a language.
    """

    places: Sequence[tuple[int, int]]
    tags: Sequence[int]
    other: int
    counts: Sequence[int]
    totals: Sequence[int]
    known: int


class _Plain(NamedTuple):
    """The parts of a model that are needed, as plain Python numbers."""

    welsh: int
    english: int
    thirds: list[int]
    neighbours: list[int]
    languages: list[int]
    names: int
    lengths: list[int]
    edges: list[int]
    confidence: list[list[float]]


@functools.lru_cache(maxsize=4)
def _plain(model: Model) -> _Plain:
    return _Plain(
        welsh=model.welsh,
        english=model.english,
        thirds=tagging.third_lanes(model).tolist(),
        neighbours=decision.neighbour_lanes(model).tolist(),
        languages=word_evidence.language_numbers(model).tolist(),
        names=model.languages.index("und") if "und" in model.languages else decision.UNDETERMINED,
        lengths=list(model.lengths),
        edges=model.edges.tolist(),
        confidence=model.confidence.tolist(),
    )


def read(text: str, model: Model) -> Brief | None:
    """Return the words of a short text with their tags; None for a text that is too long."""
    looked_up = short_texts.look_up(text, model) if len(text) <= short_texts.LONGEST else None
    if looked_up is None or len(looked_up.words) > MOST_WORDS:
        return None
    words, which, remembered = looked_up
    plain = _plain(model)
    evidence = remembered.evidence[which].view(np.uint16)
    totals: list[int] = evidence.sum(axis=0, dtype=np.int64).tolist()
    own: list[tuple[int, int]] = evidence[:, [plain.welsh, plain.english]].tolist()
    other = max(plain.thirds, key=totals.__getitem__, default=0)
    is_foreign = (
        bool(plain.thirds)
        and totals[other] > max(totals[plain.welsh], totals[plain.english]) + tagging.FOREIGN
    )
    known: list[int] = remembered.known[which].tolist()
    leads, tags = _tags([cy - en for cy, en in own])
    if is_foreign:
        third: list[int] = evidence[:, other].tolist()
        over = _smooth([value - max(pair) for value, pair in zip(third, own, strict=True)])
        leads = [ahead if ahead > 0 else lead for ahead, lead in zip(over, leads, strict=True)]
        tags = [tagging.OTHER if ahead > 0 else tag for ahead, tag in zip(over, tags, strict=True)]
    tags = [
        tag if known_ and abs(lead) >= tagging.DOUBT else tagging.UND
        for known_, lead, tag in zip(known, leads, tags, strict=True)
    ]
    counts = [tags.count(tag) for tag in range(tagging.N_TAGS)]
    return Brief([word.span() for word in words], tags, other, counts, totals, sum(known))


def _tags(own: list[int]) -> tuple[list[int], list[int]]:
    """Return the lead of Welsh over English at each word, and the tag of each."""
    leads = _smooth(own)
    return leads, [tagging.WELSH if lead > 0 else tagging.ENGLISH for lead in leads]


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


def answer(brief: Brief, model: Model) -> tuple[int, float]:
    """Return the index of a text's language in `decision.tags`, and the confidence."""
    plain = _plain(model)
    best, lead = _decide(brief, plain)
    if lead < decision.MIXED_LEAD * brief.known and brief.known >= decision.LEAST:
        labelled = sum(brief.counts[tagging.WELSH :])
        own = (plain.languages[plain.welsh], plain.languages[plain.english])
        is_even = max(brief.counts[tagging.WELSH :]) <= decision.MAJORITY * labelled
        if best in own and labelled >= decision.LEAST and is_even:
            return decision.MIXED, decision.MIXED_SURE
    return _settle(best, lead, brief.known, plain)


def _decide(brief: Brief, plain: _Plain) -> tuple[int, int]:
    """Return the index of the best language and its lead (`decision.decide`)."""
    totals, languages = brief.totals, plain.languages
    top = max(totals)
    best = min(language for language, total in zip(languages, totals, strict=False) if total == top)
    lead = top - max(
        (total for language, total in zip(languages, totals, strict=False) if language != best), default=0
    )
    if best == languages[plain.welsh] and lead < decision.MARGIN_MOST and plain.neighbours:
        near = max(plain.neighbours, key=totals.__getitem__)
        needed = min(decision.MARGIN * brief.known, decision.MARGIN_MOST)
        short_of = needed - (totals[plain.welsh] - totals[near])
        if short_of > 0:
            best, lead = languages[near], short_of
    if brief.known == 0 or lead == 0 or best == plain.names:
        best = decision.UNDETERMINED
    return best, lead


def _settle(best: int, lead: int, known: int, plain: _Plain) -> tuple[int, float]:
    """Return the answer, unless it is too unsure, and the confidence (`decision.settle`)."""
    own = (plain.languages[plain.welsh], plain.languages[plain.english])
    length = bisect_left(plain.lengths, known) + (0 if best in own else len(plain.lengths) + 1)
    found = plain.confidence[length][bisect_right(plain.edges, lead)]
    if found < decision.UNSURE or best == decision.UNDETERMINED:
        return decision.UNDETERMINED, 0.0
    return best, found
