"""How the groups in a dataset compare with the population, for the card, in the current language."""

import dataclasses
from collections.abc import Iterable

from cymraeg_data.locale import _
from cymraeg_data.package.record.represented_groups import RepresentFacts
from cymraeg_data.represent.render.markdown_tables import group_table

__all__ = ["tables"]


def tables(found: RepresentFacts) -> Iterable[str]:
    """Yield a table for each dimension, then what was not assessed and what has to be known."""
    yield _("Rows: {n}.", n=f"{found.n_rows:,}")
    for name, title in found.titles:
        yield f"#### {title}"
        yield group_table([dataclasses.asdict(group) for group in found.groups if group.dimension == name])
    yield "#### " + _("Not assessed")
    yield "\n".join(f"- {item}" for item in found.not_assessed) or _("Nothing.")
    yield "#### " + _("Limitations")
    yield "\n".join(f"- {item}" for item in found.limitations)
