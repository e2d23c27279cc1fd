"""`decode`: bytes to text, with the chosen encoding, its confidence, and contradicting evidence."""

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.normalisation.decoding.encoding import (
    SINGLE_BYTE,
    Choice,
    choose,
    choose_single_byte,
    decode_single_byte,
)
from cymraeg_data.normalisation.edits import Edit

__all__ = ["SAMPLE", "Decoded", "Decoder", "choose_declared", "decode", "decode_stream", "known_encoding"]

SAMPLE = 256 << 10
"""Bytes at the start that decide the encoding: our choice, some two thousand rows of an ordinary table."""

_XML = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding=["']([A-Za-z0-9._-]{1,40})["']""")
_HTML = re.compile(rb"""(?i)<meta[^>]{0,200}?charset=["']?([A-Za-z0-9._:-]{1,40})""")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_HEAD = 1024  # bytes searched for a declaration, as in the HTML standard
# As in browsers (WHATWG Encoding Standard), ASCII and Latin-1 mean Windows-1252.
_CALLED = {"ascii": "cp1252", "iso8859-1": "cp1252"}
# Codecs of Python that write text inside other text and are not encodings of files.
_NO_FILE = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "oem", "mbcs")
)
_STRAY = re.compile("[\udc80-\udcff]+")
_LINE = 1000  # characters of a line read on each side: our choice
_SURE_OF_STRAY = 0.9  # our choice: one byte alone is weak evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Decoded bytes: the text, the encoding and the findings.

    `encoding` is a name that Python's codecs know, `confidence` is from 0 to 1 and `runner_up` the next
    likely encoding. `edits` are invalid bytes in a UTF-8 file that were read in another encoding; undone,
    they are U+FFFD. `findings` report contradicted declarations (T208) and the number of stray bytes (T201).
    """

    text: str
    encoding: str
    confidence: float
    runner_up: str | None = None
    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    r"""Return the text of `data` in any encoding.

    Every byte becomes text and none raises an error: in a file that is mostly UTF-8, invalid bytes are read
    line by line in the single-byte encoding that fits.

    >>> decode("Tŷ Newydd, Ynys Môn".encode("iso8859-14")).text
    'Tŷ Newydd, Ynys Môn'
    >>> mixed = decode("Tŷ Mawr\n".encode() * 3 + b"Ynys M\xf4n")
    >>> mixed.encoding, mixed.text[-8:], [edit.after for edit in mixed.edits]
    ('utf-8', 'Ynys Môn', ['ô'])

    Args:
        data: the bytes.
        declared: the encoding declared outside the data, such as in an HTTP header or CSVW metadata. A byte
            order mark takes precedence over it, and it over the declaration inside an XML or HTML document.

    Raises:
        InputError: there is no such encoding as `declared`.
    """
    decoder = Decoder(data[:SAMPLE], declared=declared)
    pieces = [*decoder.feed(data), *decoder.finish()]
    return Decoded(
        text="".join(pieces),
        encoding=decoder.choice.encoding,
        confidence=decoder.choice.confidence,
        runner_up=decoder.choice.runner_up,
        edits=tuple(decoder.edits),
        findings=tuple(decoder.findings()),
    )


class Decoder:
    r"""Decodes a stream piece by piece in the encoding of its first bytes, with the memory of one piece.

    >>> decoder = Decoder("Llŷn".encode())
    >>> "".join(text for piece in (b"Ll\xc5", b"\xb7n") for text in decoder.feed(piece))
    'Llŷn'
    """

    def __init__(self, sample: bytes, *, declared: str | None = None) -> None:
        self.choice, self._contradictions = _chosen(sample, declared)
        self.edits: list[Edit] = []
        self.n_stray = 0
        self._length = 0
        self._first = True
        utf8 = self.choice.encoding in {"utf-8", "utf-8-sig"}
        name = "utf-8" if utf8 else self.choice.encoding
        self._decoder = codecs.getincrementaldecoder(name)("surrogateescape" if utf8 else "replace")

    def feed(self, piece: bytes) -> Iterator[str]:
        """Yield the text of the next piece; a character cut at its end waits for the rest."""
        yield from self._repaired(self._read(piece, final=False))

    def finish(self) -> Iterator[str]:
        """Yield the rest of the text: U+FFFD for each byte of a character cut by the end of the stream."""
        text = self._read(b"", final=True)
        self.n_stray += len(_STRAY.findall(text))
        yield _STRAY.sub(lambda match: "\ufffd" * len(match.group()), text)

    def findings(self) -> Iterator[Finding]:
        """Yield the findings on the encoding so far."""
        yield from self._contradictions
        if self.n_stray:
            fallback = sorted({edit.rule.removeprefix("stray_byte_") for edit in self.edits})
            yield found(
                "T201",
                Location(),
                n=self.n_stray,
                of=self._length,
                encoding="UTF-8",
                fallback=", ".join(fallback) or "cp1252",
            )

    def _read(self, piece: bytes, *, final: bool) -> str:
        if self.choice.encoding in SINGLE_BYTE:
            return decode_single_byte(piece, self.choice.encoding)
        text = self._decoder.decode(piece, final=final)
        if self._first and text:
            self._first = False
            return text.removeprefix("\ufeff")
        return text

    def _repaired(self, text: str) -> Iterator[str]:
        """Yield text with stray bytes read in the single-byte encoding that fits their line."""
        place = line_end = 0
        fallback = SINGLE_BYTE[0]
        for match in _STRAY.finditer(text):
            if match.start() >= line_end:
                line_end = (text.find("\n", match.start()) + 1) or len(text)
                start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE)
                line = text[start : min(line_end, match.start() + _LINE)]
                fallback = choose_single_byte(line.encode("utf-8", "surrogateescape"))
            read = decode_single_byte(match.group().encode("utf-8", "surrogateescape"), fallback)
            self._note(self._length + match.start(), read, fallback)
            yield text[place : match.start()]
            yield read
            place = match.end()
        yield text[place:]
        self._length += len(text)

    def _note(self, start: int, read: str, fallback: str) -> None:
        """Keep the edit, in a stream full of stray bytes only the first ones, to bound memory."""
        self.n_stray += len(read)
        if len(self.edits) < SAMPLE:
            edit = Edit(
                rule=f"stray_byte_{fallback}",
                start=start,
                end=start + len(read),
                before="\ufffd" * len(read),
                after=read,
                confidence=_SURE_OF_STRAY,
            )
            self.edits.append(edit)


def choose_declared(sample: bytes, declared: str | None = None) -> tuple[Choice, tuple[str, ...]]:
    r"""Return the encoding of a file, and the declared encodings that its first bytes contradict.

    >>> choose_declared(b'<?xml version="1.0" encoding="ISO-8859-1"?><lle>T\xc5\xb7</lle>')[1]
    ('cp1252',)

    Args:
        sample: the first bytes, which may include the declaration of an XML or HTML document.
        declared: the encoding declared outside the file; it takes precedence over the document's own.

    Raises:
        InputError: there is no such encoding as `declared`.
    """
    evidence = choose(sample)
    wanted = [] if declared is None else [known_encoding(declared)]
    wanted += _declarations(sample)
    choice = evidence
    if wanted and _may_be(wanted[0], evidence, sample):
        other = evidence.encoding if wanted[0] != evidence.encoding else evidence.runner_up
        choice = Choice(wanted[0], max(evidence.confidence, 0.95), other)
    contradicted = (name for name in wanted if not _same(name, choice.encoding))
    return choice, () if sample.isascii() else tuple(dict.fromkeys(contradicted))


def _chosen(sample: bytes, declared: str | None) -> tuple[Choice, list[Finding]]:
    """Return the chosen encoding, and a finding for each declaration that contradicts it."""
    choice, contradicted = choose_declared(sample, declared)
    return choice, [
        found("T208", Location(), declared=name, encoding=choice.encoding) for name in contradicted
    ]


def _declarations(sample: bytes) -> Iterator[str]:
    head = sample[:_HEAD]
    if not _MARKUP.match(head):
        return  # the declaration of another file about its pages, not about itself
    for match in itertools.chain(_XML.finditer(head), _HTML.finditer(head)):
        try:
            yield known_encoding(match[1].decode("ascii"))
        except InputError:
            continue


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding; as in browsers, Windows-1252 for Latin-1.

    >>> known_encoding("ISO_8859-1"), known_encoding("UTF8")
    ('cp1252', 'utf-8')

    Raises:
        InputError: there is no such encoding.
    """
    try:
        known = codecs.lookup(name).name
        "".encode(known)  # which rejects codecs from bytes to bytes
    except LookupError:
        known = ""
    if not known or known in _NO_FILE:
        raise InputError(
            _("There is no encoding “{encoding}”. Try utf-8, cp1252 or iso8859-14.", encoding=name)
        )
    return {"mac-roman": "mac_roman"}.get(known, _CALLED.get(known, known))


def _may_be(says: str, evidence: Choice, sample: bytes) -> bool:
    """Return whether bytes may be in the declared encoding; only UTF-8 and UTF-16 are certain."""
    if evidence.encoding.startswith(("utf-16", "utf-32")) or evidence.encoding == "utf-8-sig":
        return _same(says, evidence.encoding)
    if says.startswith("utf-8"):
        return evidence.encoding == "utf-8"
    if sample.isascii():  # non-ASCII bytes may follow after the sample
        return len(sample) >= SAMPLE and "<a>".encode(says) == b"<a>"
    try:
        codecs.getincrementaldecoder(says)().decode(sample)
    except UnicodeError:
        return says in SINGLE_BYTE and evidence.encoding in SINGLE_BYTE
    return evidence.encoding != "utf-8"


def _same(one: str, two: str) -> bool:
    family = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    return family.get(one, one) == family.get(two, two)


def decode_stream(
    pieces: Iterable[bytes], *, declared: str | None = None, noted: list[Edit] | None = None
) -> Iterator[str]:
    r"""Yield the text of a stream of bytes, piece by piece, in the encoding of its first `SAMPLE` bytes.

    Edits for bytes that were read in another encoding are added to `noted`, no later than their text is
    yielded.

    >>> "".join(decode_stream([b"Ll\xc5", b"\xb7n"]))
    'Llŷn'

    Raises:
        InputError: there is no such encoding as `declared`.
    """
    stream = iter(pieces)
    held: list[bytes] = []
    size = 0
    for piece in stream:
        held.append(piece)
        size += len(piece)
        if size >= SAMPLE:
            break
    decoder = Decoder(b"".join(held)[:SAMPLE], declared=declared)
    if noted is not None:
        decoder.edits = noted
    for piece in itertools.chain(held, stream):
        yield from decoder.feed(piece)
    yield from decoder.finish()
