"""Verification of croissant.json against what it describes, where a validator of Croissant does not look.

mlcroissant 1.1.1 accepts a dataset without a licence, languages that do not exist, columns that are in no
file and checksums of other files. These checks need neither the words nor the bytes of the page to be those
of this version.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.package.documents.croissant import CONFORMS_TO, DATA_TYPES, NAME
from cymraeg_data.package.manifests import licences
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["is_language_tag", "verify_croissant"]

# RFC 5646, section 2.1, without the irregular grandfathered tags.
_TAG = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})  # language
    (?:-[a-z]{4})?                                   # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?                      # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*         # variants
    (?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*             # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?                       # private use""",
    re.VERBOSE | re.IGNORECASE,
)
_SHOWN = 200


def is_language_tag(tag: str) -> bool:
    """Return whether a tag has the form of BCP 47.

    >>> [is_language_tag(tag) for tag in ("cy", "cy-GB", "klingonese-xx")]
    [True, True, False]
    """
    return _TAG.fullmatch(tag) is not None


def verify_croissant(folder: Path, manifest: Manifest, facts: Facts) -> Iterator[Finding]:
    """Yield where croissant.json contradicts the manifest and the record, which were verified."""
    path = folder / NAME
    if not path.is_file():
        return
    try:
        values = json.loads(path.read_bytes())
    except ValueError as error:
        yield found("S711", Location(source=NAME), reason=str(error))
        return
    if not isinstance(values, dict):
        yield found("S711", Location(source=NAME), reason=_("expected a table"))
        return
    licence = licences.address(manifest.licence.id)
    if values.get("license") != licence:
        yield found(
            "O604",
            Location(source=NAME, key="license"),
            found=str(values.get("license"))[:_SHOWN],
            expected=licence,
        )
    for name, stated, given in (
        *_terms(values, manifest, facts),
        *_files(values, facts),
        *_columns(values, facts),
    ):
        if stated != given:
            shown = {"name": name, "stated": _shown(stated), "found": _shown(given)}
            yield found("S725", Location(source=NAME, key=name), **shown)


def _shown(value: object) -> str:
    return str(value)[:_SHOWN]


def _terms(
    values: Mapping[str, object], manifest: Manifest, facts: Facts
) -> Iterator[tuple[str, object, object]]:
    """Yield each statement about the dataset as a whole, with the expected one."""
    yield "conformsTo", values.get("conformsTo"), list(CONFORMS_TO)
    yield "identifier", values.get("identifier"), facts.id
    yield "version", values.get("version"), facts.version
    yield "isLiveDataset", values.get("isLiveDataset"), False
    yield "inLanguage", values.get("inLanguage"), list(manifest.languages.tags)
    wrong = {str(tag) for tag in _tags(values) if not (isinstance(tag, str) and is_language_tag(tag))}
    yield "BCP 47", sorted(wrong), []


def _tags(value: object) -> Iterator[object]:
    """Yield every language tag at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _tags(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in {"@language", "inLanguage"}:
                yield from item if isinstance(item, list) else [item]
            else:
                yield from _tags(item)


def _nodes(values: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """Return the nodes of a list, without anything else in it."""
    nodes = values.get(key)
    return [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []


def _files(values: Mapping[str, object], facts: Facts) -> Iterator[tuple[str, object, object]]:
    """Yield the files: each once, with its checksum and its size."""
    listed = [node for node in _nodes(values, "distribution") if node.get("@type") == "cr:FileObject"]
    stated: Counter[tuple[str, ...]] = Counter(
        tuple(str(node.get(key)) for key in ("contentUrl", "sha256", "contentSize")) for node in listed
    )
    given: Counter[tuple[str, ...]] = Counter(
        (file.path, file.sha256, f"{file.bytes} B") for file in (*facts.files, *facts.csvw)
    )
    yield "distribution", sorted((stated - given).elements()), sorted((given - stated).elements())
    sets = [node for node in _nodes(values, "distribution") if node.get("@type") == "cr:FileSet"]
    paths = {file.path for file in facts.files}
    for node in sets:
        included = node.get("includes")
        names = included if isinstance(included, list) else [included]
        yield str(node.get("@id")), [name for name in names if name not in paths], []


def _columns(values: Mapping[str, object], facts: Facts) -> Iterator[tuple[str, object, object]]:
    """Yield the columns of each split: their order, names, types and places in the files."""
    record_sets = {str(node.get("@id")): node for node in _nodes(values, "recordSet")}
    names = [f"{facts.config}/{split.name}" for split in facts.splits]
    yield "recordSet", list(record_sets), names
    expected = [(column.name, DATA_TYPES.get(column.type), column.name) for column in facts.columns]
    for name in names:
        if name in record_sets:
            node = record_sets[name]
            yield f"{name}/key", node.get("key"), {"@id": f"{name}/id"}
            yield name, [_column(field) for field in _nodes(node, "field")], expected


def _column(field: Mapping[str, object]) -> tuple[object, object, object]:
    source = field.get("source")
    extract = source.get("extract") if isinstance(source, dict) else None
    column = extract.get("column") if isinstance(extract, dict) else None
    return field.get("name"), field.get("dataType"), column
