"""Pairs of sources in English and Welsh, by their paths and by their own metadata."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from cymraeg_data import readers
from cymraeg_data.bilingual.catalogue_texts import Text, texts_by_key
from cymraeg_data.readers import Source

__all__ = ["Partners"]


class Partners:
    """The partner of each source of a collection in the other language.

    A file pairs with the one whose path differs only in the language, or names none where English is the
    default; a document with its twin. Where the keys of many files are one catalogue (Rails), the English
    files together are the partner of each Welsh one.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = tuple(sources)
        english = [source for source in self._sources if source.language == "en"]
        self._by_neutral = {name: source for source in english if (name := _neutral(source))}
        self._by_twin = {source.twin: source for source in english if source.twin}
        self._by_name = {source.name: source for source in self._sources if source.language in {"en", None}}
        self._shared: dict[tuple[str, str | None], list[Source]] = {}
        for source in self._sources:
            if source.shared_keys:
                self._shared.setdefault((_shared_root(source), source.language), []).append(source)
        self._pools: dict[tuple[str, str], dict[str, Text]] = {}
        self._welsh_of = {
            partner.name: source
            for source in self._sources
            if source.language == "cy" and (partner := self.english(source))
        }
        folders = (_folder(source) for source in self._welsh_of.values())
        self._folders = frozenset(folder for folder in folders if folder is not None)

    def english(self, welsh: Source) -> Source | None:
        """Return the English source that a Welsh one translates, None where there is none."""
        found = self._by_twin.get(welsh.twin) if welsh.twin else None
        found = found or self._by_neutral.get(_neutral(welsh) or "")
        if found is None:
            path, part = _parted(welsh.name)
            names = (f"{name}{part}" for name in readers.default_names(path))
            found = next((self._by_name[name] for name in names if name in self._by_name), None)
        return found if found is not None and found.kind == welsh.kind and found is not welsh else None

    def welsh(self, english: Source) -> Source | None:
        """Return the Welsh source that translates an English one."""
        return self._welsh_of.get(english.name)

    def is_left_out(self, source: Source) -> bool:
        """Return whether a source has no partner while others of its folder (`en/…`) have one (`cy/…`)."""
        if source.language == "cy":
            return self.english(source) is None and _folder(source) in self._folders
        return self.welsh(source) is None and _folder(source) in self._folders

    def has_pools(self, source: Source) -> bool:
        """Return whether files in both languages share one catalogue of keys with `source`."""
        return all(self._pool(source, language) for language in ("en", "cy"))

    def pool(self, source: Source, language: str) -> dict[str, Text]:
        """Return the texts of all files in `language` that share one catalogue of keys with `source`."""
        place = _shared_root(source), language
        if place not in self._pools:
            texts = [texts_by_key(each) for each in self._pool(source, language)]
            self._pools[place] = {key: text for each in texts for key, text in each.items()}
        return self._pools[place]

    def _pool(self, source: Source, language: str) -> list[Source]:
        return self._shared.get((_shared_root(source), language), [])


def _folder(source: Source) -> str | None:
    """Return the path up to the folder that names the language, None where the file's own name does."""
    before, star, after = (_neutral(source) or "").partition("*")
    return before if star and after.startswith("/") else None


def _parted(name: str) -> tuple[str, str]:
    path, mark, part = name.partition("#")
    return path, mark + part


def _neutral(source: Source) -> str | None:
    path, part = _parted(source.name)
    named = readers.without_language(path)
    return named[1] + part if named else None


def _shared_root(source: Source) -> str:
    """Return the folder `locales` that a file is under, or the folder it is in."""
    parts = PurePosixPath(source.name).parts[:-1]
    if "locales" in parts:
        last = len(parts) - parts[::-1].index("locales")
        return "/".join(parts[:last])
    neutral = _neutral(source)
    return str(PurePosixPath(neutral or source.name).parent).removesuffix("/*")
