"""E-mail addresses in their usual form (RFC 5321 allows more); those of a role are "possible"."""

import re
from collections.abc import Iterator

import numpy as np

from cymraeg_data.identifiers.digit_runs import Scan
from cymraeg_data.identifiers.found import Kind, Likelihood, Match, Spans

__all__ = ["EMAIL"]

_LOCAL = "-A-Za-z0-9.+_'"
_FORM = re.compile(
    rf"(?<![{_LOCAL}@])(?P<local>[{_LOCAL}]{{1,64}})@"
    r"(?P<domain>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}(?P<top>[A-Za-z]{2,24}))(?![A-Za-z0-9-]|@)"
)
_EDGES = "-.+_'"  # marks that hardly begin an address and precede one in prose
_FILES = frozenset("png jpg jpeg gif svg webp css js json html htm pdf md py txt zip xml".split())
_POSTS = frozenset(
    """
    accessibility admin ad adnoddau amgylchedd app archif archive bookings business busnes casework ceisiadau
    cofnod comms complaints contact cwynion customer customerservices cyfathrebu cyfieithu cyllid cymorth
    cymraeg cyswllt data democracy democratiaeth digwyddiadau digital diogeludata dpo editor education
    enquiries enquiry environment events feedback finance foi freedomofinformation golygydd gwasanaethau gwasg
    gweinyddu gwybodaeth hawliau heddlu hello help helo helpdesk hr hwb iaith info information jobs library
    licensing llyfrgell llywodraethu mail marketing media membership museum news newsletter newyddion no-reply
    noreply office ombudsman parking permissions planning policy polisi post postfeistr postmaster postio
    press privacy preifatrwydd procurement publications recruitment reception research rhyddidgwybodaeth root
    sales schools security service services statistics stats swyddfa swyddi support tax team tickets tim
    tourism training translation treth twristiaeth webmaster welsh ymchwil ymgynghori ymgynghoriad
    ymgynghoriadau ymholiad ymholiadau ysgol ysgolion ystadegau git
    """.split()
)
_PROVIDERS = frozenset(
    """
    aol.com btinternet.com fastmail.com gmail.com googlemail.com gmx.com hotmail.com hotmail.co.uk icloud.com
    live.co.uk live.com mac.com mail.com me.com msn.com ntlworld.com outlook.com proton.me protonmail.com
    sky.com talktalk.net tiscali.co.uk virginmedia.com yahoo.co.uk yahoo.com ymail.com zoho.com
    """.split()
)
_NAME = re.compile(r"[a-z]+(?:[._-][a-z]+)+[0-9]{0,4}")
_PARTS = re.compile(r"[._+-]")


def _cue(scan: Scan) -> Spans:
    places = np.flatnonzero(scan.data == ord("@"))
    return places, places + 1


def _find(text: str) -> Iterator[Match]:
    for match in _FORM.finditer(text):
        local = match["local"].lstrip(_EDGES)
        if not local or match["top"].lower() in _FILES:
            continue
        start = match.end("local") - len(local)
        user = text.endswith("//", 0, start)  # “ssh://enw@gweinydd.example.com” is the address of a machine
        likelihood = "possible" if user else _likelihood(local.lower(), match["domain"].lower())
        yield Match(start, match.end(), likelihood)


def _likelihood(local: str, domain: str) -> Likelihood:
    if local in _POSTS or not _POSTS.isdisjoint(_PARTS.split(local)):
        return "possible"
    return "certain" if domain in _PROVIDERS or _NAME.fullmatch(local) else "likely"


EMAIL = Kind(name="email", code="P503", cue=_cue, find=_find)
