"""How ready a dataset is for AI, for the card: the counts of readiness.json and of the datasheet."""

from collections.abc import Iterable

from cymraeg_data.locale import N_, _
from cymraeg_data.package.documents import datasheet, scorecard
from cymraeg_data.package.documents.card.markdown_blocks import table
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["lines"]

_RESULTS = {
    "pass": N_("Passed"),
    "warn": N_("With a warning"),
    "fail": N_("Failed"),
    "not_assessed": N_("Not assessed"),
}


def lines(manifest: Manifest, facts: Facts) -> Iterable[str]:
    """Yield how many points of each pillar have which result, and how many questions are open."""
    counted = scorecard.by_pillar(manifest, facts)
    yield _(
        "By the pillars of the UK guidelines on making government datasets ready for AI (DSIT, 2026); the"
        " points are this library’s own, and `readiness.json` has each with its evidence."
    )
    rows = [(_(pillar), *(counts[state] for state in scorecard.STATES)) for pillar, counts in counted.items()]
    yield table((_("Pillar"), *(_(_RESULTS[state]) for state in scorecard.STATES)), rows)
    n_open = len(datasheet.open_questions(manifest, facts))
    yield _(
        "`DATASHEET.md` answers {answered} of the {all} questions of a datasheet; {open} are open.",
        answered=len(datasheet.QUESTIONS) - n_open,
        all=len(datasheet.QUESTIONS),
        open=n_open,
    )
