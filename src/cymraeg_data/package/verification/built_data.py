"""Verification of the data files of a built folder: their columns, and how `datasets` loads them."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building import row_steps
from cymraeg_data.package.building.pipeline import TYPES
from cymraeg_data.package.building.work_parts import PART_BYTES
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record import parquet_writer
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.record.parquet_writer import ContentHash
from cymraeg_data.package.steps import exact_duplicates, word_arrays

__all__ = ["Group", "Unreadable", "groups", "row_groups", "verify_files", "verify_loading"]


class Group:
    """Some rows of a file, with the name of the file and of its split."""

    __slots__ = ("_fingerprints", "_words", "file", "split", "table")

    def __init__(self, file: str, table: pa.Table) -> None:
        """Take the split from the name of the file, as `datasets` does."""
        self.file = file
        self.split = parquet_writer.split_of(file)
        self.table = table
        self._fingerprints: npt.NDArray[np.uint64] | None = None
        self._words: word_arrays.WordColumn | None = None

    def fingerprints(self, manifest: Manifest) -> npt.NDArray[np.uint64]:
        """Return the fingerprints of the texts, which are made once."""
        if self._fingerprints is None:
            self._fingerprints = exact_duplicates.fingerprints(row_steps.joined(self.table, manifest))
        return self._fingerprints

    def words(self, manifest: Manifest) -> word_arrays.WordColumn:
        """Return the words of the texts, which are read once."""
        if self._words is None:
            radicals = bool(manifest.steps.benchmarks)
            self._words = word_arrays.read_column(row_steps.joined(self.table, manifest), radicals=radicals)
        return self._words


class Unreadable(Exception):  # noqa: N818 - what it is, not an error of the program
    """A data file breaks off or cannot be decoded."""

    def __init__(self, file: str, reason: str) -> None:
        """Name the file and what the reader said of it."""
        super().__init__(file, reason)
        self.file, self.reason = file, reason


def verify_files(folder: Path, facts: Facts, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the data files that are missing, are not as stated, or have other columns than the record states.

    `digests` holds the checksum of every file that is there.
    """
    expected = ", ".join(f"{column.name}: {column.type}" for column in facts.columns)
    for file in (*facts.files, *facts.listings):
        place = Location(source=file.path)
        digest = digests.get(file.path)
        if digest is None or not (folder / file.path).is_file():
            yield found("S708", place)
            continue
        if digest != file.sha256:
            yield found("S710", place, expected=file.sha256, found=digest)
        size = (folder / file.path).stat().st_size
        if size != file.bytes:
            yield found("S716", place, name="bytes", stated=file.bytes, found=size)
        try:
            metadata = pq.read_metadata(folder / file.path)
            columns = _columns(metadata.schema.to_arrow_schema())
        except (OSError, ValueError, pa.ArrowException) as error:
            yield found("S707", place, reason=_reason(error))
            continue
        version = dict(facts.tool).get("pyarrow", "—")
        if not metadata.created_by.endswith(f" version {version}"):
            yield found("S716", place, name="pyarrow", stated=version, found=metadata.created_by)
        if file in facts.files and columns != expected:
            yield found("S713", place, expected=expected, found=columns)


def _columns(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name}: {TYPES.get(str(field.type), field.type)}" for field in schema)


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0]


def row_groups(folder: Path, file: str) -> Iterator[pa.Table]:
    """Yield the rows of a file of the build, a row group at a time.

    Raises:
        Unreadable: the file cannot be read to its end.
    """
    try:
        with pq.ParquetFile(folder / file, page_checksum_verification=True) as data:
            for number in range(data.num_row_groups):
                rows = data.read_row_group(number)
                rows.validate(full=True)
                yield rows
    except (OSError, ValueError, pa.ArrowException) as error:
        raise Unreadable(file, _reason(error)) from error


def groups(folder: Path, facts: Facts) -> Iterator[Group]:
    """Yield the rows of all data files in their order.

    Raises:
        Unreadable: a file cannot be read to its end.
    """
    for file in facts.files:
        for table in row_groups(folder, file.path):
            for start, stop in parquet_writer.cuts(table, n_bytes=PART_BYTES):
                yield Group(file.path, table.slice(start, stop - start))


def verify_loading(
    folder: Path, config: str, splits: Mapping[str, str], schema: pa.Schema
) -> Iterator[Finding]:
    """Yield how `datasets` fails to give the rows back, loaded and streamed, from an empty cache.

    `splits` holds the content hash of each split.
    """
    import datasets

    shown = not datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        for way in ("load_dataset", "streaming=True"):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
                loaded = _loaded(folder, config, cache, schema, streaming=way != "load_dataset")
            for reason in loaded if isinstance(loaded, list) else _differences(splits, loaded):
                yield found("S718", Location(source="README.md"), way=way, reason=reason)
    finally:
        if shown:
            datasets.enable_progress_bars()


def _differences(stated: Mapping[str, str], loaded: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*stated, *loaded}):
        if stated.get(name) != loaded.get(name):
            yield f"{name}: {loaded.get(name, '—')} ≠ {stated.get(name, '—')}"


def _loaded(
    folder: Path, config: str, cache: str, schema: pa.Schema, *, streaming: bool
) -> dict[str, str] | list[str]:
    """Return the content hash of each split that was loaded, or why it could not be."""
    import datasets

    hashes = {}
    try:
        splits = datasets.load_dataset(str(folder.resolve()), config, cache_dir=cache, streaming=streaming)
        for name, split in splits.items():
            digest = ContentHash()
            for table in split.with_format("arrow").iter(batch_size=parquet_writer.ROW_GROUP_ROWS):
                digest.update(table.cast(schema))
            hashes[str(name)] = digest.hexdigest()
    except Exception as error:  # noqa: BLE001 - whatever it raises, the dataset does not load: that is the finding
        return [f"{type(error).__name__}: {error}".splitlines()[0]]
    return hashes
