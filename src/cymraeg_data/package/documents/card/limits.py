"""The known faults of a dataset, and what is not known, in the current language."""

from collections import Counter

from cymraeg_data.findings import describe
from cymraeg_data.locale import N_, _
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.represent.group_verdicts import STATUS_NAMES, Status
from cymraeg_data.represent.priority_results import POPULATIONS

__all__ = ["lines", "personal_data", "representativeness"]

_PERSONAL = {
    "none": N_("The manifest states that there is no personal data."),
    "present": N_("The manifest states that there is personal data."),
    "unknown": N_("Whether there is personal data was not assessed."),
}


def personal_data(manifest: Manifest) -> str:
    """Return what the manifest states about personal data."""
    return _(_PERSONAL[manifest.policy.personal_data])


def representativeness(facts: Facts) -> str:
    """Return what is known of how well the data represents a population."""
    if facts.represent is None:
        return _("How well the data represents the population was not assessed.")
    counts = Counter(group.status for group in facts.represent.groups)
    return _(
        "Groups compared with the {population} ({area}): {counts}.",
        population=_(POPULATIONS[facts.represent.of]),
        area=facts.represent.area,
        counts=", ".join(f"{_(STATUS_NAMES[Status(name)])} {n}" for name, n in sorted(counts.items())),
    )


def lines(manifest: Manifest, facts: Facts) -> list[str]:
    """Return every known fault and everything that is not known, one sentence each."""
    unknown = [personal_data(manifest), representativeness(facts)]
    for finding in facts.findings:
        count = f"{finding.n:,}" if finding.n is not None else "1"
        place = ", ".join(f"“{part}”" for part in (finding.source, finding.column) if part)
        unknown.append(
            _(
                "Found while reading {place}: {code}, “{title}”, {n}.",
                place=place,
                title=_(describe(finding.code).title),
                code=finding.code,
                n=count,
            )
        )
    unknown += [
        _("`{column}` has no text in any row.", column=column.name)
        for column in facts.columns
        if column.n_texts == 0
    ]
    if manifest.status.notes:
        unknown.append(str(manifest.status.notes))
    return unknown
