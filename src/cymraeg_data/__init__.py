"""Detect and measure Welsh, check bilingual open data, and package it as Hugging Face datasets.

>>> import cymraeg_data as cyd
>>> cyd.detect("Mae'r tywydd yn braf heddiw.").language
'cy'
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cymraeg_data import bilingual as bilingual
    from cymraeg_data import columns as columns
    from cymraeg_data import hub as hub
    from cymraeg_data import joins as joins
    from cymraeg_data import package as package
    from cymraeg_data import privacy as privacy
    from cymraeg_data import represent as represent
    from cymraeg_data import welsh as welsh
    from cymraeg_data.detect import Detection as Detection
    from cymraeg_data.detect import LanguageSpan as LanguageSpan
    from cymraeg_data.detect import Measure as Measure
    from cymraeg_data.detect import WordTag as WordTag
    from cymraeg_data.detect import detect as detect
    from cymraeg_data.detect import language_spans as language_spans
    from cymraeg_data.detect import measure as measure
    from cymraeg_data.detect import tag_words as tag_words
    from cymraeg_data.findings import Finding as Finding
    from cymraeg_data.findings import Location as Location
    from cymraeg_data.findings import Severity as Severity
    from cymraeg_data.hub import load as load
    from cymraeg_data.normalise import Decoded as Decoded
    from cymraeg_data.normalise import Edit as Edit
    from cymraeg_data.normalise import Normalised as Normalised
    from cymraeg_data.normalise import Options as Options
    from cymraeg_data.normalise import Suggestion as Suggestion
    from cymraeg_data.normalise import apply as apply
    from cymraeg_data.normalise import decode as decode
    from cymraeg_data.normalise import normalise as normalise
    from cymraeg_data.normalise import normalise_and_explain as normalise_and_explain
    from cymraeg_data.normalise import undo as undo
    from cymraeg_data.normalise.names import canonical_name as canonical_name
    from cymraeg_data.readiness import Report as Report
    from cymraeg_data.readiness import check as check
    from cymraeg_data.welsh import lemma as lemma
    from cymraeg_data.welsh import letters as letters
    from cymraeg_data.welsh import mutate as mutate
    from cymraeg_data.welsh import radicals as radicals
    from cymraeg_data.welsh import sentences as sentences
    from cymraeg_data.welsh import sort_key as sort_key
    from cymraeg_data.welsh import words as words

__version__ = "0.1.0"

# Where each public name lives. Nothing is imported until it is asked for: pyarrow alone takes a quarter of a second.
_HOMES = {
    "Detection": "detect",
    "LanguageSpan": "detect",
    "Measure": "detect",
    "WordTag": "detect",
    "detect": "detect",
    "language_spans": "detect",
    "measure": "detect",
    "tag_words": "detect",
    "Finding": "findings",
    "Location": "findings",
    "Severity": "findings",
    "Decoded": "normalise",
    "Edit": "normalise",
    "Normalised": "normalise",
    "Options": "normalise",
    "Suggestion": "normalise",
    "apply": "normalise",
    "decode": "normalise",
    "normalise": "normalise",
    "normalise_and_explain": "normalise",
    "undo": "normalise",
    "canonical_name": "normalise.names",
    "Report": "readiness",
    "check": "readiness",
    "lemma": "welsh",
    "letters": "welsh",
    "load": "hub",
    "mutate": "welsh",
    "radicals": "welsh",
    "sentences": "welsh",
    "sort_key": "welsh",
    "words": "welsh",
}
_MODULES = ("bilingual", "columns", "hub", "joins", "package", "privacy", "represent", "welsh")

__all__ = [*_HOMES, *_MODULES]  # noqa: PLE0604 - strings, built from the two tables above


class _Face(ModuleType):
    """Keeps a function of the face from being hidden by the room of the same name.

    Python binds `cymraeg_data.detect` to the package of that name when something imports it, and `cyd.detect(…)` would
    then call a module. The package stays where `from cymraeg_data.detect import …` finds it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name in _MODULES:
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
