"""The rows of a built folder against its record: columns, identifiers, licences, measures, splits, loading."""

import dataclasses
import itertools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package import ids, measures, schema, write
from cymraeg_data.package.build import TYPES
from cymraeg_data.package.facts import ColumnFacts, Facts
from cymraeg_data.package.manifest import Manifest

__all__ = ["read_data", "verify_loading", "verify_rows"]

_RECORD = "build.json"
Tables = Mapping[str, pa.Table]


def read_data(folder: Path, facts: Facts, findings: list[Finding]) -> Tables:
    """Return the data files by name, those with the stated columns; what is wrong with the others is in `findings`."""
    tables = {}
    expected = ", ".join(f"{column.name}: {column.type}" for column in facts.columns)
    for file in facts.files:
        place = Location(source=file.path)
        path = folder / file.path
        if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            findings.append(found("S708", place))
            continue
        digest = write.file_hash(path)
        if digest != file.sha256:
            findings.append(found("S710", place, expected=file.sha256, found=digest))
        if path.stat().st_size != file.bytes:
            size = path.stat().st_size
            findings.append(found("S716", place, name="bytes", stated=file.bytes, found=size))
        try:
            table = pq.ParquetFile(path, page_checksum_verification=True).read()
        except (OSError, pa.ArrowException) as error:
            findings.append(found("S707", place, reason=str(error).splitlines()[0]))
            continue
        columns = ", ".join(
            f"{field.name}: {TYPES.get(str(field.type), field.type)}" for field in table.schema
        )
        if columns == expected:
            tables[file.path] = table
        else:
            findings.append(found("S713", place, expected=expected, found=columns))
    return tables


def verify_rows(tables: Tables, manifest: Manifest, facts: Facts, *, remeasure: bool) -> Iterator[Finding]:
    """Yield what the rows of all files together do not bear out; `remeasure` detects their languages again."""
    if not tables or len(tables) < len(facts.files):
        return
    rows = pa.concat_tables(tables.values()).combine_chunks()
    wanted = {column.to for column in manifest.parse.columns}
    if not {"id", "licence", "source_id", *wanted} <= set(rows.column_names):
        place = Location(source=_RECORD, key="columns")
        yield found("S713", place, expected=", ".join(sorted(wanted)), found=", ".join(rows.column_names))
        return
    yield from _verify_ids(rows, manifest)
    yield from _verify_licences(rows, manifest)
    yield from _verify_sources(rows, facts)
    yield from _verify_splits(tables, manifest)
    for name, table in tables.items():
        if not ids.sort_rows(table, manifest).equals(table.combine_chunks()):
            yield found("S719", Location(source=name))
    pairs: dict[str, tuple[object, object]] = {
        "n_rows": (facts.n_rows, rows.num_rows),
        "content_sha256": (facts.content_sha256, write.content_hash(rows)),
    }
    for name, (stated, given) in pairs.items():
        if stated != given:
            yield found("S716", Location(source=_RECORD, key=name), name=name, stated=stated, found=given)
    if remeasure:
        yield from _verify_measures(rows, manifest, facts)


def _verify_ids(rows: pa.Table, manifest: Manifest) -> Iterator[Finding]:
    column = rows.column("id")
    own = pc.fill_null(pc.starts_with(column, f"{manifest.id}:"), fill_value=False)
    foreign = rows.num_rows - (pc.sum(own).as_py() or 0)
    repeated = column.drop_null().length() - pc.count_distinct(column, mode="only_valid").as_py()
    if foreign + repeated:
        yield found("S714", Location(column="id"), n=foreign + repeated, of=rows.num_rows)


def _verify_licences(rows: pa.Table, manifest: Manifest) -> Iterator[Finding]:
    same = pc.fill_null(pc.equal(rows.column("licence"), manifest.licence.id), fill_value=False)
    n = rows.num_rows - (pc.sum(same).as_py() or 0)
    if n:
        yield found("O604", Location(column="licence"), n=n, of=rows.num_rows, expected=manifest.licence.id)


def _verify_sources(rows: pa.Table, facts: Facts) -> Iterator[Finding]:
    """Yield rows whose source is no input of the build; a file with several tables adds `#table` to its name."""
    known = pa.array(sorted({item.source_id for item in facts.inputs}), pa.string())
    files = pc.replace_substring_regex(rows.column("source_id"), r"#[^#]*$", "")
    told = pc.or_(pc.is_in(files, known), pc.is_in(rows.column("source_id"), known))
    n = rows.num_rows - (pc.sum(told).as_py() or 0)
    if n:
        yield found("O605", Location(column="source_id"), n=n, of=rows.num_rows)


def _verify_splits(tables: Tables, manifest: Manifest) -> Iterator[Finding]:
    """Yield the splits that share rows: the same values in all of the manifest's columns, whatever the identifier."""
    splits: dict[str, list[pa.Table]] = {}
    for name, table in tables.items():
        splits.setdefault(PurePosixPath(name).name.partition("-")[0], []).append(table)
    columns = [column.to for column in manifest.parse.columns]
    whole = {split: pa.concat_tables(parts).select(columns) for split, parts in splits.items()}
    for (split, first), (other, second) in itertools.combinations(whole.items(), 2):
        seen = set(map(tuple, zip(*(column.to_pylist() for column in second.columns), strict=True)))
        rows = zip(*(column.to_pylist() for column in first.columns), strict=True)
        n = sum(row in seen for row in rows)
        if n:
            yield found("S715", Location(source=split), n=n, of=first.num_rows, split=split, other=other)


def _verify_measures(rows: pa.Table, manifest: Manifest, facts: Facts) -> Iterator[Finding]:
    """Yield the measured columns, and the counts of languages, that measuring again does not give."""
    plain = [name for name in rows.column_names if not name.endswith(schema.MEASURED)]
    again, languages = measures.add_languages(rows.select(plain), manifest)
    if again.column_names != rows.column_names:
        names, present = ", ".join(again.column_names), ", ".join(rows.column_names)
        yield found("S713", Location(source=_RECORD, key="columns"), expected=names, found=present)
        return
    for name in sorted(set(rows.column_names) - set(plain)):
        stated, given = rows.column(name), again.column(name)
        if not stated.equals(given):
            pairs = zip(stated.to_pylist(), given.to_pylist(), strict=True)
            row, (a, b) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
            yield found("S716", Location(column=name, row=row), name=name, stated=str(a), found=str(b))
    counted = {item.column: item for item in languages}
    for column in facts.columns:
        item = counted.get(column.name)
        expected = dataclasses.replace(
            column,
            declared=item.declared if item else None,
            n_texts=item.n_texts if item else None,
            n_empty=item.n_empty if item else None,
            languages=item.counts if item else None,
        )
        yield from _verify_column(column, expected)


def _verify_column(stated: ColumnFacts, given: ColumnFacts) -> Iterator[Finding]:
    for name in ("declared", "n_texts", "n_empty", "languages"):
        a, b = getattr(stated, name), getattr(given, name)
        if a != b:
            place = Location(source=_RECORD, column=stated.name)
            yield found("S716", place, name=name, stated=str(a), found=str(b))


def verify_loading(folder: Path, config: str, rows: pa.Table) -> Iterator[Finding]:
    """Yield how `datasets` fails to give `rows` back, loaded and streamed, from an empty cache."""
    import datasets

    shown = not datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        for way in ("load_dataset", "streaming=True"):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
                reason = _loading_fault(folder, config, rows, cache, streaming=way != "load_dataset")
            if reason:
                yield found("S718", Location(source="README.md"), way=way, reason=reason)
    finally:
        if shown:
            datasets.enable_progress_bars()


def _loading_fault(folder: Path, config: str, rows: pa.Table, cache: str, *, streaming: bool) -> str:
    """Return why what was loaded is not `rows`; nothing, if it is."""
    import datasets

    try:
        splits = datasets.load_dataset(str(folder.resolve()), config, cache_dir=cache, streaming=streaming)
        tables = [
            table
            for split in splits.values()
            for table in split.with_format("arrow").iter(batch_size=write.ROW_GROUP_ROWS)
        ]
        loaded = pa.concat_tables(tables).cast(rows.schema)
    except Exception as error:  # noqa: BLE001 - whatever it raises, the dataset does not load: that is the finding
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return "" if loaded.equals(rows) else f"{loaded.num_rows:,} ≠ {rows.num_rows:,}"
