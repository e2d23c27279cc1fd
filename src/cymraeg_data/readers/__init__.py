"""Files, folders and tables of other libraries as Arrow batches in which each row knows where it came from.

>>> import pyarrow as pa
>>> collection = read(pa.table({"Enw": ["Tŷ-croes", "Llanelwedd"]}))
>>> source = collection.sources[0]
>>> source.name, source.schema.names
('pyarrow.Table', ['Enw'])
>>> next(source.batches()).column("_row").to_pylist()
[1, 2]
"""

from cymraeg_data.readers.collect import read
from cymraeg_data.readers.language import file_language, without_language
from cymraeg_data.readers.registry import KNOWN_FORMATS
from cymraeg_data.readers.source import PROVENANCE, Collection, Source

__all__ = [
    "KNOWN_FORMATS",
    "PROVENANCE",
    "Collection",
    "Source",
    "file_language",
    "read",
    "without_language",
]
