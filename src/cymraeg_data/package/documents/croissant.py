"""croissant.json: the dataset in the vocabulary of machine-learning catalogues.

Croissant 1.1 (MLCommons) with its Responsible AI vocabulary 1.0, written by hand:
docs/adr/0004-croissant-by-hand.md.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from cymraeg_data import locale
from cymraeg_data.locale import N_, _, both
from cymraeg_data.package.documents import citation, table_prose
from cymraeg_data.package.documents.card import column_section, limits, step_section
from cymraeg_data.package.documents.card.front_matter import TAGS
from cymraeg_data.package.manifests import licences
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import ColumnFacts, Facts, FileFacts, SplitFacts

__all__ = ["CONFORMS_TO", "DATA_TYPES", "NAME", "text"]

NAME = "croissant.json"
CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")
DATA_TYPES = {"string": "sc:Text", "int64": "cr:Int64", "float64": "cr:Float64", "date32": "sc:Date"}
"""Croissant's name for the type of a column."""

_PARQUET = (  # what mlcroissant reads; it does not know the registered application/vnd.apache.parquet
    "application/x-parquet"
)
_ENCODINGS = {".parquet": _PARQUET, ".csv": "text/csv", ".json": "application/csvm+json"}
_NO_ACQUISITION = N_("How the publisher came by the data is not known.")
_NO_TASKS = N_("Not known: the manifest does not say what the data is suited to.")
_NO_IMPACT = N_("Not known: not yet assessed.")
# The terms that Croissant 1.1 asks for, and PROV-O for where the data comes from.
_TERMS = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
    "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
    "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
    "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
} | {term: f"cr:{term}" for term in _TERMS}


def text(manifest: Manifest, facts: Facts) -> str:
    """Return croissant.json."""
    values = _dataset(manifest, facts) | _responsible_ai(manifest, facts) | _provenance(manifest, facts)
    values |= {
        "distribution": list(_distribution(facts)),
        "recordSet": [_record_set(split, manifest, facts) for split in facts.splits],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _dataset(manifest: Manifest, facts: Facts) -> dict[str, object]:
    """Return who publishes what, and under which terms."""
    publisher = {
        "@type": "sc:Organization",
        "name": f"{manifest.publisher.name.cy} / {manifest.publisher.name.en}",
        "url": manifest.publisher.url,
    }
    return {
        "@context": dict(sorted(_CONTEXT.items())),
        "@type": "sc:Dataset",
        "name": f"{manifest.title.cy} / {manifest.title.en}",
        "description": both(lambda: str(manifest.description)),
        "conformsTo": list(CONFORMS_TO),
        "identifier": facts.id,
        "version": facts.version,
        "datePublished": manifest.snapshot.retrieved,
        "license": licences.address(manifest.licence.id),
        "usageInfo": manifest.licence.url,
        "creditText": _tagged(lambda: [str(manifest.licence.attribution)]),
        "url": manifest.publisher.url,
        "creator": publisher,
        "publisher": publisher,
        "citeAs": citation.bibtex(manifest),
        "inLanguage": list(manifest.languages.tags),
        "keywords": list(TAGS),
        "isLiveDataset": False,
    }


def _tagged(write: Callable[[], Iterable[str]]) -> list[dict[str, str]]:
    """Return texts of which there may be several, each with the tag of its language."""
    values = []
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            values += [{"@language": lang, "@value": line} for line in write()]
    return values


def _one(write: Callable[[], str]) -> dict[str, str]:
    """Return a text of which there may be one only, which therefore has both languages in it."""
    return {"@language": "mul", "@value": "\n\n".join(both(write).values())}


def _responsible_ai(manifest: Manifest, facts: Facts) -> dict[str, object]:
    """Return the Responsible AI properties; each states what is not known."""
    measured = any(column.languages for column in facts.columns)
    tools = [f"{name} {version}" for name, version in facts.tool if name == "cymraeg_data"]
    values = {
        "rai:dataCollection": _one(lambda: _collection(manifest, facts)),
        "rai:dataCollectionRawData": _one(
            lambda: _("provenance.jsonl names each input file, with its address and its checksum.")
        ),
        "rai:dataCollectionMissingData": _one(lambda: _missing(facts)),
        "rai:dataPreprocessingProtocol": _tagged(lambda: step_section.lines(manifest, facts)),
        "rai:machineAnnotationTools": tools if measured else [],
        "rai:dataLimitations": _tagged(lambda: limits.lines(manifest, facts)),
        "rai:dataBiases": _tagged(lambda: _biases(manifest, facts)),
        "rai:personalSensitiveInformation": _tagged(
            lambda: [limits.personal_data(manifest), step_section.privacy(manifest, facts)]
        ),
        "rai:dataUseCases": _tagged(lambda: [_stated("tasks", manifest, _NO_TASKS)]),
        "rai:dataSocialImpact": _one(lambda: _stated("impact", manifest, _NO_IMPACT)),
        "rai:dataReleaseMaintenancePlan": _one(lambda: _maintenance(manifest)),
    }
    return {name: value for name, value in values.items() if value}


def _stated(key: str, manifest: Manifest, otherwise: str) -> str:
    """Return what the manifest answers to a question of the datasheet."""
    answer = dict(manifest.datasheet).get(key)
    return str(answer) if answer else _(otherwise)


def _collection(manifest: Manifest, facts: Facts) -> str:
    files = _(
        "Files of {publisher} as they were on {date}: {n}.",
        publisher=manifest.publisher.name,
        date=manifest.snapshot.retrieved,
        n=len(facts.inputs),
    )
    return f"{files} {_stated('acquisition', manifest, _NO_ACQUISITION)}"


def _missing(facts: Facts) -> str:
    counts = "; ".join(f"{step_section.reason(name)}: {n:,}" for name, n in facts.dropped)
    return _("Rows left out: {counts}.", counts=counts) if counts else _("No row was left out.")


def _biases(manifest: Manifest, facts: Facts) -> list[str]:
    """Return the population, how well it is represented, and the distribution of texts over languages."""
    lines = [str(manifest.population)] if manifest.population else [_("Whom the data covers is not stated.")]
    lines.append(limits.representativeness(facts))
    lines += [
        _(
            "Texts of `{column}` by language: {counts}.",
            column=column.name,
            counts=", ".join(f"{column_section.language_name(tag)} {n:,}" for tag, n in column.languages),
        )
        for column in facts.columns
        if column.languages
    ]
    return lines


def _maintenance(manifest: Manifest) -> str:
    lines = [
        _(
            "A new version is numbered by what it changes: rows changed or removed (major), rows or columns"
            " added (minor), the same rows (patch); CHANGELOG.md lists them. When the next one comes is not"
            " stated."
        )
    ]
    if manifest.policy.take_down:
        lines.append(str(manifest.policy.take_down))
    return " ".join(lines)


def _provenance(manifest: Manifest, facts: Facts) -> dict[str, object]:
    """Return what the dataset was made from and with, in terms of PROV-O."""
    addresses = {file.path: file.url for file in manifest.snapshot.files}
    sources = [
        {
            "@type": "prov:Entity",
            "identifier": item.path,
            "url": address if (address := addresses.get(item.path)) else list(manifest.access.urls),
            "sha256": item.sha256,
            "contentSize": f"{item.bytes} B",
        }
        for item in facts.inputs
    ]
    agents = [
        {"@type": "prov:SoftwareAgent", "name": name, "version": version} for name, version in facts.tool
    ]
    activity = {"@type": "prov:Activity", "prov:wasAssociatedWith": agents}
    return {"prov:wasDerivedFrom": sources, "prov:wasGeneratedBy": activity}


def _distribution(facts: Facts) -> Iterable[dict[str, object]]:
    """Yield each file with data, then a set of files for each split that has several."""
    for file in (*facts.files, *facts.csvw):
        yield {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": PurePosixPath(file.path).name,
            "contentUrl": file.path,
            "contentSize": f"{file.bytes} B",
            "encodingFormat": _ENCODINGS.get(PurePosixPath(file.path).suffix, "application/octet-stream"),
            "sha256": file.sha256,
        }
    for split in facts.splits:
        files = _files(split, facts)
        if len(files) != 1:
            yield {
                "@type": "cr:FileSet",
                "@id": f"{facts.config}/{split.name}/files",
                "encodingFormat": _PARQUET,
                "includes": [file.path for file in files],
            }


def _files(split: SplitFacts, facts: Facts) -> Sequence[FileFacts]:
    return [file for file in facts.files if PurePosixPath(file.path).name.startswith(f"{split.name}-")]


def _record_set(split: SplitFacts, manifest: Manifest, facts: Facts) -> dict[str, object]:
    """Return the rows of a split, column by column."""
    name = f"{facts.config}/{split.name}"
    files = _files(split, facts)
    # mlcroissant 1.1.1 silently reads nothing from a set that names the files it is contained in: so
    # it names none.
    origin = (
        {"fileObject": {"@id": files[0].path}} if len(files) == 1 else {"fileSet": {"@id": f"{name}/files"}}
    )
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": both(
            lambda: _(
                "Config `{config}`, split `{split}`: rows {rows}.",
                config=facts.config,
                split=split.name,
                rows=f"{split.n_rows:,}",
            )
        ),
        "key": {"@id": f"{name}/id"},
        "field": [_field(column, manifest, name, origin) for column in facts.columns],
    }


def _field(
    column: ColumnFacts, manifest: Manifest, record_set: str, origin: Mapping[str, object]
) -> dict[str, object]:
    notes = both(lambda: column_section.note(column) or table_prose.column_title(column, manifest.table))
    values: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{column.name}",
        "name": column.name,
        **({"description": notes} if all(notes.values()) else {}),
        "dataType": DATA_TYPES.get(column.type, column.type),
        "source": {**origin, "extract": {"column": column.name}},
    }
    return values | ({"inLanguage": column.declared} if column.declared else {})
