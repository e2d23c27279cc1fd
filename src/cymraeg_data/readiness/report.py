"""The report of a check: its results and their renderings."""

from dataclasses import dataclass

from cymraeg_data.locale import language
from cymraeg_data.readiness.render.html_report import render_fragment, render_page
from cymraeg_data.readiness.render.markdown_report import render
from cymraeg_data.readiness.results import Results

__all__ = ["Report"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report(Results):
    """The findings of `check`, most severe first, its sources, and what was not assessed.

    In a notebook the report renders itself; `to_html` gives one page in both languages, `to_markdown` and
    `to_json` the same content for cards and programs.
    """

    def to_markdown(self) -> str:
        """Return the report as Markdown in the current language."""
        return render(self)

    def to_html(self) -> str:
        """Return the report as one self-contained HTML page with a switch between Welsh and English.

        The page opens in the current language, needs no network and runs no script.
        """
        return render_page(self)

    def _repr_html_(self) -> str:
        return render_fragment(self, language())
