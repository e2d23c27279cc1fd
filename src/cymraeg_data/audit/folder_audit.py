"""The check of a dataset's folder, with its card against its data."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pyarrow.compute as pc

from cymraeg_data import readers
from cymraeg_data.audit.cards import Card, Claim, read_card
from cymraeg_data.audit.licence_terms import licence_findings
from cymraeg_data.audit.sampled_texts import LEAST, Texts
from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.package.documents.card.front_matter import size_category
from cymraeg_data.readiness import Config, Report, assess
from cymraeg_data.readiness.scan import PERSONAL_DATA

__all__ = ["audit_folder", "is_dataset"]

_CARD = "README.md"
_KEYS = {"configs", "dataset_info", "license", "task_categories", "size_categories", "pretty_name"}
_PROVENANCE = ("source", "url", "uri", "origin", "provenance", "publisher", "ffynhonnell")
_LICENCES = ("licence", "license", "trwydded")
_ENOUGH = 50  # texts of known language from which a share is meaningful; our choice
# Shares below which a language is absent, and from which it is present: our choice.
_ABSENT, _PRESENT = 0.001, 0.1
_MEASURED = ("cy", "en")


def is_dataset(folder: str | Path) -> bool:
    """Return whether a folder is a dataset as on the hub: data, and a card with the hub's YAML."""
    card = read_card(Path(folder)) if Path(folder).is_dir() else None
    return card is not None and bool(_KEYS & set(card.values))


def audit_folder(
    folder: str | Path, *, config: Config | Mapping[str, object] | str | Path | None = None
) -> Report:
    """Return a report on any dataset: a folder with a card, as on the hub.

    In addition to the findings of `check` on the data: contradictory licences (O607), missing provenance
    (O608), languages that the card claims and the texts do not have (L103), repeated and similar texts
    (S724), text of benchmarks (S722), personal identifiers (P501 and on), and numbers and columns that the
    card states and the data does not have (S716).

    Raises:
        SourceNotFoundError: `folder` does not exist.
        InputError: it is not a folder, or has no readable data.
    """
    path = Path(folder)
    if not path.exists():
        raise SourceNotFoundError(folder)
    if not path.is_dir():
        raise InputError(_("{path} is a file. Pass the folder of the dataset.", path=path))
    settings = Config.of(config, path)
    report = assess(path, config=settings)
    card = read_card(path) or Card(values={}, text="")
    collection = readers.read(path)
    licences: Counter[str] = Counter()
    rows: dict[str, int] = {}
    sources = _sources_of(card, collection.sources, path)
    with Texts() as texts:
        for source in sources:
            before = texts.n_rows
            texts.add(source, _text_columns(source, report))
            rows[_place(source, path)] = texts.n_rows - before
            licences.update(_licences_in(source))
        in_texts = tuple(texts.findings(path.name))
    findings = [
        *_card_findings(card),
        *licence_findings(card, sorted(licences)),
        *_provenance_findings(sources, path),
        *_language_findings(card, report),
        *_claim_findings(card, sources, rows, path),
        *in_texts,
    ]
    stated = [item for item in report.findings if item.code != "O601" or not card.strings("license")]
    merged = sorted((*stated, *settings.apply(findings)), key=lambda item: (item.severity.rank, item.code))
    searched = tuple(item for item in report.not_assessed if item.name != PERSONAL_DATA)
    return dataclasses.replace(report, findings=tuple(dict.fromkeys(merged)), not_assessed=searched)


def _sources_of(card: Card, sources: Sequence[readers.Source], folder: Path) -> Sequence[readers.Source]:
    """Return the sources that the card's `configs` name, as only these are loaded; all if it names none."""
    configs = card.values.get("configs")
    named = [
        _patterns(item.get("data_files"))
        for item in (configs if isinstance(configs, list) else ())
        if isinstance(item, dict)
    ]
    patterns = [(split, paths) for files in named for split, paths in files.items()]
    found_here = [
        source
        for source in sources
        if any(_matches(_place(source, folder), paths, split) for split, paths in patterns)
    ]
    return found_here or sources


def _place(source: readers.Source, folder: Path) -> str:
    return source.path.relative_to(folder).as_posix() if source.path else source.name


def _text_columns(source: readers.Source, report: Report) -> list[str]:
    """Return the columns of running text of a source: those with values of some length."""
    profile = next((item.profile for item in report.sources if item.name == source.name), None)
    if profile is None:
        return []
    return [
        name
        for name, column in profile.columns.items()
        if column.n_text and column.measure.n_chars / column.n_text >= LEAST
    ]


def _licences_in(source: readers.Source) -> Iterator[str]:
    """Yield the licences in the rows of a source, if it has a column of them."""
    names = [name for name in source.schema.names if name.lower() in _LICENCES]
    for batch in source.batches() if names else ():
        for name in names:
            yield from (str(value) for value in pc.unique(batch.column(name)).to_pylist() if value)


def _card_findings(card: Card) -> Iterator[Finding]:
    if card.fault:
        yield found("S711", Location(source=_CARD), reason=card.fault)


def _provenance_findings(sources: Sequence[readers.Source], folder: Path) -> Iterator[Finding]:
    """Yield a finding if neither rows nor a file next to them have the provenance of the text."""
    has_provenance = any((folder / name).is_file() for name in ("provenance.jsonl", "croissant.json"))
    without = [
        source.name
        for source in sources
        if not any(word in name.lower() for name in source.schema.names for word in _PROVENANCE)
    ]
    if without and not has_provenance:
        yield found("O608", Location(source=", ".join(without[:3])), n=len(without), of=len(sources))


def _language_findings(card: Card, report: Report) -> Iterator[Finding]:
    """Yield findings on languages that only the card or only the texts have."""
    counts: Counter[str] = Counter()
    for source in report.sources:
        for column in source.profile.columns.values():
            counts.update(column.languages)
    labelled = sum(n for tag, n in counts.items() if tag != "und")
    claimed = {tag.lower().split("-")[0] for tag in card.strings("language")}
    names = {"cym": "cy", "eng": "en", "welsh": "cy", "english": "en"}
    claimed = {names.get(tag, tag) for tag in claimed}
    if labelled < _ENOUGH or not claimed:
        return
    for tag in _MEASURED:
        share = (counts[tag] + (counts["mul"] if tag in claimed else 0)) / labelled
        missing = tag in claimed and share < _ABSENT
        if missing or (tag not in claimed and share >= _PRESENT):
            place = Location(source=_CARD, key="language")
            stated = ", ".join(sorted(claimed))
            yield found("L103", place, language=tag, stated=stated, n=counts[tag], of=labelled)


def _claim_findings(
    card: Card, sources: Sequence[readers.Source], rows: Mapping[str, int], folder: Path
) -> Iterator[Finding]:
    """Yield findings on numbers of rows and columns that the card states and the data does not have."""
    total = sum(rows.values())
    categories = card.strings("size_categories")
    if categories and total and size_category(total) not in categories:
        place = Location(source=_CARD, key="size_categories")
        stated = ", ".join(categories)
        yield found("S716", place, name="size_categories", stated=stated, found=size_category(total))
    for claim in card.claims:
        files = _files_of(card, claim)
        for split, n in claim.splits.items():
            patterns = files.get(split)
            held = [count for name, count in rows.items() if _matches(name, patterns, split)]
            if held and sum(held) != n:
                place = Location(source=_CARD, key=f"dataset_info.{claim.config}.{split}")
                yield found("S716", place, name="num_examples", stated=n, found=sum(held))
        yield from _column_findings(claim, sources, files, folder)


def _files_of(card: Card, claim: Claim) -> dict[str, list[str]]:
    """Return the file patterns of each split of a config in the card's `configs`."""
    configs = card.values.get("configs")
    for config in configs if isinstance(configs, list) else ():
        if isinstance(config, dict) and config.get("config_name", "default") == claim.config:
            return _patterns(config.get("data_files"))
    return {}


def _patterns(files: object) -> dict[str, list[str]]:
    if isinstance(files, str):
        return {"train": [files]}
    items: Iterable[object] = files if isinstance(files, list) else ()
    found_here: dict[str, list[str]] = {}
    for item in items:
        split, path = (
            (item.get("split", "train"), item.get("path")) if isinstance(item, dict) else ("train", item)
        )
        paths = path if isinstance(path, list) else [path]
        found_here.setdefault(str(split), []).extend(str(part) for part in paths if part)
    return found_here


def _matches(name: str, patterns: Sequence[str] | None, split: str) -> bool:
    """Return whether a file belongs to a split, by the card's patterns, else by its name."""
    if patterns is not None:
        return any(fnmatch(name, pattern.replace("**/", "*")) for pattern in patterns)
    return split in name.lower().replace("/", "-").replace("_", "-").replace(".", "-").split("-")


def _column_findings(
    claim: Claim, sources: Sequence[readers.Source], files: Mapping[str, list[str]], folder: Path
) -> Iterator[Finding]:
    for source in sources if claim.columns else ():
        name = _place(source, folder)
        mine = any(_matches(name, patterns, split) for split, patterns in files.items())
        missing = [column for column in claim.columns if column not in source.schema.names]
        if mine and missing:
            place = Location(source=name)
            present = ", ".join(source.schema.names)
            yield found("S713", place, expected=", ".join(claim.columns), found=present)
