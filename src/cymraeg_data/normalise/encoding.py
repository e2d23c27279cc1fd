"""Which encoding the bytes of a Welsh or English file are in."""

import codecs
import re

__all__ = ["choose_encoding", "choose_single_byte", "decode_single_byte"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Well-formed UTF-8 sequences of two to four bytes (The Unicode Standard, table 3-7).
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = re.compile(rb"[\x80-\xff]")

# ISO-8859-14 has ŵ ŷ Ŵ Ŷ at F0 FE D0 DE, where Windows-1252 has the Icelandic ð þ Ð Þ. A Welsh circumflex stands where
# a vowel does, after a consonant; ð stands after a vowel and þ before one, so the neighbours tell the two apart.
_EDGE = rb"(?![A-Za-z\xc0-\xff])"
_WELSH_BYTE = re.compile(
    rb"[bcdfghlmnpstBCDFGHLMNPST][\xf0\xd0](?=[bcdfghlmnprstyBCDFGHLMNPRSTY])"  # dŵr, cŵn, gŵyl
    rb"|[bcdfgptBCDFGPT][rR][\xf0\xd0](?=[bcdfghlmnprstyBCDFGHLMNPRSTY])"  # grŵp, but not Icelandic orðs
    rb"|[sS][iI][\xf0\xd0](?=[rR])"  # siŵr
    rb"|(?<![A-Za-z\xc0-\xff])[\xf0\xd0](?=[yY][nN])"  # ŵyn
    rb"|[bcdfghlmnprstwBCDFGHLMNPRSTW][\xfe\xde](?:(?=[bcdfghlmnprstBCDFGHLMNPRST])|%(e)s)"  # tŷ, hŷn, Llŷn
    rb"|(?<![A-Za-z\xc0-\xff])[\xfe\xde](?=[dmDM]%(e)s)" % {b"e": _EDGE}  # ŷd
)
_TELLTALE = re.compile(rb"[\xf0\xfe\xd0\xde]")

# Windows-1252 leaves five bytes undefined; as browsers do, they are read as the control characters of Latin-1.
_WINDOWS = {
    byte: ord(bytes([byte]).decode("cp1252"))
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def choose_encoding(sample: bytes) -> str:
    """Return the name of the encoding that a file's first bytes are in.

    The answer is one of `utf-8`, `utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be`, `cp1252` and `iso8859-14`, each a
    name Python's codecs know. A file that is mostly UTF-8 with a few stray bytes is UTF-8.

    >>> choose_encoding("Mae'r tŷ ger y môr".encode())
    'utf-8'
    >>> choose_encoding("Mae'r tŷ ger y dŵr".encode("iso8859-14"))
    'iso8859-14'
    >>> choose_encoding("Croeso i Ynys Môn".encode("cp1252"))
    'cp1252'
    """
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    wide = _without_bom(sample)
    if wide:
        return wide
    if _is_utf8(sample):
        return "utf-8"
    whole = _MULTIBYTE.findall(sample)
    stray = len(_HIGH.findall(sample)) - sum(map(len, whole))
    return "utf-8" if len(whole) >= max(stray, 1) else choose_single_byte(sample)


def choose_single_byte(data: bytes) -> str:
    r"""Return `iso8859-14` where the bytes of ŵ and ŷ stand as they do in Welsh words, else `cp1252`.

    >>> choose_single_byte(b"Cwmd\xf0r"), choose_single_byte(b"Gu\xf0r\xfan")
    ('iso8859-14', 'cp1252')
    """
    welsh = len(_WELSH_BYTE.findall(data))
    return "iso8859-14" if welsh and 2 * welsh > len(_TELLTALE.findall(data)) else "cp1252"


def decode_single_byte(data: bytes, encoding: str) -> str:
    r"""Return `data` read as `cp1252` (its undefined bytes as Latin-1 controls) or another one-byte encoding.

    >>> decode_single_byte(b"M\xf4n \x96 \xa35", "cp1252")
    'Môn – £5'
    """
    if encoding == "cp1252":
        return data.decode("latin-1").translate(_WINDOWS)
    return data.decode(encoding, "replace")


def _is_utf8(sample: bytes) -> bool:
    """Return whether `sample` is valid UTF-8 but for a sequence that its end cuts short."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _without_bom(sample: bytes) -> str | None:
    """Return the UTF-16 that the places of the NUL bytes show: ASCII text has one in every other byte."""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Ours: text in Latin letters has NULs in nearly all places of one kind and in hardly any of the other.
    if pairs >= 2 and odd > 0.7 * pairs and even < 0.1 * pairs:  # noqa: PLR2004
        return "utf-16-le"
    if pairs >= 2 and even > 0.7 * pairs and odd < 0.1 * pairs:  # noqa: PLR2004
        return "utf-16-be"
    return None
