"""Groups in data against a reference population: who is in it, who is missing, and what cannot be said.

>>> import pyarrow as pa
>>> survey = pa.table({"oed": [15, 34, 70] * 40})
>>> found = compare(survey, {"age_broad": "oed"}, reference=reference("census2021-wales"))
>>> found.groups.column("status").to_pylist()
['over', 'under', 'over']
>>> [each.name for each in found.not_assessed][:2]
['young_people', 'disabled_people']
"""

from cymraeg_data.public_names import show_public_names
from cymraeg_data.represent.corpora import Corpus, corpus
from cymraeg_data.represent.evaluation import Evaluation, evaluate
from cymraeg_data.represent.group_comparison import compare
from cymraeg_data.represent.mapping import map_categories
from cymraeg_data.represent.packaged_references import reference
from cymraeg_data.represent.reference_population import Dimension, Reference
from cymraeg_data.represent.representation import Representation
from cymraeg_data.represent.settings import Settings

__all__ = [
    "Corpus",
    "Dimension",
    "Evaluation",
    "Reference",
    "Representation",
    "Settings",
    "compare",
    "corpus",
    "evaluate",
    "map_categories",
    "reference",
]

show_public_names(__name__)
