"""Hash sets of benchmarks: enough to find a leaked item, and no text of it.

An item of 13 words or more is kept as the hashes of its runs of 13 words, one of 8 to 12 words as those of
its runs of 8, one of 4 to 7 words as one hash of the whole, that only a whole line or text can have. Brown
and others (2020, appendix C) looked for runs of 8 to 13 words, by the length of the benchmark's items.
Shorter items are left out: the same three words are in any text, and a word list could quickly be read back
from its hashes.

Each is kept twice: with the words as they are written, and with their initial mutations undone
(`radicals.py`), so that an item that was put into another sentence is still found.

The file is a line that names the format, a line of JSON that describes the set, the hashes in order as
unsigned 64-bit integers with the lowest byte first, and the SHA-256 of all that. A hash cannot be read back
as such, but a guessed item can be looked up in the set; what is left of an item of four words
can be guessed from a list of phrases.
"""

import hashlib
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from cymraeg_data import readers
from cymraeg_data.buffers.chunks import buffers, is_text
from cymraeg_data.errors import NoDataError, UnknownColumnError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.package.steps import word_arrays
from cymraeg_data.package.steps.word_arrays import Keys, Places
from cymraeg_data.version import __version__

__all__ = [
    "KINDS",
    "LINE",
    "MIDDLE",
    "SHORTEST",
    "HashSet",
    "SetKind",
    "items_in",
    "made_of",
    "read",
    "whole",
    "write",
]

LONG, MIDDLE, SHORTEST = 13, 8, 4
LINE = 0

_MAGIC = b"cymraeg-data benchmark hashes 2\n"
_DIGEST = 32

_COMMON = 10
"""A run of words in more items than this identifies none of them. Brown and others (2020) and NeMo Curator
drop those that more than ten documents share: instructions that a benchmark repeats would otherwise drop
every text that has them.
"""


class SetKind(NamedTuple):
    """What is hashed: runs of `n` words, or for `LINE` whole lines.

    As written or with the mutations undone.
    """

    n: int
    radical: bool


KINDS = tuple(SetKind(n, radical) for n in (LONG, MIDDLE, LINE) for radical in (False, True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HashSet:
    """A benchmark as hashes: `hashes` has one sorted array for each of `KINDS`.

    Two are equal when their digests are.

    `n_items` counts the different items, `n_short` those of fewer than four words, `n_common` the hashes that
    were left out because more than ten items share them. `digest` is the SHA-256 of the file's content.
    """

    name: str
    version: str
    licence: str
    source: str
    made_by: str
    n_items: int
    n_short: int
    n_common: int
    hashes: tuple[Keys, ...]
    digest: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HashSet) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def made_of(
    items: pa.Array | pa.ChunkedArray, *, name: str, version: str = "", licence: str = "", source: str = ""
) -> HashSet:
    """Return the hash set of the items of a benchmark, an Arrow array of text.

    >>> import pyarrow as pa
    >>> items = pa.array(["Pa un o’r rhain yw prifddinas Cymru heddiw?", "Ie"])
    >>> made = made_of(items, name="cwis", licence="CC0-1.0")
    >>> made.n_items, made.n_short, [len(hashes) for hashes in made.hashes]
    (2, 1, [0, 0, 1, 1, 0, 0])

    Raises:
        NoDataError: no item has four words or more.
        WrongTypeError: `items` is not an Arrow array of text.
    """
    array = word_arrays.plain(items).unique()
    read = word_arrays.read(*buffers(array), name=word_arrays.kernel(array), mutated=True)
    lengths = np.diff(read.rows)
    if not (lengths >= SHORTEST).any():
        raise NoDataError(
            _("No item has four words or more. Name the column that holds the items with --text.")
        )
    made = [_rare(*_hashes(read.radicals if radical else read.keys, read.rows, n)) for n, radical in KINDS]
    found = HashSet(
        name=name,
        version=version,
        licence=licence,
        source=source,
        made_by=f"cymraeg-data {__version__}",
        n_items=len(array),
        n_short=int((lengths < SHORTEST).sum()),
        n_common=sum(n for _hashes, n in made),
        hashes=tuple(hashes for hashes, _n in made),
    )
    return replace(found, digest=_content(found)[-_DIGEST:].hex())


def items_in(paths: Sequence[str | Path], columns: Sequence[str] = ()) -> pa.ChunkedArray:
    """Return the texts of a benchmark's files or folders, in any readable format, as one array.

    Args:
        paths: the files or folders.
        columns: the columns that hold items; without any, all that hold text but for keys.

    Raises:
        NoDataError: there is no text in the files.
        UnknownColumnError: no file has one of `columns`.
    """
    parts, names = [], dict[str, None]()
    for source in readers.read([Path(path) for path in paths]).sources:
        for batch in source.batches():
            texts = [name for name in batch.schema.names if _is_item(batch.schema.field(name))]
            names |= dict.fromkeys(texts)
            wanted = [name for name in texts if name in columns or not columns]
            parts += [word_arrays.plain(batch.column(name)).cast(pa.large_string()) for name in wanted]
    for name in columns:
        if name not in names:
            raise UnknownColumnError(name, names)
    if not parts:
        raise NoDataError(
            _("There is no text in these files. Give the files that hold the items of the benchmark.")
        )
    return pa.concat_arrays(parts)


def _is_item(field: pa.Field) -> bool:
    return is_text(field.type) and field.name not in {*readers.PROVENANCE, "key"}


def whole(mixed: Keys, starts: Places, lengths: Places) -> Keys:
    """Return a hash of each stretch of `SHORTEST` to `MIDDLE` - 1 words: what lines are found by."""
    found = np.zeros(len(starts), np.uint64)
    for n in range(SHORTEST, MIDDLE):
        here = np.flatnonzero(lengths == n)
        stretches = mixed[starts[here, None] + np.arange(n)]
        found[here] = word_arrays.ngrams(stretches.ravel(), n)[::n] if len(here) else 0
    return found


def _hashes(mixed: Keys, rows: Places, n: int) -> tuple[Keys, Places]:
    """Return the hashes of `n` of all items that are kept so, and the item that each is of."""
    lengths = np.diff(rows)
    shortest, longest = {LONG: (LONG, len(mixed)), MIDDLE: (MIDDLE, LONG - 1), LINE: (SHORTEST, MIDDLE - 1)}[
        n
    ]
    kept = np.flatnonzero((lengths >= shortest) & (lengths <= longest))
    if n == LINE:
        return whole(mixed, rows[kept], lengths[kept]), kept
    places = word_arrays.places(rows, n)
    owners = np.searchsorted(rows, places, side="right") - 1
    here = np.isin(owners, kept)
    return word_arrays.ngrams(mixed, n)[places[here]], owners[here]


def _rare(hashes: Keys, owners: Places) -> tuple[Keys, int]:
    """Return the hashes in order, without those of more than `_COMMON` items, and how many those are."""
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    again = (hashes[1:] == hashes[:-1]) & (owners[1:] == owners[:-1])
    found, counts = np.unique(hashes[np.concatenate([[True], ~again])[: len(hashes)]], return_counts=True)
    return found[counts <= _COMMON], int((counts > _COMMON).sum())


def write(made: HashSet, path: str | Path) -> None:
    """Write a hash set to a file, the same bytes for the same set."""
    Path(path).write_bytes(_content(made))


def read(path: str | Path) -> HashSet:
    """Return the hash set in a file.

    Raises:
        UnreadableError: the file is not a hash set, is cut short, or was changed.
    """
    content = Path(path).read_bytes()
    body, digest = content[:-_DIGEST], content[-_DIGEST:]
    if not content.startswith(_MAGIC):
        raise UnreadableError(
            _("{path} holds no hashes of a benchmark. Make it with `cymraeg-data benchmark`.", path=path)
        )
    if hashlib.sha256(body).digest() != digest:
        raise UnreadableError(
            _("{path} is damaged: its checksum is not that of its content. Copy or make it again.", path=path)
        )
    header, hashes = body[len(_MAGIC) :].split(b"\n", 1)
    about = json.loads(header)
    cuts = np.cumsum([0, *about.pop("n_hashes")])
    numbers = np.frombuffer(hashes, "<u8").astype(np.uint64)
    return HashSet(
        **about, hashes=tuple(numbers[a:b] for a, b in itertools.pairwise(cuts.tolist())), digest=digest.hex()
    )


def _content(made: HashSet) -> bytes:
    """Return the bytes of the file of a hash set."""
    about = {
        part.name: getattr(made, part.name) for part in fields(made) if part.name not in {"hashes", "digest"}
    }
    about["n_hashes"] = [len(hashes) for hashes in made.hashes]
    header = json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
    body = b"".join([_MAGIC, header, b"\n", *(hashes.astype("<u8").tobytes() for hashes in made.hashes)])
    return body + hashlib.sha256(body).digest()
