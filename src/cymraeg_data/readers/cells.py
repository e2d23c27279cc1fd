"""Cells with bytes that are not UTF-8: read in a one-byte encoding, counted, with examples."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.normalisation.decoding.encoding import choose_single_byte, decode_single_byte

__all__ = ["StrayBytes", "holds", "repair_stray_bytes"]

_EXAMPLES = 5
_FIRST_BYTES = b"\xf4\x8f"  # of every such character
_PRIVATE = "[\\x{10f780}-\\x{10f7ff}]"
_BACK = {0x10F700 + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}


@dataclass(slots=True)
class _Count:
    n: int = 0
    of: int = 0
    fallbacks: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)


class StrayBytes:
    """Turns private characters back into the bytes they represent, and those into text; counts per column."""

    def __init__(self) -> None:
        self._columns: dict[str, _Count] = {}

    def restore(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the batch with every cell readable."""
        arrays = [self._column(name, batch.column(index)) for index, name in enumerate(batch.schema.names)]
        return pa.RecordBatch.from_arrays(arrays, schema=batch.schema)

    def findings(self, source: str) -> list[Finding]:
        """Return one finding for each column that had such cells."""
        return [
            found(
                "T201",
                Location(source=source, column=name),
                n=count.n,
                of=count.of,
                encoding="UTF-8",
                fallback=", ".join(sorted(count.fallbacks)),
                examples=tuple(count.examples),
            )
            for name, count in self._columns.items()
            if count.n
        ]

    def _column(self, name: str, array: pa.Array) -> pa.Array:
        if not pa.types.is_string(array.type):
            return array
        count = self._columns.setdefault(name, _Count())
        count.of += len(array)
        if not holds(array, _FIRST_BYTES):
            return array
        mask = pc.match_substring_regex(array, _PRIVATE).fill_null(False)
        repaired = [self._cell(count, text) for text in array.filter(mask).to_pylist()]
        return pc.replace_with_mask(array, mask, pa.array(repaired, pa.string())) if repaired else array

    def _cell(self, count: _Count, text: str) -> str:
        repaired, fallback = repair_stray_bytes(text)
        if fallback is None:
            return repaired
        count.n += 1
        count.fallbacks.add(fallback)
        if len(count.examples) < _EXAMPLES:
            count.examples.append(repaired)
        return repaired


def repair_stray_bytes(text: str) -> tuple[str, str | None]:
    """Return text whose stray bytes are read in a one-byte encoding, and its name (None: no stray bytes)."""
    if text.isascii():
        return text, None
    raw = text.translate(_BACK).encode("utf-8", "surrogateescape")
    decoded = raw.decode("utf-8", "surrogateescape")
    fallback = choose_single_byte(raw)
    # Characters that were valid stay; each stray byte is read on its own.
    stray = {0xDC00 + byte: decode_single_byte(bytes([byte]), fallback) for byte in range(0x80, 0x100)}
    repaired = decoded.translate(stray)
    return repaired, None if repaired == decoded else fallback


def holds(array: pa.Array, *needles: bytes) -> bool:
    """Return whether the bytes behind a string array may hold one of `needles`.

    A cheap check before a costly one.
    """
    data = array.buffers()[2]
    if data is None:
        return False
    content = memoryview(data).tobytes()
    return any(needle in content for needle in needles)
