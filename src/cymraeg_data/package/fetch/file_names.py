"""File names that are valid on every system and never leave their folder, whatever a server calls them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

__all__ = ["distinct", "is_inside", "local_name", "local_names", "safe"]

_LONGEST = 150  # characters; our choice: well under the 255 bytes of most systems, with room for UTF-8
_NEVER = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.IGNORECASE
)
_SUFFIX = re.compile(r"[a-z0-9]{1,10}", re.IGNORECASE)


def safe(name: str) -> str:
    """Return a file's name without what has a meaning on some system: folders, drives, devices, patterns.

    >>> safe("enwau-lleoedd.csv"), safe("../../etc/passwd"), safe("CON.csv"), safe(" ")
    ('enwau-lleoedd.csv', '_.._etc_passwd', '_CON.csv', 'data')
    """
    text = _NEVER.sub("_", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))
    text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cs", "Zl", "Zp"})
    text = text.strip(" ").lstrip(".").rstrip(". ") or "data"
    if len(text) > _LONGEST:
        stem, dot, suffix = text.rpartition(".")
        text = (
            f"{stem[: _LONGEST - 1 - len(suffix)]}.{suffix}"
            if dot and _SUFFIX.fullmatch(suffix)
            else text[:_LONGEST]
        )
    return f"_{text}" if _DEVICES.fullmatch(text) else text


def local_name(url: str, format_: str) -> str:
    """Return what the file at an address is called here: the last part of the address, with an ending.

    >>> local_name("https://cyngor.example/enwau%20lleoedd.csv?fersiwn=2", "csv")
    'enwau lleoedd.csv'
    >>> local_name("https://cyngor.example/lawrlwytho/", "csv")
    'lawrlwytho.csv'
    """
    path = unquote(urlsplit(url).path).rstrip("/")
    name = safe(path.rpartition("/")[2])
    return name if "." in name or not _SUFFIX.fullmatch(format_) else f"{name}.{format_.lower()}"


def local_names(urls: Iterable[str], format_: str) -> list[str]:
    """Return what the files at some addresses are called here, no two the same.

    Those that would be keep their folder.

    >>> local_names(["https://cyngor.example/cy/enwau.csv", "https://cyngor.example/en/enwau.csv"], "csv")
    ['cy/enwau.csv', 'en/enwau.csv']
    """
    given = [(local_name(url, format_), url) for url in urls]
    often = Counter(name.casefold() for name, __ in given)
    return distinct(f"{_folder(url)}/{name}" if often[name.casefold()] > 1 else name for name, url in given)


def _folder(url: str) -> str:
    return safe(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[0].rpartition("/")[2])


def distinct(names: Iterable[str]) -> list[str]:
    """Return names of which no two are the same on a system that takes “A” for “a”.

    >>> distinct(["enwau.csv", "Enwau.csv"])
    ['enwau.csv', 'Enwau-2.csv']
    """
    taken: set[str] = set()
    result = []
    for name in names:
        folder, slash, last = name.rpartition("/")
        stem, dot, suffix = last.partition(".")
        chosen, number = name, 2
        while chosen.casefold() in taken:
            chosen, number = f"{folder}{slash}{stem}-{number}{dot}{suffix}", number + 1
        taken.add(chosen.casefold())
        result.append(chosen)
    return result


def is_inside(path: str) -> bool:
    r"""Return whether a path with / between its parts stays inside its folder, on every system.

    >>> paths = ("cy/enwau.csv", "../enwau.csv", "/enwau.csv", "cy\\enwau.csv", "cy/nul")
    >>> [is_inside(path) for path in paths]
    [True, False, False, False, False]
    """
    return all(part and part == safe(part) for part in path.split("/"))
