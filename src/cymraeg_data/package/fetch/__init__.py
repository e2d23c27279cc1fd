"""Fetches the files that a manifest names from the web, an API or the hub, and verifies them."""

from cymraeg_data.package.fetch.download import Fetched
from cymraeg_data.package.fetch.licence_evidence import check_licence
from cymraeg_data.package.fetch.sources import fetch_files, unpacked

__all__ = ["Fetched", "check_licence", "fetch_files", "unpacked"]
