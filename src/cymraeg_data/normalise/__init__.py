"""Bytes to text, and text to canonical text: what is wrong with it, what was meant, and every change explained."""

from cymraeg_data.normalise.decode import Decoded, Decoder, decode, decode_stream
from cymraeg_data.normalise.edits import Edit, Suggestion, apply, undo
from cymraeg_data.normalise.options import RULES, Options
from cymraeg_data.normalise.text import Normalised, gather, normalise, normalise_and_explain

__all__ = [
    "RULES",
    "Decoded",
    "Decoder",
    "Edit",
    "Normalised",
    "Options",
    "Suggestion",
    "apply",
    "decode",
    "decode_stream",
    "gather",
    "normalise",
    "normalise_and_explain",
    "undo",
]
