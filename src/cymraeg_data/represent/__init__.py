"""Groups in data against a reference population: who is represented, who is missing, what cannot be assessed.

>>> import pyarrow as pa
>>> survey = pa.table({"oed": [15, 34, 70] * 40})
>>> found = compare(survey, {"age_broad": "oed"}, reference=reference("census2021-wales"))
>>> found.groups.column("status").to_pylist()
['over', 'under', 'over']
>>> [each.name for each in found.not_assessed][:2]
['young_people', 'disabled_people']
"""

from cymraeg_data.public_names import show_public_names
from cymraeg_data.represent.corpus_composition import Corpus, corpus
from cymraeg_data.represent.download_reference import reference_from_download
from cymraeg_data.represent.evaluation import Evaluation, evaluate
from cymraeg_data.represent.group_comparison import compare
from cymraeg_data.represent.mapping import map_categories
from cymraeg_data.represent.packaged_references import reference
from cymraeg_data.represent.reference_population import Dimension, Reference
from cymraeg_data.represent.representation import ProtectedRepresentation, Representation
from cymraeg_data.represent.settings import ComparisonSettings
from cymraeg_data.represent.table_reference import reference_from_table
from cymraeg_data.represent.weights import Weighting

__all__ = [
    "ComparisonSettings",
    "Corpus",
    "Dimension",
    "Evaluation",
    "ProtectedRepresentation",
    "Reference",
    "Representation",
    "Weighting",
    "compare",
    "corpus",
    "evaluate",
    "map_categories",
    "reference",
    "reference_from_download",
    "reference_from_table",
]

show_public_names(__name__)
