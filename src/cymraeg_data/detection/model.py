"""The model file: integer weights by n-gram and label, confidence by margin, and a checksum."""

import functools
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, NotRequired, TypedDict

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.model_file import ModelFrame

__all__ = [
    "DEFAULT",
    "FRAME",
    "LANES",
    "Exceptions",
    "Header",
    "Model",
    "aligned",
    "among_languages",
    "exception_hash",
    "load",
    "loads",
    "model_among",
    "parts",
    "save",
]

FRAME = ModelFrame(mark=b"CYDETECT", version=1, rebuild="python -m scripts.training.detector")
LANES = 32
"""Labels are scored in parallel in this many integer lanes; a model with fewer labels leaves some empty."""

DEFAULT = Path(__file__).parent.parent / "data" / "detect.bin"

_LANE, _SPECIAL = 63, 128
"""The part of what is listed for an exception that is its lane, and what has none."""

BIAS = 128
"""Added to each weight in the packed table, so that lanes never borrow from one another."""


class Header(TypedDict):
    """The header of a model file, as JSON; training adds what the model was made from."""

    labels: list[str]
    bits: int
    lengths: list[int]
    edges: list[int]
    confidence: list[list[float]]
    n_exceptions: NotRequired[int]
    other_scripts: NotRequired[int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """The content of a model file.

    `labels` names the language of each lane (more than one may be "mis", a language the model cannot name);
    `weights` is `[bucket, label]` and `packed` the same with four labels per integer, as `[bucket, group]`
    with an empty bucket at the end; `lengths` are the upper ends of the classes of text length in words,
    `edges` the lower ends of the classes of margin, and `confidence[length class, margin class]` was measured
    on held-out text. `exceptions` are the hashes of words that are looked up and not only scored, in order,
    and `exception_lanes` the lane of each (`weighing.exceptions`); `allowed` are the labels that may be
    answered, and `other_scripts` is the lane of languages in scripts other than Latin.
    """

    labels: tuple[str, ...]
    bits: int
    weights: npt.NDArray[np.int8]
    lengths: tuple[int, ...]
    edges: npt.NDArray[np.int64]
    confidence: npt.NDArray[np.float64]
    packed: npt.NDArray[np.uint64]
    exceptions: npt.NDArray[np.uint32]
    exception_lanes: npt.NDArray[np.uint8]
    allowed: npt.NDArray[np.bool_]
    other_scripts: int

    @property
    def languages(self) -> tuple[str, ...]:
        """Return each language once: labels of the same language are adjacent."""
        return tuple(dict.fromkeys(self.labels))

    @property
    def welsh(self) -> int:
        """Return the lane of Welsh."""
        return self.labels.index("cy")

    @property
    def english(self) -> int:
        """Return the lane of English."""
        return self.labels.index("en")


def exception_hash(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    """Return 32 bits of hash for each key of a word."""
    mixed = (keys ^ (keys >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xC2B2AE3D27D4EB4F)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def aligned(n_rows: int, n_columns: int) -> npt.NDArray[np.uint64]:
    """Return zeros whose rows of 64 bytes are lines of the cache."""
    line = 8
    raw = np.zeros(n_rows * n_columns + line, np.uint64)
    skip = -raw.ctypes.data // raw.itemsize % line
    return raw[skip : skip + n_rows * n_columns].reshape(n_rows, n_columns)


class Exceptions(NamedTuple):
    """Words that are looked up: the hash of each (`exception_hash`), in order, and its lane."""

    hashes: npt.NDArray[np.uint32]
    lanes: npt.NDArray[np.uint8]


NO_EXCEPTIONS = Exceptions(np.zeros(0, np.uint32), np.zeros(0, np.uint8))


def build(header: Header, weights: npt.NDArray[np.int8], listed: Exceptions = NO_EXCEPTIONS) -> Model:
    """Return a model from the parts of its file; `weights` has a row per bucket and a column per label."""
    labels = tuple(header["labels"])
    biased = aligned(len(weights) + 1, LANES // 4).view("<u2")
    biased[:] = BIAS
    here = biased[:-1, : len(labels)]
    np.add(weights, BIAS, out=here, dtype=here.dtype, casting="unsafe")
    return Model(
        labels=labels,
        bits=header["bits"],
        weights=weights,
        lengths=tuple(header["lengths"]),
        edges=np.array(header["edges"], np.int64),
        confidence=np.array(header["confidence"], np.float64),
        packed=biased.view("<u8").astype(np.uint64, copy=False),
        exceptions=listed.hashes,
        exception_lanes=listed.lanes,
        allowed=np.ones(len(labels), np.bool_),
        other_scripts=header.get("other_scripts", len(labels) - 1),
    )


def save(
    path: str | Path,
    header: Header,
    weights: npt.NDArray[np.int8],
    listed: Exceptions = NO_EXCEPTIONS,
) -> None:
    """Write a model file; the same parts always give the same bytes."""
    header = {**header, "n_exceptions": len(listed.hashes)}
    text = json.dumps(header, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    body = zlib.compress(np.ascontiguousarray(weights.T).tobytes(), 9)
    body += listed.hashes.astype("<u4").tobytes() + listed.lanes.tobytes()
    Path(path).write_bytes(FRAME.pack(text, body))


def loads(content: bytes, name: str | Path) -> Model:
    """Return the model that the bytes of a model file hold.

    Raises:
        ModelError: the bytes are damaged, are not a model, or were made for another version.
    """
    return _model(*FRAME.unpack(content, name))


def _model(text: bytes, body: bytes) -> Model:
    return build(*parts(text, body))


def parts(text: bytes, body: bytes) -> tuple[Header, npt.NDArray[np.int8], Exceptions]:
    """Return the header, the weights as `[bucket, label]`, and the exceptions of a model file."""
    header: Header = json.loads(text)
    stream = zlib.decompressobj()
    flat = np.frombuffer(stream.decompress(body), np.int8)
    weights = np.ascontiguousarray(flat.reshape(len(header["labels"]), -1).T)
    n, rest = header.get("n_exceptions", 0), stream.unused_data
    hashes = np.frombuffer(rest[: 4 * n], "<u4").astype(np.uint32)
    return header, weights, Exceptions(hashes, np.frombuffer(rest[4 * n :], np.uint8).copy())


@functools.lru_cache(maxsize=4)
def load(path: str | Path = DEFAULT) -> Model:
    """Return the model in the file at `path`, read once; by default the one in the package.

    Raises:
        ModelError: the file cannot be read, is damaged, or was made for another version.
    """
    return _model(*FRAME.read(path))


def model_among(languages: Iterable[str] | None) -> Model:
    """Return the packaged model, restricted to some languages where they are given.

    Raises:
        WrongTypeError: the languages are not an iterable of tags.
        InputError: a language is not one that the model names, or there is none.
    """
    if languages is None:
        return load()
    if isinstance(languages, str) or not isinstance(languages, Iterable):
        raise WrongTypeError(
            _(
                'The option among takes languages, as in among=("cy", "en"), not {found}.',
                found=repr(languages),
            )
        )
    return among_languages(tuple(dict.fromkeys(languages)))


@functools.lru_cache(maxsize=8)
def among_languages(languages: tuple[str, ...]) -> Model:
    """Return the packaged model restricted to some languages: the others have no evidence.

    Raises:
        InputError: a language is not one that the model names, or there is none.
    """
    model = load()
    known = [language for language in model.languages if language != "und"]
    wrong = [language for language in languages if language not in known]
    if wrong or not languages:
        raise InputError(
            _(
                "The model does not name the language “{name}”. Choose among: {names}.",
                name=", ".join(map(str, wrong)),
                names=", ".join(known),
            )
        )
    allowed = np.array([label in languages for label in model.labels])
    lanes = model.exception_lanes
    of_both = bool(allowed[model.welsh] and allowed[model.english])
    kept = np.where(lanes < _SPECIAL, allowed[np.minimum(lanes & _LANE, len(allowed) - 1)], of_both)
    return replace(model, allowed=allowed, exceptions=model.exceptions[kept], exception_lanes=lanes[kept])
