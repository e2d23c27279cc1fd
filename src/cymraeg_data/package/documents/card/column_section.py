"""What the columns of a dataset hold, and what languages are called, in the current language."""

from cymraeg_data.locale import N_, _
from cymraeg_data.package.record.facts import ColumnFacts

__all__ = ["is_measure", "language_name", "note"]

_LANGUAGES = {
    "cy": N_("Welsh"),
    "en": N_("English"),
    "br": N_("Breton"),
    "kw": N_("Cornish"),
    "ga": N_("Irish"),
    "gd": N_("Scottish Gaelic"),
    "gv": N_("Manx"),
    "sco": N_("Scots"),
    "ca": N_("Catalan"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "es": N_("Spanish"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "hr": N_("Croatian"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "nl": N_("Dutch"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "sv": N_("Swedish"),
    "tr": N_("Turkish"),
    "mul": N_("more than one language"),
    "und": N_("language not identified"),
    "mis": N_("another language"),
}
_OWN_COLUMNS = {
    "id": N_("identifier, the same from build to build"),
    "source_id": N_("the source in provenance.jsonl"),
    "source_row": N_("row of the source; 1 is the first"),
    "licence": N_("licence of the row"),
}
_MEASURES = {
    "_language": N_("language of `{column}`, as measured"),
    "_n_words": N_("number of words in `{column}`"),
    "_welsh_fraction": N_(
        "Welsh words in `{column}`, as a fraction of the words whose language is identified"
    ),
}


def note(column: ColumnFacts) -> str:
    """Return the publisher's name of a column, or what it holds."""
    if column.origin:
        return " / ".join(f"“{origin}”" for origin in dict.fromkeys(column.origin))
    if column.name in _OWN_COLUMNS:
        return _(_OWN_COLUMNS[column.name])
    for suffix, text in _MEASURES.items():
        if column.name.endswith(suffix):
            return _(text, column=column.name.removesuffix(suffix))
    return ""


def is_measure(column: ColumnFacts) -> bool:
    """Return whether a column was measured by the build."""
    return not column.origin and column.name.endswith(tuple(_MEASURES))


def language_name(tag: str) -> str:
    """Return the name of a language; its tag where it has none here."""
    return _(_LANGUAGES[tag]) if tag in _LANGUAGES else f"`{tag}`"
