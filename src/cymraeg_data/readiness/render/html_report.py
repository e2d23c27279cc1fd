"""A report as HTML: a page of its own for a browser, or a fragment for a notebook."""

import functools
from typing import TYPE_CHECKING

from cymraeg_data.findings.codes import CODES, SEVERITY_NAMES, Severity
from cymraeg_data.locale import LANGUAGES, Language, _, language, use
from cymraeg_data.readiness.render.markdown_report import examples_of, languages
from cymraeg_data.readiness.results import PILLARS, Results

if TYPE_CHECKING:
    import jinja2

__all__ = ["render_fragment", "render_page"]


def render_page(report: Results) -> str:
    """Return a self-contained page with `report` in both languages; it opens in the current one."""
    bodies = {tag: render_fragment(report, tag) for tag in LANGUAGES}
    titles = {}
    for tag in LANGUAGES:
        with use(tag):
            titles[tag] = _("Data check: {name}", name=report.name)
    return str(
        _templates().get_template("page.html.j2").render(bodies=bodies, titles=titles, opens_in=language())
    )


def render_fragment(report: Results, lang: Language) -> str:
    """Return `report` in `lang` as a fragment of HTML."""
    with use(lang):
        return str(
            _templates()
            .get_template("report.html.j2")
            .render(
                report=report,
                lang=lang,
                _=_,
                severities={severity: _(name) for severity, name in SEVERITY_NAMES.items()},
                headings=(_("errors"), _("warnings"), _("notes")),
                pillars=_pillars(report),
                examples_of=examples_of,
                languages=languages,
            )
        )


def _pillars(report: Results) -> list[tuple[str, dict[Severity, int] | None]]:
    """Return each pillar with its number of findings per severity, None for a pillar without codes."""
    assessed = {code.principle for code in CODES.values()}
    return [
        (
            _(pillar),
            {
                severity: sum(
                    finding.severity is severity and CODES[finding.code].principle == pillar
                    for finding in report.findings
                )
                for severity in Severity
            }
            if pillar in assessed
            else None,
        )
        for pillar in PILLARS
    ]


@functools.cache
def _templates() -> "jinja2.Environment":
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("cymraeg_data.readiness.render"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
