"""The progress of long work, for callers that show it."""

from collections.abc import Callable

__all__ = ["Progress", "step"]

Progress = Callable[[str, int, int | None], object]
"""Called with the name of a step in the current language, its bytes done, and its bytes in total."""


def step(progress: Progress | None, name: str, total: int | None) -> Callable[[int], None]:
    """Return the function that a step calls with the bytes done since its last call, to report to `progress`.

    >>> said = []
    >>> done = step(lambda *what: said.append(what), "Darllen", 10)
    >>> done(4), done(6), said
    (None, None, [('Darllen', 0, 10), ('Darllen', 4, 10), ('Darllen', 10, 10)])
    """
    so_far = 0

    def advance(n: int) -> None:
        nonlocal so_far
        so_far += n
        if progress is not None:
            progress(name, so_far, total)

    advance(0)
    return advance
