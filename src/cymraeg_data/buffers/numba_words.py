"""From bytes to words in compiled code: the same normalised text, edges and keys as `numpy_words`.

It reads well-formed UTF-8 (lone surrogates too) and gives up on a piece that is not, which is then read in
numpy. Each function is compiled for one signature when it is first called, or loaded from where numba kept
it. Constants of other modules are arguments, never globals: numba's cache on disk depends only on the date of
this file.
"""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numba.extending
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import cgutils

from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = [
    "MALFORMED",
    "Int",
    "Marks",
    "cut_words",
    "find_edges",
    "jit",
    "longest",
    "read_keys",
    "spell",
    "sum_rows",
    "sum_weights",
]

MALFORMED = -1
"""The result of `spell` for bytes that are not UTF-8."""

Codegen: TypeAlias = Any  # numba and llvmlite do not type their code generation
Function = TypeVar("Function", bound=Callable[..., object])
Int = int | np.integer[Any]
Letters = npt.NDArray[np.uint16]
Marks = npt.NDArray[np.uint32]

_code: Codegen = cgutils
_HIGH = np.uint64(0x8080808080808080)
_SPACE, _APOSTROPHE, _DASH, _DOT = np.uint8(0x20), np.uint8(0x27), np.uint8(0x2D), np.uint8(0x2E)


def jit(function: Function) -> Function:
    """Return the function compiled, without the GIL; cached on disk where numba can write."""
    try:
        return cast("Function", numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # a read-only install without a user folder
        return cast("Function", numba.njit(nogil=True)(function))


def _read_eight(_context: Codegen, text: Codegen, at: Codegen) -> Codegen:
    """Return eight bytes of `text` from any offset as one little-endian integer."""

    def generate(context: Codegen, builder: Codegen, signature: Codegen, arguments: Codegen) -> Codegen:
        return builder.load(_address(context, builder, signature, arguments), align=1)

    return numba.uint64(text, at), generate


def _write_eight(_context: Codegen, text: Codegen, at: Codegen, _value: Codegen) -> Codegen:
    """Write eight bytes of `text` as `_read_eight` reads them."""

    def generate(context: Codegen, builder: Codegen, signature: Codegen, arguments: Codegen) -> Codegen:
        builder.store(arguments[2], _address(context, builder, signature, arguments), align=1)
        return context.get_dummy_value()

    return numba.void(text, at, numba.uint64), generate


def _address(context: Codegen, builder: Codegen, signature: Codegen, arguments: Codegen) -> Codegen:
    """Return a pointer to eight bytes in the code being compiled."""
    array = context.make_array(signature.args[0])(context, builder, arguments[0])
    first = builder.gep(array.data, [arguments[1]])
    return builder.bitcast(first, context.get_value_type(numba.uint64).as_pointer())


def _sum_rows(
    _context: Codegen, table: Codegen, which: Codegen, first: Codegen, last: Codegen, row: Codegen
) -> Codegen:
    """Write to `row` the sum of the rows of `table` that `which` names from `first` to `last`.

    A row of eight integers is one vector here, which numba does not make of a loop over eight.
    """

    def generate(context: Codegen, builder: Codegen, signature: Codegen, arguments: Codegen) -> Codegen:
        eight = ir.VectorType(ir.IntType(64), 8)
        rows, places, into = (
            context.make_array(signature.args[at])(context, builder, arguments[at]).data for at in (0, 1, 4)
        )
        rows = builder.bitcast(rows, eight.as_pointer())
        total = _code.alloca_once_value(builder, ir.Constant(eight, None))
        first_, last_ = (
            context.cast(builder, arguments[at], signature.args[at], numba.types.intp) for at in (2, 3)
        )
        with _code.for_range_slice(builder, first_, last_, ir.Constant(first_.type, 1), first_.type) as (
            at,
            _n,
        ):
            place = builder.zext(builder.load(builder.gep(places, [at])), first_.type)
            found = builder.load(builder.gep(rows, [place]), align=8)
            builder.store(builder.add(builder.load(total), found), total)
        builder.store(builder.load(total), builder.bitcast(into, eight.as_pointer()), align=8)
        return context.get_dummy_value()

    return numba.void(table, which, first, last, row), generate


def _sum_weights(
    _context: Codegen, table: Codegen, which: Codegen, first: Codegen, last: Codegen, row: Codegen
) -> Codegen:
    """Write to `row`, 32 integers of 16 bits, the sum of the rows of a table of 32 integers of 8 bits.

    The rows are those that `which` names from `first` to `last`, as in `_sum_rows`.
    """

    def generate(context: Codegen, builder: Codegen, signature: Codegen, arguments: Codegen) -> Codegen:
        small, wide = ir.VectorType(ir.IntType(8), 32), ir.VectorType(ir.IntType(16), 32)
        rows, places, into = (
            context.make_array(signature.args[at])(context, builder, arguments[at]).data for at in (0, 1, 4)
        )
        rows = builder.bitcast(rows, small.as_pointer())
        total = _code.alloca_once_value(builder, ir.Constant(wide, None))
        first_, last_ = (
            context.cast(builder, arguments[at], signature.args[at], numba.types.intp) for at in (2, 3)
        )
        with _code.for_range_slice(builder, first_, last_, ir.Constant(first_.type, 1), first_.type) as (
            at,
            _n,
        ):
            place = builder.zext(builder.load(builder.gep(places, [at])), first_.type)
            found = builder.sext(builder.load(builder.gep(rows, [place]), align=1), wide)
            builder.store(builder.add(builder.load(total), found), total)
        builder.store(builder.load(total), builder.bitcast(into, wide.as_pointer()), align=2)
        return context.get_dummy_value()

    return numba.void(table, which, first, last, row), generate


sum_rows: Codegen = numba.extending.intrinsic(_sum_rows)
sum_weights: Codegen = numba.extending.intrinsic(_sum_weights)
_eight: Codegen = numba.extending.intrinsic(_read_eight)
_put_eight: Codegen = numba.extending.intrinsic(_write_eight)


@jit
def _width(data: Bytes, at: int, end: int) -> int:
    """Return the number of bytes of the non-ASCII character at `at`, 0 if it is incomplete."""
    lead = data[at]
    width = 0
    if lead >= 0xC2:
        width = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4 if lead < 0xF5 else 0
    if at + width > end:
        return 0
    for step in range(1, width):
        if (data[at + step] & 0xC0) != 0x80:
            return 0
    return width


@jit
def _is_symbol(lead: Int, second: Int) -> bool:
    """Return whether a non-ASCII character is not part of a word (`numpy_words._blank_symbols`)."""
    if lead == 0xC3:
        return second in (0x97, 0xB7)
    if lead in (0xC2, 0xE2, 0xEF) or lead >= 0xF3:
        return True
    return bool(
        (lead == 0xE3 and second == 0x80)
        or (lead == 0xED and second >= 0xA0)
        or (lead == 0xF0 and second == 0x9F)
    )


@jit
def _is_quote(data: Bytes, at: int) -> bool:
    """Return whether ’, ‘ or ʼ is at `at`."""
    if data[at] == 0xCA:
        return bool(data[at + 1] == 0xBC)
    return bool(data[at] == 0xE2 and data[at + 1] == 0x80 and (data[at + 2] == 0x98 or data[at + 2] == 0x99))


@jit
def _lower(lead: Int, second: Int) -> Int:
    """Return the second byte of a letter of two bytes in lower case."""
    if lead == 0xC3 and 0x80 <= second <= 0x9E:
        return second + 0x20
    if lead == 0xC5 and second in (0xB4, 0xB6):
        return second + 1
    return second


@jit
def _follow(second: Int, third: Int) -> bool:
    """Return whether two bytes go on a character of three."""
    return bool((second & 0xC0) == 0x80 and (third & 0xC0) == 0x80)


@jit
def _write(data: Bytes, at: int, width: int, text: Bytes, size: int, composed: Letters) -> int:
    """Write the normalised form of a non-ASCII character after the text; return the size of the text."""
    lead, second = data[at], data[at + 1]
    if _is_quote(data, at):
        text[size] = _APOSTROPHE
        return size + 1
    if _is_symbol(lead, second):
        text[size] = _SPACE
        if lead == 0xE2 and second == 0x80:
            third = data[at + 2]
            text[size] = _DASH if third in (0x93, 0x94) else _DOT if third == 0xA6 else _SPACE
        return size + 1
    if lead == 0xCC:
        letter = composed[text[size - 1], second]
        if letter:
            text[size - 1], text[size] = letter >> 8, letter & 0xFF
            return size + 1
    text[size], text[size + 1] = lead, _lower(lead, second)
    for step in range(2, width):
        text[size + step] = data[at + step]
    return size + width


@jit
def _lower_eight(plain: np.uint64) -> np.uint64:
    """Return eight ASCII characters in lower case."""
    from_a = plain + np.uint64(0x3F3F3F3F3F3F3F3F)  # the high bit of each byte is the answer
    after_z = plain + np.uint64(0x2525252525252525)
    return plain | ((from_a & ~after_z & _HIGH) >> np.uint64(2))


@jit
def spell(data: Bytes, offsets: Places, composed: Letters, text: Bytes, ends: Places, chars: Places) -> int:
    """Write the normalised rows, with a space before each and after the last; return the size.

    The size of malformed text is `MALFORMED`. `ends` are the ends of the rows in the result, `chars` the
    number of characters of each row as given.
    """
    text[0], size = _SPACE, 1
    for row in range(offsets.shape[0] - 1):
        at, end, n_chars = offsets[row], offsets[row + 1], 0
        while at < end:
            n = min(end - at, 8)
            if at + 8 <= data.shape[0]:
                word = _eight(data, at)
                if not (word & (_HIGH >> np.uint64(64 - 8 * n))):
                    _put_eight(text, size, _lower_eight(word & ~_HIGH))
                    at += n
                    size += n
                    n_chars += n
                    continue
            byte = data[at]
            n_chars += 1
            if byte < 0x80:
                text[size] = byte + np.uint8(0x20) if 0x41 <= byte <= 0x5A else byte
                size += 1
                at += 1
            elif 0xE4 <= byte < 0xED and at + 3 <= end and _follow(data[at + 1], data[at + 2]):
                text[size], text[size + 1], text[size + 2] = byte, data[at + 1], data[at + 2]
                size += 3
                at += 3
            elif 0xCE <= byte < 0xE0 and at + 2 <= end and (data[at + 1] & 0xC0) == 0x80:
                text[size], text[size + 1] = byte, data[at + 1]
                size += 2
                at += 2
            else:
                width = _width(data, at, end)
                if width == 0:
                    return MALFORMED
                size = _write(data, at, width, text, size, composed)
                at += width
        text[size] = _SPACE
        size += 1
        ends[row], chars[row] = size, n_chars
    return size


@jit
def _inside(block: np.uint64) -> np.uint64:
    """Return the high bit of each of eight bytes that is a lower-case letter, a digit or not ASCII."""
    plain = block & ~_HIGH
    letter = (plain + np.uint64(0x1F1F1F1F1F1F1F1F)) & ~(plain + np.uint64(0x0505050505050505))
    digit = (plain + np.uint64(0x5050505050505050)) & ~(plain + np.uint64(0x4646464646464646))
    return (letter | digit | block) & _HIGH


@jit
def _apostrophes(block: np.uint64) -> np.uint64:
    """Return the high bit of each of eight bytes that is an apostrophe."""
    other = block ^ np.uint64(0x2727272727272727)
    return ~(((other & ~_HIGH) + ~_HIGH) | other) & _HIGH


@jit
def find_edges(text: Bytes, size: int, edges: Marks) -> int:
    """Write the starts and ends of words in turn, eight bytes per step; return the number of edges."""
    n: Int = 0
    one, last = np.uint64(8), np.uint64(56)
    before, edge_before = np.uint64(0), np.uint64(0)
    block = _eight(text, 0)
    here = _inside(block)
    for at in range(0, size, 8):
        following = _eight(text, at + 8)
        after = _inside(following)
        marks = _apostrophes(block) & ((here << one) | (before >> last)) & ((here >> one) | (after << last))
        word = here | marks
        edge = word ^ ((word << one) | (edge_before >> last))
        for step in range(8):
            edges[n] = at + step
            n += np.int64((edge >> np.uint64(8 * step + 7)) & np.uint64(1))
        before, edge_before, block, here = here, word, following, after
    return int(n)


@jit
def longest(edges: Marks, n_edges: int) -> int:
    """Return the bytes of the longest word."""
    most = 0
    for edge in range(0, n_edges, 2):
        most = max(most, int(edges[edge + 1]) - int(edges[edge]))
    return most


@jit
def cut_words(text: Bytes, edges: Marks, n_edges: int, longest: int, cut: Marks) -> int:
    """Write the edges with those of the pieces of long words (`numpy_words._cut_long`); return the number."""
    n = 0
    for edge in range(0, n_edges, 2):
        start, end = np.int64(edges[edge]), np.int64(edges[edge + 1])
        cut[n] = start
        if end - start > longest:
            for place in range(start + longest - 3, end, longest - 3):
                at = int(place)
                for _byte in range(3):
                    if (text[at] & 0xC0) == 0x80:
                        at -= 1
                cut[n + 1] = cut[n + 2] = at
                n += 2
        cut[n + 1] = end
        n += 2
    return n


@jit
def _key(text: Bytes, start: Int, length: Int, factors: Keys, below: Keys) -> np.uint64:
    """Return the key of a word (`numpy_words.word_keys`)."""
    key: np.uint64 = _eight(text, start) & below[min(length, 8)]
    if length <= 8:
        return key
    for step in range(3):
        part = _eight(text, start + 8 * step + 8) & below[min(max(length - 8 * step - 8, 0), 8)]
        key = (key ^ (key >> np.uint64(29))) * factors[0] + part * factors[step + 1]
    return key | np.uint64(1 << 63)


@jit
def read_keys(text: Bytes, edges: Marks, n_edges: int, factors: Keys, below: Keys, keys: Keys) -> int:
    """Write the key of each word; return the length of the longest in bytes."""
    longest = 0
    for word in range(n_edges >> 1):
        start, end = np.int64(edges[2 * word]), np.int64(edges[2 * word + 1])
        longest = max(longest, int(end - start))
        keys[word] = _key(text, start, end - start, factors, below)
    return longest
