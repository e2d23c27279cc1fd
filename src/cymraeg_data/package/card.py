"""The dataset's card: YAML for the hub, then the same sections in Welsh and in English from the same numbers."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cymraeg_data import locale
from cymraeg_data.findings import describe
from cymraeg_data.locale import N_, _
from cymraeg_data.package import licences
from cymraeg_data.package.facts import ColumnFacts, Facts
from cymraeg_data.package.manifest import Manifest

__all__ = ["licence", "readme"]

_LANGUAGES = {
    "cy": N_("Welsh"),
    "en": N_("English"),
    "br": N_("Breton"),
    "kw": N_("Cornish"),
    "ga": N_("Irish"),
    "gd": N_("Scottish Gaelic"),
    "gv": N_("Manx"),
    "mul": N_("more than one language"),
    "und": N_("language cannot be told"),
    "mis": N_("another language"),
}
_HEADINGS = {"cy": "Cymraeg", "en": "English"}
_REASONS = {
    "empty": N_("no value in any of the columns taken"),
    "wrong-fields": N_("the wrong number of fields in the line (S703)"),
}
_OWN_COLUMNS = {
    "id": N_("identifier, the same from build to build"),
    "source_id": N_("the source in provenance.jsonl"),
    "source_row": N_("row of the source; 1 is the first"),
    "licence": N_("licence of the row"),
}
_MEASURES = {
    "_language": N_("language of `{column}`, as measured"),
    "_n_words": N_("number of words in `{column}`"),
    "_welsh_fraction": N_("Welsh words in `{column}`, as a fraction of the words whose language can be told"),
}
_STATES = {
    "verified": N_("The source and its licence were verified by {by}."),
    "unverified": N_(
        "**Not verified.** Nobody has yet checked the source and its licence at the publisher’s own site, so this dataset must not be published."
    ),
}
_RELATIONS = {
    "parallel": N_("the same content in each language"),
    "comparable": N_("similar content in each language"),
    "mono": N_("one language"),
    "labels": N_("names and labels in each language"),
}
_PERSONAL = {
    "none": N_("The manifest states that there is no personal data."),
    "present": N_("The manifest states that there is personal data."),
    "unknown": N_("Whether there is personal data was not assessed."),
}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_BIGGER = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))


def readme(manifest: Manifest, facts: Facts) -> str:
    """Return README.md: YAML front matter, the Welsh half, the English half."""
    title = manifest.title
    parts = [f"---\n{_front_matter(manifest, facts)}\n---", f"# {title.cy} / {title.en}"]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            parts += [f"## {_HEADINGS[lang]}", *_half(manifest, facts)]
    return "\n\n".join(parts) + "\n"


def licence(manifest: Manifest) -> str:
    """Return LICENSE.md: what the licence is called, where its text is and the attribution, in both languages."""
    parts = [f"# {manifest.title.cy} / {manifest.title.en}"]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            parts += [f"## {_HEADINGS[lang]}", *_licence(manifest)]
    return "\n\n".join(parts) + "\n"


def _front_matter(manifest: Manifest, facts: Facts) -> str:
    from huggingface_hub import DatasetCardData

    hub = licences.hub_licence(manifest.licence.id)
    data = DatasetCardData(
        language=sorted({tag.split("-")[0] for tag in manifest.languages.tags}),
        license=hub.license,
        license_name=hub.license_name,
        license_link=hub.license_link,
        pretty_name=f"{manifest.title.cy} / {manifest.title.en}",
        size_categories=[_size(facts.n_rows)],
        tags=["cymraeg", "welsh", "wales", "open-government-data"],
        configs=[
            {
                "config_name": facts.config,
                "data_files": [{"split": "train", "path": f"data/{facts.config}/train-*.parquet"}],
            }
        ],
        dataset_info=[
            {
                "config_name": facts.config,
                "features": [{"name": column.name, "dtype": column.type} for column in facts.columns],
                "splits": [{"name": "train", "num_examples": facts.n_rows}],
            }
        ],
        cymraeg_data={
            "id": facts.id,
            "version": facts.version,
            "content_sha256": facts.content_sha256,
            "status": facts.status,
        },
    )
    return str(data.to_yaml())


def _size(n_rows: int) -> str:
    """Return the hub's size category.

    >>> _size(3615)
    '1K<n<10K'
    """
    return next((name for limit, name in (*_SIZES, *_BIGGER) if n_rows < limit), "n>1B")


def _half(manifest: Manifest, facts: Facts) -> Iterable[str]:
    """Yield the sections of the card in the current language."""
    sections: tuple[tuple[str, Callable[[Manifest, Facts], Iterable[str]]], ...] = (
        (N_("What it is"), _what),
        (N_("Rows and columns"), _rows),
        (N_("Languages measured"), _languages),
        (N_("Licence and attribution"), lambda manifest, __: _licence(manifest)),
        (N_("Where the data comes from"), _provenance),
        (N_("What was changed"), _changes),
        (N_("Rows left out"), _dropped),
        (N_("Known faults, and what is not known"), _unknown),
        (N_("How to load it"), _loading),
        (N_("How it was made"), _making),
    )
    for heading, section in sections:
        yield f"### {_(heading)}"
        yield from section(manifest, facts)


def _what(manifest: Manifest, facts: Facts) -> Iterable[str]:
    yield _(_STATES[facts.status], by=manifest.status.verified_by)
    yield str(manifest.description)
    if manifest.population:
        yield str(manifest.population)
    yield _(
        "Publisher: [{name}]({url}). Version of this dataset: {version}.",
        name=manifest.publisher.name,
        url=manifest.publisher.url,
        version=facts.version,
    )


def _rows(__: Manifest, facts: Facts) -> Iterable[str]:
    yield _(
        "Config `{config}`: rows {rows}, columns {columns}.",
        config=facts.config,
        rows=f"{facts.n_rows:,}",
        columns=len(facts.columns),
    )
    table = [(f"`{column.name}`", f"`{column.type}`", _column_note(column)) for column in facts.columns]
    yield _table((_("Column"), _("Type"), _("The publisher’s column, or what it holds")), table)


def _column_note(column: ColumnFacts) -> str:
    """Return the publisher's name of a column, or what it holds."""
    if column.origin:
        return " / ".join(f"“{origin}”" for origin in dict.fromkeys(column.origin))
    if column.name in _OWN_COLUMNS:
        return _(_OWN_COLUMNS[column.name])
    for suffix, note in _MEASURES.items():
        if column.name.endswith(suffix):
            return _(note, column=column.name.removesuffix(suffix))
    return ""


def _languages(manifest: Manifest, facts: Facts) -> Iterable[str]:
    tags = ", ".join(_language(tag) for tag in manifest.languages.tags)
    yield _(
        "Languages that the manifest states: {tags} ({relation}).",
        tags=tags,
        relation=_(_RELATIONS[manifest.languages.relation]),
    )
    measured = [column for column in facts.columns if column.declared]
    if not measured:
        yield _("No column has a declared language, so none was measured.")
        return
    table = [
        (
            f"`{column.name}`",
            _language(column.declared or ""),
            f"{column.n_texts:,}",
            f"{column.n_empty:,}",
            _counts(column),
        )
        for column in measured
    ]
    yield _table((_("Column"), _("Declared"), _("Texts"), _("Empty"), _("Measured")), table)
    yield _(
        "Names, numbers and words that both languages share have no language that can be told; that is no fault."
    )


def _counts(column: ColumnFacts) -> str:
    if column.languages is None:
        return _("not measured: names")
    return ", ".join(f"{_language(tag)} {n:,}" for tag, n in column.languages) or "—"


def _language(tag: str) -> str:
    return _(_LANGUAGES[tag]) if tag in _LANGUAGES else f"`{tag}`"


def _licence(manifest: Manifest) -> Iterable[str]:
    terms = manifest.licence
    yield _("Licence: [{name}]({url}) (`{id}`).", name=licences.name(terms.id), url=terms.url, id=terms.id)
    yield _("Whoever uses the data must state:")
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
    table = [(f"`{item.path}`", f"{item.bytes:,}", f"`{item.sha256}`") for item in facts.inputs]
    yield _table((_("File"), _("Bytes"), "SHA-256"), table)
    if not manifest.snapshot.files:
        yield _("The manifest does not pin these files: another build may have had other input.")


def _changes(manifest: Manifest, facts: Facts) -> Iterable[str]:
    changes = [
        _("The rows are sorted and have identifiers; the columns have new names (see the table above)."),
        _("Spaces at the edges of texts were removed.")
        if manifest.parse.strip
        else _("Texts are as the publisher has them; spaces at their edges were kept."),
    ]
    if facts.unmapped:
        names = ", ".join(f"“{name}”" for name in facts.unmapped)
        changes.append(_("Columns of the publisher that were not taken: {names}.", names=names))
    changes += [
        _(
            "`{column}`: values that could not be read as {type}, and are null: {n}.",
            column=column.name,
            type=column.type,
            n=f"{column.unread:,}",
        )
        for column in facts.columns
        if column.unread
    ]
    if facts.n_repeated_ids:
        changes.append(
            _("Rows whose identifier was taken, and has a number added: {n}.", n=f"{facts.n_repeated_ids:,}")
        )
    yield "\n".join(f"- {change}" for change in changes)


def _dropped(__: Manifest, facts: Facts) -> Iterable[str]:
    if not facts.dropped:
        yield _("No row was left out.")
        return
    yield _table((_("Reason"), _("Rows")), [(_(_REASONS[reason]), f"{n:,}") for reason, n in facts.dropped])


def _unknown(manifest: Manifest, facts: Facts) -> Iterable[str]:
    unknown = [_(_PERSONAL[manifest.policy.personal_data])]
    unknown.append(_("How well the data represents the population was not assessed."))
    for finding in facts.findings:
        count = f"{finding.n:,}" if finding.n is not None else "1"
        place = ", ".join(f"“{part}”" for part in (finding.source, finding.column) if part)
        unknown.append(
            _(
                "Found while reading {place}: {code}, “{title}”, {n}.",
                place=place,
                title=_(describe(finding.code).title),
                code=finding.code,
                n=count,
            )
        )
    unknown += [
        _("`{column}` has no text in any row.", column=column.name)
        for column in facts.columns
        if column.n_texts == 0
    ]
    if manifest.status.notes:
        unknown.append(str(manifest.status.notes))
    yield "\n".join(f"- {item}" for item in unknown)
    if manifest.policy.take_down:
        yield str(manifest.policy.take_down)


def _loading(__: Manifest, facts: Facts) -> Iterable[str]:
    folder = f"{facts.id}/{facts.version}"
    yield (
        "```python\n"
        "from datasets import load_dataset\n\n"
        f'dataset = load_dataset("{folder}", "{facts.config}", split="train")\n'
        "```"
    )
    yield _("With `cymraeg_data`, which verifies the checksums first:")
    yield f'```python\nimport cymraeg_data as cyd\n\ndataset = cyd.load("{folder}", config="{facts.config}")\n```'
    yield _(
        "After a new build in the same folder, `load_dataset` may return the earlier rows from its cache; `cyd.load` does not."
    )


def _making(__: Manifest, facts: Facts) -> Iterable[str]:
    tools = ", ".join(f"{name} {version}" for name, version in facts.tool)
    yield _("Built with {tools}. The same manifest, input and versions give the same bytes.", tools=tools)
    yield _(
        "Hash of the content, which does not depend on the file format: `{digest}`.",
        digest=facts.content_sha256,
    )
    yield _(
        "`build.json` has every number on this page, `provenance.jsonl` the sources, `SHA256SUMS` the checksums of the files."
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )
