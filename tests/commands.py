"""The command line in this process, whose language it leaves as it was."""

import pytest

from cymraeg_data import locale
from cymraeg_data.cli import main


def run(*arguments):
    """Run the command in English, unless `--lang` says otherwise, and return its exit code."""
    with pytest.MonkeyPatch.context() as patch, locale.use("en"):
        patch.setenv("LANGUAGE", "en")  # the command lends its language to gettext here
        with pytest.raises(SystemExit) as caught:
            main.run([*map(str, arguments)])
    return caught.value.code
