"""Help in the language of the reader, set later than click, which reads texts at definition."""

import copy
import re

import click

from cymraeg_data.locale import N_, _

__all__ = ["help_text", "translated"]

# The names of values in a line of usage. Those of options are click's: FILE, TEXT, INTEGER.
_NAMES = frozenset(
    {
        N_("ARGS"),
        N_("CODE"),
        N_("COLUMN"),
        N_("COMMAND"),
        N_("DATASET"),
        N_("DIMENSION"),
        N_("DIRECTORY"),
        N_("ENGLISH"),
        N_("FILE"),
        N_("FOLDER"),
        N_("ID"),
        N_("IDS"),
        N_("INTEGER"),
        N_("MANIFEST"),
        N_("NAME"),
        N_("OPTIONS"),
        N_("PATH"),
        N_("REPO"),
        N_("SOURCE"),
        N_("SOURCES"),
        N_("TEXT"),
        N_("WELSH"),
    }
)
_NAME = re.compile(r"[A-Z][A-Z_]*")


def translated(command: click.Command) -> click.Command:
    """Return a copy of `command`, with its options and subcommands, in the current language."""
    context = click.Context(command)
    command = copy.copy(command)
    command.help = _(command.help) if command.help else command.help
    command.options_metavar = _named(command.options_metavar or "")
    command.params = [_parameter(parameter, context) for parameter in command.params]
    if isinstance(command, click.Group):
        command.subcommand_metavar = _named(command.subcommand_metavar or "")
        command.commands = {name: translated(verb) for name, verb in command.commands.items()}
    return command


def _parameter(parameter: click.Parameter, context: click.Context) -> click.Parameter:
    parameter = copy.copy(parameter)
    parameter.metavar = _named(parameter.make_metavar(context))
    if isinstance(parameter, click.Option) and parameter.help:
        parameter.help = _(parameter.help)
    return parameter


def _named(metavar: str) -> str:
    """Return `[SOURCE]...` and its like with the names of values in the current language."""
    return _NAME.sub(lambda name: _(name[0]) if name[0] in _NAMES else name[0], metavar)


def help_text(command: click.Command, name: str) -> str:
    """Return what `name --help` prints in the current language, 100 columns wide."""
    context = click.Context(
        translated(command), info_name=name, terminal_width=100, help_option_names=["-h", "--help"]
    )
    return context.get_help()
