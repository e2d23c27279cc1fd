"""Pairs written without loss as TMX, XLIFF, PO, CSV or Parquet, which `read_pairs` reads back."""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from cymraeg_data.bilingual.pair_source import MISSING, PAIRS
from cymraeg_data.errors import InputError, OutputExistsError, UnknownColumnError, WrongTypeError
from cymraeg_data.locale import _

__all__ = ["WRITTEN_FORMATS", "write_pairs"]


class _Pair(NamedTuple):
    key: str
    en: str | None
    cy: str | None


def write_pairs(
    pairs: pa.Table,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the usual word
    *,
    overwrite: bool = False,
) -> Path:
    """Write a table of pairs, with `key`, `en` and `cy` as from `read_pairs`, and return the path.

    `format` is one of `WRITTEN_FORMATS`; by default the extension of the path decides. Missing and empty
    texts stay distinct. The file appears whole or not at all, and an existing file is replaced only with
    `overwrite`. `source` and `location` are kept in tables (CSV, Parquet).

    >>> import tempfile
    >>> from cymraeg_data import bilingual
    >>> pairs = bilingual.read_pairs(pa.table({"enw_cy": ["Ynys Môn"], "enw_en": ["Anglesey"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     bilingual.read_pairs(write_pairs(pairs, Path(folder) / "lleoedd.tmx"))["cy"].to_pylist()
    ['Ynys Môn']

    Raises:
        OutputExistsError: there is a file at the path.
        InputError: the format is unknown, or cannot hold a text of the pairs.
        UnknownColumnError: the table has no `key`, `en` or `cy`.
        WrongTypeError: `pairs` is not a table.
    """
    path = Path(path)
    write = _writer(path, format)
    table = _table(pairs)
    if not overwrite and path.exists():
        raise _exists(path)
    if not path.parent.is_dir():
        raise InputError(_("There is no folder {path} to write to. Make it first.", path=path.parent))
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as out:
            write(table, out)
        _put(unfinished, path, overwrite=overwrite)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _put(unfinished: Path, path: Path, *, overwrite: bool) -> None:
    """Rename the finished file in one step, without `overwrite` never over another file."""
    if overwrite:
        unfinished.replace(path)
        return
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without links
        unfinished.replace(path)


def _exists(path: Path) -> OutputExistsError:
    return OutputExistsError(
        path,
        _(
            "There is a file at {path} already. Choose another name, or allow it to be replaced.",
            path=path,
        ),
    )


def _writer(path: Path, given: str | None) -> Callable[[pa.Table, BinaryIO], None]:
    name = given or _BY_SUFFIX.get(path.suffix.lower(), "")
    if name not in _WRITERS:
        raise InputError(
            _(
                "Pairs cannot be written as “{format}”. Expected one of: {known}.",
                format=given or path.suffix or path.name,
                known=", ".join(WRITTEN_FORMATS),
            )
        )
    return _WRITERS[name]


def _table(pairs: pa.Table) -> pa.Table:
    """Return the pairs with all columns of `PAIRS`, null where they have none."""
    if not isinstance(pairs, pa.Table):
        raise WrongTypeError(_("A pyarrow Table of pairs is needed, not {type}.", type=type(pairs).__name__))
    for name in ("key", "en", "cy"):
        if name not in pairs.column_names:
            raise UnknownColumnError(name, pairs.column_names)
    empty = pa.nulls(pairs.num_rows, pa.large_string())
    columns = [pairs[name] if name in pairs.column_names else empty for name in PAIRS.names]
    table = pa.Table.from_arrays(columns, names=PAIRS.names).cast(PAIRS)
    if table["key"].null_count:
        raise InputError(_("Pairs without a key: {n}. Give each pair a key.", n=table["key"].null_count))
    return table


def _rows(table: pa.Table) -> Iterator[_Pair]:
    for batch in table.select(["key", "en", "cy"]).to_batches():
        yield from map(_Pair, *(column.to_pylist() for column in batch.columns))


def _lines(out: BinaryIO, lines: Iterable[str]) -> None:
    out.writelines(f"{line}\n".encode() for line in lines)


# Characters that XML 1.0 cannot hold, not even as a reference (Extensible Markup Language 1.0, production 2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(table: pa.Table, kind: str) -> Iterator[_Pair]:
    for pair in _rows(table):
        bad = next((match for text in pair if text and (match := _NOT_XML.search(text))), None)
        if bad:
            raise InputError(
                _(
                    "{format} cannot hold the character U+{code} in the pair “{key}”. Remove it, or write CSV"
                    " or Parquet.",
                    format=kind,
                    code=f"{ord(bad[0]):04X}",
                    key=pair.key,
                )
            )
        yield pair


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _tmx(table: pa.Table, out: BinaryIO) -> None:
    _lines(out, _tmx_lines(table))


def _tmx_lines(table: pa.Table) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield '<tmx version="1.4">'
    yield (
        '<header creationtool="cymraeg-data" creationtoolversion="1" segtype="block" o-tmf="pairs"'
        ' adminlang="en" srclang="en" datatype="plaintext"><prop type="targetlang">cy</prop></header>'
    )
    yield "<body>"
    for pair in _xml(table, "TMX"):
        if pair.en is None and pair.cy is None:
            raise InputError(
                _("TMX cannot hold the pair “{key}”, which has no text in either language.", key=pair.key)
            )
        texts = (
            f'<tuv xml:lang="{language}"><seg>{_escaped(text)}</seg></tuv>'
            for language, text in (("en", pair.en), ("cy", pair.cy))
            if text is not None
        )
        yield f"<tu tuid={quoteattr(pair.key)}>{''.join(texts)}</tu>"
    yield "</body></tmx>"


def _xliff_2(table: pa.Table, out: BinaryIO) -> None:
    _lines(out, _xliff_2_lines(table))


def _xliff_2_lines(table: pa.Table) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="cy">'
    yield '<file id="f1">'
    for number, pair in enumerate(_xml(table, "XLIFF"), 1):
        kind = ' type="cymraeg-data:no-source"' if pair.en is None else ""
        yield (
            f'<unit id="u{number}" name={quoteattr(pair.key)} xml:space="preserve"{kind}>'
            f"<segment>{_source_and_target(pair)}</segment></unit>"
        )
    yield "</file></xliff>"


def _xliff_1(table: pa.Table, out: BinaryIO) -> None:
    _lines(out, _xliff_1_lines(table))


def _xliff_1_lines(table: pa.Table) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
    yield '<file original="pairs" source-language="en" target-language="cy" datatype="plaintext"><body>'
    for number, pair in enumerate(_xml(table, "XLIFF"), 1):
        kind = ' restype="x-no-source"' if pair.en is None else ""
        yield (
            f'<trans-unit id="{number}" resname={quoteattr(pair.key)} xml:space="preserve"{kind}>'
            f"{_source_and_target(pair)}</trans-unit>"
        )
    yield "</body></file></xliff>"


def _source_and_target(pair: _Pair) -> str:
    target = "" if pair.cy is None else f"<target>{_escaped(pair.cy)}</target>"
    return f"<source>{_escaped(pair.en or '')}</source>{target}"


_PO_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\v": "\\v", "\b": "\\b", "\f": "\\f"}
)


def _po(table: pa.Table, out: BinaryIO) -> None:
    _lines(out, _po_lines(table))


def _po_lines(table: pa.Table) -> Iterator[str]:
    header = (
        "Language: cy\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset=UTF-8\\n"
        "Content-Transfer-Encoding: 8bit\\nX-Cymraeg-Data-Key: msgctxt\\n"
    )
    yield f'msgid ""\nmsgstr "{header}"\n'
    for pair in _rows(table):
        said = [
            f"{name}:{'null' if text is None else 'empty'}"
            for name, text in zip(_Pair._fields, pair, strict=True)
            if not text
        ]
        if said:
            yield f"#. {' '.join(said)}"
        yield f'msgctxt "{_po_text(pair.key) or "-"}"'
        yield f'msgid "{_po_text(pair.en or "")}"'
        yield f'msgstr "{_po_text(pair.cy or "")}"\n'


def _po_text(text: str) -> str:
    if "\0" in text:
        raise _nul("PO")
    return text.translate(_PO_ESCAPES)


def _nul(kind: str) -> InputError:
    return InputError(
        _("{format} cannot hold the character U+0000. Remove it, or write Parquet.", format=kind)
    )


def _csv(table: pa.Table, out: BinaryIO) -> None:
    """Write the table with one more column that names the missing texts, as an empty cell is ambiguous."""
    if any(pc.any(pc.match_substring(table[name], "\0")).as_py() for name in ("key", "en", "cy")):
        raise _nul("CSV")
    en, cy = (pc.if_else(pc.is_null(table[name]), name, "") for name in ("en", "cy"))
    missing = pc.utf8_trim_whitespace(pc.binary_join_element_wise(en, cy, " "))
    pyarrow.csv.write_csv(table.append_column(MISSING, missing), out)


def _parquet(table: pa.Table, out: BinaryIO) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, out)


_WRITERS: dict[str, Callable[[pa.Table, BinaryIO], None]] = {
    "tmx": _tmx,
    "xliff": _xliff_2,
    "xliff1.2": _xliff_1,
    "po": _po,
    "csv": _csv,
    "parquet": _parquet,
}
WRITTEN_FORMATS = tuple(_WRITERS)
"""The formats that pairs can be written in; `xliff` is XLIFF 2.0."""
_BY_SUFFIX = {
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".po": "po",
    ".csv": "csv",
    ".parquet": "parquet",
}
