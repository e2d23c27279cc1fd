"""Pages, plots and JSON of what the benchmarks of detection measured.

`accuracy.py --write` and `speed.py --write` call it.

`python benchmarks/figures.py` draws the pages again from the JSON in `docs/figures`. No text that was
measured is in them, only numbers.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
FIGURES = DOCS / "figures"
PAGES = {"en": DOCS / "en" / "detection-figures.md", "cy": DOCS / "cy" / "ffigurau-canfod.md"}

Row = Mapping[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Figures of language detection",
        "start": (
            "Written by `benchmarks/accuracy.py --write` and `benchmarks/speed.py --write`, with the numbers"
            " as [JSON](../figures/accuracy.json) ([speed](../figures/speed.json)); do not edit by hand. The"
            " [model card](model-card.md) says what was held out and how to read them."
        ),
        "by genre": "By genre",
        "calibration": "Is the confidence right?",
        "calibration plot": "How often answers of each confidence were right, on text that was not learnt",
        "calibration axes": "confidence|share that was right",
        "calibration text": (
            "Each disc is a class of answers, as large as their number. On the line, confidence is what"
            " it says. The expected calibration error is {error:.3f}."
        ),
        "fails": "What fails",
        "celtic": "Text of the other Celtic languages that is called Welsh:",
        "length": "Welsh that is called something else, by the length of the text:",
        "register": "Welsh that is called something else, by register:",
        "names": "Names by themselves:",
        "speech": (
            "Words of real code-switched speech (Siarad): Welsh F1 {welsh_f1:.3f}, English F1"
            " {english_f1:.3f}, macro F1 {macro_f1:.3f}."
        ),
        "speed": "How fast",
        "speed plot": (
            "Megabytes of text a second, one thread unless said (each line is ten times the one before)"
        ),
        "speed text": (
            "{lines:,} distinct lines, {megabytes:.2f} MB, in one process, by turns; “first” is the first"
            " pass, over words that were not met before."
        ),
        "linear": "Cost by size, one thread:",
        "process": (
            "In a new process, over pyarrow and numpy (and, for numba, over numba once it has compiled"
            " anything):"
        ),
        "one text": "One text at a time:",
        "machine": "Measured with: {machine}.",
    },
    "cy": {
        "title": "Ffigurau adnabod iaith",
        "start": (
            "Ysgrifennwyd gan `benchmarks/accuracy.py --write` a `benchmarks/speed.py --write`, a'r rhifau ar"
            " gael fel [JSON](../figures/accuracy.json) ([cyflymder](../figures/speed.json)); peidiwch â'i"
            " olygu â llaw. Mae'r [cerdyn model](cerdyn-model.md) yn dweud beth a gadwyd yn ôl a sut i'w"
            " darllen."
        ),
        "by genre": "Fesul math o destun",
        "calibration": "A yw'r hyder yn gywir?",
        "calibration plot": "Pa mor aml yr oedd atebion o bob hyder yn gywir, ar destun nas dysgwyd",
        "calibration axes": "hyder|cyfran a oedd yn gywir",
        "calibration text": (
            "Dosbarth o atebion yw pob cylch, cymaint â'u nifer. Ar y llinell, mae'r hyder yn golygu'r"
            " hyn a ddywed. Y gwall graddnodi disgwyliedig yw {error:.3f}."
        ),
        "fails": "Beth sy'n methu",
        "celtic": "Testun yn yr ieithoedd Celtaidd eraill a elwir yn Gymraeg:",
        "length": "Cymraeg a elwir yn rhywbeth arall, fesul hyd y testun:",
        "register": "Cymraeg a elwir yn rhywbeth arall, fesul cywair:",
        "names": "Enwau ar eu pen eu hunain:",
        "speech": (
            "Geiriau mewn sgwrs go iawn sy'n newid cod (Siarad): F1 y Gymraeg {welsh_f1:.3f}, F1 y Saesneg"
            " {english_f1:.3f}, macro F1 {macro_f1:.3f}."
        ),
        "speed": "Pa mor gyflym",
        "speed plot": (
            "Megabeitiau o destun yr eiliad, un edefyn oni ddywedir fel arall (mae pob llinell ddeg gwaith yr"
            " un o'i blaen)"
        ),
        "speed text": (
            "{lines:,} o linellau gwahanol i'w gilydd, {megabytes:.2f} MB, mewn un broses, bob yn ail;"
            " “first” yw'r tro cyntaf, dros eiriau na welwyd o'r blaen."
        ),
        "linear": "Y gost yn ôl maint, un edefyn:",
        "process": (
            "Mewn proses newydd, dros pyarrow a numpy (ac yn achos numba, dros numba wedi iddo grynhoi unrhyw"
            " beth):"
        ),
        "one text": "Un testun ar y tro:",
        "machine": "Mesurwyd â: {machine}.",
    },
}

HEADS_CY: Mapping[str, str] = {
    "genre": "math",
    "detector": "adnabyddwr",
    "n": "nifer",
    "welsh_f1": "F1 y Gymraeg",
    "english_f1": "F1 y Saesneg",
    "accuracy": "cywir o dri",
    "celtic_called_welsh": "Celtaidd a elwir yn Gymraeg",
    "language": "iaith",
    "called_welsh": "a elwir yn Gymraeg",
    "kind": "o ba fath",
    "other": "arall",
    "mean_confidence": "hyder cyfartalog",
    "confidence": "hyder",
    "share": "cyfran",
    "mean": "cyfartaledd",
    "right": "cywir",
    "name": "enw",
    "labels": "labeli",
    "MB/s": "MB/e",
    "x pycld2 bestEffort": "× pycld2",
    "x fasttext-langdetect": "× fasttext-langdetect",
    "kernel": "cnewyllyn",
    "times": "gwaith",
    "seconds": "eiliadau",
    "function": "ffwythiant",
    "a line (µs)": "llinell (µs)",
    "one sentence again (µs)": "un frawddeg eto (µs)",
    "load (ms)": "llwytho (ms)",
    "first column (ms)": "colofn gyntaf (ms)",
    "memory of load (MB)": "cof llwytho (MB)",
    "memory (MB)": "cof (MB)",
    "most memory (MB)": "cof mwyaf (MB)",
}


def store(name: str, report: Mapping[str, Any]) -> None:
    """Write what a benchmark measured as JSON, without any text, and the pages again."""
    FIGURES.mkdir(exist_ok=True)
    kept = {part: rows for part, rows in report.items() if part != "fails"}  # texts, which are not ours
    path = FIGURES / f"{name}.json"
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_pages()


def write_pages() -> None:
    """Write both pages and their plots, of what there is."""
    accuracy, speed = (_read(name) for name in ("accuracy", "speed"))
    for language, path in PAGES.items():
        words = WORDS[language]
        out = [f"# {words['title']}", "", words["start"]]
        if accuracy:
            out += _accuracy(accuracy, language)
        if speed:
            out += _speed(speed, language)
        path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    path = FIGURES / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _accuracy(report: Row, language: str) -> list[str]:
    words = WORDS[language]
    classes = report["calibration"]["classes"]
    plot = FIGURES / f"calibration.{language}.svg"
    plot.write_text(calibration_plot(classes, words["calibration axes"].split("|")), encoding="utf-8")
    error = report["calibration"]["expected_calibration_error"]
    out = ["", f"## {words['by genre']}", *table(report["by genre"], language)]
    out += ["", f"## {words['calibration']}", "", f"![{words['calibration plot']}](../figures/{plot.name})"]
    out += ["", words["calibration text"].format(error=error), *table(classes, language)]
    out += ["", f"## {words['fails']}"]
    for title, part in (
        ("celtic", "Celtic text called Welsh"),
        ("length", "Welsh found, by length"),
        ("register", "Welsh found, by register"),
        ("names", "names alone"),
    ):
        out += ["", words[title], *table(report[part], language)]
    out += ["", words["speech"].format(**report["words in code-switched speech"])]
    return [*out, "", _machine(report, language)]


def _speed(report: Row, language: str) -> list[str]:
    words = WORDS[language]
    plot = FIGURES / f"speed.{language}.svg"
    plot.write_text(speed_plot(report["speed"]), encoding="utf-8")
    out = ["", f"## {words['speed']}", "", f"![{words['speed plot']}](../figures/{plot.name})"]
    out += ["", words["speed text"].format(**report["text"]), *table(report["speed"], language)]
    for part in ("linear", "process", "one text"):
        out += ["", words[part], *table(report[part], language)]
    return [*out, "", _machine(report, language)]


def _machine(report: Row, language: str) -> str:
    parts = ", ".join(f"{name} {value}" for name, value in report["machine"].items() if value is not None)
    return WORDS[language]["machine"].format(machine=parts)


def table(rows: Sequence[Row], language: str) -> list[str]:
    """Return rows as a Markdown table, after an empty line."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    shown = [HEADS_CY.get(head, head) if language == "cy" else head.replace("_", " ") for head in heads]
    lines = ["", f"| {' | '.join(shown)} |", f"|{' --- |' * len(heads)}"]
    return [*lines, *(f"| {' | '.join(_cell(row.get(head)) for head in heads)} |" for row in rows)]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"
    return "" if value is None else str(value)


def calibration_plot(classes: Sequence[Row], axes: Sequence[str]) -> str:
    """Return a plot, as SVG, of how often answers were right against how sure they were."""
    side, left, top = 300, 50, 15
    marks = []
    for row in classes:
        x, y = left + side * row["mean"], top + side * (1 - row["right"])
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 18 * math.sqrt(row["share"]):.1f}" class="mark"/>'
        )
    ticks = [_text(left + side * k / 5, top + side + 18, f"{k / 5:.1f}", "middle") for k in range(6)]
    ticks += [_text(left - 6, top + side * (1 - k / 5) + 4, f"{k / 5:.1f}", "end") for k in range(6)]
    frame = f'<rect x="{left}" y="{top}" width="{side}" height="{side}" class="frame"/>'
    line = f'<line x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}" class="frame"/>'
    across = _text(left + side / 2, top + side + 38, axes[0], "middle")
    middle = top + side / 2
    up = (
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{axes[1]}</text>'
    )
    return _svg(left + side + 20, top + side + 48, [frame, line, *marks, *ticks, across, up])


def speed_plot(rows: Sequence[Row]) -> str:
    """Return a plot, as SVG, of megabytes a second: bars on a scale of powers of ten."""
    left, width, step, lowest = 210, 420, 20, -2
    decades = math.ceil(math.log10(max(row["MB/s"] for row in rows))) - lowest
    height = step * len(rows) + 10
    parts = []
    for k in range(decades + 1):
        x = left + width * k / decades
        parts.append(f'<line x1="{x}" y1="5" x2="{x}" y2="{height}" class="frame"/>')
        parts.append(_text(x, height + 16, f"{10.0 ** (k + lowest):g}", "middle"))
    for number, row in enumerate(rows):
        y = 10 + step * number
        size = max(width * (math.log10(row["MB/s"]) - lowest) / decades, 1)
        parts.append(f'<rect x="{left}" y="{y}" width="{size:.1f}" height="{step - 6}" class="mark"/>')
        parts.append(_text(left - 6, y + 11, row["name"], "end"))
    return _svg(left + width + 20, height + 24, parts)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    style = (
        "text{font:12px sans-serif;fill:#333}.frame{fill:none;stroke:#bbb}"
        ".mark{fill:#00695c;fill-opacity:.75;stroke:#004d40}"
    )
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
                f' width="{width:g}" height="{height:g}">'
            ),
            f'<style>{style}</style><rect width="100%" height="100%" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    write_pages()
