"""A report as Markdown, for cards, issues and pull requests."""

from collections.abc import Iterable, Mapping

from cymraeg_data.findings import Finding
from cymraeg_data.findings.codes import SEVERITY_NAMES
from cymraeg_data.locale import _
from cymraeg_data.markdown_text import code, table
from cymraeg_data.readiness.results import Results
from cymraeg_data.shown import shown

__all__ = ["examples_of", "languages", "render"]


def render(report: Results) -> str:
    """Return `report` as Markdown in the current language."""
    parts = [
        f"# {_('Data check: {name}', name=report.name)}",
        f"**{_('Passed') if report.passed else _('Failed')}**",
        table(
            (_("Severity"), _("Findings")),
            ((_(SEVERITY_NAMES[severity]), f"{n:,}") for severity, n in report.counts.items()),
        ),
        f"## {_('Findings')}",
        _findings(report.findings),
        f"## {_('What was checked')}",
        table(
            (_("Source"), _("Format"), _("Rows"), _("Languages of the texts")),
            (
                (source.name, source.format, f"{source.n_rows:,}", languages(source.languages))
                for source in report.sources
            ),
        ),
        f"## {_('Not assessed')}",
        "\n".join(f"- **{_(item.topic)}**: {_(item.reason)}" for item in report.not_assessed)
        or _("Nothing."),
    ]
    return "\n\n".join(parts) + "\n"


def languages(counts: Mapping[str, int]) -> str:
    """Return counts per language tag as one line, as in `Welsh 120, English 118, no language 4`."""
    names = {
        "cy": _("Welsh"),
        "en": _("English"),
        "mul": _("more than one language"),
        "und": _("no language"),
    }
    totals = dict.fromkeys(("cy", "en", "mul", "other", "und"), 0)
    for tag, n in counts.items():
        totals[tag if tag in names else "other"] += n
    return ", ".join(f"{names.get(tag, _('other'))} {n:,}" for tag, n in totals.items() if n)


def examples_of(finding: Finding) -> tuple[str, ...]:
    """Return the examples in a finding's evidence, each as one line with its place."""
    examples = finding.evidence.get("examples", ())
    return tuple(_example(item) for item in examples) if isinstance(examples, list | tuple) else ()


def _example(item: Mapping[str, object] | str) -> str:
    if isinstance(item, str):
        return f"“{shown(item)}”"
    place = ""
    if item.get("key"):
        place = _("key “{name}”", name=shown(item["key"]))
    elif item.get("line"):
        place = _("line {n}", n=item["line"])
    elif item.get("row"):
        place = _("row {n}", n=item["row"])
    text = " | ".join(f"“{shown(item[name])}”" for name in ("text", "en", "cy") if item.get(name))
    if item.get("repeats"):
        text = _("repeats row {n}", n=item["repeats"])
    return f"{place}: {text}" if place and text else place or text


def _findings(findings: Iterable[Finding]) -> str:
    blocks = []
    for finding in findings:
        lines = [
            f"### {finding.code} {finding.title} ({_(SEVERITY_NAMES[finding.severity])})",
            f"`{finding.location}`" if str(finding.location) else "",
            finding.message,
            "\n".join(f"- {code(example)}" for example in examples_of(finding)),
            _("What to do: {hint}", hint=finding.hint),
        ]
        blocks.append("\n\n".join(line for line in lines if line))
    return "\n\n".join(blocks) or _("Nothing was found.")
