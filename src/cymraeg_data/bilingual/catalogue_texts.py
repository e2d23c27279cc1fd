"""The texts of catalogues by key, and the pairs of two catalogues."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from cymraeg_data.bilingual.pair_source import pair_batch, places
from cymraeg_data.readers import Source

__all__ = ["Text", "side_by_side", "texts_by_key"]

# Keys of identifiers in catalogues and documents, and the form of identifiers: lower case without a space, so
# that a column headed “ID” is still a text. Addresses are texts too: a Welsh page often has one of its own.
_NAMES_IDENTIFIER = re.compile(r"(?:^|[._])(?:id|type|mime_type)$|[a-z]Id$")
_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_.:/-]*")


class Text(NamedTuple):
    """A text of a catalogue, None where the key has none, and its line."""

    text: str | None = None
    line: int | None = None


def texts_by_key(source: Source) -> dict[str, Text]:
    """Return the texts of a catalogue by key; such files are small (see `readers`).

    A repeated key counts once: the repeat is a fault of the file, which its reader reports.
    """
    repeated = tuple(finding.location.key for finding in source.opening if finding.code == "S702")
    return {
        key: Text(text, line)
        for batch in source.batches()
        for key, text, line in zip(
            *(batch.column(name).to_pylist() for name in ("key", "text", "_line")), strict=True
        )
        if not _is_under(key, repeated)
    }


def _is_under(key: str, parents: Sequence[str | None]) -> bool:
    return any(parent and (key == parent or key.startswith(f"{parent}.")) for parent in parents)


def _is_pair(key: str, en: str | None, cy: str | None) -> bool:
    """Return whether a key has something to translate."""
    if en is None or en != cy:
        return en is not None or cy is not None
    return not (_NAMES_IDENTIFIER.search(key) and _IDENTIFIER.fullmatch(en))


def side_by_side(en: Mapping[str, Text], cy: Mapping[str, Text], source: str) -> pa.RecordBatch:
    """Return the pairs of two catalogues in the order of the English one, with null for missing texts.

    Keys without a text in either, and identifiers that are the same in both, are left out. The line is that
    of the Welsh text, null where that is missing.
    """
    every = dict.fromkeys((*en, *cy))
    keys = [key for key in every if _is_pair(key, en.get(key, Text()).text, cy.get(key, Text()).text)]
    english, welsh = ([side.get(key, Text()) for key in keys] for side in (en, cy))
    return pair_batch(
        pa.array(keys, pa.large_string()),
        pa.array([text.text for text in english], pa.large_string()),
        pa.array([text.text for text in welsh], pa.large_string()),
        source,
        places("line", pa.array([text.line for text in welsh], pa.int64())),
    )
