"""Help in the language of the reader, set later than click, which reads texts at definition."""

import copy

import click

from cymraeg_data.locale import _

__all__ = ["help_text", "translated"]


def translated(command: click.Command) -> click.Command:
    """Return a copy of `command` with its help, options and subcommands in the current language."""
    command = copy.copy(command)
    command.help = _(command.help) if command.help else command.help
    command.params = [_parameter(parameter) for parameter in command.params]
    if isinstance(command, click.Group):
        command.commands = {name: translated(verb) for name, verb in command.commands.items()}
    return command


def _parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    option = copy.copy(parameter)
    option.help = _(parameter.help)
    return option


def help_text(command: click.Command, name: str) -> str:
    """Return what `name --help` prints in the current language, 100 columns wide."""
    context = click.Context(
        translated(command), info_name=name, terminal_width=100, help_option_names=["-h", "--help"]
    )
    return context.get_help()
