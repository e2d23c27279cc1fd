"""Licences and terms in cards, and contradictions between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cymraeg_data.audit.cards import Card
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import N_, _

__all__ = ["licence_findings"]

_CARD = "README.md"
_VAGUE = frozenset({"other", "unknown", "cc"})
"""Values for a licence that the hub accepts and that name none."""
_FREE = re.compile(r"(apache-|mit$|cc0-|cc-by-\d|bsd|unlicense|pddl|odc-by|wtfpl|isc$|openrail)")
_SHARED_ALIKE = re.compile(r"cc-by-(nc-)?sa|gpl|odbl|gfdl")

_NAMED = {
    "ogl-uk-3.0": (
        r"open government licen[cs]e|drwydded llywodraeth agored|trwydded llywodraeth agored|\bogl\b"
    ),
    "cc-by-sa": r"cc[ -]by[ -]sa|share-?alike|rhannu ?tebyg",
    "cc-by-nc": r"cc[ -]by[ -]nc|non-?commercial|anfasnachol",
    "gpl": r"\b[al]?gpl\b|general public licen[cs]e",
}
"""Licences with obligations, by their names in English and Welsh prose."""
_TERMS = re.compile(
    r"(?:must not|may not|not (?:be )?(?:allowed|permitted) to|forbidden to|do not|ni"
    r" chaniateir|gwaherddir)\s+"
    r"(?:\S+\s+){0,3}?(?:re-?host|re-?share|re-?distribut|redistribut|ailgyhoeddi|ailddosbarthu|ailrannu)\w*"
    r"|(?:research|academic|educational) (?:use|purposes) only|only for (?:research|academic|educational)"
    r"|at ddibenion (?:ymchwil|academaidd|addysgol) yn unig",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Origin:
    """A source from which many datasets take text, and its terms."""

    name: str
    pattern: str
    terms: str
    shared_alike: bool


# Wikimedia's terms of use, section 7 (text under CC BY-SA 4.0 and GFDL); the subtitles of OpenSubtitles
# belong to their authors and the films' owners (OPUS, “OpenSubtitles”); the terms of the Mozilla Data
# Collective for Common Voice.
_ORIGINS = (
    _Origin("Wikipedia", r"wikipedia|wikimedia|wicipedia", "CC BY-SA 4.0", shared_alike=True),
    _Origin("OpenSubtitles", r"open ?subtitles", N_("no open licence is known"), shared_alike=True),
    _Origin("Common Voice", r"common voice", N_("CC0, not to be re-hosted"), shared_alike=True),
)


def licence_findings(card: Card, in_rows: Sequence[str]) -> Iterator[Finding]:
    """Yield findings on contradictions between the licences of a card, its prose and its rows.

    >>> card = Card(values={"license": "apache-2.0"}, text="Brawddegau o OpenSubtitles a Wikipedia.")
    >>> [finding.evidence["stated"] for finding in licence_findings(card, [])]
    ['apache-2.0', 'apache-2.0']
    """
    stated = card.strings("license")
    named = " ".join((*card.strings("license_name"), *card.strings("license_link")))
    for reason in (*_unnamed(stated, named), *_contradicted(stated, named, card.text)):
        yield found(
            "O607", Location(source=_CARD, key="license"), stated=", ".join(stated) or "—", reason=reason
        )
    differing = sorted({item for item in in_rows if stated and not _same(item, (*stated, named))})
    if differing:
        reason = _("the rows say {licences}", licences=", ".join(differing[:5]))
        yield found("O607", Location(source=_CARD, key="license"), stated=", ".join(stated), reason=reason)


def _unnamed(stated: Sequence[str], named: str) -> Iterator[str]:
    if not stated:
        yield _("the card's YAML names no licence")
    elif len(stated) > 1:
        yield _("several licences for the whole, without a statement of which part has which")
    elif stated[0].lower() in _VAGUE and not named:
        yield _("that is not the name of a licence, and license_name and license_link are missing")
    elif stated[0].lower() == "cc" and named:
        yield _("that is Creative Commons, and license_name says {name}", name=named.split(maxsplit=1)[0])


def _contradicted(stated: Sequence[str], named: str, text: str) -> Iterator[str]:
    licence = " ".join(stated).lower()
    if not _FREE.match(licence):
        return
    for name, pattern in _NAMED.items():
        if re.search(pattern, f"{named} {text}", re.IGNORECASE) and not licence.startswith(name):
            yield _("the card also mentions {name}, which has stricter conditions", name=name)
    if terms := _TERMS.search(text):
        yield _("the card has a further condition: “{terms}”", terms=" ".join(terms[0].split()))
    for origin in _ORIGINS:
        if re.search(origin.pattern, text, re.IGNORECASE) and not _SHARED_ALIKE.search(licence):
            yield _(
                "it contains text of {name}, whose terms are: {terms}",
                name=origin.name,
                terms=_(origin.terms),
            )


def _same(licence: str, stated: Sequence[str]) -> bool:
    return any(licence.lower() in item.lower() or item.lower() in licence.lower() for item in stated if item)
