"""Which language a file is in, by the naming conventions of Welsh public bodies."""

import re
from pathlib import PurePosixPath

__all__ = ["file_language", "without_language"]

_WORDS = {
    "cy": r"cy|cym|cymraeg|welsh",
    "en": r"en|eng|english|saesneg",
}
_REGION = r"(?:[-_](?:GB|UK|US|001))?(?:\.utf-?8)?"
# cy.json, names_cy.csv, openapi-cy.json, service.cy.toml, cy-GB.json: the language ends the name or is all of it.
_AT_END = {
    lang: re.compile(rf"(?:^|[._-])(?:{words}){_REGION}$", re.IGNORECASE) for lang, words in _WORDS.items()
}
# locales/cy/…, cy_GB.UTF-8/LC_MESSAGES/…, values-cy/…, cy.lproj/…
_FOLDER = {
    lang: re.compile(rf"(?:values-)?(?:{words}){_REGION}(?:\.lproj)?", re.IGNORECASE)
    for lang, words in _WORDS.items()
}
_CODE = re.compile(r"\.(?:jsx?|tsx?|mjs|cjs)$", re.IGNORECASE)


def file_language(name: str) -> str | None:
    """Return `cy` or `en` when the file's name or a folder it is in says so, else None.

    The file's own name comes first, then the folders from the nearest outwards. Cypress tests (`*.cy.js`) are not
    Welsh.

    >>> file_language("locales/cy/cyffredin.json"), file_language("tablau/enwau_en.csv"), file_language("enwau.csv")
    ('cy', 'en', None)
    """
    found = _find(name)
    return found[0] if found else None


def without_language(name: str) -> tuple[str, str] | None:
    """Return the language of a file and its name with a star for the language, the same for both of a pair.

    >>> without_language("locales/cy.json"), without_language("locales/en.json")
    (('cy', 'locales/*.json'), ('en', 'locales/*.json'))
    """
    return _find(name)


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
            return lang, str(path.with_name(kept + suffix))
    folders = list(path.parts[:-1])
    for index in range(len(folders) - 1, -1, -1):
        for lang, pattern in _FOLDER.items():
            if pattern.fullmatch(folders[index]):
                return lang, str(PurePosixPath(*folders[:index], "*", *folders[index + 1 :], path.name))
    return None
