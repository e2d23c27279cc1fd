"""Built datasets to the Hugging Face hub and back.

The token is the one that `hf auth login` stored; it is never read, shown or logged here. `HF_ENDPOINT` names another
hub than huggingface.co. Nothing but this room publishes.
"""

from cymraeg_data.hub.auditing import audit
from cymraeg_data.hub.loading import load, pull
from cymraeg_data.hub.plan import Publication
from cymraeg_data.hub.publishing import publish
from cymraeg_data.hub.removing import take_down

__all__ = ["Publication", "audit", "load", "publish", "pull", "take_down"]
