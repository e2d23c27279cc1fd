"""Leaked benchmarks: texts that contain an item of a test for language models.

One run of 13 words that an item has too is enough, as in GPT-3 (Brown and others 2020, appendix C), the Pile
and datatrove; shorter items by the rules of `hash_sets`. Words are compared in lower case and without
punctuation and spaces, as they are written and with their initial mutations undone.
"""

import functools
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.locale import _
from cymraeg_data.package.steps import hash_sets, word_arrays
from cymraeg_data.package.steps.hash_sets import KINDS, LINE, MIDDLE, SHORTEST, HashSet
from cymraeg_data.package.steps.word_arrays import Keys, Places, WordColumn

__all__ = ["VARIABLE", "benchmarks", "hits", "named"]

VARIABLE = "CYMRAEG_DATA_BENCHMARKS"
"""The environment variable that names files and folders of hash sets, as PATH names folders."""

SUFFIX = ".bin"

_SPARSE = 5
"""Our choice: the sieve has at least 2⁵ bits per hash, so one text in 32 outside a set is looked up."""

_LEAST_BITS = 16

_BLOCK = 1 << 15
"""Words processed at once. Our choice: their hashes stay in the cache."""


def benchmarks(folder: str | Path | Iterable[str | Path] | None = None) -> tuple[HashSet, ...]:
    """Return the hash sets of the package, of `$CYMRAEG_DATA_BENCHMARKS` and of `folder`, by name.

    >>> [found.name for found in benchmarks()]
    ['UD_Welsh-CCG dev']

    Args:
        folder: a folder of hash sets, the file of one, or several of those.

    Raises:
        InputError: two different sets have one name.
        SourceNotFoundError: there is no such folder or file.
        UnreadableError: a file is damaged, or holds no hashes.
    """
    given = [folder] if isinstance(folder, str | Path) else list(folder or ())
    given += [part for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    packaged = files("cymraeg_data") / "data" / "benchmarks"
    found: dict[str, HashSet] = {}
    for path in (Path(str(packaged)), *map(Path, given)):
        for file in _files(path):
            made = hash_sets.read(file)
            if found.setdefault(made.name, made).digest != made.digest:
                raise InputError(
                    _(
                        "Two different benchmarks are called “{name}”; the second is {path}.",
                        name=made.name,
                        path=file,
                    )
                )
    return tuple(found[name] for name in sorted(found))


def named(names: Iterable[str]) -> tuple[HashSet, ...]:
    """Return the hash sets of these names, in their order; `all` means every known one.

    Raises:
        InputError: there is none of that name; those that there are are listed.
    """
    known = {made.name: made for made in benchmarks()}
    wanted = dict.fromkeys(name for given in names for name in (known if given == "all" else (given,)))
    for name in wanted:
        if name not in known:
            raise InputError(
                _(
                    "There is no benchmark “{name}”. There are: {known}. Make its hash set with `cymraeg-data"
                    " benchmark`, and name the file in ${variable}.",
                    name=name,
                    known=", ".join(known) or "—",
                    variable=VARIABLE,
                )
            )
    return tuple(known[name] for name in wanted)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise SourceNotFoundError(path)
    return sorted(path.glob(f"*{SUFFIX}"))


def hits(array: pa.Array | pa.ChunkedArray | WordColumn, sets: Sequence[HashSet]) -> pa.Array:
    """Return for each text the name of the benchmark of which it holds an item, the first of `sets`.

    Null for none.

    `array` is a column of text, or its words from `word_arrays.read_column`.

    >>> import pyarrow as pa
    >>> items = pa.array(["Pa un o’r rhain yw prifddinas Cymru heddiw?"])
    >>> made = hash_sets.made_of(items, name="cwis")
    >>> texts = ["Cwestiwn 7: ym mha un o'r rhain yw prifddinas Cymru heddiw, meddai.", "Dim byd", None]
    >>> hits(pa.array(texts), [made]).to_pylist()
    ['cwis', None, None]

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    read = array if isinstance(array, WordColumn) else word_arrays.read_column(array)
    rows, name = read.rows, read.name
    owner = np.full(len(rows) - 1, len(sets), np.int64)
    if sets and len(owner):
        for radical, keys in ((False, read.keys), (True, read.radicals)):
            parts = [part for part in _index(tuple(sets)) if part.radical is radical and len(part.hashes)]
            for places, found in (
                *_runs(keys, rows, parts, name),
                *_stretches(keys, rows, read.lines, parts),
            ):
                np.minimum.at(owner, np.searchsorted(rows, places, side="right") - 1, found)
    names = pa.array([*(made.name for made in sets), None], pa.string())
    return names.take(pa.array(owner))


class _SetPart(NamedTuple):
    """The sorted hashes of one kind in all sets, the number of the first set with each, and a sieve.

    A bit of the sieve is set where a hash begins with the bits of its place.
    """

    n: int
    radical: bool
    hashes: Keys
    owners: Places
    sieve: Keys
    bits: int


@functools.lru_cache(maxsize=4)
def _index(sets: tuple[HashSet, ...]) -> tuple[_SetPart, ...]:
    """Return the hashes of all sets by kind."""
    return tuple(_part(number, sets) for number in range(len(KINDS)))


def _part(number: int, sets: tuple[HashSet, ...]) -> _SetPart:
    hashes = np.concatenate([made.hashes[number] for made in sets])
    owners = np.repeat(np.arange(len(sets)), [len(made.hashes[number]) for made in sets])
    unique, first = np.unique(hashes, return_index=True)
    bits = max(_LEAST_BITS, len(unique).bit_length() + _SPARSE)
    sieve = np.zeros(1 << (bits - 6), np.uint64)
    slots = unique >> np.uint64(64 - bits)
    np.bitwise_or.at(sieve, (slots >> np.uint64(6)).astype(np.int64), np.uint64(1) << (slots & np.uint64(63)))
    return _SetPart(*KINDS[number], unique, owners[first], sieve, bits)


def _runs(keys: Keys, rows: Places, parts: list[_SetPart], name: str) -> Iterator[tuple[Places, Places]]:
    """Yield where runs of words are in a set and the number of the set, some words after others."""
    parts = [part for part in parts if part.n != LINE]
    longest = max((part.n for part in parts), default=0)
    for start in range(0, len(keys) if parts else 0, _BLOCK):
        block = keys[start : start + _BLOCK + longest - 1]
        known: dict[int, Keys] = {}
        for part in parts:
            hashes = word_arrays.ngrams(block, part.n, known)[:_BLOCK]
            maybe = _let_through(hashes, part, name)
            places = maybe + start
            ends = rows[np.searchsorted(rows, places, side="right")]
            inside = places + part.n <= ends
            at, found = _exactly(hashes[maybe[inside]], part)
            yield places[inside][at], found


def _stretches(
    keys: Keys, rows: Places, lines: Places, parts: list[_SetPart]
) -> Iterator[tuple[Places, Places]]:
    """Yield where whole lines and texts are in a set, and the number of the set."""
    for part in parts:
        if part.n == LINE:
            starts = np.concatenate([lines[:-1], rows[:-1]])
            lengths = np.concatenate([np.diff(lines), np.diff(rows)])
            short = (lengths >= SHORTEST) & (lengths < MIDDLE)
            starts = starts[short]
            at, found = _exactly(hash_sets.whole(keys, starts, lengths[short]), part)
            yield starts[at], found


def _let_through(hashes: Keys, part: _SetPart, name: str) -> Places:
    """Return the places of the hashes whose bit in the sieve is set."""
    if name == "numba":
        from cymraeg_data.package.steps import numba_kernels

        found = np.empty(len(hashes) + 1, np.int64)
        return found[: numba_kernels.probe(hashes, part.sieve, part.bits, found)]
    slots = hashes >> np.uint64(64 - part.bits)
    bits = part.sieve[(slots >> np.uint64(6)).astype(np.int64)] >> (slots & np.uint64(63))
    return np.flatnonzero(bits & np.uint64(1))


def _exactly(hashes: Keys, part: _SetPart) -> tuple[Places, Places]:
    """Return which hashes are in a set, and the number of the set."""
    near = np.minimum(np.searchsorted(part.hashes, hashes), len(part.hashes) - 1)
    at = np.flatnonzero(part.hashes[near] == hashes)
    return at, part.owners[near[at]]
