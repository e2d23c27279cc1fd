"""Getting what a manifest names: from the web, an API or the hub, verified before anything reads it."""

from cymraeg_data.package.fetch.download import Fetched
from cymraeg_data.package.fetch.evidence import check_licence
from cymraeg_data.package.fetch.fetching import fetch, unpacked

__all__ = ["Fetched", "check_licence", "fetch", "unpacked"]
