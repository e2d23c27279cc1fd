"""Compile the message catalogues while the wheel is built, so that only the readable .po is kept in git."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Write a .mo beside every .po under src/cymraeg_data/locale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; `version` and `build_data` are hatchling's and are not used."""
        del version, build_data
        for po in sorted(Path(self.root, "src", "cymraeg_data", "locale").rglob("*.po")):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
