"""The results of `compare`: a comparison, and its protected form, with all that can be made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import pyarrow as pa

from cymraeg_data.findings import Finding
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.comparison import Comparison, Limitation, UnassessedGroup
from cymraeg_data.represent.priority_results import limitations, not_assessed, priority_table
from cymraeg_data.represent.protection import ProtectedTables, protected_tables
from cymraeg_data.represent.render.chart import chart, page
from cymraeg_data.represent.render.json_form import to_json
from cymraeg_data.represent.render.markdown_tables import to_markdown
from cymraeg_data.represent.representation_findings import findings_of
from cymraeg_data.represent.weights import Weighting, post_stratify, rake

__all__ = ["ProtectedRepresentation", "Representation"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProtectedRepresentation(ProtectedTables):
    """A comparison fit to be published: its tables hold rounded counts, and null where one is suppressed."""

    def to_card(self) -> str:
        """Return the comparison as Markdown for a dataset card, in the current language."""
        return to_markdown(self)

    to_markdown = to_card

    def to_json(self) -> str:
        """Return the comparison as JSON after `representation.schema.json`, the same in every language."""
        return to_json(self, threshold=self.threshold)

    def chart(self, dimension: str) -> str:
        """Return a chart of a dimension as SVG; suppressed groups have no dot."""
        return chart(self.groups, self.reference[dimension])

    def _repr_html_(self) -> str:
        return page(self)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Representation(Comparison):
    """A dataset compared with a reference population; made by `compare`."""

    @property
    def priority(self) -> pa.Table:
        """Return one row per priority group of public policy, assessed or not.

        See `cymraeg_data.represent.priority_results`.
        """
        return priority_table(self)

    @property
    def not_assessed(self) -> tuple[UnassessedGroup, ...]:
        """Return the priority groups and dimensions that were not assessed, and why."""
        return not_assessed(self)

    @property
    def limitations(self) -> tuple[Limitation, ...]:
        """Return what has to be known to read the figures correctly."""
        return limitations(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the comparison as findings, codes R401 and on."""
        return findings_of(self)

    @checked_options
    def protect(
        self, *, threshold: int = 10, round_to: int = 5, hide_zeros: bool = False
    ) -> ProtectedRepresentation:
        """Return the comparison with small counts suppressed and all others rounded, fit to be published.

        Args:
            threshold: counts from 1 up to one below it are suppressed; 10 is StatsWales's rule for survey
                figures.
            round_to: the base that counts are rounded to.
            hide_zeros: suppress empty groups as well.

        Raises:
            InputError: the threshold is below the rounding base, or one of them is not a count; there are
                fewer rows than the threshold.
            WrongTypeError: there is no such option; the message has the nearest.
        """
        tables = protected_tables(self, threshold=threshold, round_to=round_to, hide_zeros=hide_zeros)
        return ProtectedRepresentation(**{item.name: getattr(tables, item.name) for item in fields(tables)})

    @checked_options
    def rake(self, names: Sequence[str] | None = None) -> Weighting:
        """Return weights under which the dimensions have the shares of the reference; the data is unchanged.

        Args:
            names: the dimensions to weight by; all that were compared without it.

        Raises:
            InputError: a group of the reference has no row, or the margins contradict the rows.
            WrongTypeError: there is no such option; the message has the nearest.
        """
        return rake(self, names)

    @checked_options
    def post_stratify(self, names: Sequence[str]) -> Weighting:
        """Return weights under which every cell of a true joint distribution has its share of the reference.

        Args:
            names: the dimensions of the joint distribution.

        Raises:
            InputError: the reference has no such joint distribution, or a cell of it has no row.
            WrongTypeError: there is no such option; the message has the nearest.
        """
        return post_stratify(self, names)

    def to_markdown(self) -> str:
        """Return the comparison as Markdown in the current language, for holders of the data only."""
        return to_markdown(self, findings=self.findings)

    def to_json(self) -> str:
        """Return the comparison as JSON after `representation.schema.json`, the same in every language."""
        return to_json(self, findings=self.findings)

    def chart(self, dimension: str) -> str:
        """Return a chart of a dimension as SVG: a dot and an interval for each group, and the reference."""
        return chart(self.groups, self.reference[dimension])

    def _repr_html_(self) -> str:
        return page(self)
