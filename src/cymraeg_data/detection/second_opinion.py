"""A second opinion: fasttext-langdetect, which can name 176 languages and knows little of short Welsh.

Its model is not in any package. It is read from `$FTLANG_CACHE`, and never fetched from here: what reads data
opens no connection.
"""

import functools
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from cymraeg_data.errors import ModelError
from cymraeg_data.locale import _

__all__ = ["Opinion", "detect"]

MODEL = "lid.176.ftz"


class Opinion(NamedTuple):
    """A language and how likely fastText holds it to be; "und" and 0 for a text without a letter."""

    language: str
    confidence: float


def detect(texts: Iterable[str | None]) -> list[Opinion | None]:
    """Return the opinion on each text, None for None.

    Raises:
        ModelError: the model file is not there, or is damaged.
    """
    return [None if text is None else _opinion(text) for text in texts]


def _opinion(text: str) -> Opinion:
    if not any(letter.isalpha() for letter in text):
        return Opinion("und", 0.0)
    readable = text.encode("utf-8", "replace").decode()  # fastText reads no lone surrogates
    found = _library(_folder())(readable.replace("\0", " "), low_memory=True)
    return Opinion(str(found["lang"]), float(found["score"]))


def _folder() -> Path:
    """Return where fasttext-langdetect keeps its model."""
    given = os.environ.get("FTLANG_CACHE")
    return Path(given).expanduser() if given else Path(tempfile.gettempdir()) / "fasttext-langdetect"


@functools.lru_cache(maxsize=2)
def _library(folder: Path) -> Any:
    """Return the function that detects, once the model file is known to be there and to load.

    The library fetches a model that is missing, and one that does not load, without a word: hence the trial.
    """
    path = folder / MODEL
    if not path.is_file():
        raise ModelError(
            _(
                "The language model of fasttext-langdetect is not at {path}, and it is not fetched from here."
                " Put {name} there, or set FTLANG_CACHE to the folder that holds it. With a connection, this"
                " fetches it: python -c \"from ftlangdetect import detect; detect('croeso',"
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
    return ftlangdetect.detect
