"""What a build did to its input, for the card: changes, steps, rows left out, versions."""

from collections.abc import Iterable, Iterator

from cymraeg_data.locale import N_, _
from cymraeg_data.markdown_text import table
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import ChangeFacts, Facts

__all__ = ["changes", "dropped", "lines", "privacy", "reason", "steps", "unread", "version", "versions"]

_REASONS = {
    "empty": N_("no value in any of the columns taken"),
    "wrong-fields": N_("the wrong number of fields in the line (S703)"),
    "too_long": N_("a text of more than 10 MiB"),
    "personal_data": N_("a personal identifier in a text"),
    "exact_duplicate": N_("the same text as a row that was kept"),
    "near_duplicate": N_("nearly the same text as a row that was kept"),
    "taken_down": N_("taken down on request"),
}
_KINDS = {
    "nino": N_("National Insurance numbers"),
    "nhs_number": N_("NHS numbers"),
    "email": N_("e-mail addresses"),
    "phone": N_("telephone numbers"),
    "postcode": N_("postcodes"),
}
_PRIVACY = {
    "report": N_("Personal identifiers, likely or certain, were counted and left as they are: {found}."),
    "mask": N_("Personal identifiers, likely or certain, have a mark in their place: {found}."),
    "drop": N_("Rows with personal identifiers, likely or certain, were left out: {found}."),
}


def changes(manifest: Manifest, facts: Facts) -> Iterable[str]:
    """Yield each difference from the published data."""
    yield "\n".join(f"- {line}" for line in lines(manifest, facts))


def lines(manifest: Manifest, facts: Facts) -> list[str]:
    """Return each difference from the published data, and each step that was not taken."""
    found = [
        _("The rows are sorted and have identifiers; the columns have new names."),
        (
            _("Spaces at the edges of texts were removed.")
            if manifest.parse.strip
            else _("Texts are as the publisher has them; spaces at their edges were kept.")
        ),
    ]
    if manifest.steps.normalise and not manifest.parse.strip:
        found.pop()
    if facts.unmapped:
        names = ", ".join(f"“{name}”" for name in facts.unmapped)
        found.append(_("Columns of the publisher that were not taken: {names}.", names=names))
    found += unread(facts)
    if facts.n_repeated_ids:
        found.append(
            _("Rows whose identifier was taken, and has a number added: {n}.", n=f"{facts.n_repeated_ids:,}")
        )
    return [*found, *steps(manifest, facts)]


def unread(facts: Facts) -> list[str]:
    """Return for each column how many of its values could not be read, where there are any."""
    return [
        _(
            "`{column}`: values that could not be read as {type}, and are null: {n}.",
            column=column.name,
            type=column.type,
            n=f"{column.unread:,}",
        )
        for column in facts.columns
        if column.unread
    ]


def steps(manifest: Manifest, facts: Facts) -> Iterator[str]:
    """Yield for each step that a build can take what it did, or that it was not taken."""
    taken = manifest.steps
    edits = ", ".join(f"`{rule}` {n:,}" for rule, n in facts.edits) or "0"
    yield (
        _("Damaged text was repaired, by rule: {edits}.", edits=edits)
        if taken.normalise
        else _("Damaged text was not looked for.")
    )
    yield privacy(manifest, facts)
    yield (
        _("Rows with the same text as another were left out; white space does not count.")
        if taken.exact_duplicates
        else _("Rows with the same text were not looked for.")
    )
    yield (
        _(
            "Rows whose text resembles another one's at {at} or more were left out (Jaccard similarity of"
            " word sequences, estimated by MinHash).",
            at=taken.near_duplicates,
        )
        if taken.near_duplicates is not None
        else _("Rows with nearly the same text were not looked for.")
    )
    names = ", ".join(f"{name} (`{digest[:12]}`)" for name, digest in facts.benchmarks)
    yield (
        _("Rows with text of these benchmarks were left out: {names}.", names=names)
        if facts.benchmarks
        else _("Text of benchmarks was not looked for.")
    )
    rules = ", ".join(f"`{name}`" + (f" {at:g}" if at is not None else "") for name, at in taken.quality)
    yield (
        _("Rows that break these rules were left out: {rules}.", rules=rules)
        if rules
        else _("No quality rule was applied.")
    )


def privacy(manifest: Manifest, facts: Facts) -> str:
    """Return what was done about personal identifiers, and how many there were."""
    if not manifest.steps.privacy:
        return _("Personal identifiers were not looked for.")
    found = ", ".join(f"{_(_KINDS[kind])} {n:,}" for kind, n in facts.personal) or "0"
    return _(_PRIVACY[manifest.steps.privacy], found=found)


def reason(name: str) -> str:
    """Return why rows were left out, in the current language."""
    kind, __, detail = name.partition(":")
    if kind == "quality":
        return _("the rule `{rule}`", rule=detail)
    if kind == "benchmark":
        return _("text of the benchmark “{name}”", name=detail)
    return _(_REASONS[name])


def dropped(__: Manifest, facts: Facts) -> Iterable[str]:
    """Yield how many rows were left out, and why."""
    if not facts.dropped:
        yield _("No row was left out.")
        return
    yield table((_("Reason"), _("Rows")), [(reason(name), f"{n:,}") for name, n in facts.dropped])
    if facts.listings:
        files = ", ".join(f"`{file.path}`" for file in facts.listings)
        yield _("Each of them is listed, without its text: {files}.", files=files)


def versions(__: Manifest, facts: Facts) -> Iterable[str]:
    """Yield what is new in this version; all versions are in CHANGELOG.md."""
    yield version(facts.history[0])


def version(item: ChangeFacts) -> str:
    """Return what became of the rows in one version."""
    if item.earlier is None:
        return _("The first version: rows {n}.", n=f"{item.n_added:,}")
    lines = [
        _(
            "Since version {earlier}: rows added {added}, changed {changed}, removed {removed}.",
            earlier=item.earlier,
            added=f"{item.n_added:,}",
            changed=f"{item.n_changed:,}",
            removed=f"{item.n_removed:,}",
        )
    ]
    for message, names in (
        (N_("New columns: {names}."), item.new_columns),
        (N_("Columns that are gone: {names}."), item.lost_columns),
        (N_("Taken down on request: {names}."), item.taken_down),
    ):
        if names:
            lines.append(_(message, names=", ".join(f"`{name}`" for name in names)))
    return " ".join(lines)
