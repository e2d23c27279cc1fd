"""The lines of a stream of bytes in any encoding, in bounded memory however long a line is."""

from collections.abc import Iterable, Iterator

from cymraeg_data.normalisation.decoding.decoder import decode_stream
from cymraeg_data.normalisation.edits import Edit

__all__ = ["LONGEST", "cut_lines", "lines"]

LONGEST = 1 << 20
"""Characters of a line above which it comes in pieces: our choice, some three hundred pages."""

_AT_ONCE = 1 << 16  # characters gathered before they are cut into lines: our choice
_WORD_ENDS = 4_096  # characters at the end of a piece that are searched for a space: our choice


def lines(data: Iterable[bytes], *, longest: int = LONGEST, noted: list[Edit] | None = None) -> Iterator[str]:
    r"""Yield the lines of a stream with their ends; lines above `longest` in pieces, cut between words.

    The edits of `decode_stream` are added to `noted`.

    >>> list(lines([b"Ll\xc5", b"\xb7n\nM\xc3\xb4n"]))
    ['Llŷn\n', 'Môn']
    """
    yield from cut_lines(decode_stream(data, noted=noted), longest=longest)


def cut_lines(texts: Iterable[str], *, longest: int = LONGEST) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces; see `lines`."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            *whole, rest = "".join(held).split("\n")
            for line in whole:
                yield from _pieces(f"{line}\n", longest)
            *cut, rest = _pieces(rest, longest)
            yield from cut
            held, size = [rest], 0
    *whole, rest = "".join(held).split("\n")
    for line in (*(f"{line}\n" for line in whole), rest):
        yield from _pieces(line, longest) if line else ()


def _pieces(line: str, longest: int) -> Iterator[str]:
    """Yield a line in pieces of at most `longest` characters, at least one, cut between words if possible."""
    start = 0
    while len(line) - start > longest:
        end = start + longest
        space = line.rfind(" ", max(start, end - _WORD_ENDS), end)
        cut = end if space < 0 else space + 1
        yield line[start:cut]
        start = cut
    yield line[start:]
