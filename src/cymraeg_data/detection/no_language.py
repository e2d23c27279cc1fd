r"""Text in no language: marks for missing values, codes, addresses, markup, templates and lines of code.

Detection, quality rules and pair rules ask here. A stretch without language keeps its place and length: its
letters become the digit 0, and a word with a digit has no language (`word_evidence`). So every word stays in
its place and is counted as undetermined.

Every pattern is bounded or stops at its own opening character, so that hostile text costs linear time.
"""

import re
from typing import NamedTuple

__all__ = ["LONG_STARTS", "SHORT", "STARTS", "SURE_SIGNS", "mask", "mask_text"]

SHORT = 24
"""The most bytes of a text that is nothing but a mark for a missing value, with what is around the mark."""

_LONGEST_CODE = 400
"""The most bytes of a text that may be a line of code as a whole: our choice."""

_ENDINGS = (
    "pdf|docx?|xls[xm]?|pptx?|csv|tsv|jsonl?|geojson|xml|x?html?|txt|rtf|od[tsp]|md|ya?ml|toml|ini|cfg|log|jpe?g"
    "|png|gif|svg|webp|bmp|tiff?|ico|mp[34]|wav|mov|avi|ogg|zip|gz|tar|rar|epub|ics|parquet|sqlite|db|sql|py|js"
    "|tsx?|css|java|cpp|rb|php|sh|bat|exe|dll|po|mo|shp|kml|gpkg"
)
_DOMAINS = "cymru|wales|com|org|net|uk|gov|edu|eu|io|info|biz|ac|co|ie|example|test"
_LETTER = r"\w\x80-\xff"  # letters beyond ASCII are bytes from 80 up


def _any_of(*parts: str) -> re.Pattern[bytes]:
    return re.compile(b"|".join(part.encode() for part in parts))


class _Stretch(NamedTuple):
    """What a stretch without language looks like: a byte that it has, a fast pattern, and the whole."""

    mark: bytes
    gate: re.Pattern[bytes] | None
    pattern: re.Pattern[bytes]


_HEX = r"(?<![\w\-])(?=[0-9A-Fa-f\-:]{0,80}[0-9])[0-9A-Fa-f]{2,32}(?:[\-:][0-9A-Fa-f]{2,32}){1,10}(?![\w\-])"
_STRETCHES = (
    # markup and entities
    _Stretch(b"<", None, _any_of(r"<!--(?:(?!<!--)[^>]){0,500}-->|</?[A-Za-z][^<>]{0,500}>")),
    _Stretch(b"&", None, _any_of(r"&#?[A-Za-z0-9]{1,31};")),
    # addresses of the web and of mail, handles
    _Stretch(b":", _any_of("://"), _any_of(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.\-]{1,9}://[^\s<>\"]+")),
    _Stretch(b".", _any_of(r"www\."), _any_of(r"(?<![A-Za-z0-9])www\.[A-Za-z][^\s<>\"]*")),
    _Stretch(
        b"@",
        None,
        _any_of(
            rf"(?<![{_LETTER}.+\-])(?:mailto:)?[{_LETTER}.+\-]{{1,64}}@[{_LETTER}\-]{{1,63}}(?:\.[{_LETTER}\-]{{1,63}}){{1,6}}",
            rf"(?<![{_LETTER}])@[A-Za-z]\w{{0,63}}",
        ),
    ),
    # templates
    _Stretch(b"{", None, _any_of(r"\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|[$#]?\{[^{}]{0,120}\}")),
    _Stretch(b"$", None, _any_of(r"\$\w{1,60}")),
    _Stretch(
        b"%",
        None,
        _any_of(
            r"%\([^()\s]{1,60}\)[A-Za-z]",
            r"(?<![0-9])%(?:[0-9]{1,3}\$)?[\-+0#]?[0-9]{0,3}(?:\.[0-9]{1,3})?l{0,2}[A-Za-z@](?!\w)",
        ),
    ),
    # paths and names of files: a word beside a word, as in `Gorsaf/Station`, is no path
    _Stretch(b"\\", None, _any_of(r"(?<![\w\\])(?:[A-Za-z]:\\|\\\\\w)[^\s<>\"|]{0,500}")),
    _Stretch(
        b"/",
        _any_of(r"/[\w.\-]+/|[:~.]/|[\w\-]/(?![\w\x80-\xff])|/[\w\-]+\."),
        _any_of(
            r"(?<![\w\\])[A-Za-z]:/[^\s<>\"|]{0,500}|(?<![\w./])(?:~|\.{1,2})/[^\s<>\"|]{1,500}",
            rf"(?<![{_LETTER}./])/[\w.\-]{{1,100}}(?:/[\w.\-]{{1,100}})+/?",
            rf"(?<![{_LETTER}./])[\w\-]{{1,60}}(?:/[\w\-]{{1,60}}){{1,20}}(?:/(?![{_LETTER}])|\.(?i:{_ENDINGS})(?![{_LETTER}.]))",
        ),
    ),
    # domains and names of files
    _Stretch(
        b".",
        _any_of(rf"\.(?:(?i:{_ENDINGS})|{_DOMAINS})(?![{_LETTER}])"),
        _any_of(
            rf"(?<![{_LETTER}.\-])[{_LETTER}\-]{{1,100}}(?:\.[{_LETTER}\-]{{1,60}}){{0,4}}\.(?i:{_ENDINGS})(?![{_LETTER}])",
            rf"(?<![{_LETTER}.\-@])(?:[\w\-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})(?![{_LETTER}])(?:[/?][^\s<>\"]{{0,500}})?",
        ),
    ),
    # names and calls in code, numbers in Roman letters
    _Stretch(b"_", None, _any_of(rf"(?<![{_LETTER}])\w{{0,60}}[A-Za-z0-9]_\w{{1,60}}")),
    _Stretch(
        b"(",
        _any_of(r"\([^()\s]{0,60}[=\[\"']|\(\)|\([ivx]+\)"),
        _any_of(
            rf"(?<![{_LETTER}])[A-Za-z_][\w.]{{0,60}}\((?:|[^()\s]{{0,60}}[=\[\"'][^()]{{0,60}})\)",
            r"\((?:[ivx]{2,6}|v|x)\)",
        ),
    ),
    # hashes and identifiers in groups: one group has a digit
    _Stretch(b"-", _any_of(r"-[0-9A-Fa-f]{2}"), _any_of(_HEX)),
    _Stretch(b":", _any_of(r":[0-9A-Fa-f]{2}"), _any_of(_HEX)),
)

_BY_MARK = {
    stretch.mark[0]: tuple(at for at, other in enumerate(_STRETCHES) if other.mark == stretch.mark)
    for stretch in _STRETCHES
}
_NO_MARKS = bytes(byte for byte in range(256) if byte not in _BY_MARK)

# A whole text, after what is around it: "Na" and "Nan" are words of Welsh. `nan` and `NA` are what readers of
# tables take for missing, as pandas 2 does.
_MARK = _any_of(
    r"N/A N/A|[Nn] ?[/.] ?[Aa]|[Nn]/[Kk]|NA|NaN|nan|NAN",
    r"(?i:null|none|undefined|tb[acd]|true|false|x{2,}|qwerty)",
    r"1\.#(?i:ind|qnan)|[IVX]{2,7}|[ivx]{2,7}|asdf(?:gh)?(?:jkl)?",
    r"[A-Z]{1,2}[ \-]?[0-9]{1,12}(?:[ \-][0-9]{1,12}){0,7}(?:[ \-]?[A-Z]{1,3})?",
)
_SPREADSHEET = _any_of(r"#(?:REF|VALUE|NAME|NUM|NULL|SPILL|CALC|DIV/0|GETTING_DATA)[!?]?")
_AROUND = b" \t\r\n\x0b\x0c!\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~#"

_CODE = _any_of(
    r"import [\w.]{1,80} as \w{1,40}|import [\w.]{1,80};|import \w{1,80}(?:\.\w{1,80}){1,8}",
    r"from [\w.]{1,80} import [\w.,* ()]{1,200}",
    r"(?:async )?def \w{1,80}\(.*|class \w{1,80}(?:\([^()]{0,80}\))?:",
    r"for \w{1,40}(?:, ?\w{1,40})? in [\w.]{1,60}\w[(\[].*",
    r"(?:if|elif|while|with) [^:]{1,120}(?:[=!<>]=|\w\(|\w\[)[^:]{0,120}:.*",
    r"(?:SELECT|select) \* (?:FROM|from) .{1,300}",
    r"SELECT .{1,300} FROM .{0,300}[=_].*|SELECT .{0,100}_.{1,100} FROM .*",
    r"(?:UPDATE|update) \w{1,60} (?:SET|set) .{1,300}=.*",
    r"(?:INSERT INTO|insert into|DELETE FROM|delete from) \w.{0,300}(?:=|\w\().*",
    r"(?:CREATE|create|ALTER|alter|DROP|drop) (?:TABLE|table) \w.{0,300}(?:=|\w\().*",
    r"(?:var|let|const|int|float|double|char|bool|String) \w{1,60} ?=.*|function \w{1,60}\(.*",
    r"[A-Za-z_][\w.]{0,80}\([^()]{0,200}\);",
    r"[A-Za-z_][\w.\[\]]{0,80} ?(?:[\-+*/%|&:]|\*\*|//)?="
    r" ?(?:[(\[{]|[\w.]{1,60} ?[\-+*/%] ?[\w.]|\w{1,60}[(\[.]\w).*",
)
_SIGNS = re.compile(rb"[{}<>=+*^$;_~%\\]|\w[(\[]|\w\":|[)\]][:;.]")
_SIGN_BYTES = b'{}<>=+*^$;_~%\\()[]"'
_FEWEST_SIGNS, _SIGN_SHARE = 3, 0.15
"""A text with one of `SURE_SIGNS` is code if it has so many signs, this share of its bytes: our choice."""

SURE_SIGNS = b"@\\<{_="
"""The bytes of which one is enough to look for text in no language."""

STARTS = {
    "nu": "l",
    "no": "n",
    "tr": "u",
    "tb": "acd",
    "fa": "l",
    "un": "d",
    "as": "d",
    "qw": "e",
    "na": " n",
    "n/": " ak",
    "n.": " ak",
    "n ": " ",
    "xx": " x",
    **{one + two: " ivx" for one in "ivx" for two in "ivx"},
}
"""How a short text may begin that is a mark as a whole, in lower case: two bytes, and what may follow them.

A space stands for the end, and for all that is not a letter.
"""

LONG_STARTS = {"im": "p", "fr": "o", "cl": "a"}
"""How a line of code may begin that has no sign of it."""

_ACCENT = b"\xcc"  # how the accents begin that are combined with a letter before
_SURE = re.compile(b"[" + re.escape(SURE_SIGNS) + b"]")
_ZEROS = bytes.maketrans(bytes(range(65, 91)) + bytes(range(97, 123)), b"0" * 52)


def mask(text: bytes) -> bytes:
    """Return UTF-8 text with the letters of every stretch without language as the digit 0.

    >>> mask("Gweler https://enghraifft.cymru/cy heddiw".encode())
    b'Gweler 00000://0000000000.00000/00 heddiw'
    >>> mask(b"#N/A"), mask(b"Gorsaf/Station")
    (b'#0/0', b'Gorsaf/Station')
    """
    masked = _masked(text)
    if masked == text or _ACCENT not in text:
        return masked
    with_accents = bytearray(masked)  # a letter and its accent become one letter: that letter stays
    for found in re.finditer(b"[A-Za-z]" + _ACCENT, text):
        with_accents[found.start()] = text[found.start()]
    return bytes(with_accents)


def _masked(text: bytes) -> bytes:
    if _is_mark(text) or _is_code(text):
        return text.translate(_ZEROS)
    wanted = {at for mark in set(text.translate(None, _NO_MARKS)) for at in _BY_MARK[mark]}
    for at in sorted(wanted):
        _mark, gate, pattern = _STRETCHES[at]
        if gate is None or gate.search(text):
            text = pattern.sub(_zeros, text)
    return text


def _zeros(found: re.Match[bytes]) -> bytes:
    return found[0].translate(_ZEROS)


def _is_mark(text: bytes) -> bool:
    """Return whether the whole text stands for a missing value or a number."""
    if len(text) > SHORT:
        return False
    return bool(_MARK.fullmatch(text.strip(_AROUND)) or _SPREADSHEET.fullmatch(text.strip()))


def _is_code(text: bytes) -> bool:
    """Return whether the whole text is a line of code."""
    if len(text) > _LONGEST_CODE:
        return False
    if _CODE.fullmatch(text.strip()):
        return True
    if len(text) - len(text.translate(None, _SIGN_BYTES)) < _FEWEST_SIGNS or not _SURE.search(text):
        return False
    signs = len(_SIGNS.findall(text))
    return signs >= _FEWEST_SIGNS and signs >= _SIGN_SHARE * len(text)


_SIGN = re.compile(r"[@\\<{_=&%$/]| \* ")
_MARK_OF_CODE = re.compile(
    r"[.(\[:\-](?:(?<=\.)[A-Za-z\x80-\U0010ffff]|(?<=\w[(\[])|(?<=\()[ivx]|(?<=[A-Fa-f0-9]{2}[\-:])[0-9A-Fa-f]{2})"
)
_STARTS = "|".join(re.escape(start) for start in (*STARTS, *LONG_STARTS))
_START = re.compile(
    rf"[^A-Za-z0-9\x80-\U0010ffff]|[A-Za-z].{{0,2}}[0-9]|{_STARTS}", re.IGNORECASE | re.ASCII | re.DOTALL
)


def mask_text(text: str) -> str:
    """Return what `mask` does for a string; a text without a sign of code or address is only searched."""
    if not (_SIGN.search(text) or _MARK_OF_CODE.search(text) or _START.match(text)):
        return text
    given = text.encode("utf-8", "surrogatepass")
    masked = mask(given)
    return text if masked == given else masked.decode("utf-8", "surrogatepass")
