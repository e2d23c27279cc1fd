"""Pairs of columns found by their values or the meaning of their headers, without a mark of language."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.translation.pair_score import score_pairs

__all__ = ["alike_by_header", "alike_by_value"]

# All our choices, set on the tables of the development data.
_ROWS = 400  # rows that are compared
_FEWEST = 2  # rows with different texts in both columns, below which there is no comparison
_TRANSLATED = 0.7  # mean score from which one column translates the other
_LEAD = 0.15  # by how much the best partner must lead
_HEADER = 0.85  # score from which one header translates the other


def alike_by_header(names: Sequence[str], plain: Sequence[str]) -> Iterable[tuple[str, str, float]]:
    """Yield English column, Welsh column and confidence, where one header is the translation of the other.

    `plain` are the headers as words: "pupilCount" is "pupil count".
    """
    languages = pc.struct_field(columns.detect(pa.array(plain, pa.string())), "language").to_pylist()
    pairs = [
        (i, j)
        for i in range(len(names))
        for j in range(len(names))
        if i != j and plain[i] and plain[j] and languages[i] != "cy" and languages[j] == "cy"
    ]
    if not pairs:
        return
    scores = score_pairs(
        pa.array([plain[i] for i, _ in pairs], pa.string()),
        pa.array([plain[j] for _, j in pairs], pa.string()),
    ).to_numpy()
    for place in np.argsort(-scores, kind="stable"):
        i, j = pairs[place]
        if scores[place] >= _HEADER:
            yield names[i], names[j], round(float(scores[place]) * 0.9, 2)


def alike_by_value(table: pa.Table, names: Sequence[str]) -> Iterable[tuple[str, str, float]]:
    """Yield English column, Welsh column and confidence, where the values of one translate the other's.

    Columns of names, the same in most rows, are not found this way.
    """
    sample = {name: _text(table.slice(0, _ROWS).column(name)) for name in names}
    languages = {name: _language(texts) for name, texts in sample.items()}
    found = []
    for welsh in names:
        if languages[welsh] != "cy":
            continue
        scored = sorted(
            (
                (_likeness(sample[english], sample[welsh]), english)
                for english in names
                if languages[english] == "en"
            ),
            reverse=True,
        )
        second = scored[1][0] if len(scored) > 1 else 0.0
        if scored and scored[0][0] >= _TRANSLATED and scored[0][0] - second >= _LEAD:
            found.append((scored[0][1], welsh, round(scored[0][0] * 0.9, 2)))
    yield from sorted(found, key=lambda pair: -pair[2])


def _text(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return (whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole).cast(
        pa.large_string()
    )


def _language(texts: pa.Array) -> str:
    """Return the language of most of the distinct texts that have one, "und" where none has."""
    found = pc.struct_field(columns.detect(pc.unique(texts)), "language")
    counts = pc.value_counts(found.filter(pc.is_in(found, pa.array(["cy", "en"])))).to_pylist()
    best = max(counts, key=lambda count: count["counts"], default=None)
    total = sum(count["counts"] for count in counts)
    return best["values"] if best and best["counts"] > 0.6 * total else "und"


def _likeness(en: pa.Array, cy: pa.Array) -> float:
    differ = pc.fill_null(pc.and_(pc.not_equal(en, cy), pc.and_(_written(en), _written(cy))), False)
    pairs = pa.table({"en": en, "cy": cy}).filter(differ).group_by(["en", "cy"]).aggregate([])
    if len(pairs) < _FEWEST:
        return 0.0
    return float(pc.mean(score_pairs(pairs["en"], pairs["cy"])).as_py())


def _written(texts: pa.Array) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(texts, r"\p{L}"), False)
