"""TOML catalogues: go-i18n messages, or keys alone."""

import tomllib

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import open_tree
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.tree import members_of
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_toml"]


def open_toml(file: File) -> Opened:
    """Return a reader of a TOML catalogue.

    The descriptions of go-i18n, written for translators, are left out.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not valid TOML; a repeated key is not.
    """
    try:
        tree = members_of(tomllib.loads(whole_text(file)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(
            _("{path} is not valid TOML: {reason}", path=file.name, reason=error)
        ) from error
    return open_tree(file, tree, "toml")
