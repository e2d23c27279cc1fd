"""Finds of personal data (place, kind, likelihood), and the definition of a kind."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError
from cymraeg_data.identifiers.digit_runs import Scan
from cymraeg_data.locale import _

__all__ = [
    "LIKELIHOODS",
    "Kind",
    "Likelihood",
    "Match",
    "PersonalData",
    "Spans",
    "found_by",
    "long_numbers",
    "rank",
]

Likelihood = Literal["possible", "likely", "certain"]
LIKELIHOODS: tuple[Likelihood, ...] = ("possible", "likely", "certain")
"""How likely a find is of its kind and about a person, in rising order."""

Spans = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""The starts and ends of parts of the bytes of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One find: `text[start:end]` is personal data of `kind`, with a likelihood.

    The text itself is left out, so that a list of finds can be shown and kept without the personal data.
    """

    start: int
    end: int
    kind: str
    likelihood: Likelihood


class Match(NamedTuple):
    """The result of the finder of one kind: offsets in the text it was given, and the likelihood."""

    start: int
    end: int
    likelihood: Likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of personal data: its name, its finding code, its cue and its finder.

    `cue` gives candidate places in the bytes of a column, by operations on whole arrays; only the
    surroundings of these places are given to `find`, as folded text.
    """

    name: str
    code: str
    cue: Callable[[Scan], Spans]
    find: Callable[[str], Iterator[Match]]

    @property
    def mask(self) -> str:
        """Return the mask of this kind: its name in capitals, in square brackets."""
        return f"[{self.name.upper()}]"


def found_by(
    form: re.Pattern[str], likelihood: Callable[[str, re.Match[str]], Likelihood | None]
) -> Callable[[str], Iterator[Match]]:
    """Return a finder of matches of a form, with the likelihood from `likelihood`; None rejects a match."""

    def find(text: str) -> Iterator[Match]:
        for match in form.finditer(text):
            how = likelihood(text, match)
            if how is not None:
                yield Match(match.start(), match.end(), how)

    return find


def long_numbers(n_digits: int) -> Callable[[Scan], Spans]:
    """Return the cue of numbers with at least `n_digits` digits."""

    def cue(scan: Scan) -> Spans:
        starts, ends, counts = scan.numbers
        return starts[counts >= n_digits], ends[counts >= n_digits]

    return cue


def rank(likelihood: str) -> int:
    """Return 0 for "possible", 1 for "likely", 2 for "certain".

    >>> rank("likely")
    1

    Raises:
        InputError: there is no such likelihood.
    """
    if likelihood not in LIKELIHOODS:
        raise InputError(
            _(
                "There is no likelihood “{found}”. Expected one of: {known}.",
                found=likelihood,
                known=", ".join(LIKELIHOODS),
            )
        )
    return LIKELIHOODS.index(likelihood)
