"""Treebanks in CoNLL-U: the text of each sentence, and its English where the annotators gave it."""

import re
from collections.abc import Iterator

from cymraeg_data.readers.catalogues.catalogue import numbered, open_leaves, open_messages
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.language_maps import Message
from cymraeg_data.readers.catalogues.tree import Leaf
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_conllu"]

_COMMENT = re.compile(r"#\s*(sent_id|text|text_en|text_cy)\s*=\s*(.*)")
_NAME = re.compile(r"([a-z]{2,3})_[a-z0-9]+-(?:ud|sud)-", re.IGNORECASE)


def open_conllu(file: File) -> Opened:
    """Return a reader of a treebank.

    `key` (`sent_id`, or the number), and `text`, or `en` and `cy` where both are given.

    Raises:
        NoDataError: no sentence has a text.
    """
    name = _NAME.search(file.path.name)
    language = language_of_tag(name[1]) if name else None
    sentences = list(_sentences(whole_text(file), language))
    both = any(sentence.en is not None for sentence in sentences)
    keys, findings = numbered((Leaf(each.key, None, each.line) for each in sentences), file.name)
    named = [each._replace(key=leaf.key) for each, leaf in zip(sentences, keys, strict=True)]
    if both and language != "en":
        return open_messages(file, named, "conllu", findings)
    texts = [Leaf(each.key, each.en if language == "en" else each.cy, each.line) for each in named]
    return open_leaves(file, texts, "conllu", language=language, findings=findings)


def _sentences(text: str, language: str | None) -> Iterator[Message]:
    """Yield each sentence that has a text."""
    own = "en" if language == "en" else "cy"
    given: dict[str, str] = {}
    first = number_of = 0
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), ""], 1):
        match = _COMMENT.match(line)
        if match:
            first = first if given else number
            given[match[1]] = match[2].rstrip()
        elif not line.strip() and given:
            number_of += 1
            texts = {
                own: given.get("text"),
                **{tag[5:]: given[tag] for tag in ("text_en", "text_cy") if tag in given},
            }
            if given.keys() - {"sent_id"}:
                yield Message(given.get("sent_id", str(number_of)), texts.get("en"), texts.get("cy"), first)
            given = {}
