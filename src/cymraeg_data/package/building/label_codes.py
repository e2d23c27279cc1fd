"""Codes for categories that the publisher gave none, made from the English label alone."""

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["code_of", "codes_of_labels"]

# What distinguishes categories although it is not a letter: “65” and “65+” are two.
_WORDS = {"+": "plus", "<": "lt", ">": "gt", "≤": "le", "≥": "ge", "%": "percent", "&": "and", "£": "pound"}
_SIGNS = str.maketrans({sign: f" {word} " for sign, word in _WORDS.items()})


def code_of(label: str) -> str:
    """Return the code of a category.

    Its English label in lower case, without accents, with hyphens between words.

    It depends on nothing but the label, so neither new rows nor another order can change it.

    >>> [code_of(label) for label in ("Isle of Anglesey", "2013-14", "65+", "Llŷn & Eifionydd")]
    ['isle-of-anglesey', '2013-14', '65-plus', 'llyn-and-eifionydd']
    """
    apart = unicodedata.normalize("NFKD", label.translate(_SIGNS).casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return re.sub(r"[^\w]+", "-", plain).strip("-") or label.strip()


def codes_of_labels(labels: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return the code of each label; equal labels, of which tables are full, are looked at once.

    >>> codes_of_labels(pa.array(["Health Visitor", None, "Health Visitor"])).to_pylist()
    ['health-visitor', None, 'health-visitor']
    """
    if isinstance(labels, pa.ChunkedArray):
        labels = labels.combine_chunks()
    distinct = pc.utf8_trim_whitespace(labels).dictionary_encode()
    codes = [code_of(label) or None for label in distinct.dictionary.to_pylist()]
    return pa.array(codes, pa.string()).take(distinct.indices)
