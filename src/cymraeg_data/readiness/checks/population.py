"""The check of population groups against a reference population, for columns named in the configuration."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pyarrow as pa

from cymraeg_data import readers, represent
from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import N_, _
from cymraeg_data.readiness.results import NotAssessed
from cymraeg_data.represent.settings import configured

__all__ = ["population_findings"]

_NOT_COMPARED = NotAssessed(
    name="representativeness",
    topic=N_("Representativeness"),
    reason=N_(
        "whether all population groups are in the data was not compared with any reference population."
    ),
)


def population_findings(
    collection: readers.Collection, population: Mapping[str, object]
) -> tuple[list[Finding], list[NotAssessed]]:
    """Return the findings on population groups for each source with the columns, and what was not assessed.

    `population` is the table of that name in the configuration: `columns`, by dimension; `of`, "residents" or
    "welsh_speakers"; `area`; and the options of `represent.compare`.

    >>> data = readers.read(pa.table({"rhyw": ["Benyw"] * 90 + ["Gwryw"] * 10}))
    >>> findings, not_assessed = population_findings(data, {"columns": {"sex": "rhyw"}})
    >>> [finding.code for finding in findings if finding.code != "R405"], not_assessed
    (['R402', 'R401'], [])

    Raises:
        InputError: a dimension or setting does not exist, a value has the wrong type, or the base is not that
            of the rows.
    """
    columns = _columns(population.get("columns", {}))
    own = {"columns", "of", "area"}
    options = configured({name: value for name, value in population.items() if name not in own})
    sources = [source for source in collection.sources if set(columns.values()) <= set(source.schema.names)]
    if not columns or not sources:
        return [], [_NOT_COMPARED]
    reference = represent.reference(
        "census2021-wales",
        population=str(population.get("of", "residents")),
        geography=str(population.get("area", "Cymru")),
    )
    extra = [name for name in (options.get("unit"), options.get("weights")) if name is not None]
    needed = list(dict.fromkeys([*columns.values(), *extra]))
    findings = []
    for source in sources:
        table = pa.Table.from_batches([batch.select(needed) for batch in source.batches()])
        found = represent.compare(table, columns, reference=reference, **options)
        findings += [
            replace(each, location=replace(each.location, source=source.name)) for each in found.findings
        ]
    return findings, []


def _columns(given: object) -> Mapping[str, str]:
    if isinstance(given, Mapping) and all(isinstance(name, str) for name in given.values()):
        return cast("Mapping[str, str]", given)
    raise InputError(
        _(
            "“{value}” is not a value of {name}. Write it as in {name} = {example}.",
            value=given,
            name="columns",
            example='{sex = "rhyw"}',
        )
    )
