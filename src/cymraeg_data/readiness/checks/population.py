"""Is everybody in the data?

A comparison with a reference population, where the configuration says which columns tell.
"""

from collections.abc import Mapping
from typing import Any

from cymraeg_data import readers
from cymraeg_data.findings import Finding
from cymraeg_data.locale import N_
from cymraeg_data.readiness.results import NotAssessed

__all__ = ["population_findings"]

_NOT_COMPARED = NotAssessed(
    name="representativeness",
    topic=N_("Representativeness"),
    reason=N_(
        "whether all population groups are in the data was not compared with any reference population."
    ),
)


def population_findings(
    collection: readers.Collection, population: Mapping[str, Any]
) -> tuple[list[Finding], list[NotAssessed]]:
    """Return the findings on population groups, and what was not assessed, for each source that has the columns.

    `population` is the table of that name in the configuration: `columns`, by dimension; `of`, "residents" or
    "welsh_speakers"; `area`; and the settings of `represent.compare`.

    >>> import pyarrow as pa
    >>> data = readers.read(pa.table({"rhyw": ["Benyw"] * 90 + ["Gwryw"] * 10}))
    >>> findings, not_assessed = population_findings(data, {"columns": {"sex": "rhyw"}})
    >>> [finding.code for finding in findings if finding.code != "R405"], not_assessed
    (['R402', 'R401'], [])

    Raises:
        InputError: a dimension or setting that does not exist, or a base that is not that of the rows.
    """
    settings = dict(population)
    columns = settings.pop("columns", {})
    sources = [source for source in collection.sources if set(columns.values()) <= set(source.schema.names)]
    if not columns or not sources:
        return [], [_NOT_COMPARED]
    from dataclasses import replace

    import pyarrow as pa

    from cymraeg_data import represent

    reference = represent.reference(
        "census2021-wales",
        population=settings.pop("of", "residents"),
        geography=settings.pop("area", "Cymru"),
    )
    needed = list(
        dict.fromkeys(
            [*columns.values(), *(settings[name] for name in ("unit", "weights") if name in settings)]
        )
    )
    findings = []
    for source in sources:
        table = pa.Table.from_batches([batch.select(needed) for batch in source.batches()])
        found = represent.compare(table, columns, reference=reference, **settings)
        findings += [
            replace(each, location=replace(each.location, source=source.name)) for each in found.findings
        ]
    return findings, []
