"""Publishes built datasets on the Hugging Face hub, and retrieves them.

The token is the one that `hf auth login` stored; it is never read, shown or logged here. `HF_ENDPOINT` names
another hub than huggingface.co. Only this package publishes.
"""

from cymraeg_data.hub.plan import Publication
from cymraeg_data.hub.publication import publish, take_down
from cymraeg_data.hub.retrieval import load, pull
from cymraeg_data.public_names import show_public_names

__all__ = ["Publication", "load", "publish", "pull", "take_down"]

show_public_names(__name__)
