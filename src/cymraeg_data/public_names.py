"""The public names of a room, and suggestions for unknown names."""

import difflib
import sys
from collections.abc import Iterable, Mapping

from cymraeg_data.locale import _

__all__ = ["missing_name", "show_public_names"]

# Names of version 0.1 that are elsewhere now.
_MOVED: Mapping[str, str] = {
    "bilingual.score_pairs": "columns.score_pairs",
    "cyd.joins": "cyd.names / cyd.columns.name_keys",
    "hub.audit": "audit.check",
    "package.audit": "audit.check",
    "package.is_dataset": "audit.is_dataset",
    "package.load": "cyd.load",
    "package.take_down": "package.build_without",
    "privacy.FOUND": "columns.FOUND",
    "privacy.find_column": "columns.find_personal_data",
    "privacy.mask_column": "columns.mask",
    "readiness.check": "cyd.check",
    "represent.Settings": "represent.ComparisonSettings",
    "welsh.Reading": "welsh.MutationReading",
}


def show_public_names(room: str) -> None:
    """Make `dir()` of the module `room` its `__all__`, and suggest the nearest for an unknown name.

    >>> from cymraeg_data import columns
    >>> columns.normalize
    Traceback (most recent call last):
        ...
    AttributeError: There is no columns.normalize. Did you mean columns.normalise?
    """
    module = sys.modules[room]
    public: list[str] = module.__all__
    label = room.removeprefix("cymraeg_data.")

    def attribute(name: str) -> object:
        if name.startswith("_"):  # asked for by Python and its tools, not by a person
            raise AttributeError(f"module {room!r} has no attribute {name!r}", name=name)
        known = {each: f"{label}.{each}" for each in public}
        raise AttributeError(missing_name(name, f"{label}.{name}", known), name=name)

    module.__dict__["__getattr__"] = attribute
    module.__dict__["__dir__"] = lambda: sorted(public)


def missing_name(name: str, written: str, known: Mapping[str, str]) -> str:
    """Return the message for an unknown name, from the known names and their written forms."""
    if written in _MOVED:
        return _("There is no {name}. It is {meant} now.", name=written, meant=_MOVED[written])
    nearest = [name] if name in known else _nearest(name, known)
    if not nearest:
        return _("There is no {name}. dir() lists what there is.", name=written)
    meant = " / ".join(known[each] for each in nearest)
    return _("There is no {name}. Did you mean {meant}?", name=written, meant=meant)


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three similar names, or names that begin with this one and an underscore."""
    alike = difflib.get_close_matches(
        name, known, n=1, cutoff=0.75
    )  # our choice: one letter in four may differ
    return alike or sorted(each for each in known if each.startswith(f"{name}_"))[:3]
