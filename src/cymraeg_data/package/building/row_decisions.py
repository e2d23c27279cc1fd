"""The steps of a build that look at all rows together: repeated ids, duplicates, splits."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.package.building import ids
from cymraeg_data.package.building.row_steps import NUMBER, kept_together
from cymraeg_data.package.building.work_parts import Parts
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.steps import exact_duplicates, near_duplicates

__all__ = ["Decisions", "decide", "split_of"]

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What becomes of the rows, in the order of the input.

    `occurrence` is the how-manieth of its id each row is that was read. The others are about the rows that
    are kept so far: `numbers` says which of those read they are, `kept_instead` which is kept in their place
    (-1: the row itself), `is_near` whether that is for likeness rather than equality, `taken_down` whether
    the manifest wants them out, `split` the number of their split in `Splits.names`.
    """

    numbers: Numbers
    occurrence: Numbers
    kept_instead: Numbers
    is_near: npt.NDArray[np.bool_]
    taken_down: npt.NDArray[np.bool_]
    split: Numbers

    @property
    def kept(self) -> npt.NDArray[np.bool_]:
        """Return which rows are kept."""
        return (self.kept_instead < 0) & ~self.taken_down


def decide(parts: Parts, manifest: Manifest) -> Decisions:
    """Return what the steps of `manifest` decide about the rows of all parts.

    Of equal and of similar rows the first in the input is kept; where that one was taken down, none is. Rows
    that hang together (equal or similar texts, equal values of `splits.together`) go into one split, chosen
    by the id of the first of them, so that a new row moves no other.
    """
    numbers = _numbers(parts)
    fingerprints = parts.fingerprints("id_fingerprints")
    occurrence = np.zeros(len(fingerprints), np.int64)
    read = fingerprints.any(axis=1)  # a row without any value has no id
    occurrence[read] = ids.occurrences(fingerprints[read])
    n = len(numbers)
    alone = np.arange(n)
    equal, similar = alone, alone
    if manifest.steps.exact_duplicates or len(manifest.splits.names) > 1:
        equal = _first_equal(parts.fingerprints("text_fingerprints"))
    if manifest.steps.near_duplicates is not None and n:
        signatures = parts.signatures("signatures")
        similar = near_duplicates.clusters(signatures, rank=alone, threshold=manifest.steps.near_duplicates)
    first = np.where(similar != alone, similar, alone)
    if manifest.steps.exact_duplicates:
        first = np.where(equal != alone, equal, first)
    return Decisions(
        numbers=numbers,
        occurrence=occurrence,
        kept_instead=np.where(first != alone, numbers[_roots(first)] if n else alone, -1),
        is_near=(first != alone) & ((equal == alone) | (not manifest.steps.exact_duplicates)),
        taken_down=_taken_down(manifest, fingerprints[numbers], occurrence[numbers]) & (first == alone),
        split=_splits(parts, manifest, (equal, similar), fingerprints[numbers]),
    )


def _numbers(parts: Parts) -> Numbers:
    """Return the number, among all rows that were read, of each row that is kept so far."""
    found, before = [np.zeros(0, np.int64)], 0
    for part in parts.parts:
        found.append(parts.rows(part, [NUMBER]).column(NUMBER).to_numpy() + before)
        before += part.n_read
    return np.concatenate(found)


def _first_equal(fingerprints: npt.NDArray[np.uint64]) -> Numbers:
    """Return for each row the first with the same fingerprint; rows without text are like no other."""
    firsts = np.arange(len(fingerprints))
    given = np.flatnonzero(fingerprints.any(axis=1))
    order = given[np.lexsort((fingerprints[given, 1], fingerprints[given, 0]))]
    changes = (fingerprints[order][1:] != fingerprints[order][:-1]).any(axis=1)
    starts = np.flatnonzero(np.r_[True, changes][: len(order)])
    firsts[order] = np.repeat(order[starts], np.diff(np.r_[starts, len(order)]))
    return firsts


def _roots(first: Numbers) -> Numbers:
    """Return where the chain of firsts ends: the row that is kept for a row that is kept for this one."""
    while not np.array_equal(further := first[first], first):
        first = further
    return first


def _taken_down(
    manifest: Manifest, fingerprints: npt.NDArray[np.uint64], occurrence: Numbers
) -> npt.NDArray[np.bool_]:
    """Return which rows the manifest says were taken down."""
    found = np.zeros(len(fingerprints), bool)
    if not manifest.policy.taken_down:
        return found
    native = [item.id.removeprefix(f"{manifest.id}:") for item in manifest.policy.taken_down]
    names, __, numbers = zip(*(name.partition("#") for name in native), strict=True)
    wanted = exact_duplicates.fingerprints(pa.array(names, pa.string()), as_written=True)
    for fingerprint, number in zip(wanted, numbers, strict=True):
        same = (fingerprints == fingerprint).all(axis=1)
        found |= same & (occurrence == (int(number) if number.isdecimal() else 1))
    return found


def _splits(
    parts: Parts, manifest: Manifest, links: tuple[Numbers, ...], fingerprints: npt.NDArray[np.uint64]
) -> Numbers:
    """Return the split of each row."""
    n = len(fingerprints)
    if len(manifest.splits.names) == 1 or not n:
        return np.zeros(n, np.int64)
    if manifest.splits.together:
        links = (*links, _first_equal(_together(parts, manifest)))
    group = np.arange(n)
    while True:  # the smallest number spreads along every kind of link until nothing changes
        before = group.copy()
        for link in links:
            lowest = group.copy()
            np.minimum.at(lowest, link, group)
            group = np.minimum(group, lowest[link])
        if np.array_equal(group, before):
            break
    return split_of(fingerprints[group, 0], manifest)


def split_of(fingerprints: npt.NDArray[np.uint64], manifest: Manifest) -> Numbers:
    """Return the number in `Splits.names` of each row's split, which 64 bits of its native id choose."""
    # 53 bits make a number from 0 to 1, which stays the same from build to build.
    place = (fingerprints >> np.uint64(11)).astype(np.float64) / 2.0**53
    shares = [share for share in (manifest.splits.validation, manifest.splits.test) if share]
    limits = np.cumsum(shares)
    split: Numbers = (np.searchsorted(limits, place, side="right") + 1) % (len(limits) + 1)
    return split


def _together(parts: Parts, manifest: Manifest) -> npt.NDArray[np.uint64]:
    """Return a fingerprint of the values that keep rows together."""
    found = [
        exact_duplicates.fingerprints(kept_together(parts.rows(part), manifest)["together"])
        for part in parts.parts
    ]
    return np.concatenate(found)
