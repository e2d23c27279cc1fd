"""A read-only mapping that can be pickled and copied like a dict."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

__all__ = ["FrozenDict"]

KeyT = TypeVar("KeyT")
ValueT_co = TypeVar("ValueT_co", covariant=True)


class FrozenDict(Mapping[KeyT, ValueT_co]):
    """A read-only dict for fields of frozen values, as `types.MappingProxyType` cannot be pickled or copied.

    >>> import copy, pickle
    >>> counts = FrozenDict({"cy": 3})
    >>> counts["cy"], pickle.loads(pickle.dumps(counts)) == copy.deepcopy(counts) == {"cy": 3}
    (3, True)
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[KeyT, ValueT_co] | None = None, /) -> None:
        self._items = dict(items or {})

    def __getitem__(self, key: KeyT) -> ValueT_co:
        return self._items[key]

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[type, tuple[dict[KeyT, ValueT_co]]]:
        return type(self), (self._items,)
