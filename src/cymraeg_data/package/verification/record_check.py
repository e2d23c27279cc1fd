"""Verification of build.json and manifest.json against each other, where no row can show a fault."""

import itertools
from collections.abc import Iterator

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building.pipeline import options, tool
from cymraeg_data.package.manifests.configs import SCHEMAS
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record import versions
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts

__all__ = ["verify_record"]


def verify_record(manifest: Manifest, facts: Facts) -> Iterator[Finding]:
    """Yield where the record contradicts its manifest or itself.

    The numbers of repaired texts and masked identifiers cannot be recounted from the result: they are
    checked only where the step was not taken.
    """
    yield from _differing(
        id=(facts.id, manifest.id),
        version=(facts.version, manifest.version),
        status=(facts.status, manifest.status.state),
        config=(facts.config, manifest.parse.config),
        inputs=_inputs(manifest, facts),
        **_counts_of_steps(manifest, facts),
    )
    if facts.tool == tool():
        config = SCHEMAS[manifest.parse.config]
        yield from _differing(
            schema_version=(facts.schema_version, config.version), options=(facts.options, options())
        )
    yield from _verify_history(manifest, facts)


def _differing(**pairs: tuple[object, object]) -> Iterator[Finding]:
    for name, (stated, given) in pairs.items():
        if stated != given:
            place = Location(source=FACTS, key=name)
            yield found("S716", place, name=name, stated=str(stated), found=str(given))


def _inputs(manifest: Manifest, facts: Facts) -> tuple[object, object]:
    """Return the inputs that the record states, and those that the manifest pins, where it pins any."""
    stated = tuple((item.path, item.bytes, item.sha256) for item in facts.inputs)
    if manifest.access.unpack or not manifest.snapshot.files:
        return stated, stated
    return stated, tuple((item.path, item.bytes, item.sha256) for item in manifest.snapshot.files)


def _counts_of_steps(manifest: Manifest, facts: Facts) -> dict[str, tuple[object, object]]:
    """Return the counts of the steps that were not taken, which have none."""
    broken = sum(1 if item.n is None else item.n for item in facts.findings if item.code == "S703")
    taken = {
        "edits": manifest.steps.normalise,
        "personal": manifest.steps.privacy is not None,
        "benchmarks": bool(manifest.steps.benchmarks),
    }
    found_here = {name: (getattr(facts, name), ()) for name, is_taken in taken.items() if not is_taken}
    return {**found_here, "wrong-fields": (dict(facts.dropped).get("wrong-fields", 0), broken)}


def _verify_history(manifest: Manifest, facts: Facts) -> Iterator[Finding]:
    """Yield where the list of changes does not lead to this version with these rows and columns."""
    history = facts.history
    names = tuple(item.version for item in history)
    stated = (*names[:1], *(item.earlier for item in history))
    descends = all(not versions.is_enough(earlier, later) for later, earlier in itertools.pairwise(names))
    if stated != (facts.version, *names[1:], None) or not descends:
        yield from _differing(history=(stated, (facts.version, *names[1:], None)))
        return
    newest, oldest = history[0], history[-1]
    columns = {column.name for column in facts.columns}
    listed = {item.id for item in manifest.policy.taken_down}
    taken_down = {name for item in history for name in item.taken_down}
    yield from _differing(
        n_added=(sum(item.n_added - item.n_removed for item in history), facts.n_rows),
        n_changed=(oldest.n_changed + oldest.n_removed, 0),
        new_columns=(tuple(sorted({*newest.new_columns} - columns)), ()),
        lost_columns=(tuple(sorted({*newest.lost_columns} & columns)), ()),
        taken_down=(tuple(sorted(taken_down - listed)), ()),
    )
