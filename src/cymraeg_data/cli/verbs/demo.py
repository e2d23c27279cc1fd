"""The verb `demo`: all steps on a small release of our own, offline: check, report, build, load."""

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import click

from cymraeg_data.errors import OutputExistsError
from cymraeg_data.locale import N_, _

__all__ = ["demo"]


_MARK = ".cymraeg-data-demo"  # marks a folder as made here, so that it may be replaced
_SHOWN = 4  # findings of the flawed part shown in the terminal; the report holds them all


@click.command(help=N_("Show the whole way on a small release of our own: check, report, build, load."))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("cymraeg-data-demo"),
    show_default=True,
    help=N_("The folder to write to."),
)
def demo(out: Path) -> None:
    for line in run(out):
        click.echo(line)


def run(out: Path) -> Iterator[str]:
    """Run the demo in `out` and yield its output line by line.

    Raises:
        OutputExistsError: `out` exists and was not made by an earlier demo.
    """
    _prepare(out)
    yield from _checked(out)
    yield from _built(out)
    yield ""
    yield _("Open next:")
    yield _("  {path}  the report, in Welsh and English, in a browser", path=out / "report.html")
    yield _("  {path}  the dataset card", path=next((out / "build").glob("*/*/README.md")))
    yield _("  {path}  the release that was checked; correct it and check again:", path=out / "release")
    yield f"    cymraeg-data check {out / 'release'}"
    yield "    cymraeg-data explain T202"


def _prepare(out: Path) -> None:
    if out.exists():
        if not (out / _MARK).is_file():
            raise OutputExistsError(out)
        shutil.rmtree(out)
    with as_file(files("cymraeg_data") / "data" / "demo") as folder:
        shutil.copytree(folder, out)
    (out / _MARK).touch()


def _checked(out: Path) -> Iterator[str]:
    from cymraeg_data.audit import check
    from cymraeg_data.readiness.render.markdown_report import examples_of

    yield _("1. Check a small bilingual release: {path}", path=out / "release")
    report = check(out / "release")
    for finding in report.findings[:_SHOWN]:
        yield f"   {finding.code} {finding.title}: {finding.location}"
        yield from (f"        {example}" for example in examples_of(finding)[:1])
    yield _("   … and {n} more", n=len(report.findings) - _SHOWN)
    yield f"   {report}"
    (out / "report.html").write_text(report.to_html(), encoding="utf-8")
    (out / "report.json").write_text(report.to_json(), encoding="utf-8")
    (out / "report.md").write_text(report.to_markdown(), encoding="utf-8")
    yield _("2. Write the report: {path}", path=out / "report.html")


def _built(out: Path) -> Iterator[str]:
    from cymraeg_data import hub, package

    yield _("3. Build a dataset from its manifest: {path}", path=out / "gwasanaethau.toml")
    built = package.build(
        out / "gwasanaethau.toml", out / "build", source=out / "release" / "gwasanaethau.csv"
    )
    yield f"   {built.folder}"
    dataset = hub.load(built.folder)
    yield _("4. Load it back: rows {n}, columns {columns}", n=dataset.num_rows, columns=dataset.num_columns)
    row = dataset[0]
    yield f"   {row['name_cy']} | {row['name_en']}"
