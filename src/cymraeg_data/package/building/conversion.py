"""Conversion of published text to numbers and dates; unreadable values become null and are counted."""

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.package.manifests.manifest import Column

__all__ = ["ARROW_TYPES", "convert"]

ARROW_TYPES = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "date": pa.date32()}

_NUMBERS = {
    "int64": r"^[+-]?[0-9]{1,18}$",
    "float64": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$",
}


def convert(array: pa.Array, column: Column, *, strip: bool) -> tuple[pa.Array, int]:
    """Return the values of `array` in the type of `column`, and how many of them could not be read.

    >>> value = Column(to="value", origins=(("", "Gwerth"),), type="float64", thousands=",")
    >>> numbers, unread = convert(pa.array(["3,697", "0.5", "[c]", None]), value, strip=False)
    >>> numbers.to_pylist(), unread
    ([3697.0, 0.5, None, None], 1)

    Raises:
        WrongTypeError: the values are of a kind, such as lists, that this column cannot hold.
    """
    target = ARROW_TYPES[column.type]
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), target), 0
    if not _is_text(array.type):
        return _cast(array, column, target)
    text = pc.cast(array, pa.string())
    if column.type == "string":
        return (pc.utf8_trim_whitespace(text) if strip else text), 0
    trimmed = pc.utf8_trim_whitespace(text)
    given = pc.and_kleene(pc.is_valid(trimmed), pc.not_equal(trimmed, ""))
    values = _dates(trimmed, column.format) if column.type == "date" else _numbers(trimmed, column)
    unread = pc.sum(pc.and_(pc.fill_null(given, False), pc.is_null(values))).as_py() or 0
    return values, unread


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _cast(array: pa.Array, column: Column, target: pa.DataType) -> tuple[pa.Array, int]:
    """Return values that the input already has as numbers, dates or booleans, in another type."""
    try:
        values = pc.cast(array, target)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise WrongTypeError(
            _(
                "Column “{name}” holds values of type {found}, which cannot become {expected}. Give it"
                " another type in the manifest.",
                name=column.origins[0][1],
                found=array.type,
                expected=column.type,
            )
        ) from error
    return values, 0


def _numbers(text: pa.Array, column: Column) -> pa.Array:
    if column.thousands:
        text = pc.replace_substring(text, pattern=column.thousands, replacement="")
    readable = pc.match_substring_regex(text, pattern=_NUMBERS[column.type])
    return pc.cast(pc.replace_substring(pc.if_else(readable, text, None), "+", ""), ARROW_TYPES[column.type])


def _dates(text: pa.Array, form: str) -> pa.Array:
    return pc.cast(pc.strptime(text, format=form, unit="s", error_is_null=True), pa.date32())
