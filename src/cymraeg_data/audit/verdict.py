"""`check`: one way from anything a user holds to its report, for Python and for the command."""

from pathlib import Path
from typing import Any

from cymraeg_data.audit.folder_audit import audit_folder, is_dataset
from cymraeg_data.audit.hub_audit import audit_repository
from cymraeg_data.readiness import Config, Report, assess

__all__ = ["check"]

_ON_THE_HUB = "hf://"


def check(data: Any, *, config: Config | dict[str, Any] | str | Path | None = None) -> Report:
    """Return a report on whether `data` is ready to be published and used.

    A folder with a card of the Hugging Face hub, and an address on the hub, are datasets: what their card
    claims is compared with what their data bears out. Anything else is looked at as a release.

    Args:
        data: a path to a file or folder, a list of paths, an address on the hub (`hf://datasets/owner/name`),
            or a pandas, Polars, pyarrow, DuckDB or `datasets` object.
        config: a `Config`, the same as a dict, or the path of a TOML file. A folder that holds
            `cymraeg-data.toml` is checked with it unless another is given.

    Raises:
        InputError: nothing could be checked: no such file, no data, a format that cannot be read, a faulty
            configuration. A fault in the data is never raised; it is a finding in the report.
        HubError: there is no such dataset on the hub, or the hub was not reached.

    >>> import pyarrow as pa
    >>> report = check(pa.table({"title_en": ["Opening hours"], "title_cy": [""]}))
    >>> report.passed, [finding.code for finding in report.findings]
    (False, ['B302', 'S704'])
    """
    if isinstance(data, str) and data.startswith(_ON_THE_HUB):
        return audit_repository(data, config=config)
    if isinstance(data, str | Path) and is_dataset(data):
        return audit_folder(data, config=config)
    return assess(data, config=config)
