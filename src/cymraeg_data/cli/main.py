"""The command: the group of verbs, with `--lang` and the handling of exceptions."""

import sys
from collections.abc import Sequence

import click

from cymraeg_data import locale
from cymraeg_data.cli.output import BAD_INPUT
from cymraeg_data.cli.translated import translated
from cymraeg_data.cli.verbs.align import align
from cymraeg_data.cli.verbs.benchmark import benchmark
from cymraeg_data.cli.verbs.build import build
from cymraeg_data.cli.verbs.cell import cell
from cymraeg_data.cli.verbs.check import check
from cymraeg_data.cli.verbs.corpora import corpora
from cymraeg_data.cli.verbs.demo import demo
from cymraeg_data.cli.verbs.detect import detect
from cymraeg_data.cli.verbs.explain import explain
from cymraeg_data.cli.verbs.fetch import fetch
from cymraeg_data.cli.verbs.fix import fix
from cymraeg_data.cli.verbs.measure import measure
from cymraeg_data.cli.verbs.normalise import normalise
from cymraeg_data.cli.verbs.pairs import pairs
from cymraeg_data.cli.verbs.publish import publish
from cymraeg_data.cli.verbs.represent import represent
from cymraeg_data.cli.verbs.take_down import take_down
from cymraeg_data.cli.verbs.verify import verify
from cymraeg_data.errors import CymraegDataError, reason_of
from cymraeg_data.locale import LANGUAGES, N_, _
from cymraeg_data.shown import shown_lines
from cymraeg_data.version import __version__

__all__ = ["cli", "run"]


class _Verbs(click.Group):
    """Turns the library's exceptions and errors of files into a message and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (CymraegDataError, OSError) as error:
            click.echo(_("Error: {reason}", reason=shown_lines(_reason(error))), err=True)
            ctx.exit(BAD_INPUT)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work, not alphabetically."""
        del ctx
        return list(self.commands)


@click.group(
    cls=_Verbs,
    help=N_("Detect and measure Welsh, check bilingual open data, and package it as Hugging Face datasets."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="cymraeg-data", message="%(prog)s %(version)s")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=N_("The language of messages and reports; by default that of the environment."),
)
def cli(lang: str | None) -> None:
    del lang  # read in `run`, before the help was written


# In the order of the work, not of the alphabet.
for _verb in (
    detect,
    measure,
    check,
    pairs,
    align,
    normalise,
    fix,
    represent,
    fetch,
    build,
    benchmark,
    verify,
    cell,
    publish,
    corpora,
    take_down,
    explain,
    demo,
):
    cli.add_command(_verb)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 passed, 1 a check failed, 2 unusable input."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    with locale.use(_language(arguments) or locale.language()):
        locale.lend_to_gettext()
        translated(cli).main(list(arguments), prog_name="cymraeg-data", windows_expand_args=False)


def _reason(error: Exception) -> str:
    """Return the message of an exception of the library, or the file and what the system says of it."""
    if isinstance(error, CymraegDataError) or not isinstance(error, OSError) or error.filename is None:
        return str(error)
    return f"{error.filename}: {reason_of(error)}"


def _language(arguments: Sequence[str]) -> locale.Language | None:
    """Return the language of `--lang`, read before the parser runs so that its help is in it too."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            wanted = value if equals else next(iter(arguments[index + 1 : index + 2]), "")
            return next((lang for lang in locale.LANGUAGES if lang == wanted), None)
    return None
