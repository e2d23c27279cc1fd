"""Loading of a built folder as a dataset: verified first, and never rows of an earlier build from a cache."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.record.built_record import read_configs, require_unchanged
from cymraeg_data.package.record.parquet_writer import split_of

if TYPE_CHECKING:
    import datasets

__all__ = ["is_repo_id", "load_folder"]

_REPO_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def load_folder(folder: str | Path, *, config: str | None = None, split: str = "train") -> "datasets.Dataset":
    """Return the rows of one split of a built dataset as a `datasets.Dataset`.

    The checksums of the folder are verified first. Unlike `datasets.load_dataset`, this never returns rows
    that an earlier build at the same place left in the cache: the cache is kept by the checksums of the
    files.

    Raises:
        SourceNotFoundError: there is no such folder.
        UnreadableError: files are missing, added or changed since the build; each is named.
        InputError: the folder is not a build, has several configs, or has no config or split of that name.
    """
    path = Path(folder)
    configs = read_configs(path)
    require_unchanged(path)
    chosen = configs[_chosen(path, sorted(configs), config)]
    names = [item.name for item in chosen.splits]
    if split not in names:
        raise InputError(
            _(
                "{path} has no split {split}. It has: {splits}.",
                path=path,
                split=split,
                splits=", ".join(names),
            )
        )
    files = [file for file in chosen.files if split_of(file.path) == split]
    return _read([path / file.path for file in files], "-".join(file.sha256[:16] for file in files[:4]))


def is_repo_id(name: str) -> bool:
    """Return whether `name` may be a dataset on the hub.

    >>> is_repo_id("cymraeg/enwau-lleoedd"), is_repo_id("build/enwau-lleoedd/1.0.0")
    (True, False)
    """
    return _REPO_ID.fullmatch(name) is not None


def _chosen(path: Path, configs: list[str], config: str | None) -> str:
    """Return the config that is meant."""
    if config is None and len(configs) == 1:
        return configs[0]
    if config is None:
        raise InputError(
            _(
                "{path} has several configs: {configs}. Choose one with config=.",
                path=path,
                configs=", ".join(configs),
            )
        )
    if config not in configs:
        raise InputError(
            _(
                "{path} has no config {config}. It has: {configs}.",
                path=path,
                config=config,
                configs=", ".join(configs),
            )
        )
    return config


def _read(paths: list[Path], key: str) -> "datasets.Dataset":
    """Return the rows of Parquet files, cached under `key` so that other bytes never use the same cache."""
    import datasets

    cache = Path(datasets.config.HF_DATASETS_CACHE) / "cymraeg_data" / key
    shown = not datasets.are_progress_bars_disabled()
    datasets.disable_progress_bars()
    try:
        return datasets.Dataset.from_parquet([str(path) for path in paths], cache_dir=str(cache))
    finally:
        if shown:
            datasets.enable_progress_bars()
