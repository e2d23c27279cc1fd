"""Initial mutations, and the way back to the radical form."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import InputError
from cymraeg_data.welsh import letters, mutate, mutation_readings, radicals
from cymraeg_data.welsh.mutations import KINDS
from strategies import welsh_words

ANY_WORD = welsh_words() | st.text(max_size=12)

# radical, soft, nasal, aspirate, h
TABLE = """
pen     ben     mhen     phen     pen
tŷ      dŷ      nhŷ      thŷ      tŷ
cath    gath    nghath   chath    cath
bwrdd   fwrdd   mwrdd    bwrdd    bwrdd
drws    ddrws   nrws     drws     drws
gardd   ardd    ngardd   gardd    gardd
gwlad   wlad    ngwlad   gwlad    gwlad
gŵr     ŵr      ngŵr     gŵr      gŵr
mam     fam     mam      mam      mam
llyfr   lyfr    llyfr    llyfr    llyfr
rhaff   raff    rhaff    rhaff    rhaff
chwaer  chwaer  chwaer   chwaer   chwaer
ffordd  ffordd  ffordd   ffordd   ffordd
theatr  theatr  theatr   theatr   theatr
siop    siop    siop     siop     siop
jam     jam     jam      jam      jam
tsips   tsips   tsips    tsips    tsips
ysgol   ysgol   ysgol    ysgol    hysgol
iaith   iaith   iaith    iaith    hiaith
wythnos wythnos wythnos  wythnos  hwythnos
ŵyn     ŵyn     ŵyn      ŵyn      hŵyn
wal     wal     wal      wal      wal
haul    haul    haul     haul     haul
Cymru   Gymru   Nghymru  Chymru   Cymru
Dinbych Ddinbych Ninbych Dinbych  Dinbych
Gwynedd Wynedd  Ngwynedd Gwynedd  Gwynedd
Llundain Lundain Llundain Llundain Llundain
Rhuthun Ruthun  Rhuthun  Rhuthun  Rhuthun
Ewrop   Ewrop   Ewrop    Ewrop    Hewrop
PENFRO  BENFRO  MHENFRO  PHENFRO  PENFRO
GARDD   ARDD    NGARDD   GARDD    GARDD
LLYFR   LYFR    LLYFR    LLYFR    LLYFR
braf    braf    mraf     braf     braf
gêm     gêm     ngêm     gêm      gêm
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]

BACK = [
    ("nghath", ("cath",)),
    ("Nghaerdydd", ("Caerdydd",)),
    ("mhen", ("pen",)),
    ("nhŷ", ("tŷ",)),
    ("ngardd", ("gardd",)),
    ("ddrws", ("drws",)),
    ("phen", ("pen",)),
    ("thad", ("tad",)),
    ("chath", ("cath",)),
    ("mlynedd", ("blynedd",)),
    ("frawd", ("brawd",)),
    ("gyfarfod", ("cyfarfod",)),
    ("gath", ("cath", "gath")),
    ("fam", ("bam", "mam", "fam")),
    ("law", ("llaw", "glaw", "law")),
    ("rad", ("rhad", "grad", "rad")),
    ("ardd", ("ardd", "gardd")),
    ("wlad", ("wlad", "gwlad")),
    ("hiaith", ("hiaith", "iaith")),
    ("gneud", ("cneud", "gneud")),
    ("neud", ("neud", "deud", "gneud")),
    ("nhw", ("nhw", "tw")),
    ("ddoe", ("doe", "ddoe")),
    ("theatr", ("teatr", "theatr")),
    ("chwaer", ("chwaer", "cwaer")),
    ("gyda", ("cyda", "gyda")),
    ("ysgol", ("ysgol", "gysgol")),
    ("siop", ("siop",)),
    ("ARDD", ("ARDD", "GARDD")),
    ("Loegr", ("Lloegr", "Gloegr", "Loegr")),
]


@given(welsh_words(), st.sampled_from(KINDS), st.booleans())
def test_a_mutated_word_leads_back_to_its_radical(word, kind, limited):
    mutated = mutate(word, kind, limited=limited)
    if mutated != word:
        found = radicals(mutated)
        # The capitals of a word that is left with one letter cannot be told.
        assert word in found or word.lower() in [radical.lower() for radical in found]


@given(welsh_words())
def test_each_reading_mutates_to_the_word_again(word):
    for reading in mutation_readings(word):
        if reading.kind:
            assert mutate(reading.radical, reading.kind).lower() == word.lower()
        else:
            assert reading.radical == word


@given(welsh_words(), st.sampled_from(KINDS))
def test_the_form_of_accents_does_not_matter(word, kind):
    nfc, nfd = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    assert unicodedata.normalize("NFC", mutate(nfd, kind)) == mutate(nfc, kind)
    assert [unicodedata.normalize("NFC", radical) for radical in radicals(nfd)] == list(radicals(nfc))


@given(ANY_WORD, st.sampled_from(KINDS))
def test_any_text_has_a_form_and_a_radical(word, kind):
    assert isinstance(mutate(word, kind), str)
    found = radicals(word)
    assert found
    assert len(set(found)) == len(found)


@given(welsh_words(), st.sets(welsh_words(), max_size=5))
def test_a_lexicon_changes_the_order_only(word, lexicon):
    assert sorted(radicals(word, lexicon=lexicon)) == sorted(radicals(word))


@given(welsh_words(), st.sampled_from(("soft", "nasal", "aspirate", "h")))
def test_capitals_stay_where_they_were(word, kind):
    capital = word.capitalize()
    mutated = mutate(capital, kind)
    assert mutated[:1].isupper() == capital[:1].isupper()
    assert mutated[1:] == mutated[1:].lower()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_table_of_mutations(row):
    radical, *forms = row
    assert [mutate(radical, kind) for kind in ("soft", "nasal", "aspirate", "h")] == forms


@pytest.mark.parametrize(
    ("radical", "mixed"),
    [
        ("clywais", "chlywais"),
        ("talodd", "thalodd"),
        ("parhaodd", "pharhaodd"),
        ("gwelais", "welais"),
        ("byddaf", "fyddaf"),
    ],
)
def test_mixed_mutation_is_aspirate_where_it_can_be(radical, mixed):
    assert mutate(radical, "mixed") == mixed


def test_limited_mutation_leaves_ll_and_rh():
    assert [mutate(word, "soft", limited=True) for word in ("llawn", "rhad", "mawr")] == [
        "llawn",
        "rhad",
        "fawr",
    ]
    assert mutate("Llawn", "mixed", limited=True) == "Llawn"


@pytest.mark.parametrize(("word", "expected"), BACK)
def test_the_candidates_in_their_order(word, expected):
    assert radicals(word) == expected


def test_a_lexicon_puts_what_it_holds_first():
    assert radicals("law", lexicon={"glaw"})[0] == "glaw"
    assert radicals("Faes", lexicon={"maes"})[0] == "Maes"


def test_another_kind_is_refused():
    with pytest.raises(InputError, match="“meddal”"):
        mutate("cath", "meddal")


@pytest.mark.parametrize(
    "word", ["", "c", "G", "123", "\ud800", "c\ud800", "кот", "ĉ", "c\u0302an", "'dyn", "-", "ſ", "K"]
)
def test_odd_input_stays_or_changes_as_defined(word):
    for kind in KINDS:
        assert isinstance(mutate(word, kind), str)
    assert radicals(word)
    if not re.match("[cG]", word) or len(word) == 1 or word == "c\u0302an":
        assert {mutate(word, kind) for kind in KINDS} == {word}


def test_a_very_long_word_is_mutated_at_once():
    word = "c" + "a" * 10_000_000
    assert radicals(mutate(word, "nasal")) == (word,)


def gold(folder):
    for split in ("train", "dev"):
        path = folder / "lexicon" / "ud" / f"cy_ccg-ud-{split}.conllu"
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            kind = re.search(r"Mutation=(\w+)", line)
            if len(cells) == 10 and cells[0].isdigit() and kind:
                yield cells[1], cells[2], {"SM": "soft", "NM": "nasal", "AM": "aspirate"}.get(kind[1])


def test_the_radical_is_found_for_the_mutated_words_of_a_treebank(shared_data):
    recovered, candidates = [], []
    for word, lemma, kind in gold(shared_data):
        if kind:
            first = letters(lemma.lower())[:1]
            readings = mutation_readings(word)
            recovered.append(any(letters(r.radical.lower())[:1] == first for r in readings if r.kind))
            candidates.append(len({r.radical for r in readings}))
    assert len(recovered) > 4_000
    assert (
        sum(recovered) / len(recovered) >= 0.99
    )  # the rest are other stems (da, gorau) and slips of annotation
    assert sum(candidates) / len(candidates) <= 2
