"""Gettext catalogues (PO, and the compiled MO): each message with its Welsh, plural forms one by one."""

import struct
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING

import pyarrow as pa

from cymraeg_data.errors import MissingExtraError, UnreadableError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import open_rows
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.file_language import file_language
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

if TYPE_CHECKING:
    import polib

__all__ = ["KEY_IN_CONTEXT", "open_mo", "open_po"]

_WELSH_PLURALS = 6
KEY_IN_CONTEXT = "X-Cymraeg-Data-Key"
"""The header of catalogues that `bilingual.write_pairs` made.

The context of each message is its key there, and a comment names the texts that are missing (`null`) or
empty, which PO does not distinguish."""


def open_po(file: File) -> Opened:
    """Return a reader of a PO file: `key`, `en`, the translation (`cy`), `context`, `flags`.

    A plural message gives a row for each form, its key ending in `[0]` to `[5]`. The header and obsolete
    entries are left out; a fuzzy entry, which gettext does not show, has `fuzzy` among its flags.

    Raises:
        MissingExtraError: polib is not installed.
        NoDataError: it has no messages.
        UnreadableError: it breaks the syntax of PO.
    """
    text = _Lines(whole_text(file).replace("\r\n", "\n"))
    return _opened(file, lambda polib: polib.pofile(text), "PO")


class _Lines(str):  # noqa: SLOT000 - it lives for one call
    """A text whose lines end at line feeds only: the messages of a catalogue may hold other separators."""

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - as in str
        """Return the lines."""
        lines = self.split("\n")
        return [f"{line}\n" for line in lines] if keepends else lines


def open_mo(file: File) -> Opened:
    """Return a reader of a compiled catalogue (MO), with the columns of `open_po`.

    It holds translated messages only.

    Raises:
        MissingExtraError: polib is not installed.
        NoDataError: it has no messages.
        UnreadableError: it is damaged.
    """
    return _opened(file, lambda polib: polib.mofile(str(file.path)), "MO")


def _opened(file: File, load: Callable[[ModuleType], "polib.POFile | polib.MOFile"], kind: str) -> Opened:
    try:
        catalogue = load(_polib())
    except (OSError, ValueError, IndexError, struct.error) as error:
        reason = str(error).split(":", 1)[0][:200].replace(str(file.path), file.name)
        raise UnreadableError(
            _("{path} is not a valid {kind} file: {reason}", path=file.name, kind=kind, reason=reason)
        ) from error
    language = _language(catalogue.metadata.get("Language", ""), file.name)
    names = ("key", "en", language, "context", "flags")
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    findings: list[Finding] = []
    read = _our_rows if catalogue.metadata.get(KEY_IN_CONTEXT) else _rows
    opened = open_rows(file, schema, list(read(catalogue, file.name, findings)), kind.lower(), findings)
    return Opened(
        format=kind.lower(), schema=schema, run=opened.run, findings=opened.findings, kind="messages"
    )


def _polib() -> ModuleType:
    try:
        import polib
    except ImportError:
        raise MissingExtraError("polib", "formats") from None
    module: ModuleType = polib
    return module


def _language(header: str, name: str) -> str:
    """Return the language of the translations; Welsh by default."""
    declared = header.replace("_", "-").split("-", maxsplit=1)[0].lower()
    language = file_language(name) or declared or "cy"
    # English to English catalogues exist (en_GB from American English): the names of the two columns must
    # differ.
    return "en_target" if language == "en" else language


def _rows(
    catalogue: "polib.POFile | polib.MOFile", source: str, findings: list[Finding]
) -> Iterator[tuple[str | int | None, ...]]:
    seen: set[str] = set()
    for entry in catalogue:
        if entry.obsolete or not entry.msgid:
            continue
        line = getattr(entry, "linenum", None)  # compiled catalogues have no lines
        key = f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid
        if key in seen:
            place = Location(source=source, line=line, key=key)
            findings.append(found("S702", place, name=key, column=key))
        seen.add(key)
        flags = ",".join(entry.flags) or None
        if entry.msgid_plural:
            forms = entry.msgstr_plural
            one = 1 if len(forms) == _WELSH_PLURALS else 0
            for index in sorted(forms):
                english = entry.msgid if index == one else entry.msgid_plural
                yield f"{key}[{index}]", english, forms[index], entry.msgctxt, flags, line
        else:
            yield key, entry.msgid, entry.msgstr, entry.msgctxt, flags, line


def _our_rows(
    catalogue: "polib.POFile | polib.MOFile", _source: str, _findings: list[Finding]
) -> Iterator[tuple[str | int | None, ...]]:
    for entry in catalogue:
        if not entry.obsolete:
            said = set(entry.comment.split())
            en = None if "en:null" in said else "" if "en:empty" in said else entry.msgid
            cy = None if "cy:null" in said else entry.msgstr
            key = "" if "key:empty" in said else entry.msgctxt
            yield key, en, cy, None, ",".join(entry.flags) or None, entry.linenum
