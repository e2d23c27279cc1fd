"""The bilingual dictionary that training makes: pairs of English and Welsh words with their probabilities.

Probabilities are stored as bytes. The file holds words and numbers, no text.
"""

import functools
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cymraeg_data.model_file import ModelFrame

__all__ = ["DEFAULT", "Dictionary", "Side", "load", "loads", "save"]

FRAME = ModelFrame(mark=b"CYENDICT", version=1, rebuild="python -m scripts.training.word_translations")
DEFAULT = Path(__file__).parent.parent / "data" / "dictionary.bin"
STEPS = 255
"""A probability is stored as a number of 255ths."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """The words of one language: the number of each, and the share of texts that contain it."""

    numbers: dict[str, int]
    shares: npt.NDArray[np.float64]

    def find(self, words: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """Return the number of each word, -1 where it is not known."""
        return np.fromiter((self.numbers.get(word, -1) for word in words), np.int64, len(words))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dictionary:
    """Pairs of words: `keys` are English number × Welsh words + Welsh number, rising.

    `to_welsh[i]` is the probability of the Welsh word of pair `i` given the English one, and `to_english[i]`
    the reverse. `weights` turn the features of a pair of texts into log odds that one translates the other.
    """

    english: Side
    welsh: Side
    keys: npt.NDArray[np.int64]
    to_welsh: npt.NDArray[np.float64]
    to_english: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]

    def look_up(self, english: npt.NDArray[np.int64], welsh: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the index of each pair of word numbers, -1 where the dictionary does not have it."""
        wanted = english * len(self.welsh.shares) + welsh
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((english >= 0) & (welsh >= 0) & (self.keys[place] == wanted), place, -1)


def save(path: str | Path, dictionary: Dictionary, about: Mapping[str, object]) -> None:
    """Write a dictionary; the same one always gives the same bytes. `about` says what it was learnt from."""
    header = {
        **about,
        "english": list(dictionary.english.numbers),
        "welsh": list(dictionary.welsh.numbers),
        "weights": dictionary.weights.round(6).tolist(),
    }
    columns = (
        np.diff(dictionary.keys, prepend=0).astype("<u4"),
        _parts(dictionary.to_welsh, STEPS).astype("u1"),
        _parts(dictionary.to_english, STEPS).astype("u1"),
        _parts(dictionary.english.shares, _SHARES).astype("<u2"),
        _parts(dictionary.welsh.shares, _SHARES).astype("<u2"),
    )
    text = zlib.compress(json.dumps(header, sort_keys=True, ensure_ascii=False).encode(), 9)
    body = zlib.compress(b"".join(column.tobytes() for column in columns), 9)
    Path(path).write_bytes(FRAME.pack(text, body))


_SHARES = 65535


def _parts(values: npt.NDArray[np.float64], steps: int) -> npt.NDArray[np.float64]:
    return np.clip(np.rint(values * steps), 0, steps)


def loads(content: bytes, name: str | Path) -> Dictionary:
    """Return the dictionary that the bytes of a file hold.

    Raises:
        ModelError: the bytes are damaged, not a dictionary, or of another version.
    """
    return _dictionary(*FRAME.unpack(content, name))


def _dictionary(text: bytes, packed: bytes) -> Dictionary:
    header = json.loads(zlib.decompress(text))
    body = zlib.decompress(packed)
    n_en, n_cy = len(header["english"]), len(header["welsh"])
    n_pairs = (len(body) - 2 * (n_en + n_cy)) // 6
    sizes = np.cumsum([0, 4 * n_pairs, n_pairs, n_pairs, 2 * n_en, 2 * n_cy])
    keys, to_welsh, to_english, english, welsh = (
        np.frombuffer(body[start:end], kind)
        for start, end, kind in zip(sizes, sizes[1:], ("<u4", "u1", "u1", "<u2", "<u2"), strict=False)
    )
    return Dictionary(
        english=Side(numbers={word: i for i, word in enumerate(header["english"])}, shares=english / _SHARES),
        welsh=Side(numbers={word: i for i, word in enumerate(header["welsh"])}, shares=welsh / _SHARES),
        keys=np.cumsum(keys, dtype=np.int64),
        to_welsh=to_welsh / STEPS,
        to_english=to_english / STEPS,
        weights=np.array(header["weights"]),
    )


@functools.lru_cache(maxsize=2)
def load(path: str | Path = DEFAULT) -> Dictionary:
    """Return the dictionary in the file at `path`, read once; by default the one in the package.

    Raises:
        ModelError: the file cannot be read, is damaged, or was made for another version.
    """
    return _dictionary(*FRAME.read(path))
