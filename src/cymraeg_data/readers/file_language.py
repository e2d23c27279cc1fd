"""Which language a file is in, by the naming conventions of Welsh public bodies."""

import functools
import re
from pathlib import PurePosixPath

__all__ = ["default_names", "file_language", "is_welsh_script", "language_of_tag", "without_language"]

_WORDS = {
    "cy": r"cy|cym|cymraeg|welsh",
    "en": r"en|eng|english|saesneg",
}
_REGION = r"(?:[-_](?:GB|UK|US|001))?(?:\.utf-?8)?"
# cy.json, names_cy.csv, openapi-cy.json, service.cy.toml, cy-GB.json: the language ends the name or is all of
# it.
_AT_END = {
    lang: re.compile(rf"(?:^|[._-])(?:{words}){_REGION}$", re.IGNORECASE) for lang, words in _WORDS.items()
}
# locales/cy/…, cy_GB.UTF-8/LC_MESSAGES/…, values-cy/…, cy.lproj/…
_FOLDER = {
    lang: re.compile(rf"(?:values-)?(?:{words}){_REGION}(?:\.lproj)?", re.IGNORECASE)
    for lang, words in _WORDS.items()
}
_TAGS = {"cy": "cy", "cym": "cy", "wel": "cy", "welsh": "cy", "en": "en", "eng": "en", "english": "en"}
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ]")
# Greek, Cyrillic and all that follows them.
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
_CODE = re.compile(r"\.(?:jsx?|tsx?|mjs|cjs)$", re.IGNORECASE)


def file_language(name: str) -> str | None:
    """Return `cy` or `en` when the file's name or a folder it is in says so, else None.

    The file's own name comes first, then the folders from the nearest outwards. Cypress tests (`*.cy.js`) are
    not Welsh.

    >>> [file_language(name) for name in ("locales/cy/cyffredin.json", "tablau/enwau_en.csv", "enwau.csv")]
    ['cy', 'en', None]
    """
    found = _find(name)
    return found[0] if found else None


def without_language(name: str) -> tuple[str, str] | None:
    """Return the language of a file, and its name with a star for the language: the same for both of a pair.

    >>> without_language("locales/cy.json"), without_language("locales/en.json")
    (('cy', 'locales/*.json'), ('en', 'locales/*.json'))
    """
    return _find(name)


def default_names(name: str) -> tuple[str, ...]:
    """Return the names that the English file next to a Welsh one has where English is the unmarked default.

    >>> default_names("conf/messages.cy"), default_names("res/values-cy/strings.xml")
    (('conf/messages',), ('res/values/strings.xml',))
    >>> default_names("locales/cy/mesuryddion.yml"), default_names("lle_cy_GB.properties")
    (('locales/mesuryddion.yml',), ('lle.properties',))
    """
    found = _find(name)
    if found is None:
        return ()
    path = PurePosixPath(found[1])
    if "*" in path.name:
        path = PurePosixPath(*PurePosixPath(name).parts[:-1], path.name)
        bare = re.sub(r"[._-]?\*[._-]?", "", path.stem if path.suffix != ".*" else path.name)
        kept = bare + (path.suffix if path.suffix != ".*" else "")
        return (str(path.with_name(kept)),) if bare else ()
    parts = list(path.parts)
    index = parts.index("*")
    given = PurePosixPath(name).parts[index].lower()
    if given.startswith("values-"):
        return (str(PurePosixPath(*parts[:index], "values", *parts[index + 1 :])),)
    if given.endswith(".lproj"):
        return (str(PurePosixPath(*parts[:index], "Base.lproj", *parts[index + 1 :])),)
    return (str(PurePosixPath(*parts[:index], *parts[index + 1 :])),)


@functools.lru_cache(maxsize=1024)
def language_of_tag(tag: str) -> str | None:
    """Return `cy` or `en` for a tag of Welsh or English, of whatever region, else None.

    >>> language_of_tag("cy-GB"), language_of_tag("en_US"), language_of_tag("cym"), language_of_tag("fr")
    ('cy', 'en', 'cy', None)
    """
    return _TAGS.get(re.split(r"[-_.]", tag.strip().lower(), maxsplit=1)[0])


def is_welsh_script(sample: str) -> bool:
    """Return whether a text may be Welsh or English by its script.

    `cy` also abbreviates Cyrillic and Cyprus.

    >>> is_welsh_script("Ynys Môn"), is_welsh_script("Остров")
    (True, False)
    """
    return len(_OTHER_SCRIPT.findall(sample)) <= len(_LATIN.findall(sample))


def _find(name: str) -> tuple[str, str] | None:
    path = PurePosixPath(name)
    if _CODE.search(path.name):
        return None
    suffix = "" if path.suffix.lower() in {".cy", ".en"} else path.suffix
    stem = path.name.removesuffix(suffix)
    for lang, pattern in _AT_END.items():
        match = pattern.search(stem)
        if match:
            kept = stem[: match.start()] + match.group()[:1].strip("cCeEwWsS") + "*"
            folders = ["*" if _FOLDER[lang].fullmatch(folder) else folder for folder in path.parts[:-1]]
            return lang, str(PurePosixPath(*folders, kept + suffix))
    folders = list(path.parts[:-1])
    for index in range(len(folders) - 1, -1, -1):
        for lang, pattern in _FOLDER.items():
            if pattern.fullmatch(folders[index]):
                return lang, str(PurePosixPath(*folders[:index], "*", *folders[index + 1 :], path.name))
    return None
