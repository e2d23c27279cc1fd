"""Gettext catalogues (PO): each message with its Welsh, plural forms one by one."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pyarrow as pa

from cymraeg_data.errors import MissingExtraError, NoDataError, UnreadableError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.jsondoc import whole_text
from cymraeg_data.readers.language import file_language
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, not_utf8

__all__ = ["open_po"]

_WELSH_PLURALS = 6


def open_po(file: File) -> Opened:
    """Return a reader of a PO file: `key`, `en`, the translation (`cy`), `context`, `flags`.

    A plural message gives a row for each form, its key ending in `[0]` to `[5]`. The header and obsolete entries are
    left out; a fuzzy entry, which gettext does not show to anybody, has `fuzzy` among its flags.

    Raises:
        MissingExtraError: polib is not installed.
        NoDataError: there are no messages in it.
        UnreadableError: it breaks the syntax of PO.
    """
    polib = _polib()
    try:
        catalogue = polib.pofile(whole_text(file))
    except (OSError, ValueError, IndexError) as error:
        reason = str(error).split(":", 1)[0][:200]
        raise UnreadableError(
            _("{path} is not a valid PO file: {reason}", path=file.name, reason=reason)
        ) from error
    language = _language(catalogue.metadata.get("Language", ""), file.name)
    names = ("key", "en", language, "context", "flags")
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    findings: list[Finding] = []
    rows = list(_rows(catalogue, file.name, findings))
    if not rows:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    *columns, lines = zip(*rows, strict=True)
    stray = StrayBytes()
    batch = stray.restore(
        pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=schema)
    )

    def run(_faults: list[Finding]) -> Iterator[Block]:
        yield Block(batch, lines=pa.array(lines, pa.int64()))

    return Opened(
        format="po", schema=schema, run=run, findings=(*not_utf8(file), *findings, *stray.findings(file.name))
    )


def _polib() -> ModuleType:
    try:
        import polib
    except ImportError:
        raise MissingExtraError("polib", "formats") from None
    module: ModuleType = polib
    return module


def _language(header: str, name: str) -> str:
    """Return the language of the translations; Welsh when nothing says otherwise."""
    declared = header.replace("_", "-").split("-", maxsplit=1)[0].lower()
    language = file_language(name) or declared or "cy"
    # English to English catalogues exist (en_GB from American English): the names of the two columns must differ.
    return "en_target" if language == "en" else language


def _rows(catalogue: Any, source: str, findings: list[Finding]) -> Iterator[tuple[Any, ...]]:
    seen: set[str] = set()
    for entry in catalogue:
        if entry.obsolete or not entry.msgid:
            continue
        key = f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid
        if key in seen:
            place = Location(source=source, line=entry.linenum, key=key)
            findings.append(found("S702", place, name=key, column=key))
        seen.add(key)
        flags = ",".join(entry.flags) or None
        if entry.msgid_plural:
            forms = entry.msgstr_plural
            one = 1 if len(forms) == _WELSH_PLURALS else 0
            for index in sorted(forms):
                english = entry.msgid if index == one else entry.msgid_plural
                yield f"{key}[{index}]", english, forms[index], entry.msgctxt, flags, entry.linenum
        else:
            yield key, entry.msgid, entry.msgstr, entry.msgctxt, flags, entry.linenum
