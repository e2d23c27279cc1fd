"""How the rows of a built folder compare with a population, against what its record says of that."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building import measured_groups
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.record.represented_groups import RepresentFacts

__all__ = ["verify_represented"]

_PLACE = Location(source=FACTS, key="represent")
_SHOWN = 200


def verify_represented(folder: Path, manifest: Manifest, facts: Facts) -> Iterator[Finding]:
    """Yield each part of the comparison that is not what the rows give."""
    try:
        given = measured_groups.measured(manifest.represent, folder, facts.files)
    except (InputError, pa.ArrowException) as error:
        yield found("S711", _PLACE, reason=str(error).splitlines()[0])
        return
    for item in dataclasses.fields(RepresentFacts):
        stated, expected = (getattr(part, item.name, None) for part in (facts.represent, given))
        if stated != expected:
            shown = {"stated": str(stated)[:_SHOWN], "found": str(expected)[:_SHOWN]}
            yield found("S716", _PLACE, name=f"represent.{item.name}", **shown)
