"""One cell of a built table by its identifier: the figure, what it is about, and how to cite it."""

import difflib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cymraeg_data import locale
from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.plain_values import Values
from cymraeg_data.package.manifests.table_section import Table, TableDimension
from cymraeg_data.package.manifests.values import Bilingual
from cymraeg_data.package.record.built_record import read_record
from cymraeg_data.package.record.facts import Facts

__all__ = ["Cell", "CellDimension", "cell"]

_NEAR = 3  # codes that are suggested for one that is not known: our choice
_SUGGESTED = 5  # identifiers in a message at most: our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDimension:
    """The category of a cell in one dimension."""

    name: str
    title: Bilingual
    code: str
    label: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure with all that is needed to understand it and to find it again.

    `value` is None where the publisher gives no number, and `marking` then says why; `text` is what was
    published. `source` and `source_row` are the file and the row that it was read from.
    """

    id: str
    value: float | None
    text: str | None
    unit: Bilingual | None
    dimensions: tuple[CellDimension, ...]
    marking: str | None
    meaning: Bilingual | None
    notes: Bilingual | None
    source: str
    source_row: int
    dataset: str
    title: Bilingual
    publisher: Bilingual
    version: str
    content_sha256: str
    licence: str
    attribution: Bilingual

    @property
    def sentence(self) -> Bilingual:
        """Return the figure in a sentence, in both languages."""
        return _in_both(lambda: _sentence(self))

    @property
    def citation(self) -> Bilingual:
        """Return where the figure is from, as it may be cited, in both languages."""
        return _in_both(lambda: _citation(self))


def cell(folder: str | Path, cell_id: str) -> Cell:
    """Return the cell of a built table that has this identifier.

    Only the row group that may hold it is read. The checksums of the folder are not verified: `verify` does
    that. A dataset on the hub is pulled first (`hub.pull`).

    Raises:
        SourceNotFoundError: there is no such folder.
        InputError: the folder holds no statistical table, or no cell of that identifier; near ones are named.
    """
    path = Path(folder)
    manifest, table, facts = _record(path)
    row = _row(path, facts, cell_id)
    if row is None:
        raise _unknown(path, manifest, facts, cell_id)
    return Cell(
        id=cell_id,
        value=row["value"],
        text=row["value_text"],
        unit=_pair(row, "unit"),
        dimensions=tuple(_dimension(row, item) for item in table.dimensions),
        marking=row["marking"],
        meaning=_pair(row, "marking"),
        notes=_pair(row, "notes"),
        source=_source(row["source_id"], manifest, facts),
        source_row=row["source_row"],
        dataset=facts.id,
        title=manifest.title,
        publisher=manifest.publisher.name,
        version=facts.version,
        content_sha256=facts.content_sha256,
        licence=row["licence"],
        attribution=manifest.licence.attribution,
    )


def _record(path: Path) -> tuple[Manifest, Table, Facts]:
    record = read_record(path)
    table = record.manifest.table
    if table is None:
        raise InputError(
            _(
                "{path} is not a statistical table: its manifest has no [table], so it has no cells.",
                path=path,
            )
        )
    return record.manifest, table, record.facts


def _row(path: Path, facts: Facts, cell_id: str) -> Values | None:
    """Return the row of an identifier, from the row groups whose range holds it."""
    for file in facts.files:
        with pq.ParquetFile(path / file.path) as data:
            for number in range(data.num_row_groups):
                if _may_hold(data.metadata.row_group(number), cell_id):
                    rows = data.read_row_group(number)
                    found: list[Values] = rows.filter(pc.equal(rows.column("id"), cell_id)).to_pylist()
                    if found:
                        return found[0]
    return None


def _may_hold(group: pq.RowGroupMetaData, cell_id: str) -> bool:
    """Return whether the statistics of a row group leave room for an identifier.

    They are of bytes, as UTF-8 sorts.
    """
    columns = (group.column(number) for number in range(group.num_columns))
    statistics = next(column.statistics for column in columns if column.path_in_schema == "id")
    if statistics is None or not statistics.has_min_max:
        return True
    wanted = cell_id.encode()
    return bool(str(statistics.min).encode() <= wanted <= str(statistics.max).encode())


def _dimension(row: Values, item: TableDimension) -> CellDimension:
    code = row[f"{item.name}_code"] or ""
    label = _pair(row, item.name) or Bilingual(code, code)
    return CellDimension(name=item.name, title=item.title, code=code, label=label)


def _pair(row: Values, name: str) -> Bilingual | None:
    """Return a text in both languages, None where there is none.

    Where one is missing, it is the other.
    """
    cy, en = row[f"{name}_cy"], row[f"{name}_en"]
    return Bilingual(cy or en, en or cy) if cy or en else None


def _source(source_id: str, manifest: Manifest, facts: Facts) -> str:
    """Return the file that a row is from; parallel tables are several, and say the same in the same row."""
    if source_id != manifest.id:
        return source_id
    return ", ".join(item.path for item in facts.inputs)


def _unknown(path: Path, manifest: Manifest, facts: Facts, cell_id: str) -> InputError:
    near = list(itertools.islice(_near(path, manifest, facts, cell_id), _SUGGESTED))
    message = (
        _("{path} has no cell “{id}”. Near it are: {near}.", path=path, id=cell_id, near=_listed(near))
        if near
        else _(
            "{path} has no cell “{id}”. An identifier there looks like this: {example}.",
            path=path,
            id=cell_id,
            example=_listed(_ids(path, facts)[:1].to_pylist()),
        )
    )
    return InputError(message)


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _ids(path: Path, facts: Facts) -> pa.ChunkedArray:
    columns = [pq.read_table(path / file.path, columns=["id"]).column("id") for file in facts.files]
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks])


def _near(path: Path, manifest: Manifest, facts: Facts, cell_id: str) -> Iterator[str]:
    """Yield existing identifiers in which each unknown code is replaced by one that resembles it."""
    ids = _ids(path, facts)
    prefix = f"{manifest.id}:"
    codes = cell_id.removeprefix(prefix).split("/")
    parts = pc.split_pattern(pc.replace_substring(ids, prefix, "", max_replacements=1), "/")
    if len(codes) != len(manifest.parse.id):
        return
    choices = []
    for number, code in enumerate(codes):
        known = pc.unique(pc.list_element(parts, number)).to_pylist()
        choices.append([code] if code in known else _resembling(code, known))
    wanted = pa.array([prefix + "/".join(each) for each in itertools.product(*choices)], pa.string())
    yield from wanted.filter(pc.is_in(wanted, ids.combine_chunks())).to_pylist()


def _resembling(code: str, known: list[str]) -> list[str]:
    """Return the codes that resemble one, whatever its capitals."""
    plain = {other.lower(): other for other in known}
    return [plain[other] for other in difflib.get_close_matches(code.lower(), plain, n=_NEAR)]


def _in_both(write: Callable[[], str]) -> Bilingual:
    texts = []
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            texts.append(write())
    return Bilingual(*texts)


def _sentence(item: Cell) -> str:
    about = "; ".join(f"{each.title}: {each.label}" for each in item.dimensions)
    figure = item.text if item.text and item.text.strip() else "—"
    parts = [f"{about}. " + _("Value: {text}", text=figure)]
    if item.unit is not None:
        parts.append(_("unit: {unit}", unit=item.unit))
    if item.marking is not None:
        meaning = item.meaning or _("meaning not known")
        parts.append(_("data marking: {code} ({meaning})", code=item.marking, meaning=meaning))
    if item.notes is not None:
        parts.append(_("note: {note}", note=item.notes))
    return "; ".join(parts) + ("" if parts[-1].endswith(".") else ".")


def _citation(item: Cell) -> str:
    return _(
        "{publisher}, “{title}”, {dataset} version {version}, cell {id} (row {row} of {source}; hash of the"
        " content {digest}). Licence: {licence}. {attribution}",
        publisher=item.publisher,
        title=item.title,
        dataset=item.dataset,
        version=item.version,
        id=item.id,
        row=item.source_row,
        source=item.source,
        digest=item.content_sha256[:16],
        licence=item.licence,
        attribution=item.attribution,
    )
