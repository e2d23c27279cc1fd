"""spaCy's component `lemmatizer` for Welsh, without tables to install.

It registers with the language, as spaCy's own languages do, so that `nlp.add_pipe("lemmatizer")`,
`initialize`, scoring and training configs name it as they name any lemmatizer.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.tokens import Doc, Token
from spacy.training import Example
from spacy.vocab import Vocab

from cymraeg_data.welsh.lemmas import lemma, lemmas

__all__ = ["CONFIG", "WelshLemmatizer", "make_lemmatizer"]

CONFIG: dict[str, object] = {
    "model": None,
    "mode": "rule",
    "overwrite": False,
    "scorer": {"@scorers": "spacy.lemmatizer_scorer.v1"},
}


class WelshLemmatizer(Lemmatizer):
    """Lemmas by the tables and rules of `cymraeg_data.welsh.lemmas`, in two modes.

    "rule" (the default) reads each word in its sentence; "lookup" takes each word alone, in a table
    `lemma_lookup` first where `initialize` is given one.
    """

    def __init__(
        self,
        vocab: Vocab,
        model: Any = None,
        name: str = "lemmatizer",
        *,
        mode: Literal["rule", "lookup"] = "rule",
        overwrite: bool = False,
        scorer: Callable[[Iterable[Example]], dict[str, Any]] | None = lemmatizer_score,
    ) -> None:
        super().__init__(vocab, model, name, mode=mode, overwrite=overwrite, scorer=scorer)

    @classmethod
    def get_lookups_config(cls, mode: str) -> tuple[list[str], list[str]]:
        """Return the tables that a mode requires, none, and those that it may be given."""
        return [], ["lemma_lookup"] if mode == "lookup" else []

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a document, in the context of the neighbouring words in mode "rule"."""
        if self.mode != "rule":
            return super().__call__(doc)
        tokens = [token for token in doc if not token.is_space]
        for token, found in zip(tokens, lemmas([token.text for token in tokens]), strict=True):
            if self.overwrite or token.lemma == 0:
                token.lemma_ = found
        return doc

    def rule_lemmatize(self, token: Token) -> list[str]:
        """Return the lemma of one word alone."""
        return [lemma(token.text)]

    def lookup_lemmatize(self, token: Token) -> list[str]:
        """Return the lemma of one word from the table that was given, or else from ours."""
        if self.lookups.has_table("lemma_lookup"):
            found = self.lookups.get_table("lemma_lookup").get(token.text)
            if found is not None:
                return found if isinstance(found, list) else [found]
        return [lemma(token.text)]


def make_lemmatizer(
    nlp: Language,
    model: Any,
    name: str,
    mode: Literal["rule", "lookup"],
    overwrite: bool,  # noqa: FBT001
    scorer: Callable[[Iterable[Example]], dict[str, Any]] | None,
) -> WelshLemmatizer:
    """Return the component for a pipeline."""
    return WelshLemmatizer(nlp.vocab, model, name, mode=mode, overwrite=overwrite, scorer=scorer)
