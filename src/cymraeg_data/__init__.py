"""Detect and measure Welsh, check bilingual open data, and package it as Hugging Face datasets.

>>> import cymraeg_data as cyd
>>> cyd.detect("Mae'r tywydd yn braf heddiw.").language
'cy'
"""

import importlib

from cymraeg_data.version import __version__ as __version__

# The room of each public name. Nothing is imported before it is asked for: pyarrow alone takes a quarter of a
# second.
# `__init__.pyi` says the same to editors and type checkers; a test compares the two.
_NAMES_IN = {
    "audit": "check",
    "bilingual": "Alignment PairedColumns",
    "detection": "Detection LanguageSpan Measure WordTag detect language_spans measure tag_words",
    "errors": """
        CymraegDataError FetchError HubError InputError ManifestError MissingExtraError ModelError NoDataError
        NotPublishableError OutputExistsError SourceNotFoundError UnknownColumnError UnknownFormatError
        UnreadableError WrongTypeError
    """,
    "findings": "Finding Location Severity",
    "hub": "Publication load",
    "locale": "use_language",
    "names": "canonical_name",
    "normalisation": """
        Decoded Edit Normalised Options Suggestion apply decode normalise normalise_and_explain undo
    """,
    "package": "Build Cell Manifest",
    "privacy": "PersonalData",
    "profiles": "ColumnProfile Profile profile profile_by",
    "readiness": "Config NotAssessed Report SourceSummary",
    "represent": """
        ComparisonSettings Corpus Evaluation ProtectedRepresentation Reference Representation Weighting
    """,
    "welsh": """
        DateReading MutationReading Sentence Token lemma letters mutate radicals sentences sort_key words
    """,
}
_ROOM_OF = {name: room for room, names in _NAMES_IN.items() for name in names.split()}
_ROOMS = (
    "audit",
    "bilingual",
    "columns",
    "detection",
    "errors",
    "findings",
    "fixing",
    "hub",
    "locale",
    "names",
    "normalisation",
    "package",
    "privacy",
    "profiles",
    "readers",
    "readiness",
    "represent",
    "welsh",
)

__all__ = [*_ROOM_OF, *_ROOMS]  # noqa: PLE0604 - strings, built from the two tables above


def __getattr__(name: str) -> object:
    """Return a public name from its room, which is imported now if nothing has asked for it before."""
    if name in _ROOM_OF:
        value = getattr(importlib.import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    elif name in _ROOMS:
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(_unknown(name), name=name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _unknown(name: str) -> str:
    """Return what to say of a name that is not here: where it is, or the name that is nearest to it."""
    if name.startswith("_"):  # asked for by Python and its tools, not by a person
        return f"module {__name__!r} has no attribute {name!r}"
    from cymraeg_data.public_names import missing_name

    known = {public: f"cyd.{public}" for public in __all__}
    for room in _ROOMS:
        public_names: list[str] = importlib.import_module(f"{__name__}.{room}").__all__
        for public in public_names:
            known.setdefault(public, f"cyd.{room}.{public}")
    return missing_name(name, f"cyd.{name}", known)
