"""Verification of splits: nothing is in two of them, and every row is in the one that its id chooses."""

import itertools
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building import row_steps
from cymraeg_data.package.building.row_decisions import split_of
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.steps import exact_duplicates
from cymraeg_data.package.verification.built_data import Group

__all__ = ["Disjoint", "Placed"]

_Fingerprints = npt.NDArray[np.uint64]


class Disjoint:
    """Whether texts, or values that keep rows together, are in one split only."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._found: dict[str, dict[str, list[_Fingerprints]]] = {}

    def look(self, group: Group) -> None:
        """Take in some rows."""
        for name, values in row_steps.kept_together(group.table, self._manifest).items():
            of_split = self._found.setdefault(name, {}).setdefault(group.split, [])
            of_text = name == "text"
            found_here = (
                group.fingerprints(self._manifest) if of_text else exact_duplicates.fingerprints(values)
            )
            of_split.append(found_here[:, 0])

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with all the rows."""
        for splits in self._found.values():
            whole = {name: np.concatenate(parts) for name, parts in splits.items()}
            for (split, first), (other, second) in itertools.combinations(whole.items(), 2):
                n = int((np.isin(first, second) & (first != 0)).sum())
                if n:
                    yield found("S715", Location(source=split), n=n, of=len(first), split=split, other=other)


class Placed:
    """Whether each row is in the split that its id chooses, by the shares of the manifest.

    A row with a text of its own is the first of those that hang together, and its id decided. Where rows with
    one text stay, or rows are kept together by a value, the one that decided may be left out, and nothing is
    found.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._texts: list[_Fingerprints] = []
        self._misplaced: list[tuple[str, str, int]] = []
        decided_elsewhere = manifest.policy.taken_down and not manifest.steps.exact_duplicates
        self._looks = not manifest.splits.together and not decided_elsewhere

    def look(self, group: Group) -> None:
        """Take in some rows."""
        names = self._manifest.splits.names
        if not self._looks:
            return
        if group.split not in names:
            self._misplaced.append((group.split, "—", 0))
            return
        ids = group.table.column("id").combine_chunks()
        native = pc.replace_substring_regex(ids, r"#\d+$", "")
        native = pc.utf8_slice_codeunits(native, len(self._manifest.id) + 1)
        chosen = split_of(exact_duplicates.fingerprints(native, as_written=True)[:, 0], self._manifest)
        texts = group.fingerprints(self._manifest)[:, 0]
        self._texts.append(texts)
        for row in np.flatnonzero(chosen != names.index(group.split)).tolist():
            self._misplaced.append((group.split, names[chosen[row]], int(texts[row])))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with all the rows."""
        if not self._misplaced:
            return
        texts, counts = np.unique(np.concatenate([np.zeros(0, np.uint64), *self._texts]), return_counts=True)
        shared = set(texts[(counts > 1) & (texts != 0)].tolist())
        n = Counter((split, chosen) for split, chosen, text in self._misplaced if text not in shared)
        for (split, chosen), number in sorted(n.items()):
            place = Location(source=FACTS, key="splits")
            yield found("S716", place, name="split", stated=f"{split} ({number:,})", found=chosen)
