"""Strategies that several test files share.

Welsh-shaped words, bilingual text with its truth, damage, Arrow types.

No word list stands behind them: words are put together from the sounds of Welsh, and the sentences are ours.
"""

import unicodedata

import pyarrow as pa
from hypothesis import strategies as st

ONSETS = (
    "",
    "b",
    "c",
    "ch",
    "d",
    "dd",
    "f",
    "ff",
    "g",
    "ng",
    "h",
    "l",
    "ll",
    "m",
    "n",
    "p",
    "ph",
    "r",
    "rh",
    "s",
    "t",
    "th",
)
ONSETS_OF_TWO = (
    "bl",
    "br",
    "cl",
    "cr",
    "dr",
    "gl",
    "gr",
    "gw",
    "gwl",
    "pl",
    "pr",
    "tr",
    "ysg",
    "ysb",
    "chw",
    "mh",
    "nh",
    "ngh",
)
VOWELS = (
    "a",
    "e",
    "i",
    "o",
    "u",
    "w",
    "y",
    "â",
    "ê",
    "î",
    "ô",
    "û",
    "ŵ",
    "ŷ",
    "á",
    "é",
    "ï",
    "ö",
    "ai",
    "ae",
    "aw",
    "ei",
    "oe",
    "wy",
    "yw",
)
CODAS = (
    "",
    "b",
    "c",
    "ch",
    "d",
    "dd",
    "f",
    "ff",
    "g",
    "l",
    "ll",
    "n",
    "nt",
    "r",
    "rth",
    "s",
    "st",
    "t",
    "th",
    "m",
)
CLITICS = ("'r", "'n", "'i", "'w", "'ch", "’r", "’n", "’w")

WELSH_SENTENCES = (
    "Mae'r cyngor yn gofyn am farn trigolion y sir.",
    "Bydd y llyfrgell ar gau ddydd Llun nesaf.",
    "Rhaid i chi gofrestru cyn diwedd y mis.",
    "Cafodd y tŷ ei godi yn y ddeunawfed ganrif.",
    "Does dim dŵr glân yn y pentref heddiw.",
    "Gallwch ddod â'ch plant gyda chi i'r cyfarfod.",
    "Nid oedd neb yn gwybod beth i'w wneud wedyn.",
    "Mae fy nhad yn gweithio yn ysbyty’r dref.",
)
ENGLISH_SENTENCES = (
    "The council is asking residents for their views.",
    "The library will be closed next Monday.",
    "You must register before the end of the month.",
    "The house was built in the eighteenth century.",
    "There is no clean water in the village today.",
    "You can bring your children with you to the meeting.",
    "Nobody knew what to do after that.",
    "My father works in the town’s hospital.",
)


@st.composite
def welsh_words(draw):
    """A pronounceable Welsh-shaped word.

    Digraphs, every accented vowel, sometimes a clitic, NFC or NFD, any case.
    """
    syllables = draw(
        st.lists(
            st.tuples(
                st.sampled_from(ONSETS + ONSETS_OF_TWO), st.sampled_from(VOWELS), st.sampled_from(CODAS)
            ),
            min_size=1,
            max_size=3,
        )
    )
    word = "".join("".join(syllable) for syllable in syllables)
    word += draw(st.sampled_from(("", "", "", *CLITICS)))
    word = draw(st.sampled_from((str.lower, str.title, str.upper)))(word)
    return unicodedata.normalize(draw(st.sampled_from(("NFC", "NFC", "NFD"))), word)


def welsh_texts(max_words=8):
    """Several Welsh-shaped words with single spaces between them."""
    return st.lists(welsh_words(), min_size=1, max_size=max_words).map(" ".join)


@st.composite
def bilingual_texts(draw):
    """A text of whole sentences and the language of each: `(text, ("cy", "en", …))`."""
    parts = draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("cy"), st.sampled_from(WELSH_SENTENCES)),
                st.tuples(st.just("en"), st.sampled_from(ENGLISH_SENTENCES)),
            ),
            min_size=1,
            max_size=5,
        )
    )
    return " ".join(text for _, text in parts), tuple(language for language, _ in parts)


def any_texts(max_size=60):
    """Any text at all that UTF-8 can hold, Welsh-shaped text more often than chance would have it."""
    return st.one_of(welsh_texts(), st.text(st.characters(exclude_categories=("Cs",)), max_size=max_size))


def damaged(text, codec, *, times=1):
    """Return `text` after its UTF-8 bytes were read as `codec`, or None where that codec cannot do it."""
    for _ in range(times):
        try:
            text = text.encode("utf-8").decode(codec)
        except UnicodeDecodeError:
            return None
    return text


ARROW_TEXT_TYPES = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))


@st.composite
def arrow_texts(draw, texts=None):
    """An Arrow array of texts and nulls, in any text type, sometimes chunked, sometimes a slice of a longer one."""
    values = draw(st.lists(st.none() | (any_texts() if texts is None else texts), max_size=12))
    arrow_type = draw(st.sampled_from(ARROW_TEXT_TYPES))
    array = pa.array(values, pa.string()).cast(arrow_type)
    shape = draw(st.sampled_from(("whole", "slice", "chunked")))
    if shape == "slice" and len(array) > 1:
        start = draw(st.integers(0, len(array) - 1))
        return array[start : draw(st.integers(start, len(array)))]
    if shape == "chunked":
        cut = draw(st.integers(0, len(array)))
        return pa.chunked_array([array[:cut], array[cut:]], type=arrow_type)
    return array
