"""The metadata of CSV on the Web.

What each column of the CSV is, in both languages, and which codes belong to it.

Source: W3C, Metadata Vocabulary for Tabular Data (2015). The vocabulary for what a column means is
SDMX-RDF's, as in the RDF Data Cube Vocabulary (W3C, 2014).
"""

import json
from collections.abc import Iterable
from pathlib import PurePosixPath

from cymraeg_data import locale
from cymraeg_data.package.documents import table_prose
from cymraeg_data.package.documents.card import column_section
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.table_section import Table, TableDimension
from cymraeg_data.package.manifests.values import Bilingual
from cymraeg_data.package.record.facts import ColumnFacts, Facts

__all__ = ["name", "text"]

_TYPES = {"float64": "double", "int64": "long", "date32": "date"}
_SDMX = "http://purl.org/linked-data/sdmx/2009"
_MEANINGS = {
    "value": f"{_SDMX}/measure#obsValue",
    "unit_en": f"{_SDMX}/attribute#unitMeasure",
    "unit_cy": f"{_SDMX}/attribute#unitMeasure",
    "marking": f"{_SDMX}/attribute#obsStatus",
    "notes_cy": f"{_SDMX}/attribute#comment",
    "notes_en": f"{_SDMX}/attribute#comment",
    "licence": "dc:license",
}
_ROLES = {"time": f"{_SDMX}/dimension#refPeriod", "area": f"{_SDMX}/dimension#refArea"}


def name(facts: Facts) -> str:
    """Return the name of the page, which the standard wants next to the CSV of the rows."""
    return f"{facts.csvw[0].path}-metadata.json"


def text(manifest: Manifest, facts: Facts) -> str:
    """Return the metadata of the CSV files of a build."""
    if manifest.table is None:
        raise ValueError(manifest.id)
    rows, *lists = (PurePosixPath(file.path).name for file in facts.csvw)
    values = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _both(manifest.title),
        "dc:description": _both(manifest.description),
        "dc:publisher": {"@id": manifest.publisher.url},
        "dc:license": {"@id": manifest.licence.url},
        "dc:identifier": f"{facts.id} {facts.version}",
        "tables": [
            _rows(
                rows,
                dict(zip((item.name for item in manifest.table.dimensions), lists, strict=True)),
                manifest.table,
                facts,
            ),
            *(_list(file, item) for file, item in zip(lists, manifest.table.dimensions, strict=True)),
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _both(value: Bilingual) -> list[dict[str, str]]:
    return [{"@value": getattr(value, lang), "@language": lang} for lang in locale.LANGUAGES]


def _titles(header: str, titles: Iterable[str]) -> dict[str, str]:
    """Return what a column is called: by its header, which is in no language, and in both languages."""
    return {"und": header, **dict(zip(locale.LANGUAGES, titles, strict=True))}


def _rows(file: str, lists: dict[str, str], table: Table, facts: Facts) -> dict[str, object]:
    return {
        "url": file,
        "tableSchema": {
            "columns": [_column(column, table) for column in facts.columns],
            "primaryKey": "id",
            "aboutUrl": f"{file}#{{id}}",
            "foreignKeys": [
                {
                    "columnReference": f"{dimension}_code",
                    "reference": {"resource": resource, "columnReference": "code"},
                }
                for dimension, resource in lists.items()
            ],
        },
    }


def _column(column: ColumnFacts, table: Table) -> dict[str, object]:
    """Return the description of a column of the rows."""
    values: dict[str, object] = {
        "name": column.name,
        "titles": _titles(column.name, _titles_of(column, table)),
        "datatype": _TYPES.get(column.type, "string"),
    }
    meanings = _MEANINGS | {
        f"{item.name}_code": _ROLES[item.role] for item in table.dimensions if item.role in _ROLES
    }
    if column.name in meanings:
        values["propertyUrl"] = meanings[column.name]
    if column.name == "id":
        values["required"] = True
    if column.name.endswith(("_cy", "_en")):
        values["lang"] = column.name[-2:]
    return values


def _titles_of(column: ColumnFacts, table: Table) -> Iterable[str]:
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            yield table_prose.column_title(column, table) or column_section.note(column) or column.name


def _list(file: str, item: TableDimension) -> dict[str, object]:
    """Return the description of a list of codes."""
    described: list[dict[str, object]] = []
    for header in ("code", "label_cy", "label_en"):
        column: dict[str, object] = {
            "name": header,
            "titles": _titles(header, _list_titles(header, item)),
            "datatype": "string",
        }
        if header != "code":
            column |= {"lang": header[-2:], "propertyUrl": "http://www.w3.org/2004/02/skos/core#prefLabel"}
        described.append(column)
    return {
        "url": file,
        "dc:title": _both(item.title),
        "tableSchema": {"columns": described, "primaryKey": "code", "aboutUrl": f"{file}#{{code}}"},
    }


def _list_titles(header: str, item: TableDimension) -> Iterable[str]:
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            yield table_prose.part_title(header.removeprefix("label_"), item)
