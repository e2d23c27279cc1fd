"""The text functions over columns: an Arrow array in, one of the same length out, null for null.

>>> import pyarrow as pa
>>> detect(pa.array(["Bore da i bawb", None])).field("language").to_pylist()
['cy', None]
"""

from cymraeg_data.buffers.chunks import is_text
from cymraeg_data.columns.language import DETECTION, MEASURE, add_measures, detect, measure
from cymraeg_data.columns.normal_forms import EDITS, NORMALISED, count_edits, gather, normalise
from cymraeg_data.columns.personal_data import mask
from cymraeg_data.columns.sort_keys import sort_key
from cymraeg_data.identifiers.arrays import FOUND, find_personal_data
from cymraeg_data.names.join import name_keys
from cymraeg_data.public_names import show_public_names
from cymraeg_data.translation.pair_score import score_pairs

__all__ = [
    "DETECTION",
    "EDITS",
    "FOUND",
    "MEASURE",
    "NORMALISED",
    "add_measures",
    "count_edits",
    "detect",
    "find_personal_data",
    "gather",
    "is_text",
    "mask",
    "measure",
    "name_keys",
    "normalise",
    "score_pairs",
    "sort_key",
]

show_public_names(__name__)
