"""A comparison as Markdown: findings in words, and every figure with its interval."""

from collections.abc import Iterable, Sequence

from cymraeg_data.findings import Finding
from cymraeg_data.locale import _, language
from cymraeg_data.markdown_text import table
from cymraeg_data.represent.comparison import ComparisonTables, Row
from cymraeg_data.represent.group_verdicts import STATUS_NAMES, Status
from cymraeg_data.represent.priority_results import POPULATIONS
from cymraeg_data.represent.protection import MARK
from cymraeg_data.represent.reference_population import Dimension, period_in_words

__all__ = ["group_table", "to_markdown"]

_NONE = "–"
_NOT_ASSESSED = "R405"  # has a list of its own


def to_markdown(found: ComparisonTables, *, findings: Sequence[Finding] = ()) -> str:
    """Return the comparison in the current language.

    A protected comparison has no findings, which would disclose its small counts.
    """
    parts = [
        "## " + _("Representativeness"),
        _(
            "Rows: {n}. Reference: {reference} ({population}).",
            n=f"{found.n_rows:,}",
            reference=_(found.reference.title),
            population=_(POPULATIONS.get(found.reference.population, found.reference.population)),
        ),
        *_findings(findings),
        "### " + _("Priority groups"),
        _priority(found.priority.to_pylist()),
    ]
    groups = found.groups.to_pylist()
    for name in dict.fromkeys(row["dimension"] for row in groups):
        dimension = found.reference[name]
        parts += [
            f"### {dimension.title}",
            _summary(next(row for row in found.dimensions.to_pylist() if row["dimension"] == name)),
            group_table([row for row in groups if row["dimension"] == name]),
            _source(dimension),
        ]
    parts += ["### " + _("Not assessed"), _list(str(item) for item in found.not_assessed) or _("Nothing.")]
    parts += ["### " + _("Limitations"), _list(str(item) for item in found.limitations)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _findings(findings: Sequence[Finding]) -> list[str]:
    """Return what was found, with what to do."""
    listed = [finding for finding in findings if finding.code != _NOT_ASSESSED]
    if not listed:
        return []
    lines = (f"**{finding.code}** {finding.message} {finding.hint}" for finding in listed)
    return ["### " + _("Findings"), _list(lines)]


def group_table(rows: Sequence[Row]) -> str:
    """Return the groups of a dimension as a table, with labels in the current language."""
    label = "label_cy" if language() == "cy" else "label_en"
    head = (
        _("Group"),
        _("Rows"),
        _("Share"),
        _("95% confidence interval"),
        _("Reference"),
        _("Difference (points)"),
        _("Smallest detectable gap"),
        _("Status"),
    )
    body = [
        (
            row[label],
            MARK if row["status"] == Status.SUPPRESSED else f"{row['n']:,}",
            _percent(row["share"]),
            f"{_percent(row['low'])}–{_percent(row['high'])}" if row["low"] is not None else _NONE,
            _percent(row["reference_share"]),
            _NONE if row["difference_pp"] is None else f"{row['difference_pp']:+.1f}",
            _NONE if row["detectable_gap_pp"] is None else f"{row['detectable_gap_pp']:.1f}",
            _(STATUS_NAMES[Status(row["status"])]),
        )
        for row in rows
    ]
    return table(head, body)


def _priority(rows: Sequence[Row]) -> str:
    head = (_("Group"), _("Share"), _("Reference"), _("Status"), _("Ceiling (assumption)"))
    body = [
        (
            _translated(row, "title"),
            _percent(row["share"]),
            _percent(row["reference_share"]),
            _(STATUS_NAMES[Status(row["status"])]),
            (
                _NONE
                if row["ceiling"] is None
                else _(
                    "{share} of {group} ({period})",
                    share=_percent(row["ceiling"]),
                    group=_translated(row, "ceiling_of"),
                    period=period_in_words(row["ceiling_period"]),
                )
            ),
        )
        for row in rows
    ]
    return table(head, body)


def _translated(row: Row, name: str) -> str:
    text: str = row[name]
    return _(text)


def _summary(row: Row) -> str:
    missing = sum(row[kind] or 0 for kind in ("missing", "not_answered", "prefer_not_to_say", "unmapped"))
    text = _("With an answer: {n}; without: {missing}.", n=f"{row['n']:,}", missing=f"{missing:,}")
    if row["total_variation"] is not None:
        text += " " + _(
            "{share} of the rows would have to be in another group for the shares to be those of the"
            " reference.",
            share=_percent(row["total_variation"]),
        )
    return text


def _source(dimension: Dimension) -> str:
    facts = [part for part in (_(dimension.table), period_in_words(dimension.period)) if part]
    ours = any(category.cy_source == "ours" for category in dimension.categories)
    notes = [_("Source: {facts}.", facts=", ".join(facts))] if facts else []
    if dimension.attribution:
        notes.append(_(dimension.attribution))
    if ours and language() == "cy":
        notes.append(_("Some of the Welsh labels are our own wording."))
    return " ".join(notes)


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{100 * share:.1f}%"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
