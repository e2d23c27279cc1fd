"""The section `[represent]` of a manifest.

Which columns say something about people, and whom they are compared with.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cymraeg_data import represent
from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.manifests.plain_values import Keyed, Values

__all__ = ["REFERENCE", "Represent", "faults"]

REFERENCE = "census2021-wales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Represent:
    """Which columns are about people, by dimension of the reference, and the population to compare with."""

    columns: Keyed[str]
    of: str = "residents"
    area: str = "Cymru"
    unit: str | None = None


def faults(asked: Values, columns: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield what is wrong in a manifest's `[represent]`, by place.

    Missing columns and unknown dimensions.
    """
    known = set(columns)
    for place, name in (
        *((f"represent.columns.{dimension}", name) for dimension, name in asked["columns"].items()),
        *((("represent.unit", asked["unit"]),) if "unit" in asked else ()),
    ):
        if name not in known:
            yield place, _("there is no column “{name}” in parse.columns", name=name)
    try:
        reference = represent.reference(
            REFERENCE, population=asked.get("of", "residents"), geography=asked.get("area", "Cymru")
        )
    except InputError as error:
        yield "represent", str(error)
        return
    for dimension in asked["columns"]:
        try:
            reference[dimension]
        except InputError as error:
            yield f"represent.columns.{dimension}", str(error)
