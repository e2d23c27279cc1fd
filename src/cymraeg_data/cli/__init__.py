"""The command `cymraeg-data`: each verb parses, calls one library function and prints."""

import sys
from collections.abc import Sequence

from cymraeg_data import locale

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 passed, 1 a check failed, 2 nothing could be done with the input."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    with locale.use(_language(arguments) or locale.language()):
        locale.lend_to_gettext()
        from cymraeg_data.cli.main import run  # the help of each verb is written while it is imported

        run(arguments)


def _language(arguments: Sequence[str]) -> locale.Language | None:
    """Return the language that `--lang` names, read before the parser runs so that its own help speaks it too."""
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            wanted = value if equals else next(iter(arguments[index + 1 : index + 2]), "")
            return next((lang for lang in locale.LANGUAGES if lang == wanted), None)
    return None
