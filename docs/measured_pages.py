"""Write the figures of `docs/figures/*.json` into the pages that quote them, so that no page has older ones.

A page keeps its prose: a line of `quoted_figures.toml` says which sentence or row of a table holds which
figures, and the page must have it once.
"""

import functools
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["LINES", "figures", "with_figures"]

FIGURES = Path(__file__).parent / "figures"
_NUMBER = r"[0-9]*\.?[0-9]+"

_GENRES = ("sentences", "interface", "word pairs", "words", "conversation")
_SPEEDS = (
    "numpy: detect",
    "numpy: detect, first",
    "numba: detect",
    "numba: detect, first",
    "numpy: measure",
    "numba: measure",
)
LINES: Mapping[str, tuple[str, ...]] = {
    page: tuple(item["lines"])
    for page, item in tomllib.loads(
        (FIGURES.parent / "quoted_figures.toml").read_text(encoding="utf-8")
    ).items()
}
"""The lines of each page that hold figures."""


def with_figures(page: str, name: str) -> str:
    """Return a page with today's figures in the lines that hold some.

    Raises:
        ValueError: the page does not have one of its lines, or has it more than once.
    """
    known = figures()
    for line in LINES[name]:
        wanted, names = _pattern(line)
        found = len(re.findall(wanted, page))
        if found != 1:
            raise ValueError(f"{name} has “{line}” {found} times, not once")
        page = re.sub(wanted, functools.partial(_filled, names=names, known=known), page)
    return page


def _pattern(line: str) -> tuple[str, list[str]]:
    """Return a line as a pattern, with a group for each of its figures, and the names of these."""
    pieces = re.split(r"\{([^}]+)\}", line)  # text and names by turns
    texts = [r"\s+".join(map(re.escape, re.split(r"\s+", text))) for text in pieces[::2]]
    return f"({_NUMBER})".join(texts), pieces[1::2]


def _filled(match: re.Match[str], names: Sequence[str], known: Mapping[str, str]) -> str:
    """Return what was matched with each of its figures replaced by the known one."""
    text, start = "", match.start()
    for group, name in enumerate(names, 1):
        text += match.string[start : match.start(group)] + known[name]
        start = match.end(group)
    return text + match.string[start : match.end()]


def figures() -> dict[str, str]:
    """Return every figure that a page quotes, by name, as it is written."""
    accuracy, speed = (
        json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8")) for name in ("accuracy", "speed")
    )
    return {**_of_accuracy(accuracy), **_of_speed(speed)}


def _of_accuracy(report: Mapping[str, Any]) -> dict[str, str]:
    genres = {(row["genre"], row["detector"]): row for row in report["by genre"]}
    found = {}
    for genre in _GENRES:
        ours = genres[genre, "cymraeg_data"]
        found |= {f"{genre} cy": ours["welsh_f1"], f"{genre} en": ours["english_f1"]}
        found |= {f"{genre} all": ours["accuracy"]}
        found |= {f"{genre} pycld2": genres[genre, "pycld2"]["welsh_f1"]}
        found |= {f"{genre} fasttext": genres[genre, "fasttext-langdetect"]["welsh_f1"]}
    register = {row["kind"]: row for row in report["Welsh found, by register"]}
    names = {row["kind"]: row for row in report["names alone"]}
    celtic = {
        (row["language"], row["genre"]): row["called_welsh"] for row in report["Celtic text called Welsh"]
    }
    speech = report["words in code-switched speech"]
    found |= {"calibration": report["calibration"]["expected_calibration_error"]}
    found |= {"speech cy": speech["welsh_f1"], "speech en": speech["english_f1"]}
    found |= {
        "formal": register["formal"]["cy"],
        "interfaces": register["interface"]["cy"],
        "edited": register["edited prose, many kinds"]["cy"],
        "transcribed": register["colloquial speech"]["cy"],
        "dictionary": register["dictionary"]["cy"],
    }
    shares = {
        "kw interface": celtic["kw", "interface"],
        "ga interface": celtic["ga", "interface"],
        "br words": celtic["br", "dictionary words"],
        "gv words": celtic["gv", "dictionary words"],
        "kw names": celtic["kw", "names of countries and languages"],
    }
    return {
        **{name: f"{value:.3f}".removeprefix("0") for name, value in found.items()},
        **{name: f"{100 * value:.1f}" for name, value in shares.items()},
        "n colloquial": str(register["colloquial"]["n"]),
        "places": f"{100 * names['places']['und']:.0f}",
        "given": f"{100 * names['given names']['und']:.0f}",
        "places confidence": f"{names['places']['mean_confidence']:.2f}".removeprefix("0"),
        "given confidence": f"{names['given names']['mean_confidence']:.2f}".removeprefix("0"),
    }


def _of_speed(report: Mapping[str, Any]) -> dict[str, str]:
    rows = {row["name"]: row for row in report["speed"]}
    linear = {row["times"]: row for row in report["linear"] if row["kernel"] == "numpy"}
    process = {row["kernel"]: row for row in report["process"]}
    detect = next(row for row in report["one text"] if row["function"] == "detect")
    found = {}
    for name in _SPEEDS:
        row = rows[name]
        found |= {f"{name} MB/s": f"{row['MB/s']:.1f}"}
        found |= {f"{name} pycld2": f"{row['x pycld2 bestEffort']:.1f}"}
        found |= {f"{name} fasttext": f"{row['x fasttext-langdetect']:.1f}"}
    for kernel in ("numpy", "numba"):
        one, two = (rows[f"{kernel}: detect, ten times{more}"]["MB/s"] for more in ("", ", 2 threads"))
        found |= {f"threads {kernel}": f"{two / one:.1f}"}
        found |= {f"memory {kernel}": f"{process[kernel]['memory (MB)']:.0f}"}
    return {
        **found,
        **{f"linear {times}": f"{linear[times]['MB/s']:.0f}" for times in (1, 10, 100)},
        "load": f"{process['numpy']['load (ms)']:.0f}",
        "first": f"{process['numba']['first column (ms)']:.0f}",
        "again": f"{detect['one sentence again (µs)'] / 1000:.2f}",
        "line": f"{detect['a line (µs)'] / 1000:.2f}",
        "pycld2 MB/s": f"{rows['pycld2 bestEffort']['MB/s']:.2f}",
        "fasttext MB/s": f"{rows['fasttext-langdetect']['MB/s']:.2f}",
    }
