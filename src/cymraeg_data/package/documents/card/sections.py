"""The sections of the card, in the current language, from the numbers of the build."""

import dataclasses
from collections.abc import Callable, Iterable

from cymraeg_data.locale import N_, _
from cymraeg_data.markdown_text import table
from cymraeg_data.package.documents import citation, datasheet, scorecard, table_prose
from cymraeg_data.package.documents.card import column_section, limits, step_section
from cymraeg_data.package.manifests import licences
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import ColumnFacts, Facts
from cymraeg_data.package.record.represented_groups import RepresentFacts
from cymraeg_data.represent.render.markdown_tables import group_table

__all__ = ["half", "licence_lines"]

_STATES = {
    "verified": N_("The source and its licence were verified by {by}."),
    "unverified": N_(
        "**Not verified.** The source and its licence are not yet checked at the publisher's own"
        " site, so this dataset must not be published."
    ),
}
_RESULTS = {
    "pass": N_("Passed"),
    "warn": N_("With a warning"),
    "fail": N_("Failed"),
    "not_assessed": N_("Not assessed"),
}
_RELATIONS = {
    "parallel": N_("the same content in each language"),
    "comparable": N_("similar content in each language"),
    "mono": N_("one language"),
    "labels": N_("names and labels in each language"),
}


def half(manifest: Manifest, facts: Facts) -> Iterable[str]:
    """Yield the sections of the card in the current language."""
    sections: tuple[tuple[str, Callable[[Manifest, Facts], Iterable[str]]], ...] = (
        (N_("What it is"), _what),
        (N_("Rows and columns"), _rows),
        (N_("Languages measured"), _languages),
        (N_("Licence and attribution"), lambda manifest, __: licence_lines(manifest)),
        (N_("Where the data comes from"), _provenance),
        (N_("What was changed"), step_section.changes),
        (N_("Rows left out"), step_section.dropped),
        (N_("Personal data"), _personal_data),
        (N_("Whom the data represents"), _representativeness),
        (N_("What is new in this version"), step_section.versions),
        (N_("Known faults, and what is not known"), _unknown),
        (N_("How ready it is for AI"), _readiness),
        (N_("How to load it"), _loading),
        (N_("How to cite it"), _citing),
        (N_("How it was made"), _making),
    )
    for heading, section in sections:
        yield f"### {_(heading)}"
        yield from section(manifest, facts)


def _what(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield _(_STATES[facts.status], by=manifest.status.verified_by)
    yield str(manifest.description)
    yield _(
        "Publisher: [{name}]({url}). Version of this dataset: {version}.",
        name=manifest.publisher.name,
        url=manifest.publisher.url,
        version=facts.version,
    )


def _rows(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield _(
        "Config `{config}`: rows {rows}, columns {columns}.",
        config=facts.config,
        rows=f"{facts.n_rows:,}",
        columns=len(facts.columns),
    )
    if len(facts.splits) > 1:
        counts = [(f"`{split.name}`", f"{split.n_rows:,}", f"{split.bytes:,}") for split in facts.splits]
        yield table((_("Split"), _("Rows"), _("Bytes")), counts)
    notes = [
        column_section.note(item) or table_prose.column_title(item, manifest.table) for item in facts.columns
    ]
    lines = [
        (f"`{column.name}`", f"`{column.type}`", note)
        for column, note in zip(facts.columns, notes, strict=True)
    ]
    yield table((_("Column"), _("Type"), _("The publisher's column, or what it holds")), lines)
    if manifest.table is not None:
        yield "\n".join(f"- {sentence}" for sentence in table_prose.sentences(manifest, facts))


def _languages(manifest: Manifest, facts: Facts) -> Iterable[str]:
    tags = ", ".join(column_section.language_name(tag) for tag in manifest.languages.tags)
    yield _(
        "Languages that the manifest states: {tags} ({relation}).",
        tags=tags,
        relation=_(_RELATIONS[manifest.languages.relation]),
    )
    measured = [column for column in facts.columns if column.declared]
    if not measured:
        yield _("No column has a declared language, so none was measured.")
        return
    lines = [
        (
            f"`{column.name}`",
            column_section.language_name(column.declared or ""),
            f"{column.n_texts:,}",
            f"{column.n_empty:,}",
            _counts(column),
        )
        for column in measured
    ]
    yield table((_("Column"), _("Declared"), _("Texts"), _("Empty"), _("Measured")), lines)
    yield _(
        "The language of names, numbers and words that both languages share cannot be identified;"
        " that is not a fault."
    )


def _counts(column: ColumnFacts) -> str:
    if column.languages is None:
        return _("not measured: names")
    return ", ".join(f"{column_section.language_name(tag)} {n:,}" for tag, n in column.languages) or "—"


def licence_lines(manifest: Manifest) -> Iterable[str]:
    """Yield the licence, the attribution to state, and the evidence for both."""
    terms = manifest.licence
    yield _("Licence: [{name}]({url}) (`{id}`).", name=licences.name(terms.id), url=terms.url, id=terms.id)
    yield _("Users of the data must state:")
    yield f"> {terms.attribution}"
    if terms.redistribution == "per-item":
        yield _("Whether the data may be passed on differs from item to item.")
    yield (
        _("Commercial use is allowed.") if terms.commercial == "yes" else _("Commercial use is not allowed.")
    )
    yield from (str(term) for term in terms.extra_terms)
    yield _(
        "What this rests on ({url}, read on {date}): {evidence}",
        url=terms.evidence_url,
        date=terms.checked_on,
        evidence=terms.evidence,
    )


def _provenance(manifest: Manifest, facts: Facts) -> Iterable[str]:
    if manifest.access.urls:
        yield _("Where the data is kept:")
        yield "\n".join(f"- <{url}>" for url in manifest.access.urls)
    yield _("Input files, retrieved on {date}:", date=manifest.snapshot.retrieved)
    lines = [(f"`{item.path}`", f"{item.bytes:,}", f"`{item.sha256}`") for item in facts.inputs]
    yield table((_("File"), _("Bytes"), "SHA-256"), lines)
    if not manifest.snapshot.files:
        yield _("The manifest does not pin these files: another build may have had other input.")


def _personal_data(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield limits.personal_data(manifest)
    yield step_section.privacy(manifest, facts)
    if manifest.policy.take_down:
        yield str(manifest.policy.take_down)


def _representativeness(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield str(manifest.population) if manifest.population else _("Whom the data covers is not stated.")
    yield limits.representativeness(facts)
    if facts.represent is not None:
        yield from _group_tables(facts.represent)


def _unknown(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield "\n".join(f"- {item}" for item in limits.lines(manifest, facts))


def _loading(__: Manifest, facts: Facts) -> Iterable[str]:
    folder = f"{facts.id}/{facts.version}"
    yield (
        "```python\n"
        "from datasets import load_dataset\n\n"
        f'dataset = load_dataset("{folder}", "{facts.config}", split="train")\n'
        "```"
    )
    yield _("With `cymraeg_data`, which verifies the checksums first:")
    yield (
        f'```python\nimport cymraeg_data as cyd\n\ndataset = cyd.load("{folder}",'
        f' config="{facts.config}")\n```'
    )
    yield _(
        "After a new build in the same folder, `load_dataset` may return the earlier rows from its cache;"
        " `cyd.load` does not."
    )


def _citing(manifest: Manifest, __: Facts) -> Iterable[str]:
    yield f"```bibtex\n{citation.bibtex(manifest)}\n```"


def _making(__: Manifest, facts: Facts) -> Iterable[str]:
    tools = ", ".join(f"{name} {version}" for name, version in facts.tool)
    yield _("Built with {tools}. The same manifest, input and versions give the same bytes.", tools=tools)
    yield _(
        "Hash of the content, which does not depend on the file format: `{digest}`.",
        digest=facts.content_sha256,
    )
    yield _(
        "`build.json` has every number on this page, `provenance.jsonl` the sources, `croissant.json` the"
        " same for programs, `SHA256SUMS` the checksums of the files."
    )


def _group_tables(found: RepresentFacts) -> Iterable[str]:
    """Yield a table for each dimension, then what was not assessed, and the limitations."""
    yield _("Rows: {n}.", n=f"{found.n_rows:,}")
    for name, title in found.titles:
        yield f"#### {title}"
        yield group_table([dataclasses.asdict(group) for group in found.groups if group.dimension == name])
    yield "#### " + _("Not assessed")
    yield "\n".join(f"- {item}" for item in found.not_assessed) or _("Nothing.")
    yield "#### " + _("Limitations")
    yield "\n".join(f"- {item}" for item in found.limitations)


def _readiness(manifest: Manifest, facts: Facts) -> Iterable[str]:
    """Yield the number of criteria by pillar and result, and of open questions."""
    counted = scorecard.by_pillar(manifest, facts)
    yield _(
        "By the pillars of the UK guidelines on making government datasets ready for AI (DSIT,"
        " 2026); the criteria are this library's own, and `readiness.json` has each with its"
        " evidence."
    )
    rows = [(_(pillar), *(counts[state] for state in scorecard.STATES)) for pillar, counts in counted.items()]
    yield table((_("Pillar"), *(_(_RESULTS[state]) for state in scorecard.STATES)), rows)
    n_open = len(datasheet.open_questions(manifest, facts))
    yield _(
        "`DATASHEET.md` answers {answered} of the {all} questions of a datasheet; {open} are open.",
        answered=len(datasheet.QUESTIONS) - n_open,
        all=len(datasheet.QUESTIONS),
        open=n_open,
    )
