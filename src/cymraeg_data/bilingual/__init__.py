"""Pairs of Welsh and English texts: which texts belong together, and the faults of a pair.

>>> import pyarrow as pa
>>> pairs = pa.table({"key": ["cyfarchiad"], "en": ["Good morning to all of you"], "cy": [None]})
>>> [finding.code for finding in check_pairs(pairs)]
['B301']
"""

from cymraeg_data.bilingual.alignment import Alignment, align
from cymraeg_data.bilingual.headers import PairedColumns, pair_columns
from cymraeg_data.bilingual.pair_check import OFF, PAIR_CODES, PRECISION, check_pairs, faults
from cymraeg_data.bilingual.pair_source import PAIRS, PairSource
from cymraeg_data.bilingual.pair_tables import iter_pairs, read_pairs
from cymraeg_data.bilingual.side_by_side import Sides, split_sides
from cymraeg_data.bilingual.writers import WRITTEN_FORMATS, write_pairs
from cymraeg_data.public_names import show_public_names
from cymraeg_data.translation.pair_score import translation_score

__all__ = [
    "OFF",
    "PAIRS",
    "PAIR_CODES",
    "PRECISION",
    "WRITTEN_FORMATS",
    "Alignment",
    "PairSource",
    "PairedColumns",
    "Sides",
    "align",
    "check_pairs",
    "faults",
    "iter_pairs",
    "pair_columns",
    "read_pairs",
    "split_sides",
    "translation_score",
    "write_pairs",
]

show_public_names(__name__)
