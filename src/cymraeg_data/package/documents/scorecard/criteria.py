"""The criteria for a dataset that is ready for AI: the pillar, the check and the evidence of each."""

from collections.abc import Callable
from dataclasses import dataclass

from cymraeg_data.findings.codes.code import LEGAL, QUALITY, TECHNICAL
from cymraeg_data.locale import N_
from cymraeg_data.package.documents import datasheet
from cymraeg_data.package.documents.scorecard import checks
from cymraeg_data.package.documents.scorecard.checks import Result
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["CRITERIA", "Criterion"]

_ORGANISATION = "organisation and infrastructure context"
_TECHNICAL, _CONSISTENT, _LEGAL, _RESPONSIBLE = (
    "technical",
    "quality and consistency",
    "legal",
    "responsible and ethical",
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion for a dataset that is ready for AI: where it comes from, and how it is checked."""

    id: str
    pillar: str
    component: str
    title: str
    check: Callable[[Manifest, Facts], Result]
    evidence: tuple[str, ...]
    """Places as file and JSON pointer; `{config}` is the dataset's own, `{column}` each of its columns."""


_BUILD = "build.json#"
_CONFIG = _BUILD + "/configs/{config}"
_MANIFEST = "manifest.json#"

CRITERIA = (
    Criterion(
        "format",
        TECHNICAL,
        _TECHNICAL,
        N_("The rows are in an open format that machines read"),
        checks.always,
        (_BUILD + "/options/version",),
    ),
    Criterion(
        "metadata",
        TECHNICAL,
        _TECHNICAL,
        N_("There is metadata that machines read (Croissant)"),
        checks.always,
        (_CONFIG + "/schema_version",),
    ),
    Criterion(
        "ids",
        TECHNICAL,
        _TECHNICAL,
        N_("No two rows of the input had the same identifier"),
        checks.ids,
        (_BUILD + "/n_repeated_ids",),
    ),
    Criterion(
        "types",
        TECHNICAL,
        _TECHNICAL,
        N_("Every value is of the type of its column"),
        checks.types,
        (_CONFIG + "/columns/{column}/unread",),
    ),
    Criterion(
        "scale",
        TECHNICAL,
        _TECHNICAL,
        N_("It can be read in parts, whatever its size"),
        checks.always,
        (_BUILD + "/options/row_group_rows", _BUILD + "/options/row_group_bytes"),
    ),
    Criterion(
        "pinned",
        TECHNICAL,
        _TECHNICAL,
        N_("The input is pinned, so that it can be built again"),
        checks.pinned,
        (_MANIFEST + "/snapshot/files",),
    ),
    Criterion(
        "described",
        QUALITY,
        _CONSISTENT,
        N_("It is described in Welsh and in English"),
        checks.always,
        (_MANIFEST + "/title", _MANIFEST + "/description"),
    ),
    Criterion(
        "datasheet",
        QUALITY,
        _CONSISTENT,
        N_("The questions of a datasheet are answered"),
        checks.questions,
        (datasheet.NAME,),
    ),
    Criterion(
        "languages",
        QUALITY,
        _CONSISTENT,
        N_("Texts are in the language that their column declares"),
        checks.languages,
        (_CONFIG + "/columns/{column}/languages",),
    ),
    Criterion(
        "filled",
        QUALITY,
        _CONSISTENT,
        N_("No column of text is empty"),
        checks.filled,
        (_CONFIG + "/columns/{column}/n_texts",),
    ),
    Criterion(
        "input",
        QUALITY,
        _CONSISTENT,
        N_("The input could be read without faults"),
        checks.read_input,
        (_BUILD + "/findings",),
    ),
    Criterion(
        "damage",
        QUALITY,
        _CONSISTENT,
        N_("Damaged text was repaired"),
        checks.step(lambda given: given.steps.normalise),
        (_MANIFEST + "/steps/normalise", _BUILD + "/edits"),
    ),
    Criterion(
        "duplicates",
        QUALITY,
        _CONSISTENT,
        N_("Repeated and nearly repeated rows were left out"),
        checks.duplicates,
        (_MANIFEST + "/steps/exact_duplicates", _MANIFEST + "/steps/near_duplicates", _BUILD + "/dropped"),
    ),
    Criterion(
        "benchmarks",
        QUALITY,
        _CONSISTENT,
        N_("Text of benchmarks was left out"),
        checks.step(lambda given: given.steps.benchmarks),
        (_BUILD + "/benchmarks",),
    ),
    Criterion(
        "rules",
        QUALITY,
        _CONSISTENT,
        N_("Quality rules were applied"),
        checks.step(lambda given: given.steps.quality),
        (_MANIFEST + "/steps/quality", _BUILD + "/dropped"),
    ),
    Criterion(
        "publisher",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("The publisher is named and can be reached"),
        checks.always,
        (_MANIFEST + "/publisher",),
    ),
    Criterion(
        "provenance",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("Each input file has an address and a checksum"),
        checks.addresses,
        (_MANIFEST + "/access/urls", _BUILD + "/inputs"),
    ),
    Criterion(
        "versions",
        _ORGANISATION,
        _TECHNICAL,
        N_("Versions are numbered and their changes listed"),
        checks.always,
        (_BUILD + "/version", _BUILD + "/history"),
    ),
    Criterion(
        "take_down",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("It says how to have a row taken down"),
        checks.take_down,
        (_MANIFEST + "/policy/take_down",),
    ),
    Criterion(
        "verified",
        LEGAL,
        _LEGAL,
        N_("A person has verified the source and its licence"),
        checks.verified,
        (_MANIFEST + "/status/state", _MANIFEST + "/status/verified_by", _MANIFEST + "/licence/evidence_url"),
    ),
    Criterion(
        "licence",
        LEGAL,
        _LEGAL,
        N_("The licence is open, also for commercial use"),
        checks.open_licence,
        (_MANIFEST + "/licence/id", _MANIFEST + "/licence/commercial"),
    ),
    Criterion(
        "passing_on",
        LEGAL,
        _LEGAL,
        N_("The data may be passed on"),
        checks.passing_on,
        (_MANIFEST + "/licence/redistribution",),
    ),
    Criterion(
        "further_terms",
        LEGAL,
        _LEGAL,
        N_("There are no terms other than the licence"),
        checks.further_terms,
        (_MANIFEST + "/licence/extra_terms",),
    ),
    Criterion(
        "personal_data",
        LEGAL,
        _RESPONSIBLE,
        N_("There is no personal data"),
        checks.personal_data,
        (_MANIFEST + "/policy/personal_data",),
    ),
    Criterion(
        "identifiers",
        LEGAL,
        _RESPONSIBLE,
        N_("No personal identifiers are left in the texts"),
        checks.identifiers,
        (_MANIFEST + "/steps/privacy", _BUILD + "/personal"),
    ),
    Criterion(
        "represented",
        LEGAL,
        _RESPONSIBLE,
        N_("How far it represents the population is known"),
        checks.represented,
        (_MANIFEST + "/represent/columns", _BUILD + "/represent/n_rows"),
    ),
    Criterion(
        "balance",
        LEGAL,
        _RESPONSIBLE,
        N_("How its texts are spread over languages is stated"),
        checks.balance,
        (_CONFIG + "/columns/{column}/languages",),
    ),
    Criterion(
        "ethics",
        LEGAL,
        _RESPONSIBLE,
        N_("It says whether there was an ethical review"),
        checks.step(lambda given: "ethics" in dict(given.datasheet)),
        (_MANIFEST + "/datasheet/ethics",),
    ),
)
"""Every criterion, pillar by pillar."""
