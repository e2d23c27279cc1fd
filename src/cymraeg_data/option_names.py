"""The check of keyword arguments: a misspelt option raises an error with the nearest name."""

import difflib
import functools
import inspect
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar, get_args

from cymraeg_data.errors import WrongTypeError
from cymraeg_data.locale import _

__all__ = ["checked_options"]

_CUTOFF = 0.5  # our choice: options are few, so that a loose match still helps
_SHOWN = 3  # our choice: nearest names in a message

P = ParamSpec("P")
R = TypeVar("R")


def checked_options(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function` with a clear error for a keyword that it does not have.

    Type checkers see the signature of `function`. The keys of `**options: Unpack[SomeTypedDict]` are keywords
    too.

    >>> @checked_options
    ... def count(text: str, *, unit: str = "letters") -> int:
    ...     return len(text)
    >>> count("Bore da", unitt="letters")
    Traceback (most recent call last):
        ...
    cymraeg_data.errors.WrongTypeError: count() has no option “unitt”. Nearest: unit. Options: text, unit.
    """
    known = _keywords(function)

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        for name in kwargs:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=_SHOWN, cutoff=_CUTOFF)
                raise WrongTypeError(_message(function.__qualname__, name, near, known))
        return function(*args, **kwargs)

    return call


def _message(function: str, name: str, near: Iterable[str], known: Iterable[str]) -> str:
    said = {"function": function.removesuffix(".__init__"), "name": name, "known": ", ".join(known)}
    if nearest := ", ".join(near):
        return _(
            "{function}() has no option “{name}”. Nearest: {near}. Options: {known}.", near=nearest, **said
        )
    return _("{function}() has no option “{name}”. Options: {known}.", **said)


def _keywords(function: Callable[..., object]) -> tuple[str, ...]:
    """Return the keywords of `function`, including those of an unpacked `TypedDict`."""
    names: list[str] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            names += [name for options in get_args(parameter.annotation) for name in options.__annotations__]
        elif parameter.kind in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}:
            names.append(parameter.name)
    return tuple(name for name in names if name != "self")
