"""A second opinion: fasttext-langdetect, which can name 176 languages and knows little of short Welsh.

Its model is not in any package. It is read from `$FTLANG_CACHE` and never downloaded here: reading data opens
no connection.
"""

import functools
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from cymraeg_data.errors import ModelError
from cymraeg_data.locale import _

__all__ = ["Opinion", "detect"]

MODEL = "lid.176.ftz"


class Opinion(NamedTuple):
    """A language and the probability that fastText gives it; "und" and 0 for a text without a letter."""

    language: str
    confidence: float


def detect(texts: Iterable[str | None]) -> list[Opinion | None]:
    """Return the opinion on each text, None for None.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    return [None if text is None else _opinion(text) for text in texts]


def _opinion(text: str) -> Opinion:
    if not any(letter.isalpha() for letter in text):
        return Opinion("und", 0.0)
    readable = text.encode("utf-8", "replace").decode()  # fastText reads no lone surrogates
    return _library(_folder())(readable.replace("\0", " "))


def _folder() -> Path:
    """Return where fasttext-langdetect keeps its model."""
    given = os.environ.get("FTLANG_CACHE")
    return Path(given).expanduser() if given else Path(tempfile.gettempdir()) / "fasttext-langdetect"


@functools.lru_cache(maxsize=2)
def _library(folder: Path) -> Callable[[str], Opinion]:
    """Return the detecting function, after checking that the model file exists and loads.

    The library silently downloads a model that is missing or does not load: hence the check.
    """
    path = folder / MODEL
    if not path.is_file():
        raise ModelError(
            _(
                "The language model of fasttext-langdetect is not at {path}, and this library does not"
                " download it. Put {name} there, or set FTLANG_CACHE to the folder that has it. This"
                " command downloads it: python -c \"from ftlangdetect import detect; detect('croeso',"
                ' low_memory=True)"',
                path=path,
                name=MODEL,
            )
        )
    import fasttext
    import ftlangdetect

    try:
        fasttext.load_model(str(path))
    except (ValueError, RuntimeError) as error:
        raise ModelError(
            _("The language model {path} cannot be read: {reason}.", path=path, reason=error)
        ) from error

    def opinion(text: str) -> Opinion:
        answer = ftlangdetect.detect(text, low_memory=True)
        return Opinion(str(answer["lang"]), float(answer["score"]))

    return opinion
