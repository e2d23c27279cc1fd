"""How far a long piece of work has come, for whoever wants to show it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

__all__ = ["Progress", "Step", "silent"]

Step = Callable[[int], None]
"""Called with the number of bytes that were done since the last call."""
Progress = Callable[[str, int | None], AbstractContextManager[Step]]
"""Called with what is done next, in English for `locale._`, and how many bytes that is, None where nobody knows."""


@contextmanager
def silent(_name: str, _total: int | None) -> Iterator[Step]:
    """Show nothing."""
    yield lambda _done: None
