"""`check`: the one way from data of any kind to its report, for Python and for the command."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from cymraeg_data.audit.folder_audit import audit_folder, is_dataset
from cymraeg_data.audit.hub_audit import audit_repository
from cymraeg_data.option_names import checked_options
from cymraeg_data.readiness import Config, Report, assess

__all__ = ["check"]

_ON_THE_HUB = "hf://"


@checked_options
def check(
    data: object,
    *,
    config: Config | Mapping[str, object] | str | Path | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    fail_on: Literal["error", "warning", "note"] | None = None,
) -> Report:
    """Return a report on whether `data` is ready to be published and used.

    A folder with a card of the Hugging Face hub, and an address on the hub, are datasets: the claims of the
    card are checked against the data. Anything else is checked as a release.

    Args:
        data: a path to a file or folder, a list of paths, an address on the hub (`hf://datasets/owner/name`),
            or a pandas, Polars, pyarrow, DuckDB or `datasets` object.
        config: a `Config`, the same as a dict, or the path of a TOML file. A folder that holds
            `cymraeg-data.toml` is checked with it unless another is given.
        select: the only codes to report; by default all.
        ignore: codes to leave out.
        fail_on: the lowest severity that makes the report fail. These three override `config`.

    Raises:
        InputError: nothing could be checked: the file does not exist, has no data or an unknown format, or
            the configuration is faulty. A fault in the data is never raised; it is a finding in the report.
        HubError: the dataset does not exist on the hub, or the hub could not be reached.

    >>> import pyarrow as pa
    >>> report = check(pa.table({"title_en": ["Opening hours"], "title_cy": [""]}))
    >>> report.passed, [finding.code for finding in report.findings]
    (False, ['B302', 'S704'])
    """
    settings = Config.of(config, _folder(data)).with_keywords(select=select, ignore=ignore, fail_on=fail_on)
    if isinstance(data, str) and data.startswith(_ON_THE_HUB):
        return audit_repository(data, config=settings)
    if isinstance(data, str | Path) and is_dataset(data):
        return audit_folder(data, config=settings)
    return assess(data, config=settings)


def _folder(data: object) -> Path | None:
    """Return the folder whose configuration counts: the checked folder, or that of the checked file."""
    if not isinstance(data, str | Path):
        return None
    path = Path(data)
    return path if path.is_dir() else path.parent
