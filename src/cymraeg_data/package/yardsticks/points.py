"""What a dataset that is ready for AI has, point by point: where it is asked for, and where the figure stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cymraeg_data.codes.code import LEGAL, QUALITY, TECHNICAL
from cymraeg_data.locale import N_
from cymraeg_data.package import datasheet
from cymraeg_data.package.facts import Facts
from cymraeg_data.package.manifest import Manifest
from cymraeg_data.package.yardsticks import judges
from cymraeg_data.package.yardsticks.judges import Result

__all__ = ["POINTS", "Point"]

_ORGANISATION = "organisation and infrastructure context"
_TECHNICAL, _CONSISTENT, _LEGAL, _RESPONSIBLE = (
    "technical",
    "quality and consistency",
    "legal",
    "responsible and ethical",
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a dataset which is ready for AI has: where it is asked for, and how it is told."""

    id: str
    pillar: str
    component: str
    title: str
    judge: Callable[[Manifest, Facts], Result]
    evidence: tuple[str, ...]
    """Places as file and JSON pointer; `{config}` is the dataset's own, `{column}` each of its columns."""


def _points() -> Iterator[Point]:
    build = "build.json#"
    config = build + "/configs/{config}"
    manifest = "manifest.json#"
    yield Point(
        "format",
        TECHNICAL,
        _TECHNICAL,
        N_("The rows are in an open format that machines read"),
        judges.always,
        (build + "/options/version",),
    )
    yield Point(
        "metadata",
        TECHNICAL,
        _TECHNICAL,
        N_("There is metadata that machines read (Croissant)"),
        judges.always,
        (config + "/schema_version",),
    )
    yield Point(
        "ids",
        TECHNICAL,
        _TECHNICAL,
        N_("No two rows of the input had the same identifier"),
        judges.ids,
        (build + "/n_repeated_ids",),
    )
    yield Point(
        "types",
        TECHNICAL,
        _TECHNICAL,
        N_("Every value is of the type of its column"),
        judges.types,
        (config + "/columns/{column}/unread",),
    )
    yield Point(
        "scale",
        TECHNICAL,
        _TECHNICAL,
        N_("It can be read in parts, whatever its size"),
        judges.always,
        (build + "/options/row_group_rows", build + "/options/row_group_bytes"),
    )
    yield Point(
        "pinned",
        TECHNICAL,
        _TECHNICAL,
        N_("The input is pinned, so that it can be built again"),
        judges.pinned,
        (manifest + "/snapshot/files",),
    )
    yield Point(
        "described",
        QUALITY,
        _CONSISTENT,
        N_("It is described in Welsh and in English"),
        judges.always,
        (manifest + "/title", manifest + "/description"),
    )
    yield Point(
        "datasheet",
        QUALITY,
        _CONSISTENT,
        N_("The questions of a datasheet are answered"),
        judges.questions,
        (datasheet.NAME,),
    )
    yield Point(
        "languages",
        QUALITY,
        _CONSISTENT,
        N_("Texts are in the language that their column declares"),
        judges.languages,
        (config + "/columns/{column}/languages",),
    )
    yield Point(
        "filled",
        QUALITY,
        _CONSISTENT,
        N_("No column of text is empty"),
        judges.filled,
        (config + "/columns/{column}/n_texts",),
    )
    yield Point(
        "input",
        QUALITY,
        _CONSISTENT,
        N_("The input could be read without faults"),
        judges.read_input,
        (build + "/findings",),
    )
    yield Point(
        "damage",
        QUALITY,
        _CONSISTENT,
        N_("Damaged text was mended"),
        judges.step(lambda given: given.steps.normalise),
        (manifest + "/steps/normalise", build + "/edits"),
    )
    yield Point(
        "duplicates",
        QUALITY,
        _CONSISTENT,
        N_("Repeated and nearly repeated rows were left out"),
        judges.duplicates,
        (manifest + "/steps/exact_duplicates", manifest + "/steps/near_duplicates", build + "/dropped"),
    )
    yield Point(
        "benchmarks",
        QUALITY,
        _CONSISTENT,
        N_("Text of benchmarks was left out"),
        judges.step(lambda given: given.steps.benchmarks),
        (build + "/benchmarks",),
    )
    yield Point(
        "rules",
        QUALITY,
        _CONSISTENT,
        N_("Rules of quality were applied"),
        judges.step(lambda given: given.steps.quality),
        (manifest + "/steps/quality", build + "/dropped"),
    )
    yield Point(
        "publisher",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("The publisher is named and can be reached"),
        judges.always,
        (manifest + "/publisher",),
    )
    yield Point(
        "provenance",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("Each input file has an address and a checksum"),
        judges.addresses,
        (manifest + "/access/urls", build + "/inputs"),
    )
    yield Point(
        "versions",
        _ORGANISATION,
        _TECHNICAL,
        N_("Versions are numbered and their changes listed"),
        judges.always,
        (build + "/version", build + "/history"),
    )
    yield Point(
        "take_down",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("It says how to have a row taken down"),
        judges.take_down,
        (manifest + "/policy/take_down",),
    )
    yield Point(
        "verified",
        LEGAL,
        _LEGAL,
        N_("A person has verified the source and its licence"),
        judges.verified,
        (manifest + "/status/state", manifest + "/status/verified_by", manifest + "/licence/evidence_url"),
    )
    yield Point(
        "licence",
        LEGAL,
        _LEGAL,
        N_("The licence is open, also for commercial use"),
        judges.open_licence,
        (manifest + "/licence/id", manifest + "/licence/commercial"),
    )
    yield Point(
        "passing_on",
        LEGAL,
        _LEGAL,
        N_("The data may be passed on"),
        judges.passing_on,
        (manifest + "/licence/redistribution",),
    )
    yield Point(
        "further_terms",
        LEGAL,
        _LEGAL,
        N_("There are no terms beside the licence"),
        judges.further_terms,
        (manifest + "/licence/extra_terms",),
    )
    yield Point(
        "personal_data",
        LEGAL,
        _RESPONSIBLE,
        N_("There is no personal data"),
        judges.personal_data,
        (manifest + "/policy/personal_data",),
    )
    yield Point(
        "identifiers",
        LEGAL,
        _RESPONSIBLE,
        N_("No personal identifiers are left in the texts"),
        judges.identifiers,
        (manifest + "/steps/privacy", build + "/personal"),
    )
    yield Point(
        "represented",
        LEGAL,
        _RESPONSIBLE,
        N_("How far it represents the population is known"),
        judges.represented,
        (manifest + "/represent/columns", build + "/represent/n_rows"),
    )
    yield Point(
        "balance",
        LEGAL,
        _RESPONSIBLE,
        N_("How its texts are spread over languages is stated"),
        judges.balance,
        (config + "/columns/{column}/languages",),
    )
    yield Point(
        "ethics",
        LEGAL,
        _RESPONSIBLE,
        N_("It says whether there was an ethical review"),
        judges.step(lambda given: "ethics" in dict(given.datasheet)),
        (manifest + "/datasheet/ethics",),
    )


POINTS = tuple(_points())
"""Every point, pillar by pillar."""
