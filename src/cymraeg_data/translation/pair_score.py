"""How likely one text is the translation of another, estimated without a neural model.

Each word looks for its best partner on the other side: in the learned dictionary, as the same string
(numbers, names) or as a cognate. Matches are weighted by the rarity of the word. A logistic regression makes
a probability of them, of the lengths of both texts (Gale and Church 1993) and of their numbers. See
docs/en/translation-score.md.
"""

import itertools

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.translation.word_ids import Terms, terms
from cymraeg_data.translation.word_translations import Dictionary, load

__all__ = ["N_FEATURES", "features", "partners", "score_pairs", "translation_score"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

N_FEATURES = 6
_BATCH = 2048  # rows whose words are paired together: some 100 MB at 128 words per side
# the probability that an equal string counts for; our choice, chosen on the development pairs, like the next
# two
_SAME = 0.7
_COGNATE = 0.4
_ALIKE = 0.7  # share of equal letter pairs (Dice) above which two words are cognates
_MIN_COGNATE = 4
_FLOOR = 0.02  # a word without a partner
_MAX_GAIN, _MAX_LOSS = 3.5, 1.0  # log odds that one word may bring
_UNKNOWN_SHARE = 1e-4
_RATIO = 1.08  # Welsh characters per English character: median of 1,997 news sentences


def translation_score(en: str, cy: str) -> float:
    """Return how likely the Welsh text is the translation of the English one, from 0 to 1.

    >>> good = translation_score("The school is closed on Monday", "Mae'r ysgol ar gau ddydd Llun")
    >>> bad = translation_score("The school is closed on Monday", "Hoffwn brynu dau docyn trên")
    >>> good > 0.9, bad < 0.1
    (True, True)

    The languages of the texts are not checked: a name or a number scores high against itself. Texts without
    words or numbers score 1 if they are equal, else 0.5.
    """
    return float(score_pairs(pa.array([en], pa.string()), pa.array([cy], pa.string()))[0].as_py())


def score_pairs(en: pa.Array | pa.ChunkedArray, cy: pa.Array | pa.ChunkedArray) -> pa.DoubleArray:
    """Return how likely each Welsh text is the translation of its English one: doubles from 0 to 1.

    Null where either text is null. See `translation_score`.

    Raises:
        ValueError: the columns differ in length.
    """
    if len(en) != len(cy):
        raise ValueError(f"The columns have {len(en)} and {len(cy)} rows; they must be equally long.")
    dictionary = load()
    scores = [
        _scores(en.slice(start, _BATCH), cy.slice(start, _BATCH), dictionary)
        for start in range(0, len(en), _BATCH)
    ]
    found = pa.array(np.concatenate(scores) if scores else np.zeros(0))
    known = pc.and_(_one(pc.is_valid(en)), _one(pc.is_valid(cy)))
    return pc.if_else(known, found, pa.scalar(None, pa.float64()))


def _scores(en: pa.Array, cy: pa.Array, dictionary: Dictionary) -> Floats:
    english, welsh = terms(en, "en"), terms(cy, "cy")
    measured = features(english, welsh, dictionary)
    odds = measured @ dictionary.weights[:-1] + dictionary.weights[-1]
    scores = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    empty = (np.diff(english.offsets) == 0) | (np.diff(welsh.offsets) == 0)
    same = pc.fill_null(pc.equal(_one(en).cast(pa.string()), _one(cy).cast(pa.string())), False).to_numpy(
        False
    )
    return np.where(empty, np.where(same, 1.0, 0.5), scores)


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def features(english: Terms, welsh: Terms, dictionary: Dictionary) -> Floats:
    """Return the features of each pair of texts: one row per pair, `N_FEATURES` columns.

    They are: how well the English words explain the Welsh ones, the reverse, the lesser of both, how far the
    ratio of lengths is from the expected one (and its square), and how well the numbers agree.
    """
    pairs = _Pairs(english, welsh)
    partner_cy, partner_en = _partners(pairs, english, welsh, dictionary)
    to_welsh = _gain(partner_cy, welsh, dictionary.welsh.find(welsh.words), dictionary.welsh.shares)
    to_english = _gain(partner_en, english, dictionary.english.find(english.words), dictionary.english.shares)
    ratio = np.abs(np.log((welsh.n_chars + 3) / (_RATIO * english.n_chars + 3)))
    numbers = _numbers(pairs, english, welsh)
    return np.column_stack([to_welsh, to_english, np.minimum(to_welsh, to_english), ratio, ratio**2, numbers])


def partners(english: Terms, welsh: Terms, dictionary: Dictionary) -> tuple[Floats, Floats]:
    """Return the probability of the best partner of each Welsh word and of each English word."""
    return _partners(_Pairs(english, welsh), english, welsh, dictionary)


class _Pairs:
    """Every pair of an English word of a text and a Welsh word of its partner, text after text."""

    __slots__ = ("cy", "en", "row")

    def __init__(self, english: Terms, welsh: Terms) -> None:
        n_en, n_cy = np.diff(english.offsets), np.diff(welsh.offsets)
        sizes = n_en * n_cy
        self.row = np.repeat(np.arange(len(english)), sizes)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        width = n_cy[self.row]
        self.en: Numbers = english.offsets[self.row] + within // np.maximum(width, 1)
        self.cy: Numbers = welsh.offsets[self.row] + within % np.maximum(width, 1)


def _partners(pairs: _Pairs, english: Terms, welsh: Terms, dictionary: Dictionary) -> tuple[Floats, Floats]:
    """Return the probability of the best partner of each Welsh and of each English word."""
    en, cy = english.ids[pairs.en], welsh.ids[pairs.cy]
    place = dictionary.look_up(
        dictionary.english.find(english.words)[en], dictionary.welsh.find(welsh.words)[cy]
    )
    known = place >= 0
    alike = _alike(english.words, welsh.words, en, cy)
    found = []
    for probabilities, at, size in (
        (dictionary.to_welsh, pairs.cy, len(welsh.ids)),
        (dictionary.to_english, pairs.en, len(english.ids)),
    ):
        value = np.maximum(np.where(known, probabilities[place], 0.0), alike)
        best = np.zeros(size)
        np.maximum.at(best, at, value)
        found.append(best)
    return found[0], found[1]


def _alike(english: tuple[str, ...], welsh: tuple[str, ...], en: Numbers, cy: Numbers) -> Floats:
    """Return the probability that the strings of each pair of words show: equal, cognate or neither."""
    number = {word: i for i, word in enumerate(english)}
    equal = np.fromiter((number.get(word, -1) for word in welsh), np.int64, len(welsh))
    left, right = _signatures(english), _signatures(welsh)
    shared = np.bitwise_count(left[en] & right[cy]).astype(np.float64)
    total = (np.bitwise_count(left)[en] + np.bitwise_count(right)[cy]).astype(np.float64)
    cognate = 2 * shared >= _ALIKE * np.maximum(total, 1)
    return np.where(equal[cy] == en, _SAME, np.where(cognate, _COGNATE, 0.0))


def _signatures(words: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Return the letter pairs of each word as a set of 64 bits; none for a short word or a number."""
    found = np.zeros(len(words), np.uint64)
    for i, word in enumerate(words):
        if len(word) >= _MIN_COGNATE and not word[0].isdigit():
            bits = 0
            for first, second in itertools.pairwise(word):
                bits |= 1 << ((ord(first) * 31 + ord(second)) % 61)
            found[i] = bits
    return found


def _gain(partner: Floats, side: Terms, numbers: Numbers, shares: Floats) -> Floats:
    """Return the mean log odds over chance that the words of each text have partners, rare words more."""
    word = numbers[side.ids]
    share = np.where(word >= 0, np.maximum(shares[word], _UNKNOWN_SHARE), _UNKNOWN_SHARE)
    weight = np.minimum(-np.log(share), 9) / 9
    odds = np.log((_FLOOR + partner) / (_FLOOR + 0.3 * np.minimum(share, 0.3)))
    odds = np.clip(odds, -_MAX_LOSS, _MAX_GAIN)
    row = np.repeat(np.arange(len(side)), np.diff(side.offsets))
    total = np.bincount(row, odds * weight, len(side))
    return total / np.maximum(np.bincount(row, weight, len(side)), 0.5)


def _numbers(pairs: _Pairs, english: Terms, welsh: Terms) -> Floats:
    """Return how well the numbers in digits agree: from 1 (all) to -1 (none), 0 where there are none."""
    en_digit, cy_digit = (
        np.fromiter((word[:1].isdigit() for word in side.words), bool, len(side.words))
        for side in (english, welsh)
    )
    n = len(english)
    en_row, cy_row = (np.repeat(np.arange(n), np.diff(side.offsets)) for side in (english, welsh))
    total = np.bincount(en_row, en_digit[english.ids], n) + np.bincount(cy_row, cy_digit[welsh.ids], n)
    number = {word: i for i, word in enumerate(english.words)}
    same_word = np.fromiter((number.get(word, -2) for word in welsh.words), np.int64, len(welsh.words))
    en, cy = english.ids[pairs.en], welsh.ids[pairs.cy]
    same = np.bincount(pairs.row, (same_word[cy] == en) & cy_digit[cy], n)
    union = total - same
    return np.where(union > 0, (2 * same - union) / np.maximum(union, 1), 0.0)
