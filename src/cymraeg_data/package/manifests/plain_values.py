"""Frozen dataclasses from the plain values of TOML and JSON and back, with every fault named by its place."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, get_args, get_origin

from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.cols import list_structure_factory
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from cymraeg_data.locale import N_, _

__all__ = [
    "CONVERTER",
    "TYPE_NAMES",
    "Keyed",
    "PlainFaultsError",
    "Values",
    "expected",
    "place",
    "shown_value",
    "structured",
]

Values: TypeAlias = Mapping[str, Any]
"""A table of TOML or an object of JSON, in the form that the JSON Schema has checked."""

T = TypeVar("T")
_Hook: TypeAlias = Callable[[Any, Any], Any]  # as cattrs types them
_Factory: TypeAlias = Callable[[Any, Converter], _Hook]
_KEYED = "an object in files"
Keyed: TypeAlias = Annotated[tuple[tuple[str, T], ...], _KEYED]
"""Pairs of a name and a value: an object in files, sorted by name when they are read."""

TYPE_NAMES = {
    "string": N_("text"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false"),
    "array": N_("a list"),
    "object": N_("a table"),
    "string|object": N_("text or a table"),
    "number|boolean": N_("a number, or true"),
}


class PlainFaultsError(ValueError):
    """Plain values are not of the layout that a class wants; `faults` names every place."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


class _ValueFaultError(TypeError):
    """One value is of another type than expected."""


def place(parts: Iterable[str | int]) -> str:
    """Return a path as a person counts: `parse.columns[2].to` is the second column."""
    written = ""
    for part in parts:
        written += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return written.removeprefix(".")


def shown_value(value: object) -> str:
    """Return a short form of a value for a message."""
    if isinstance(value, str):
        return f"“{value[:80]}”"
    if isinstance(value, dict | list):
        return _(TYPE_NAMES["object" if isinstance(value, dict) else "array"])
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def structured(values: object, kind: type[T]) -> T:
    """Return the instance of a dataclass that plain values describe.

    Raises:
        PlainFaultsError: the values are not of that layout; every fault is listed with its place.
    """
    try:
        return CONVERTER.structure(values, kind)
    except (ClassValidationError, IterableValidationError, TypeError, AttributeError) as error:
        raise PlainFaultsError(_faults(error, ())) from error


def _faults(error: BaseException, parts: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            name = note.name if isinstance(note, AttributeValidationNote) else note.index
            yield from _faults(inner, (*parts, name))
        for inner in others:
            yield from _faults(inner, parts)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from (f"{place((*parts, name))}: {_('unknown key')}" for name in sorted(error.extra_fields))
    elif isinstance(error, KeyError):
        yield f"{place((*parts[:-1], *error.args))}: {_('missing')}"
    else:
        yield f"{place(parts)}: {error}".removeprefix(": ")


def expected(found: object, wanted: object) -> str:
    """Return what is wrong with a value, and what it should have been."""
    return _("{found} was found; expected {expected}", found=shown_value(found), expected=wanted)


def _exactly(name: str, *kinds: type) -> _Hook:
    """Return a hook that takes values of these types alone: "3" is not a number, and 1 is not true."""

    def hook(value: object, __: object) -> object:
        if type(value) not in kinds:
            raise _ValueFaultError(expected(value, _(TYPE_NAMES[name])))
        return kinds[0](value)

    return hook


def _one_of(value: object, kind: object) -> object:
    known = get_args(kind)
    if value not in known:
        raise _ValueFaultError(
            _(
                "{found} was found; expected one of: {known}",
                found=shown_value(value),
                known=", ".join(map(str, known)),
            )
        )
    return value


def _is_keyed(kind: object) -> bool:
    return get_origin(kind) is Annotated and _KEYED in get_args(kind)[1:]


def _keyed_structure(kind: Any, converter: Converter) -> _Hook:
    pair = get_args(get_args(get_args(kind)[0])[0])
    named: type[dict[str, object]] = GenericAlias(dict, pair)  # type: ignore[assignment]

    def hook(value: object, __: object) -> object:
        if not isinstance(value, dict):
            raise _ValueFaultError(expected(value, _(TYPE_NAMES["object"])))
        return tuple(sorted(converter.structure(value, named).items(), key=lambda item: item[0]))

    return hook


def _of_type(kinds: tuple[type, ...], name: str, make: _Factory) -> _Factory:
    """Return a factory of hooks that refuse values of other types and then use the hook of `make`."""

    def factory(kind: Any, converter: Converter) -> _Hook:
        inner = make(kind, converter)

        def hook(value: object, wanted: object) -> object:
            if not isinstance(value, kinds):
                raise _ValueFaultError(expected(value, _(TYPE_NAMES[name])))
            return inner(value, wanted)

        return hook

    return factory


def _tuple_structure(kind: Any, converter: Converter) -> _Hook:
    kinds = get_args(kind)
    if kinds[-1] is ...:
        as_list = list_structure_factory(GenericAlias(list, kinds[0]), converter)  # type: ignore[arg-type]
        return lambda value, wanted: tuple(as_list(value, wanted))

    def hook(value: list[object], __: object) -> object:
        if len(value) != len(kinds):
            raise _ValueFaultError(expected(value, _(TYPE_NAMES["array"])))
        return tuple(converter.structure(each, inner) for each, inner in zip(value, kinds, strict=True))

    return hook


def _keyed_values(__: object, converter: Converter) -> Callable[[Any], object]:
    return lambda pairs: {name: converter.unstructure(value) for name, value in pairs}


def _origin(kind: object) -> object:
    return get_origin(kind)


def _converter() -> Converter:
    converter = Converter(unstruct_collection_overrides={tuple: list}, forbid_extra_keys=True)
    converter.register_structure_hook(str, _exactly("string", str))
    converter.register_structure_hook(int, _exactly("integer", int))
    converter.register_structure_hook(bool, _exactly("boolean", bool))
    converter.register_structure_hook(float, _exactly("number", float, int))
    # The checksum of a manifest counts whether a number was written with a fraction.
    converter.register_structure_hook(int | float | None, lambda value, __: value)
    converter.register_structure_hook_func(lambda kind: _origin(kind) is Literal, _one_of)
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, __: value)
    factories: tuple[tuple[Callable[[object], bool], _Factory], ...] = (
        (lambda kind: _origin(kind) is tuple, _of_type((list, tuple), "array", _tuple_structure)),
        (dataclasses.is_dataclass, _of_type((dict,), "object", make_dict_structure_fn)),
        (_is_keyed, _keyed_structure),
    )
    for applies, factory in factories:
        converter.register_structure_hook_factory(applies, factory)
    converter.register_unstructure_hook_factory(_is_keyed, _keyed_values)
    return converter


CONVERTER = _converter()
