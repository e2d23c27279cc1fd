"""How far a long piece of work has come, for whoever wants to show it."""

from collections.abc import Callable

__all__ = ["Progress", "step"]

Progress = Callable[[str, int, int | None], object]
"""Called with what is being done, in the current language, how many bytes of it are done, and how many there are."""


def step(progress: Progress | None, name: str, total: int | None) -> Callable[[int], None]:
    """Return what a step of some work calls with the number of bytes done since its last call.

    `progress` is told.

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
