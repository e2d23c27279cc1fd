"""Charts as SVG: a dot and an interval for each group, and a mark for the reference; no library is needed."""

from collections.abc import Mapping, Sequence
from html import escape

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.locale import _, language
from cymraeg_data.represent.comparison import ComparisonTables, Row
from cymraeg_data.represent.group_verdicts import STATUS_NAMES, Status
from cymraeg_data.represent.reference_population import Dimension

__all__ = ["chart", "page"]

_ROW, _TOP, _LEFT, _WIDTH, _RIGHT = 24, 54, 330, 420, 170  # pixels
_LONGEST = 46  # letters of a label that fit on the left
# Colours for any colour vision (Okabe and Ito, 2008); each has its status next to it in words.
_COLOURS: Mapping[str, str] = {"close": "#009E73", "under": "#D55E00", "over": "#0072B2", "absent": "#CC79A7"}
_OTHER = "#666666"


def chart(groups: pa.Table, dimension: Dimension) -> str:
    """Return the groups of a dimension as SVG, with the figures of each row in a `title`."""
    rows = groups.filter(pc.field("dimension") == dimension.name).to_pylist()
    most = max([row[name] or 0 for row in rows for name in ("high", "reference_share")], default=0) or 1
    height = _TOP + _ROW * len(rows) + 40
    lines = [_row(row, _TOP + _ROW * index, most) for index, row in enumerate(rows)]
    title = escape(dimension.title)
    key = escape(_("● share in the data with its 95% confidence interval   ┃ reference"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" lang="{language()}" '
        f'viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" font-family="sans-serif" font-size="13">'
        f'<text x="8" y="22" font-size="16" font-weight="bold">{title}</text>'
        f'<text x="8" y="42" fill="#444">{key}</text>{"".join(lines)}{_axis(most, height - 30)}</svg>'
    )


def _row(row: Row, y: int, most: float) -> str:
    label = row["label_cy"] if language() == "cy" else row["label_en"]
    status = _(STATUS_NAMES[Status(row["status"])])
    colour = _COLOURS.get(row["status"], _OTHER)
    middle = y + _ROW // 2
    reference = _x(row["reference_share"], most)
    wanted = _("Reference")
    said = (
        f"{label}: {_shown(row['share'])} ({_shown(row['low'])}–{_shown(row['high'])}); {wanted}"
        f" {_shown(row['reference_share'])}; {status}"
    )
    short = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    dot = ""
    if row["share"] is not None:
        low, high = _x(row["low"], most), _x(row["high"], most)
        dot = (
            f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="{colour}"'
            f' stroke-width="2"/><circle cx="{_x(row["share"], most):.1f}" cy="{middle}" r="4.5"'
            f' fill="{colour}"/>'
        )
    return (
        f"<g><title>{escape(said)}</title>"
        f'<text x="{_LEFT - 10}" y="{middle + 4}" text-anchor="end">{escape(short)}</text>'
        f'<line x1="{reference:.1f}" x2="{reference:.1f}" y1="{middle - 9}" y2="{middle + 9}" stroke="#000"'
        ' stroke-width="3"/>'
        f'{dot}<text x="{_LEFT + _WIDTH + 12}" y="{middle + 4}" fill="{colour}">{escape(status)}</text></g>'
    )


def _x(share: float | None, most: float) -> float:
    return _LEFT + _WIDTH * (share or 0) / most


# Shares between two marks of the axis, so that its figures are round.
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_MOST_STEPS = 5


def _axis(most: float, y: int) -> str:
    step = next((size for size in _STEPS if most / size <= _MOST_STEPS), most)
    ticks = [step * part for part in range(int(most / step + 1e-9) + 1)]
    marks = "".join(
        f'<text x="{_x(tick, most):.1f}" y="{y + 18}" text-anchor="middle" fill="#444">{100 * tick:.3g}'
        " %</text>"
        for tick in ticks
    )
    return f'<line x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{y}" y2="{y}" stroke="#999"/>{marks}'


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"


def page(found: ComparisonTables) -> str:
    """Return the comparison as HTML for a notebook: a chart and its figures as a table for each dimension."""
    parts = []
    for name in dict.fromkeys(found.groups.column("dimension").to_pylist()):
        rows = found.groups.filter(pc.field("dimension") == name).to_pylist()
        parts += [f"<figure>{chart(found.groups, found.reference[name])}</figure>", _figures(rows)]
    heading = escape(_("Limitations"))
    limits = "".join(f"<li>{escape(str(item))}</li>" for item in found.limitations)
    return f"<section>{''.join(parts)}<h4>{heading}</h4><ul>{limits}</ul></section>"


def _figures(rows: Sequence[Row]) -> str:
    head = "".join(
        f"<th>{escape(each)}</th>"
        for each in (_("Group"), _("Rows"), _("Share"), _("Reference"), _("Status"))
    )
    label = "label_cy" if language() == "cy" else "label_en"
    body = "".join(
        f"<tr><td>{escape(row[label])}</td><td>{'–' if row['n'] is None else format(row['n'], ',')}</td>"
        f"<td>{_shown(row['share'])}</td>"
        f"<td>{_shown(row['reference_share'])}</td><td>{escape(_(STATUS_NAMES[Status(row['status'])]))}</td></tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
