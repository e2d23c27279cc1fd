"""The kinds of rows that a dataset may hold, and what each kind promises to its users."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["SCHEMAS", "Schema", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What every dataset of one config has.

    Its version, and columns of text by the forms their names may take.

    `needs` holds alternatives as endings: `text` is a column of that name, `_cy` one that ends so (or is
    called `cy`). Every row has `id`, `source_id`, `source_row` and `licence` as well, and each column with a
    language its measures. The version changes when a promise does.
    """

    version: int
    needs: tuple[str, ...] = ()


SCHEMAS: Mapping[str, Schema] = {
    "documents": Schema(version=1, needs=("text",)),
    "pairs": Schema(version=1, needs=("_cy", "_en")),
    "terms": Schema(version=1, needs=("_cy", "_en")),
    "tables": Schema(version=1),
}


def missing(config: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return what `config` promises and the columns of text in `names` do not give.

    >>> missing("pairs", ["testun_cy", "key"])
    ('_en',)
    """
    held = tuple(names)
    return tuple(need for need in SCHEMAS[config].needs if not any(_fits(name, need) for name in held))


def _fits(name: str, need: str) -> bool:
    return name.endswith(need) or name == need.removeprefix("_") if need.startswith("_") else name == need
