"""Write the pages of the documentation that come from the code.

Finding codes, command line, rules, manifest schema.

python docs/generate.py            write them
python docs/generate.py --check    exit with 1 when a page is not up to date; change nothing
"""

import inspect
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import measured_pages
import quality_page
from notebooks import notebook

import cymraeg_data as cyd
from cymraeg_data import locale
from cymraeg_data.cli.main import cli
from cymraeg_data.cli.translated import help_text
from cymraeg_data.findings import codes
from cymraeg_data.locale import _

DOCS = Path(__file__).parent
FOLDERS: dict[locale.Language, tuple[str, str, str]] = {
    "en": ("en/findings", "en/command-line.md", "en/quality-rules.md"),
    "cy": ("cy/canfyddiadau", "cy/llinell-orchymyn.md", "cy/rheolau-ansawdd.md"),
}
COMPARISONS: dict[locale.Language, str] = {"en": "en/comparison.md", "cy": "cy/cymharu.md"}
TUTORIALS = ("en/tutorial-representativeness.md", "cy/tiwtorial-cynrychioldeb.md")


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every generated page: its path under the docs folder and its text."""
    schema = files("cymraeg_data.package.manifests") / "manifest.schema.json"
    yield Path("manifest.schema.json"), schema.read_text(encoding="utf-8")
    schema = files("cymraeg_data.findings") / "finding.schema.json"
    yield Path("finding.schema.json"), schema.read_text(encoding="utf-8")
    yield Path("en/reference.md"), reference()
    for lang, (findings, command_line, rules) in FOLDERS.items():
        with locale.use(lang):
            locale.lend_to_gettext()
            yield Path(findings, "index.md"), index_of_codes()
            for code in codes.CODES:
                yield Path(findings, f"{code}.md"), codes.explain(code) + "\n"
            yield Path(command_line), command_reference()
            yield Path(rules), quality_page.markdown()
    table = tomllib.loads((DOCS / "features.toml").read_text(encoding="utf-8"))
    for lang, path in COMPARISONS.items():
        yield Path(path), comparison(table, lang)
    for name in measured_pages.LINES:
        yield Path(name), measured_pages.with_figures((DOCS / name).read_text(encoding="utf-8"), name)
    for name in TUTORIALS:
        page = (DOCS / name).read_text(encoding="utf-8")
        yield Path(name).with_suffix(".ipynb"), notebook(page)


def reference() -> str:
    """Return the reference of Python: the names of the face, then each public room with all of its names."""
    rooms = sorted(name for name in cyd.__all__ if isinstance(getattr(cyd, name), ModuleType))
    face = ", ".join(f"`{name}`" for name in sorted(cyd.__all__) if name not in rooms)
    parts = [
        "# Python reference",
        (
            f"`import cymraeg_data as cyd` gives {face}, and the rooms below."
            " Nothing is imported before it is used."
        ),
    ]
    for room in rooms:
        module = getattr(cyd, room)
        parts.append(f"## `cymraeg_data.{room}`")
        parts.append(inspect.getdoc(module).partition("\n")[0])
        parts += [
            f"::: cymraeg_data.{room}.{name}\n    options:\n      heading_level: 3" for name in module.__all__
        ]
    return "\n\n".join(parts) + "\n"


def index_of_codes() -> str:
    """Return the table of all codes in the current language."""
    rows = [
        f"| [{row.code}]({row.code}.md) | {_(row.title)} | {_(codes.SEVERITY_NAMES[row.severity])} |"
        for row in codes.CODES.values()
    ]
    head = [
        f"# {_('Findings')}",
        "",
        f"| {_('Code')} | {_('Title')} | {_('Severity')} |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"


def command_reference() -> str:
    """Return the help of the command and of each verb, as the terminal shows it, in the current language."""
    parts = [f"# {_('Command line')}", _help(cli, "cymraeg-data")]
    for name in cli.list_commands(click.Context(cli)):
        parts += [f"## {name}", _help(cli.commands[name], f"cymraeg-data {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> str:
    return f"```text\n{help_text(command, name)}\n```"


_COMPARED: dict[locale.Language, dict[str, str]] = {
    "en": {
        "title": "Compared with other tools",
        "text": (
            "The features of tools that package datasets, from their sources as of November 2026"
            " (`docs/features.toml` names the versions). “part” means partly, “?” was not checked. Each row"
            " names the test of the feature in `cymraeg_data`."
        ),
        "feature": "Feature",
        "test": "Test",
        "yes": "yes",
        "part": "part",
        "no": "–",
        "?": "?",
    },
    "cy": {
        "title": "O'i gymharu ag offer eraill",
        "text": (
            "Nodweddion offer pecynnu setiau data, o'u ffynonellau ym mis Tachwedd 2026 (mae"
            " `docs/features.toml` yn enwi'r fersiynau). Ystyr “rhan” yw yn rhannol; ni wiriwyd “?”. Mae pob"
            " rhes yn enwi prawf y nodwedd yn `cymraeg_data`."
        ),
        "feature": "Nodwedd",
        "test": "Prawf",
        "yes": "✓",
        "part": "rhan",
        "no": "–",
        "?": "?",
    },
}


def comparison(table: dict[str, Any], lang: locale.Language) -> str:
    """Return the table of features, compared with other tools."""
    words = _COMPARED[lang]
    head = [words["feature"], "cymraeg_data", *(f"`{peer}`" for peer in table["peers"]), words["test"]]
    lines = [head, ["---"] * len(head)]
    for feature in table["feature"]:
        marks = [words[mark] for mark in feature["marks"]]
        lines.append([feature[lang], words["yes"], *marks, f"`{feature['test'].rpartition('/')[2]}`"])
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"# {words['title']}\n\n{words['text']}\n\n{rows}\n"


def main() -> None:
    """Write or check the pages."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in pages():
        page = DOCS / path
        if page.is_file() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
    if check and stale:
        sys.exit("not up to date, run `python docs/generate.py`: " + ", ".join(str(path) for path in stale))


if __name__ == "__main__":
    main()
