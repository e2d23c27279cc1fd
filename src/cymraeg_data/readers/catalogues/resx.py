""".NET resource files (`.resx`): texts by name."""

from collections.abc import Iterator

from cymraeg_data.readers.catalogues.catalogue import numbered, open_leaves
from cymraeg_data.readers.catalogues.tree import Leaf
from cymraeg_data.readers.markup import xml_elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_resx"]


def open_resx(file: File) -> Opened:
    """Return a reader of a `.resx` file; images, sizes and other objects in it are left out.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not XML.
    """
    entries, findings = numbered(_entries(file), file.name)
    return open_leaves(file, entries, "resx", findings=findings)


def _entries(file: File) -> Iterator[Leaf]:
    for data in xml_elements(file, {"data"}):
        name = data.get("name") or ""
        # A type or a MIME type says that the value is an object; names with >> are the designer's.
        if not (data.get("type") or data.get("mimetype") or name.startswith(">>")):
            for value in data.all("value"):
                yield Leaf(name, value.text(), data.line)
