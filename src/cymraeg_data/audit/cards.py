"""The card of any dataset on the hub: its YAML and its prose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Card", "Claim", "read_card"]

_FENCED = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_READ_AT_MOST = 4 << 20  # bytes of a card; our choice: the hub accepts no longer ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The claims of a card on one config: its columns by name, and the rows of each split."""

    config: str
    columns: tuple[str, ...] = ()
    splits: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card: the values of its YAML, the text below it, and the faults of the YAML."""

    values: Mapping[str, object]
    text: str
    fault: str | None = None

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the values of a key, one text or a list of texts."""
        value = self.values.get(key)
        items = value if isinstance(value, list) else [value]
        return tuple(item for item in items if isinstance(item, str) and item)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims of `dataset_info`."""
        info = self.values.get("dataset_info")
        items = info if isinstance(info, list) else [info]
        return tuple(_claim(item) for item in items if isinstance(item, dict))


def read_card(folder: Path) -> Card | None:
    """Return the card of a dataset's folder; None if it has no README.md."""
    import yaml

    path = folder / "README.md"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        text = file.read(_READ_AT_MOST).decode("utf-8", "replace").removeprefix("\ufeff")
    fenced = _FENCED.match(text)
    if fenced is None:
        return Card(values={}, text=text)
    rest = text[fenced.end() :]
    try:
        values = yaml.safe_load(fenced[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Card(values={}, text=rest, fault=str(error).splitlines()[0])
    return Card(values=values if isinstance(values, dict) else {}, text=rest)


def _claim(info: Mapping[str, object]) -> Claim:
    features = info.get("features")
    splits = info.get("splits")
    counts = {
        str(split["name"]): split["num_examples"]
        for split in (splits if isinstance(splits, list) else ())
        if isinstance(split, dict) and isinstance(split.get("num_examples"), int) and "name" in split
    }
    names = (
        [item.get("name") for item in features if isinstance(item, dict)]
        if isinstance(features, list)
        else []
    )
    return Claim(
        config=str(info.get("config_name", "default")),
        columns=tuple(str(name) for name in names if name is not None),
        splits=counts,
    )
