"""DATASHEET.md: what a dataset is, how it was made and what it is for, with open questions marked."""

from cymraeg_data import locale
from cymraeg_data.locale import N_, _
from cymraeg_data.package.documents.datasheet.answers import known
from cymraeg_data.package.documents.datasheet.questions import QUESTIONS, SECTIONS, Question
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["NAME", "QUESTIONS", "SECTIONS", "open_questions", "text"]

NAME = "DATASHEET.md"

_HEADINGS = {"cy": "Cymraeg", "en": "English"}
_ABOUT = N_(
    "The questions follow Gebru and others, Datasheets for Datasets (Communications of the ACM, 2021), in our"
    " own words. The answers are the publisher's, from the manifest, or what the build counted. Answered:"
    " {answered} of {all}."
)


def text(manifest: Manifest, facts: Facts) -> str:
    """Return DATASHEET.md: every question in both languages, answered or marked as open."""
    parts = [f"# {manifest.title.cy} / {manifest.title.en}"]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            parts += [f"## {_HEADINGS[lang]}", *_half(manifest, facts)]
    return "\n\n".join(parts) + "\n"


def open_questions(manifest: Manifest, facts: Facts) -> tuple[str, ...]:
    """Return the keys of the questions that neither the manifest nor the build answers."""
    answered = dict(manifest.datasheet)
    return tuple(
        question.key
        for question in QUESTIONS
        if question.key not in answered and not known(question.key, manifest, facts).is_whole
    )


def _half(manifest: Manifest, facts: Facts) -> list[str]:
    n_open = len(open_questions(manifest, facts))
    parts = [_(_ABOUT, answered=len(QUESTIONS) - n_open, all=len(QUESTIONS))]
    for section, heading in SECTIONS.items():
        parts.append(f"### {_(heading)}")
        for question in QUESTIONS:
            if question.section == section:
                parts += [f"#### {_(question.text)}", *_answer(question, manifest, facts)]
    return parts


def _answer(question: Question, manifest: Manifest, facts: Facts) -> list[str]:
    """Return the publisher's answer, then what the build knows; where that is not all, what would be."""
    stated = dict(manifest.datasheet).get(question.key)
    found = known(question.key, manifest, facts)
    parts = [str(stated)] if stated else []
    if found.text:
        parts.append(found.text)
    if not stated and not found.is_whole:
        parts.append(_("**Not answered.** Wanted: {wanted}.", wanted=_(question.wanted)))
    return parts
