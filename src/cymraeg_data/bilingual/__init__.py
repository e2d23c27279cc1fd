"""Welsh and English side by side: which texts belong together, and what is wrong with a pair.

>>> import pyarrow as pa
>>> pairs = pa.table({"key": ["cyfarchiad"], "en": ["Good morning to all of you"], "cy": [None]})
>>> [finding.code for finding in check_pairs(pairs)]
['B301']
"""

from cymraeg_data.bilingual.faults import PAIR_CODES, check_pairs, faults
from cymraeg_data.bilingual.headers import PairedColumns, pair_columns
from cymraeg_data.bilingual.pairs import PAIRS, PairSource, iter_pairs, read_pairs

__all__ = [
    "PAIRS",
    "PAIR_CODES",
    "PairSource",
    "PairedColumns",
    "check_pairs",
    "faults",
    "iter_pairs",
    "pair_columns",
    "read_pairs",
]
