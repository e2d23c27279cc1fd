"""Components for Welsh in spaCy, found by name through entry points, without trained weights.

    nlp = spacy.blank("cy")
    nlp.add_pipe("cymraeg_sentences")
    nlp.add_pipe("cymraeg_lemmas")    # token.lemma_, token._.mutation
    nlp.add_pipe("cymraeg_language")  # token._.language; doc._ and span._: language, welsh_fraction

The extensions are there with any of the components:

- `token._.mutation`: "soft", "nasal", "aspirate", "h", or None;
- `token._.language`: "cy", "en", "und" or "mul", None before `cymraeg_language` has run;
- `token._.expansion`: the words that a form contains, as *yr* and *oedd* in *roedd*;
- `doc._.welsh_fraction`, `span._.welsh_fraction`: the share of Welsh among the words of known language, 0 to
  1;
  None where no word has one;
- `doc._.language`, `span._.language`: the language of most of those words; "mul" where two have as many,
  "und"
  where none is known.

Components keep no state, and the extensions are functions of this module, so that spaCy can save and load
pipelines and send them to other processes (`nlp.pipe(texts, n_process=2)`).
"""

import functools
from bisect import bisect_right
from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from cymraeg_data.detection import tag_words
from cymraeg_data.welsh.expansions import expand
from cymraeg_data.welsh.lemmas import lemmas
from cymraeg_data.welsh.mutations import mutation_readings
from cymraeg_data.welsh.sentence import sentences

__all__ = ["cymraeg_language", "cymraeg_lemmas", "cymraeg_sentences"]


def _welsh_fraction(tokens: Doc | Span) -> float | None:
    """Return the share of Welsh among the words of known language."""
    known = [language for token in tokens if (language := token._.language) not in (None, "und")]
    return known.count("cy") / len(known) if known else None


def _language(tokens: Doc | Span) -> str | None:
    """Return the language of most of the words of known language, None before any has been looked at."""
    languages = [token._.language for token in tokens]
    counts = Counter(language for language in languages if language not in (None, "und")).most_common(2)
    if not counts:
        return None if None in languages else "und"
    tie = len(counts) > 1 and counts[0][1] == counts[1][1]
    return "mul" if tie else counts[0][0]


def _expansion(token: Token) -> tuple[str, ...]:
    return expand(token.text)


for _name in ("language", "mutation"):
    if not Token.has_extension(_name):
        Token.set_extension(_name, default=None)
if not Token.has_extension("expansion"):
    Token.set_extension("expansion", getter=_expansion)
for _holder in (Doc, Span):
    for _name, _getter in (("welsh_fraction", _welsh_fraction), ("language", _language)):
        if not _holder.has_extension(_name):
            _holder.set_extension(_name, getter=_getter)


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


@Language.component("cymraeg_language", assigns=["token._.language"])
def cymraeg_language(doc: Doc) -> Doc:
    """Set the language of each token, from which those of the document and its spans follow."""
    tags = tag_words(doc.text)
    ends = [tag.end for tag in tags]
    for token in doc:
        at = bisect_right(ends, token.idx)  # the first word that ends after the token starts
        token._.language = tags[at].language if at < len(tags) and tags[at].start <= token.idx else "und"
    return doc


@functools.lru_cache(maxsize=1 << 16)
def _mutation(form: str, lemma: str) -> str | None:
    """Return the mutation of `form` whose radical begins like the lemma, None if there is none."""
    if form[:2] == lemma[:2]:
        return None
    return next((reading.kind for reading in mutation_readings(form) if _alike(reading.radical, lemma)), None)


def _alike(radical: str, lemma: str) -> bool:
    return radical[:2] == lemma[:2] or len(lemma) == len(radical) == 1
