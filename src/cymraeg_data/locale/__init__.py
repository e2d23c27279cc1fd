"""Welsh and English messages: one gettext catalogue, English as the source text."""

import functools
import gettext as _gettext
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

Language = Literal["cy", "en"]
__all__ = ["LANGUAGES", "N_", "Language", "both", "language", "use", "use_language"]

LANGUAGES: tuple[Language, ...] = ("cy", "en")

_chosen: ContextVar[Language | None] = ContextVar("cymraeg_data_language", default=None)


class _Process:
    """The language of `use_language`, per process: a notebook runs each cell in its own context."""

    language: Language | None = None


def language() -> Language:
    """Return the language of messages: that of `use`, else of `use_language`, else of the environment.

    The environment is read as in gettext: `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set.
    Any language but Welsh gives English.

    >>> with use("cy"):
    ...     language()
    'cy'
    """
    chosen = _chosen.get() or _Process.language
    if chosen is not None:
        return chosen
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "cy" if value.lower().startswith("cy") else "en"
    return "en"


def use_language(lang: Language | None) -> None:
    """Write messages, reports and pages of this process in `lang` from now on; None for the environment's.

    >>> use_language("cy")
    >>> _("Rows")
    'Rhesi'
    >>> use_language(None)

    Raises:
        ValueError: `lang` is neither "cy" nor "en".
    """
    if lang is not None and lang not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(
            _("There are no messages in “{found}”. Use one of: {known}.", found=lang, known=known)
        )
    _Process.language = lang


@contextmanager
def use(lang: Language) -> Iterator[None]:
    """Write messages in `lang` within a `with` block."""
    token = _chosen.set(lang)
    try:
        yield
    finally:
        _chosen.reset(token)


def both(write: Callable[[], str]) -> dict[str, str]:
    """Return the result of `write` in each language, by language tag.

    >>> both(lambda: _("Rows"))
    {'cy': 'Rhesi', 'en': 'Rows'}
    """
    texts: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            texts[lang] = write()
    return texts


def lend_to_gettext() -> None:
    """Let the process's own gettext use this catalogue, so that messages from click are Welsh too."""
    os.environ["LANGUAGE"] = language()
    _gettext.bindtextdomain("cymraeg_data", Path(__file__).parent)
    _gettext.textdomain("cymraeg_data")


def _(message: str, /, **parameters: object) -> str:
    """Return `message` in the current language with its `{named}` parameters filled in."""
    translated = message
    if message and language() == "cy":
        translated = _welsh().gettext(message)
    return translated.format(**parameters) if parameters else translated


def N_(message: str, /) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Return `message` as it is; marks text for the catalogue that is translated when it is shown."""
    return message


@functools.cache
def _welsh() -> _gettext.NullTranslations:
    return _gettext.translation("cymraeg_data", Path(__file__).parent, languages=["cy"])


def __dir__() -> list[str]:
    return sorted(__all__)
