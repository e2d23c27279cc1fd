"""Pages, plots and JSON of what the benchmarks of detection measured.

`accuracy.py --write` and `speed.py --write` call it.

`python benchmarks/figures.py` draws the pages again from the JSON in `docs/figures`. They hold numbers
only, none of the text that was measured.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

DOCS = Path(__file__).parent.parent / "docs"
FIGURES = DOCS / "figures"
PAGES = {"en": DOCS / "en" / "detection-figures.md", "cy": DOCS / "cy" / "ffigurau-canfod.md"}

Row = Mapping[str, Any]

MARK = {"color": "#00695c", "edgecolor": "#004d40", "alpha": 0.75}

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Figures of language detection",
        "start": (
            "Written by `benchmarks/accuracy.py --write` and `benchmarks/speed.py --write`, with the numbers"
            " as [JSON](../figures/accuracy.json) ([speed](../figures/speed.json)); do not edit by hand. The"
            " [model card](model-card.md) describes what was held out and how to read them."
        ),
        "by genre": "Accuracy per genre",
        "calibration": "Calibration of the confidence",
        "calibration plot": "How often answers of each confidence were right, on held-out text",
        "calibration axes": "confidence|share that was right",
        "calibration text": (
            "Each disc is a class of answers; its area shows their number. On the line, the confidence"
            " equals the share of right answers. The expected calibration error is {error:.3f}."
        ),
        "fails": "Known failures",
        "celtic": "Text in the other Celtic languages that is identified as Welsh:",
        "near": (
            "Text in the neighbours of Welsh, most of it example sentences, verse and old prose, by kind and"
            " by the number of words; single words are taken from those texts:"
        ),
        "calibration by length": "The same by the length of the text; genres weigh the same:",
        "length": "Welsh that is identified as something else, by the length of the text:",
        "register": "Welsh that is identified as something else, by register:",
        "names": "Names on their own:",
        "speech": (
            "Words of real code-switched speech (Siarad): Welsh F1 {welsh_f1:.3f}, English F1"
            " {english_f1:.3f}, macro F1 {macro_f1:.3f}{accuracy}."
        ),
        "speech accuracy": ", accuracy {:.3f}",
        "speed": "Speed",
        "speed plot": ("Megabytes of text per second, one thread unless stated (on a logarithmic scale)"),
        "speed text": (
            "{lines:,} distinct lines, {megabytes:.2f} MB, in one process, in alternation; “first” is the"
            " first pass, over new words."
        ),
        "linear": "Cost by size, one thread:",
        "process": (
            "In a new process, in addition to pyarrow and numpy (and, for numba, in addition to numba after"
            " its first compilation):"
        ),
        "one text": "One text at a time:",
        "machine": "Measured with: {machine}.",
    },
    "cy": {
        "title": "Ffigurau adnabod iaith",
        "start": (
            "Ysgrifennwyd gan `benchmarks/accuracy.py --write` a `benchmarks/speed.py --write`, gyda'r rhifau"
            " fel [JSON](../figures/accuracy.json) ([cyflymder](../figures/speed.json)); peidiwch â'i"
            " golygu â llaw. Mae'r [cerdyn model](cerdyn-model.md) yn dweud beth a gadwyd yn ôl a sut i'w"
            " darllen."
        ),
        "by genre": "Cywirdeb fesul math o destun",
        "calibration": "Graddnodi'r hyder",
        "calibration plot": "Pa mor aml yr oedd atebion o bob hyder yn gywir, ar destun a gadwyd yn ôl",
        "calibration axes": "hyder|cyfran a oedd yn gywir",
        "calibration text": (
            "Dosbarth o atebion yw pob cylch; mae ei arwynebedd yn dangos eu nifer. Ar y llinell, mae'r hyder"
            " yn hafal i gyfran yr atebion cywir. Y gwall graddnodi disgwyliedig yw {error:.3f}."
        ),
        "fails": "Methiannau hysbys",
        "celtic": "Testun yn yr ieithoedd Celtaidd eraill a adnabyddir fel Cymraeg:",
        "near": (
            "Testun yng nghymdogion y Gymraeg, y rhan fwyaf yn frawddegau enghreifftiol, yn farddoniaeth ac"
            " yn hen ryddiaith, fesul math a nifer y geiriau; o'r testunau hynny y daw'r geiriau unigol:"
        ),
        "calibration by length": "Yr un peth fesul hyd y testun; yr un pwysau sydd gan bob math o destun:",
        "length": "Cymraeg a adnabyddir fel rhywbeth arall, fesul hyd y testun:",
        "register": "Cymraeg a adnabyddir fel rhywbeth arall, fesul cywair:",
        "names": "Enwau ar eu pen eu hunain:",
        "speech": (
            "Geiriau mewn sgwrs go iawn sy'n newid cod (Siarad): F1 y Gymraeg {welsh_f1:.3f}, F1 y Saesneg"
            " {english_f1:.3f}, F1 macro {macro_f1:.3f}{accuracy}."
        ),
        "speech accuracy": ", cywirdeb {:.3f}",
        "speed": "Cyflymder",
        "speed plot": (
            "Megabeitiau o destun yr eiliad, un edefyn oni ddywedir fel arall (ar raddfa logarithmig)"
        ),
        "speed text": (
            "{lines:,} o linellau gwahanol i'w gilydd, {megabytes:.2f} MB, mewn un broses, bob yn ail;"
            " “y tro cyntaf” yw'r tro cyntaf dros eiriau newydd."
        ),
        "linear": "Y gost yn ôl maint, un edefyn:",
        "process": (
            "Mewn proses newydd, yn ychwanegol at pyarrow a numpy (ac yn achos numba, yn ychwanegol at numba"
            " ar ôl iddo grynhoi am y tro cyntaf):"
        ),
        "one text": "Un testun ar y tro:",
        "machine": "Mesurwyd â: {machine}.",
    },
}

HEADS_CY: Mapping[str, str] = {
    "genre": "math",
    "detector": "canfodydd",
    "n": "nifer",
    "welsh_f1": "F1 y Gymraeg",
    "english_f1": "F1 y Saesneg",
    "accuracy": "cywirdeb (Cymraeg, Saesneg, arall)",
    "celtic_called_welsh": "Celtaidd a adnabyddir fel Cymraeg",
    "language": "iaith",
    "called_welsh": "a adnabyddir fel Cymraeg",
    "kind": "math",
    "length": "hyd",
    "expected_calibration_error": "gwall graddnodi disgwyliedig",
    "other": "arall",
    "mean_confidence": "hyder cyfartalog",
    "confidence": "hyder",
    "share": "cyfran",
    "mean": "cyfartaledd",
    "right": "cywir",
    "name": "enw",
    "labels": "labeli",
    "MB/s": "MB/s",
    "x pycld2 bestEffort": "× pycld2",
    "x fasttext-langdetect": "× fasttext-langdetect",
    "kernel": "cnewyllyn",
    "times": "gwaith",
    "seconds": "eiliadau",
    "function": "ffwythiant",
    "a line (µs)": "llinell (µs)",
    "one sentence again (µs)": "un frawddeg eto (µs)",
    "load (ms)": "llwytho (ms)",
    "first column (ms)": "y golofn gyntaf (ms)",
    "memory of load (MB)": "cof llwytho (MB)",
    "memory (MB)": "cof (MB)",
    "most memory (MB)": "cof mwyaf (MB)",
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "br": "Breton",
        "ga": "Irish",
        "gd": "Scottish Gaelic",
        "gv": "Manx",
        "kw": "Cornish",
        "more": "more words",
    },
    "cy": {
        "br": "Llydaweg",
        "ga": "Gwyddeleg",
        "gd": "Gaeleg yr Alban",
        "gv": "Manaweg",
        "kw": "Cernyweg",
        "sentences": "brawddegau",
        "interface": "rhyngwyneb",
        "word pairs": "parau o eiriau",
        "words": "geiriau",
        "conversation": "sgwrs",
        "dictionary words": "geiriau geiriadur",
        "names of countries and languages": "enwau gwledydd ac ieithoedd",
        "more": "mwy o eiriau",
        "6–10 words": "6–10 gair",
        "3–5 words": "3–5 gair",
        "2 words": "2 air",
        "1 word": "1 gair",
        "formal": "ffurfiol",
        "edited prose, many kinds": "rhyddiaith wedi'i golygu, o sawl math",
        "learner's phrases": "ymadroddion dysgwyr",
        "colloquial": "llafar",
        "informal, with names": "anffurfiol, ag enwau",
        "public service": "gwasanaeth cyhoeddus",
        "colloquial speech": "sgwrs wedi'i thrawsgrifio",
        "dictionary": "geiriadur",
        "places": "lleoedd",
        "given names": "enwau bedydd",
        "documents": "dogfennau",
        "ten times": "deg gwaith",
        "2 threads": "2 edefyn",
        "first": "y tro cyntaf",
        "pycld2 bestEffort": "pycld2, ymdrech orau",
    },
}
"""The cells of tables in words; a name of several parts, as in `numpy: detect, first`, goes by parts."""
MACHINE_CY: Mapping[str, str] = {
    "python": "Python",
    "processor": "prosesydd",
    "cores": "creiddiau",
    "load average": "llwyth cyfartalog",
    "load average at the end": "llwyth cyfartalog ar y diwedd",
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
    calibration_plot(classes, words["calibration axes"].split("|"), plot)
    error = report["calibration"]["expected_calibration_error"]
    out = ["", f"## {words['by genre']}", *table(report["by genre"], language)]
    out += ["", f"## {words['calibration']}", "", f"![{words['calibration plot']}](../figures/{plot.name})"]
    out += ["", words["calibration text"].format(error=error), *table(classes, language)]
    by_length = report["calibration"].get("by length", [])
    out += ["", words["calibration by length"], *table(by_length, language)] if by_length else []
    out += ["", f"## {words['fails']}"]
    for title, part in (
        ("celtic", "Celtic text called Welsh"),
        ("near", "neighbours called Welsh"),
        ("length", "Welsh found, by length"),
        ("register", "Welsh found, by register"),
        ("names", "names alone"),
    ):
        if part in report:
            out += ["", words[title], *table(report[part], language)]
    speech = dict(report["words in code-switched speech"])
    accuracy = words["speech accuracy"].format(speech["accuracy"]) if "accuracy" in speech else ""
    out += ["", words["speech"].format(**{**speech, "accuracy": accuracy})]
    return [*out, "", _machine(report, language)]


def _speed(report: Row, language: str) -> list[str]:
    words = WORDS[language]
    plot = FIGURES / f"speed.{language}.svg"
    speed_plot([{**row, "name": _label(row["name"], language)} for row in report["speed"]], plot)
    out = ["", f"## {words['speed']}", "", f"![{words['speed plot']}](../figures/{plot.name})"]
    out += ["", words["speed text"].format(**report["text"]), *table(report["speed"], language)]
    for part in ("linear", "process", "one text"):
        out += ["", words[part], *table(report[part], language)]
    return [*out, "", _machine(report, language)]


def _machine(report: Row, language: str) -> str:
    said = MACHINE_CY if language == "cy" else {}
    known = {name: value for name, value in report["machine"].items() if value is not None}
    parts = ", ".join(f"{said.get(name, name)} {value}" for name, value in known.items())
    return WORDS[language]["machine"].format(machine=parts)


def table(rows: Sequence[Row], language: str) -> list[str]:
    """Return rows as a Markdown table, after an empty line."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    shown = [HEADS_CY.get(head, head) if language == "cy" else head.replace("_", " ") for head in heads]
    lines = ["", f"| {' | '.join(shown)} |", f"|{' --- |' * len(heads)}"]
    return [*lines, *(f"| {' | '.join(_cell(row.get(head), language) for head in heads)} |" for row in rows)]


def _cell(value: object, language: str) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"
    return "" if value is None else _label(str(value), language)


def _label(text: str, language: str) -> str:
    """Return what a cell says in the language of its page; what has no words here stays as it is."""
    known = LABELS[language]
    return known.get(text) or ", ".join(known.get(part, part) for part in text.split(", "))


def calibration_plot(classes: Sequence[Row], axes: Sequence[str], path: Path) -> None:
    """Draw how often answers were right against their confidence; a disc shows its share of answers."""
    figure = Figure(figsize=(4, 4), layout="constrained")
    plot = figure.subplots()
    plot.plot([0, 1], [0, 1], color="#bbbbbb", zorder=0)
    sizes = [20 + 700 * row["share"] for row in classes]
    plot.scatter([row["mean"] for row in classes], [row["right"] for row in classes], sizes, **MARK)
    plot.set(xlim=(0, 1.03), ylim=(0, 1.03), xlabel=axes[0], ylabel=axes[1], aspect="equal")
    _save(figure, path)


def speed_plot(rows: Sequence[Row], path: Path) -> None:
    """Draw megabytes per second: bars on a logarithmic scale, in the order of the table."""
    figure = Figure(figsize=(6.5, 0.25 * len(rows) + 0.6), layout="constrained")
    plot = figure.subplots()
    plot.barh([row["name"] for row in rows], [row["MB/s"] for row in rows], **MARK)
    plot.set(xscale="log", xlabel="MB/s")
    plot.invert_yaxis()
    plot.grid(axis="x", color="#dddddd")
    plot.set_axisbelow(True)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    """Write a figure as SVG, the same bytes for the same numbers."""
    with rc_context({"svg.hashsalt": path.stem, "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    write_pages()
