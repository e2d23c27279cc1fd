"""Files, folders and tables of other libraries as Arrow batches in which each row has its provenance.

>>> import pyarrow as pa
>>> collection = read(pa.table({"Enw": ["Tŷ-croes", "Llanelwedd"]}))
>>> source = collection.sources[0]
>>> source.name, source.schema.names
('pyarrow.Table', ['Enw'])
>>> next(source.batches()).column("_row").to_pylist()
[1, 2]
"""

from cymraeg_data.public_names import show_public_names
from cymraeg_data.readers.collection import read
from cymraeg_data.readers.csv_dialect import Dialect, dialect
from cymraeg_data.readers.file_language import default_names, file_language, language_of_tag, without_language
from cymraeg_data.readers.registry import KNOWN_FORMATS
from cymraeg_data.readers.source import PROVENANCE, Collection, Source

__all__ = [
    "KNOWN_FORMATS",
    "PROVENANCE",
    "Collection",
    "Dialect",
    "Source",
    "default_names",
    "dialect",
    "file_language",
    "language_of_tag",
    "read",
    "without_language",
]

show_public_names(__name__)
