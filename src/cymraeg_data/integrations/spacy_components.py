"""Components for Welsh in spaCy, found by name through entry points, without trained weights.

    nlp = spacy.blank("cy") nlp.add_pipe("cymraeg_sentences") nlp.add_pipe("cymraeg_lemmas")       #
    token.lemma_, token._.mutation nlp.add_pipe("cymraeg_language")     # token._.language,
    doc._.welsh_fraction

`token._.expansion` gives the words that a form contains: `roedd` is `yr` and `oedd`.

Components keep no state, so that spaCy can save and load pipelines and send them to other processes.
"""

import functools
from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Token

from cymraeg_data.detection import tag_words
from cymraeg_data.welsh.expansions import expand
from cymraeg_data.welsh.lemmas import lemmas
from cymraeg_data.welsh.mutations import mutation_readings
from cymraeg_data.welsh.sentence import sentences

__all__ = ["cymraeg_language", "cymraeg_lemmas", "cymraeg_sentences"]

for _holder, _name in ((Token, "language"), (Token, "mutation"), (Doc, "welsh_fraction")):
    if not _holder.has_extension(_name):
        _holder.set_extension(_name, default=None)
if not Token.has_extension("expansion"):
    Token.set_extension("expansion", getter=lambda token: expand(token.text))


@Language.component("cymraeg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def cymraeg_sentences(doc: Doc) -> Doc:
    """Mark where sentences start, by the rules of `cymraeg_data.welsh.sentence`."""
    starts = {sentence.start for sentence in sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


@Language.component("cymraeg_lemmas", assigns=["token.lemma", "token._.mutation"])
def cymraeg_lemmas(doc: Doc) -> Doc:
    """Set each token's lemma and its mutation ("soft", "nasal", "aspirate", "h" or None)."""
    tokens = [token for token in doc if not token.is_space]
    for token, lemma in zip(tokens, lemmas([token.text for token in tokens]), strict=True):
        token.lemma_ = lemma
        if mutation := _mutation(token.lower_, lemma.lower()):
            token._.mutation = mutation
    return doc


@Language.component("cymraeg_language", assigns=["token._.language", "doc._.welsh_fraction"])
def cymraeg_language(doc: Doc) -> Doc:
    """Set the language of each token, and the share of Welsh among the words of known language."""
    tags = tag_words(doc.text)
    ends = [tag.end for tag in tags]
    for token in doc:
        at = bisect_right(ends, token.idx)  # the first word that ends after the token starts
        token._.language = tags[at].language if at < len(tags) and tags[at].start <= token.idx else "und"
    labelled = [language for token in doc if (language := token._.language) != "und"]
    doc._.welsh_fraction = labelled.count("cy") / len(labelled) if labelled else None
    return doc


@functools.lru_cache(maxsize=1 << 16)
def _mutation(form: str, lemma: str) -> str | None:
    """Return the mutation of `form` whose radical begins like the lemma, None if there is none."""
    if form[:2] == lemma[:2]:
        return None
    return next((reading.kind for reading in mutation_readings(form) if _alike(reading.radical, lemma)), None)


def _alike(radical: str, lemma: str) -> bool:
    return radical[:2] == lemma[:2] or len(lemma) == len(radical) == 1
