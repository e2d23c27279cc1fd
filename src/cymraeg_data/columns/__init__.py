"""Detect, measure and normalise over Arrow text: an array in, an array of the same length out, null for null.

>>> import pyarrow as pa
>>> detect(pa.array(["Bore da i bawb", None])).field("language").to_pylist()
['cy', None]
"""

from cymraeg_data.buffers.chunks import is_text
from cymraeg_data.columns.language import DETECTION, MEASURE, add_measures, detect, measure
from cymraeg_data.columns.normal_forms import EDITS, NORMALISED, count_edits, gather, normalise
from cymraeg_data.columns.sort_keys import sort_key
from cymraeg_data.public_names import show_public_names

__all__ = [
    "DETECTION",
    "EDITS",
    "MEASURE",
    "NORMALISED",
    "add_measures",
    "count_edits",
    "detect",
    "gather",
    "is_text",
    "measure",
    "normalise",
    "sort_key",
]

show_public_names(__name__)
