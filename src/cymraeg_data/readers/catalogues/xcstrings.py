"""Apple's string catalogues (`.xcstrings`): each text with its translations, in one JSON file."""

import json
from collections.abc import Iterator

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import open_messages
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.language_maps import Message
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_xcstrings"]

_NOT_YET = frozenset({"new", "needs_review", "stale"})


def open_xcstrings(file: File) -> Opened:
    """Return a reader of a string catalogue.

    What is not to be translated is left out, and what needs review is missing.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not JSON.
    """
    try:
        document = json.loads(whole_text(file))
        entries = document["strings"].items()
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            _("{path} is not valid JSON: {reason}", path=file.name, reason=error)
        ) from error
    source = language_of_tag(str(document.get("sourceLanguage", "en")))
    found = [
        message
        for key, entry in entries
        if isinstance(entry, dict) and entry.get("shouldTranslate", True)
        for message in _messages(key, entry, source)
    ]
    return open_messages(file, found, "xcstrings")


def _messages(key: str, entry: dict[str, object], source: str | None) -> Iterator[Message]:
    texts: dict[str, dict[str, str | None]] = {"en": {}, "cy": {}}
    localizations = entry.get("localizations")
    for tag, localization in localizations.items() if isinstance(localizations, dict) else ():
        language = language_of_tag(tag)
        if language:
            texts[language] |= _units(localization, "")
    if source and not texts[source]:
        texts[source] = {"": key}
    for part in dict.fromkeys((*texts["en"], *texts["cy"])):
        yield Message(f"{key}{part}", texts["en"].get(part), texts["cy"].get(part))


def _units(value: object, part: str) -> dict[str, str | None]:
    """Return the texts of a localization: one, or one for each plural form or device."""
    if not isinstance(value, dict):
        return {}
    unit = value.get("stringUnit")
    if isinstance(unit, dict):
        text = unit.get("value")
        return {part: text if isinstance(text, str) and unit.get("state") not in _NOT_YET else None}
    found: dict[str, str | None] = {}
    for kind, variants in (value.get("variations") or {}).items():
        if isinstance(variants, dict) and kind in {"plural", "device"}:
            for name, variant in variants.items():
                found |= _units(variant, f"{part}.{name}")
    return found
