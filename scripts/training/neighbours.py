"""Text in the neighbours of Welsh, of which the other packages hold too little to measure with.

Breton, Cornish, Irish and Gaelic sentences that people wrote as examples, Manx in print, Cornish plays in
the spelling of their manuscripts and Scots verse. One half of the sentences, of Manx verse and of Manx that
is not religious is learnt; all else is measured and never learnt (`weight = 0` in `detector.toml`).
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scripts.training.package_files import Line, tree

__all__ = ["cornish_drama", "manx_faith", "manx_secular", "manx_verse", "scots_verse", "tatoeba"]

TATOEBA = {"bre": "br", "cor": "kw", "gla": "gd", "gle": "ga"}

OPEN = ("public domain worldwide", "creativecommons.org/licenses/by/4.0")
"""What the licence of a Manx text says when we may take it."""

VERSE = "Ballads|ballads|Carvals|Religious Songs"
FAITH = "Homilies|Tracts|miscellaneous religious printed.*|temperance.*"
SECULAR = (
    "Acts|Ann Kneale|Folklife Survey|J J Knnen|Manx Miscelleny|NedBeg|Proverbs|iMuseum|secular printed.*"
)
"""The folders of Manx text by genre: verse, religion, and all else. Bible text is learnt and left out."""

PLAYS = "omms|pcms|rdms|cwkdlms"
"""The Ordinalia (about 1400) as Norris printed them in 1859, the Creation (1611) as Stokes did in 1864."""

BROAD = frozenset(
    """
    a' ae aft ain aiblins amang an' auld awa aye bairn baith blaw bonie bonnie braw ca' cam canna cauld
    couldna deil didna dinna doun drap e'en fa' frae fu' gae gaed gang gat gie gied gi'e gude guid hae haud
    heid ilka ither ken kens lang lassie lo'e mair maun mither mony muckle na nae naebody naething neist ne'er
    o'er owre puir sae sair sax shoon siller sic snaw stane sud syne tak thegither tho' twa unco wad wae wee
    weel wha wi' wull yestreen yon
    """.split()
)
"""Words that are Scots and not English, ours: a line of verse with two of them counts as Scots."""


def tatoeba(sources: Path) -> Iterator[Line]:
    """Sentences that people wrote for learners, from the test sets of a sentence encoder."""
    wanted = rf"data/tatoeba/v1/tatoeba\.({'|'.join(TATOEBA)})-eng\.\1"
    for found, content in tree(sources, "LASER", wanted):
        for line in content.decode().splitlines():
            yield TATOEBA[found[1]], line


def manx_verse(sources: Path) -> Iterator[Line]:
    """Manx ballads, carols and hymns."""
    return _manx(sources, VERSE)


def manx_faith(sources: Path) -> Iterator[Line]:
    """Manx sermons, tracts and devotions."""
    return _manx(sources, FAITH)


def manx_secular(sources: Path) -> Iterator[Line]:
    """Manx of newspapers, tales, letters, acts and proverbs."""
    return _manx(sources, SECULAR)


def _manx(sources: Path, folders: str) -> Iterator[Line]:
    """Yield the sentences of the documents of some folders whose Manx is free."""
    licences = {
        PurePosixPath(found[0]).parent: content.decode("utf-8-sig", errors="replace")
        for found, content in tree(sources, "manx-search-data", r"(?i)OpenData/.*licen[sc]e\.txt")
    }
    wanted = rf"OpenData/(?:{folders})/(?:.*/)?document\.csv"
    for found, content in tree(sources, "manx-search-data", wanted):
        folder = PurePosixPath(found[0]).parent
        above = (folder, *folder.parents)
        if not _is_open(next((licences[place] for place in above if place in licences), "")):
            continue
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"))):
            text = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", row.get("Manx") or "")
            if not row.get("ManxColumnLanguage") and text.strip() != (row.get("English") or "").strip():
                yield from (("gv", sentence) for sentence in re.split(r"(?<=[.!?;:])\s+|\n+", text))


def _is_open(licence: str) -> bool:
    """Return whether a licence has a part about the Manx text, and each such part lets us take it."""
    parts = [part for part in re.split(r"(?m)^## *", licence)[1:] if "Manx" in part.partition("\n")[0]]
    return bool(parts) and all(any(word in part for word in OPEN) for part in parts)


def cornish_drama(sources: Path) -> Iterator[Line]:
    """The lines of Cornish plays in the spelling of their manuscripts, without directions and speakers."""
    for _found, content in tree(sources, "taklow-kernewek", rf"kernewek_corpus/(?:{PLAYS})\.txt"):
        text = content.decode("ascii", errors="ignore").partition("HIC INCIPIT PASSIO")
        for line in re.sub(r"\[[^\]]*\]", " ", text[2] or text[0]).splitlines():
            spoken = re.sub(r"^cwms\d+|[.]", " ", line).strip()
            spoken = re.sub(r"3(?=[a-z])|(?<=[a-z])3", "ȝ", spoken)  # the transcribers' letter for th
            if spoken and not line.startswith(("#", "!", "<")) and not spoken.isupper():
                yield "kw", spoken


def scots_verse(sources: Path) -> Iterator[Line]:
    """The lines of Burns that are Scots by two words or more, `BROAD`."""
    ((_found, content),) = tree(sources, "Poems-and-Songs-of-Robert-Burns_1279", r"1279-0\.txt")
    text = content.decode("utf-8-sig").replace("’", "'")
    for line in text.partition("*** START")[2].partition("*** END")[0].splitlines():
        words = {word.strip('.,;:!?-—"()').lower() for word in line.split()}
        if len(words & BROAD) > 1:
            yield "sco", line
