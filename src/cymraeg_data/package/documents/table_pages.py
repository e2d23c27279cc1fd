"""The additional pages of the build of a statistical table."""

import dataclasses
import json
from collections.abc import Callable, Mapping

from cymraeg_data import locale
from cymraeg_data.package.documents import csvw_metadata, table_prose
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.table_section import TableDimension
from cymraeg_data.package.manifests.values import Bilingual
from cymraeg_data.package.record import markings
from cymraeg_data.package.record.facts import Facts

__all__ = ["NAME", "pages", "text"]

NAME = "tables.json"


def pages(manifest: Manifest, facts: Facts) -> Mapping[str, Callable[[Manifest, Facts], str]]:
    """Return the writer of each page; nothing where there is no table."""
    if manifest.table is None or facts.table is None:
        return {}
    metadata = {csvw_metadata.name(facts): csvw_metadata.text} if facts.csvw else {}
    return {NAME: text, **metadata}


def text(manifest: Manifest, facts: Facts) -> str:
    """Return tables.json: the table described for programs, and in sentences in both languages."""
    if manifest.table is None or facts.table is None:
        raise ValueError(manifest.id)
    known = markings.meanings(manifest.table)
    values: dict[str, object] = {
        "id": facts.id,
        "version": facts.version,
        "content_sha256": facts.content_sha256,
        "config": facts.config,
        "title": dataclasses.asdict(manifest.title),
        "description": {lang: _sentences(manifest, facts, lang) for lang in locale.LANGUAGES},
        "n_cells": facts.table.n_cells,
        "n_values": facts.table.n_values,
        "n_empty": facts.table.n_empty,
        "n_notes": facts.table.n_notes,
        "dimensions": [_dimension(item, facts) for item in manifest.table.dimensions],
        "units": [dataclasses.asdict(unit) for unit in manifest.table.units],
        "markings": [{"code": code, "n": n, "meaning": _meaning(known, code)} for code, n in _counts(facts)],
        "data": [file.path for file in facts.files],
        "csvw": [file.path for file in facts.csvw],
        "licence": manifest.licence.id,
        "attribution": dataclasses.asdict(manifest.licence.attribution),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _sentences(manifest: Manifest, facts: Facts, lang: locale.Language) -> list[str]:
    with locale.use(lang):
        return list(table_prose.sentences(manifest, facts))


def _counts(facts: Facts) -> tuple[tuple[str, int], ...]:
    return () if facts.table is None else (*facts.table.markings, *facts.table.unknown)


def _meaning(known: Mapping[str, Bilingual], code: str) -> dict[str, str] | None:
    return dataclasses.asdict(known[code]) if code in known else None


def _dimension(item: TableDimension, facts: Facts) -> dict[str, object]:
    counted = () if facts.table is None else facts.table.dimensions
    found = next(dataclasses.asdict(each) for each in counted if each.name == item.name)
    return {
        "name": item.name,
        "role": item.role,
        "title": dataclasses.asdict(item.title),
        "codes": "publisher" if item.code is not None else "label",
        **{key: value for key, value in found.items() if key != "name"},
    }
