"""What manifest and build know of the answers to a datasheet's questions."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cymraeg_data.locale import N_, _
from cymraeg_data.package.documents import table_prose
from cymraeg_data.package.documents.card import column_section, limits, step_section
from cymraeg_data.package.manifests import licences
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = ["Known", "known"]

_ROWS = {
    "documents": N_("A document."),
    "pairs": N_("A text in Welsh and the same in English."),
    "terms": N_("A term in Welsh and in English."),
    "tables": N_("A row of the publisher's table."),
}


class Known(NamedTuple):
    """What is known in answer to a question, and whether that is all that it asks."""

    text: str
    is_whole: bool


def known(key: str, manifest: Manifest, facts: Facts) -> Known:
    """Return what manifest and build know in answer to a question, in the current language."""
    if key in _ABOUT_PEOPLE and manifest.policy.personal_data == "none":
        return Known(limits.personal_data(manifest), is_whole=True)
    if key in _WHOLE:
        return Known(_WHOLE[key](manifest, facts), is_whole=True)
    if key in _PART:
        return Known(_PART[key](manifest, facts), is_whole=False)
    answer = _SOMETIMES[key](manifest, facts) if key in _SOMETIMES else ""
    return Known(answer, is_whole=bool(answer))


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _makers(manifest: Manifest, __: Facts) -> str:
    return _(
        "[{name}]({url}) publishes the data.",
        name=manifest.publisher.name,
        url=manifest.publisher.url,
    )


def _count(__: Manifest, facts: Facts) -> str:
    return _("Rows: {n}.", n=f"{facts.n_rows:,}")


def _sample(manifest: Manifest, facts: Facts) -> str:
    n_dropped = sum(n for __, n in facts.dropped)
    line = _(
        "Every row of the input files is here, but for those left out: {n}.",
        n=f"{n_dropped:,}",
    )
    return f"{manifest.population} {line}" if manifest.population else line


def _columns(manifest: Manifest, facts: Facts) -> str:
    notes = [
        column_section.note(item) or table_prose.column_title(item, manifest.table) for item in facts.columns
    ]
    return _list(
        [
            f"`{column.name}` (`{column.type}`): {note}"
            for column, note in zip(facts.columns, notes, strict=True)
        ]
    )


def _labels(__: Manifest, facts: Facts) -> str:
    measured = [column.name for column in facts.columns if column_section.is_measure(column)]
    if not measured:
        return _("The build adds none.")
    return _(
        "The build adds measures, which a program made and which were not checked row by row: {names}.",
        names=", ".join(f"`{name}`" for name in measured),
    )


def _missing(__: Manifest, facts: Facts) -> str:
    lines = [
        _("`{column}`: rows without text {n}.", column=column.name, n=f"{column.n_empty:,}")
        for column in facts.columns
        if column.n_empty
    ]
    lines += step_section.unread(facts)
    return _list(lines) or _("No text is missing, and every value could be read.")


def _relations(manifest: Manifest, __: Facts) -> str:
    return _(
        "`source_id` and `source_row` say where each row is in the input. Kept in one split: {names}.",
        names=", ".join(f"`{name}`" for name in manifest.splits.together) or "—",
    )


def _splits(__: Manifest, facts: Facts) -> str:
    return ", ".join(f"`{split.name}` {split.n_rows:,}" for split in facts.splits) + "."


def _errors(manifest: Manifest, facts: Facts) -> str:
    return _list(limits.lines(manifest, facts))


def _outside(__: Manifest, ___: Facts) -> str:
    return _("No: all rows are in the files. The addresses in provenance.jsonl may change.")


def _people(manifest: Manifest, __: Facts) -> str:
    stated = manifest.policy.personal_data
    return "" if stated == "unknown" else limits.personal_data(manifest)


def _groups(__: Manifest, facts: Facts) -> str:
    if facts.represent is None:
        return ""
    names = ", ".join(str(title) for __, title in facts.represent.titles)
    return _("By these dimensions, whose groups the card counts: {names}.", names=names)


def _identifiable(manifest: Manifest, facts: Facts) -> str:
    return step_section.privacy(manifest, facts)


def _period(manifest: Manifest, __: Facts) -> str:
    return _("The files are as they were on {date}.", date=manifest.snapshot.retrieved)


def _take_down(manifest: Manifest, __: Facts) -> str:
    return str(manifest.policy.take_down) if manifest.policy.take_down else ""


def _processing(manifest: Manifest, facts: Facts) -> str:
    return _list(step_section.lines(manifest, facts))


def _raw(__: Manifest, ___: Facts) -> str:
    return _("It is not in this folder; provenance.jsonl has the address and the checksum of each file.")


def _software(__: Manifest, facts: Facts) -> str:
    tools = ", ".join(f"{name} {version}" for name, version in facts.tool)
    return _(
        "Yes: {tools}, both free software. manifest.json is what they were given, build.json what they"
        " found.",
        tools=tools,
    )


def _unsuitable(manifest: Manifest, __: Facts) -> str:
    if manifest.licence.commercial == "yes":
        return ""
    return _("Commercial use is not allowed.")


def _others(manifest: Manifest, __: Facts) -> str:
    if manifest.licence.redistribution == "per-item":
        return _("Whether the data may be passed on differs from item to item.")
    return _("Yes, under the terms of its licence.")


def _form(__: Manifest, ___: Facts) -> str:
    return _("As a folder of Parquet files and these pages, which `datasets` loads.")


def _licence(manifest: Manifest, __: Facts) -> str:
    terms = manifest.licence
    return _("Licence: [{name}]({url}) (`{id}`).", name=licences.name(terms.id), url=terms.url, id=terms.id)


def _restrictions(manifest: Manifest, __: Facts) -> str:
    return " ".join(str(term) for term in manifest.licence.extra_terms)


def _contact(manifest: Manifest, __: Facts) -> str:
    return _("The publisher of the data: <{url}>.", url=manifest.publisher.url)


def _errata(__: Manifest, ___: Facts) -> str:
    return _("In CHANGELOG.md, by version.")


def _updates(__: Manifest, facts: Facts) -> str:
    return _("This is version {version}.", version=facts.version)


def _versions(__: Manifest, facts: Facts) -> str:
    return _(
        "CHANGELOG.md lists them: {versions}. Each has a tag of its own where it was published with this"
        " library.",
        versions=", ".join(item.version for item in facts.history),
    )


_ABOUT_PEOPLE = {
    "groups",
    "identifiable",
    "sensitive",
    "origin",
    "notice",
    "consent",
    "withdrawal",
    "impact",
    "retention",
}
_Answer = Callable[[Manifest, Facts], str]
_WHOLE: Mapping[str, _Answer] = {
    "rows": lambda manifest, __: _(_ROWS[manifest.parse.config]),
    "count": _count,
    "columns": _columns,
    "missing": _missing,
    "splits": _splits,
    "errors": _errors,
    "outside": _outside,
    "processing": _processing,
    "raw": _raw,
    "software": _software,
    "others": _others,
    "form": _form,
    "licence": _licence,
    "contact": _contact,
    "errata": _errata,
    "versions": _versions,
}
"""What answers a question to its end."""
_PART: Mapping[str, _Answer] = {
    "makers": _makers,
    "sample": _sample,
    "labels": _labels,
    "relations": _relations,
    "identifiable": _identifiable,
    "period": _period,
    "unsuitable": _unsuitable,
    "updates": _updates,
}
"""What belongs to an answer and is not all of it."""
_SOMETIMES: Mapping[str, _Answer] = {
    "groups": _groups,
    "people": _people,
    "withdrawal": _take_down,
    "restrictions": _restrictions,
}
"""What answers a question where the manifest says something of it."""
