"""Quality rules of a build: which rows are left out, and for which reason.

A rule measures one thing on each row and compares it with a threshold. What cannot be measured (a text
without words has no mean word length) breaks no rule. Only the rules that a manifest names are applied.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.locale import N_, _
from cymraeg_data.package.steps.quality.document_rules import Documents
from cymraeg_data.package.steps.quality.pair_rules import Pairs
from cymraeg_data.package.steps.word_arrays import plain

__all__ = ["Rule", "reasons", "rules"]

Config = Literal["documents", "pairs"]
Floats = npt.NDArray[np.float64]

_GOPHER = N_("Rae et al. 2021 (Gopher), table A1")
_FINEWEB = N_("Penedo et al. 2024 (FineWeb), § 3.6")
_PIECE = 1 << 20
"""Bytes of text processed at once. Our choice: what is counted stays in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: a row of `config` is left out when its measure is `direction` the threshold.

    `source` says where the default threshold is from and `about` what is left out, in English; `origin` and
    `description` say the same in the current language. A measure that is 0 or 1 has the threshold 0.5.
    """

    name: str
    config: Config
    threshold: float
    direction: Literal["below", "above"]
    source: str
    about: str
    measure: Callable[[Any], Floats]  # of Documents or Pairs, as `config` says

    @property
    def description(self) -> str:
        """Return in one line what the rule leaves out, in the current language."""
        return _(self.about)

    @property
    def origin(self) -> str:
        """Return where the default threshold is from, in the current language."""
        return _(self.source)

    def broken(self, rows: Documents | Pairs, threshold: float) -> npt.NDArray[np.bool_]:
        """Return which rows break the rule; a measure that is not a number breaks none."""
        values = self.measure(rows)
        found: npt.NDArray[np.bool_] = values < threshold if self.direction == "below" else values > threshold
        return found


_RULES = (
    Rule(
        name="too_few_words",
        config="documents",
        threshold=50,
        direction="below",
        source=_GOPHER,
        about=N_("Documents with fewer words than the threshold"),
        measure=lambda rows: rows.n_words,
    ),
    Rule(
        name="words_too_short",
        config="documents",
        threshold=3,
        direction="below",
        source=_GOPHER,
        about=N_("Documents whose words have fewer characters on average than the threshold"),
        measure=Documents.word_length,
    ),
    Rule(
        name="words_too_long",
        config="documents",
        threshold=10,
        direction="above",
        source=_GOPHER,
        about=N_("Documents whose words have more characters on average than the threshold"),
        measure=Documents.word_length,
    ),
    Rule(
        name="mostly_numbers",
        config="documents",
        threshold=0.2,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of words without a letter above the threshold"),
        measure=Documents.without_letters,
    ),
    Rule(
        name="too_many_symbols",
        config="documents",
        threshold=0.1,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with more hash signs and ellipses per word than the threshold"),
        measure=Documents.symbols,
    ),
    Rule(
        name="bullet_lines",
        config="documents",
        threshold=0.9,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of lines that begin with a bullet above the threshold"),
        measure=Documents.bullets,
    ),
    Rule(
        name="ellipsis_lines",
        config="documents",
        threshold=0.3,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of lines that end in an ellipsis above the threshold"),
        measure=Documents.ellipses,
    ),
    Rule(
        name="short_lines",
        config="documents",
        threshold=0.67,
        direction="above",
        source=_FINEWEB,
        about=N_(
            "Documents with a share of lines of fewer than 30 characters above the threshold, such"
            " as menus and lists"
        ),
        measure=Documents.short_lines,
    ),
    Rule(
        name="repeated_lines",
        config="documents",
        threshold=0.3,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of repeated lines above the threshold"),
        measure=Documents.repeated_lines,
    ),
    Rule(
        name="repeated_line_characters",
        config="documents",
        threshold=0.2,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of text in repeated lines above the threshold"),
        measure=Documents.repeated_line_characters,
    ),
    Rule(
        name="repeated_ngrams",
        config="documents",
        threshold=0.1,
        direction="above",
        source=_GOPHER,
        about=N_("Documents with a share of words in repeated runs of ten words above the threshold"),
        measure=Documents.repeated_runs,
    ),
    Rule(
        name="damaged_text",
        config="documents",
        threshold=0.002,
        direction="above",
        source=N_("our choice: one place in 500 words, after repair"),
        about=N_(
            "Documents with more places per word than the threshold where letters are lost or"
            " in a wrong encoding"
        ),
        measure=Documents.damage,
    ),
    Rule(
        name="placeholder_text",
        config="documents",
        threshold=0.5,
        direction="above",
        source=N_("Raffel et al. 2020 (C4), § 2.2"),
        about=N_("Documents with filler such as “lorem ipsum”"),
        measure=Documents.dummy,
    ),
    Rule(
        name="not_declared_language",
        config="documents",
        threshold=0.5,
        direction="below",
        source=N_("our choice: less than half of the words"),
        about=N_(
            "Documents with a share of words in the declared language of the column below the threshold"
        ),
        measure=Documents.declared_language,
    ),
    Rule(
        name="empty_side",
        config="pairs",
        threshold=0.5,
        direction="above",
        source=N_("our choice: half a pair is not a pair"),
        about=N_("Pairs of which one side is missing or blank"),
        measure=Pairs.empty,
    ),
    Rule(
        name="placeholder_side",
        config="pairs",
        threshold=0.5,
        direction="above",
        source=N_("our choice: as finding B306"),
        about=N_("Pairs whose Welsh is a placeholder"),
        measure=Pairs.dummy,
    ),
    Rule(
        name="identical_sides",
        config="pairs",
        threshold=0.5,
        direction="above",
        source=N_("our choice: as finding B303"),
        about=N_("Pairs with the same sentence on both sides; names and numbers stay"),
        measure=Pairs.identical,
    ),
    Rule(
        name="wrong_language_side",
        config="pairs",
        threshold=0.5,
        direction="above",
        source=N_("our choice: as findings L101, L102 and B311"),
        about=N_("Pairs with a side in the other language"),
        measure=Pairs.wrong_language,
    ),
    Rule(
        name="length_ratio",
        config="pairs",
        threshold=3,
        direction="above",
        source=N_("our choice: 99 of 100 news sentences are below 1.6"),
        about=N_("Pairs with a ratio of lengths above the threshold"),
        measure=Pairs.length_ratio,
    ),
    Rule(
        name="low_translation_score",
        config="pairs",
        threshold=0.2,
        direction="below",
        source=N_(
            "our choice: 3 in 1,000 pairs of eleven public services are below it, and 9 in 10 when shuffled"
        ),
        about=N_("Pairs with a translation score below the threshold"),
        measure=Pairs.translation,
    ),
)


def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order in which they are applied.

    >>> [rule.name for rule in rules() if rule.config == "pairs"][:2]
    ['empty_side', 'placeholder_side']
    """
    return _RULES


def reasons(
    table: pa.Table | pa.RecordBatch,
    *,
    config: str,
    text_columns: Mapping[str, str | None],
    settings: Mapping[str, float | bool],
) -> pa.Array:
    """Return the name of the first rule that each row breaks, as `string`; null where the row is kept.

    >>> table = pa.table({"text": ["Bore da i bawb.", "Lorem ipsum dolor sit amet, consectetur."]})
    >>> settings = {"placeholder_text": True, "too_few_words": 3}
    >>> reasons(table, config="documents", text_columns={"text": "cy"}, settings=settings).to_pylist()
    [None, 'placeholder_text']

    Args:
        table: a table or record batch.
        config: what its rows are: "documents", "pairs", or another, which has no rules.
        text_columns: its columns of text, with the language that each declares. The texts of a document are
            measured as one.
        settings: the rules to apply, with a threshold each, or true for the default one; false leaves a rule
            out.

    Raises:
        InputError: there is no such rule for this config, a threshold is not a number, or the columns are not
            those of pairs.
        UnknownColumnError: one of the columns is not in the table.
    """
    chosen = _chosen(config, settings)
    for name in text_columns:
        if name not in table.schema.names:
            raise UnknownColumnError(name, table.schema.names)
    if not chosen or not text_columns:
        return pa.nulls(table.num_rows, pa.string())
    found = [_reasons(piece, text_columns, chosen) for piece in _pieces(table, text_columns)]
    return pa.concat_arrays(found) if found else pa.nulls(0, pa.string())


def _chosen(config: str, settings: Mapping[str, float | bool]) -> tuple[tuple[Rule, float], ...]:
    """Return the rules to apply with their thresholds, in order."""
    known = {rule.name: rule for rule in _RULES if rule.config == config}
    for name, value in settings.items():
        if name not in known:
            raise InputError(
                _(
                    "There is no quality rule “{name}” for {config}. The rules are: {known}.",
                    name=name,
                    config=config,
                    known=", ".join(known) or "-",
                )
            )
        if not isinstance(value, bool | int | float) or value != value:  # noqa: PLR0124 - NaN
            raise InputError(
                _("The threshold of “{name}” is {found}. Give a number, or true.", name=name, found=value)
            )
    return tuple(
        (rule, rule.threshold if settings[name] is True else float(settings[name]))
        for name, rule in known.items()
        if settings.get(name, False) is not False
    )


def _pieces(
    table: pa.Table | pa.RecordBatch, text_columns: Mapping[str, str | None]
) -> Iterator[pa.Table | pa.RecordBatch]:
    """Yield runs of rows of about `_PIECE` bytes of text each."""
    sizes = sum(
        pc.fill_null(pc.binary_length(plain(table.column(name))), 0)
        .to_numpy(zero_copy_only=False)
        .astype(np.int64)
        for name in text_columns
    )
    until = np.cumsum(sizes)
    first = 0
    while first < table.num_rows:
        before = until[first - 1] if first else 0
        last = max(int(np.searchsorted(until, before + _PIECE, "right")), first + 1)
        yield table.slice(first, last - first)
        first = last


def _reasons(
    table: pa.Table | pa.RecordBatch,
    text_columns: Mapping[str, str | None],
    chosen: tuple[tuple[Rule, float], ...],
) -> pa.Array:
    rows: Documents | Pairs = (Documents if chosen[0][0].config == "documents" else Pairs)(
        table, text_columns
    )
    first = np.full(len(rows), len(chosen), np.int64)
    for place, (rule, threshold) in enumerate(chosen):
        broken = rule.broken(rows, threshold)
        first = np.where(broken, np.minimum(first, place), first)
    names = pa.array([rule.name for rule, _threshold in chosen] + [None], pa.string())
    return names.take(pa.array(first))
