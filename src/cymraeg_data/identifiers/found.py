"""What is found in a text: where, of which kind, how likely; and what a kind of personal data is."""

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
"""How likely it is that a find is what its kind says and is about a person, from the least to the most."""

Spans = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Where parts of the bytes of a column start, and where they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One find: `text[start:end]` is personal data of `kind`, as sure as `likelihood` says.

    The text itself is left out, so that a list of finds can be shown and kept without showing what was found.
    """

    start: int
    end: int
    kind: str
    likelihood: Likelihood


class Match(NamedTuple):
    """What the finder of one kind gives: offsets in the text that it was shown, and the likelihood."""

    start: int
    end: int
    likelihood: Likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of personal data.

    `cue` says where in the bytes of a column there may be some, by whole-array work; only the surroundings of
    those places are given to `find`, as folded text. `code` is that of the finding about it.
    """

    name: str
    code: str
    cue: Callable[[Scan], Spans]
    find: Callable[[str], Iterator[Match]]

    @property
    def mask(self) -> str:
        """Return what stands in a masked text for a find of this kind.

        Its name in capitals, in square brackets.
        """
        return f"[{self.name.upper()}]"


def found_by(
    form: re.Pattern[str], likelihood: Callable[[str, re.Match[str]], Likelihood | None]
) -> Callable[[str], Iterator[Match]]:
    """Return the finder of what has a form, and is as likely as `likelihood` says; None is no find."""

    def find(text: str) -> Iterator[Match]:
        for match in form.finditer(text):
            how = likelihood(text, match)
            if how is not None:
                yield Match(match.start(), match.end(), how)

    return find


def long_numbers(n_digits: int) -> Callable[[Scan], Spans]:
    """Return the cue of what is a number of so many digits at least."""

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
