"""JSON documents and JSON Lines, repaired string by string; all that is not a changed string is copied."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cymraeg_data.errors import UnreadableError
from cymraeg_data.fixing.changed_values import Change, is_writable, repaired_value
from cymraeg_data.fixing.exact_text import ExactText, ExactWriter
from cymraeg_data.locale import _
from cymraeg_data.normalisation import Options
from cymraeg_data.normalisation.decoding.lines import cut_lines

__all__ = ["repair_json", "repair_json_lines"]

LARGEST = 256 << 20
"""Bytes of a JSON document, which is read whole: our choice."""
LONGEST = 16 << 20
"""Characters of a line of JSON Lines: our choice, as for readers."""

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]')


def repair_json(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair the strings of a JSON document; keys are names and stay.

    Raises:
        UnreadableError: the document is too large to be read whole, or is not JSON.
    """
    if path.stat().st_size > LARGEST:
        raise UnreadableError(
            _(
                "{path} is larger than {mib} MiB and is read whole. Write it as JSON Lines, one record on"
                " each line.",
                path=path,
                mib=LARGEST >> 20,
            )
        )
    source = ExactText(path)
    text = "".join(source.pieces())
    changed = _changed_strings(text, 1, options)
    with ExactWriter(out, source) as writer:
        writer.write_all(_rewritten(text, changed))
    for _start, _end, change in changed:
        yield change


def repair_json_lines(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair the strings of JSON Lines; the row of a change is the number of its line.

    Raises:
        UnreadableError: a line is too long, or is not JSON.
    """
    source = ExactText(path)
    with ExactWriter(out, source) as writer:
        for row, line in enumerate(cut_lines(source.pieces(), longest=LONGEST + 1), 1):
            if len(line) > LONGEST:
                raise UnreadableError(
                    _(
                        "{path}: line {n} is longer than {mib} MiB. Put one record on each line.",
                        path=path.name,
                        n=row,
                        mib=LONGEST >> 20,
                    )
                )
            changed = _changed_strings(line, row, options) if line.strip() else []
            writer.write_all(_rewritten(line, changed))
            for _start, _end, change in changed:
                yield change


def _changed_strings(text: str, row: int, options: Options) -> list[tuple[int, int, Change]]:
    """Return the changes in a JSON text, each with the span of its string.

    Raises:
        ValueError: it is not JSON.
    """
    json.loads(text)
    changed = []
    for start, end, key in _strings(text):
        if change := repaired_value(row, key, json.loads(text[start:end]), options):
            changed.append((start, end, change))
    return changed


def _rewritten(text: str, changed: list[tuple[int, int, Change]]) -> Iterator[str]:
    done = 0
    for start, end, change in changed:
        written = text[start:end]
        yield text[done:start]
        # A string whose letters are written as escapes keeps to them.
        escaped = written.isascii() and not change.before.isascii()
        yield json.dumps(change.after, ensure_ascii=escaped or not is_writable(change.after))
        done = end
    yield text[done:]


@dataclass(slots=True)
class _Container:
    """An object or array that is open: its key, and the name or place of the value that comes next."""

    key: str
    is_array: bool
    place: int = 0
    name: str | None = None

    @property
    def inside(self) -> str:
        """Return the key of the value that comes next."""
        if self.is_array:
            return f"{self.key}[{self.place}]"
        return f"{self.key}.{self.name}".removeprefix(".")


def _strings(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the key of each string of a valid JSON text that is not a name."""
    open_: list[_Container] = []
    for match in _TOKEN.finditer(text):
        mark = match.group()
        holder = open_[-1] if open_ else None
        if mark.startswith('"'):
            if holder is not None and not holder.is_array and holder.name is None:
                holder.name = json.loads(mark)
            else:
                yield match.start(), match.end(), holder.inside if holder else ""
        elif mark in "{[":
            open_.append(_Container(holder.inside if holder else "", is_array=mark == "["))
        elif mark in "}]":
            open_.pop()
        elif mark == "," and holder is not None:
            holder.place += 1
            holder.name = None
