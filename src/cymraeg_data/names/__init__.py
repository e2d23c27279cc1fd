"""The Welsh and English names of places and public bodies in Wales."""

from cymraeg_data.names.gazetteer import Names, canonical_name, known_names
from cymraeg_data.names.join import JoinKind, join_on_names
from cymraeg_data.public_names import show_public_names

__all__ = ["JoinKind", "Names", "canonical_name", "join_on_names", "known_names"]

show_public_names(__name__)
