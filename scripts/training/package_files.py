"""Files of packages and repositories, read where they lie: nothing is checked out."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

__all__ = ["Line", "one", "tree"]

Line = tuple[str, str]
"""A language and a text, or a language and a word, a tab and how often it is met."""


def one(folder: Path, pattern: str) -> Path:
    """Return the only file that fits `pattern`."""
    (path,) = folder.glob(pattern)
    return path


def tree(folder: Path, name: str, wanted: str) -> Iterator[tuple[re.Match[str], bytes]]:
    """Yield the files of a bare clone whose path fits `wanted`, with what was matched."""
    repo = folder / name
    listing = subprocess.run(  # noqa: S603 - our own arguments
        ["git", "-C", repo, "ls-tree", "-r", "-z", "HEAD"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    for row in listing.stdout.split("\0")[:-1]:
        blob, path = row.split()[2], row.split("\t", 1)[1]
        if found := re.fullmatch(wanted, path):
            content = subprocess.run(  # noqa: S603 - our own arguments
                ["git", "-C", repo, "cat-file", "blob", blob],  # noqa: S607
                capture_output=True,
                check=False,
            )
            if content.returncode == 0:  # a mirror may lack its largest files
                yield found, content.stdout
