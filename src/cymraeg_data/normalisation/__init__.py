"""From bytes to text, and from text to repaired, canonical text, with every change explained."""

from cymraeg_data.normalisation.decoding.decoder import Decoded, Decoder, decode, decode_stream
from cymraeg_data.normalisation.edits import Edit, Suggestion, apply, undo
from cymraeg_data.normalisation.options import RULES, Options
from cymraeg_data.normalisation.text import Normalised, gather, normalise, normalise_and_explain
from cymraeg_data.public_names import show_public_names

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

show_public_names(__name__)
