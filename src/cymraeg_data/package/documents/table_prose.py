"""A table in words, in the current language, made from its manifest and from what was counted in its rows."""

from collections.abc import Iterator

from cymraeg_data.locale import N_, _, language
from cymraeg_data.package.documents import csvw
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.table_section import Table, TableDimension
from cymraeg_data.package.record import markings
from cymraeg_data.package.record.facts import ColumnFacts, Facts
from cymraeg_data.package.record.table_contents import DimensionFacts, TableCategory, TableFacts

__all__ = ["column_title", "part_title", "sentences"]

_PARTS = {
    "code": N_("{title}: code"),
    "cy": N_("{title}: label in Welsh"),
    "en": N_("{title}: label in English"),
}
_COLUMNS = {
    "value": N_("the value, a number"),
    "value_text": N_("the value as it is published"),
    "marking": N_("data marking: code"),
    "marking_cy": N_("data marking: meaning in Welsh"),
    "marking_en": N_("data marking: meaning in English"),
    "unit_cy": N_("unit in Welsh"),
    "unit_en": N_("unit in English"),
    "notes_cy": N_("notes in Welsh"),
    "notes_en": N_("notes in English"),
}


def column_title(column: ColumnFacts, table: Table | None) -> str:
    """Return what a column of a table holds; nothing, where it is no table's."""
    if table is None:
        return ""
    for item in table.dimensions:
        part = column.name.removeprefix(f"{item.name}_")
        if part in _PARTS and column.name == f"{item.name}_{part}":
            return part_title(part, item)
    return _(_COLUMNS[column.name]) if column.name in _COLUMNS else ""


def part_title(part: str, item: TableDimension) -> str:
    """Return what a column of a dimension holds; `part` is `code`, `cy` or `en`."""
    return _(_PARTS[part], title=item.title)


def sentences(manifest: Manifest, facts: Facts) -> Iterator[str]:
    """Yield what a table is, a sentence each, every number of it counted in the rows."""
    table, counted = manifest.table, facts.table
    if table is None or counted is None:
        return
    yield _(
        "Table: “{title}”. Cells: {n}, each with its own identifier. Dimensions: {k} ({names}).",
        title=manifest.title,
        n=f"{counted.n_cells:,}",
        k=len(table.dimensions),
        names=", ".join(str(item.title) for item in table.dimensions),
    )
    for item, found in zip(table.dimensions, counted.dimensions, strict=True):
        yield _dimension(item, found)
    yield _units(table)
    yield _(
        "Cells with a value: {n}; cells without one: {m}.",
        n=f"{counted.n_values:,}",
        m=f"{counted.n_cells - counted.n_values:,}",
    )
    yield from _markings(table, counted)
    yield from _faults(table, counted)
    yield _beside(facts)
    yield _(
        "To cite a figure, give the identifier of its cell (column `id`), the version ({version}) and the"
        " hash of the content (`{digest}`).",
        version=facts.version,
        digest=facts.content_sha256,
    )


def _dimension(item: TableDimension, found: DimensionFacts) -> str:
    if found.is_timeline and found.last is not None:
        return _(
            "{title} (time): categories {n}, from “{first}” to “{last}”.",
            title=item.title,
            n=f"{found.n_categories:,}",
            first=_label(found.first[0]),
            last=_label(found.last),
        )
    examples = ", ".join(f"“{_label(category)}”" for category in found.first)
    message = (
        N_("{title}: categories {n}, which are {examples}.")
        if found.n_categories <= len(found.first)
        else N_("{title}: categories {n}, for example {examples}.")
    )
    return _(message, title=item.title, n=f"{found.n_categories:,}", examples=examples)


def _label(category: TableCategory) -> str:
    """Return the label of a category in the current language, its code where it has none."""
    return (category.cy if language() == "cy" else category.en) or category.code


def _units(table: Table) -> str:
    if table.unit_columns is not None:
        return _("The unit of each value is next to it.")
    if not table.units:
        return _("The unit of the values is not stated.")
    texts = [
        f"“{unit.text}”" if unit.code is None else f"“{unit.text}” (`{unit.code}`)" for unit in table.units
    ]
    return _("Units: {units}.", units=", ".join(texts))


def _markings(table: Table, counted: TableFacts) -> Iterator[str]:
    known = markings.meanings(table)
    if counted.markings:
        shown = ", ".join(f"`{code}` ({known[code]}) {n:,}" for code, n in counted.markings)
        yield _("Data markings, and the number of cells that have them: {markings}.", markings=shown)
    elif not counted.unknown:
        yield _("No cell has a data marking.")
    if counted.unknown:
        shown = ", ".join(f"`{code}` {n:,}" for code, n in counted.unknown)
        yield _("Data markings whose meaning is not known: {markings}.", markings=shown)


def _faults(table: Table, counted: TableFacts) -> Iterator[str]:
    """Yield what is missing from the table, where something is, and how many cells have a note."""
    if counted.n_empty:
        yield _("Cells with neither a value nor a data marking: {n}.", n=f"{counted.n_empty:,}")
    if counted.n_without_unit and (table.units or table.unit_columns):
        yield _("Cells whose unit is not stated: {n}.", n=f"{counted.n_without_unit:,}")
    yield _("Cells with a note: {n}.", n=f"{counted.n_notes:,}")
    made = [f"`{item.name}_code`" for item in table.dimensions if item.code is None]
    if made:
        yield _(
            "Codes that are not the publisher's, but made from the English labels: {columns}.",
            columns=", ".join(made),
        )


def _beside(facts: Facts) -> str:
    if not facts.csvw:
        return _("The table has more than {n} rows, so there is no CSV of it.", n=f"{csvw.MOST_ROWS:,}")
    return _(
        "The same cells are in `{file}`, as CSV on the Web, with the codes of each dimension next to it.",
        file=facts.csvw[0].path,
    )
