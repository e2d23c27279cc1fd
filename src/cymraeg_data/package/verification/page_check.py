"""Verification of the pages of a built folder: card, licence page, Croissant, provenance."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import yaml

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.package.documents.pages import PROVENANCE
from cymraeg_data.package.documents.pages import pages as pages_of
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.verification.croissant_check import verify_croissant

__all__ = ["verify_pages"]

_SHOWN = 200


def verify_pages(folder: Path, manifest: Manifest, facts: Facts, *, whole: bool) -> Iterator[Finding]:
    """Yield every line of a page that is not what manifest and record give.

    With `whole` false only the card's YAML, the provenance and what croissant.json says of the data are
    compared: the words of another version may differ.
    """
    yield from verify_croissant(folder, manifest, facts)
    for name, page in pages_of(manifest, facts).items():
        try:
            expected = page(manifest, facts)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            reason = _("{name} cannot be written from it ({reason})", name=name, reason=repr(error)[:_SHOWN])
            yield found("S711", Location(source=FACTS), reason=reason)
            continue
        yield from _verify_page(folder, name, expected, whole=whole)


def _verify_page(folder: Path, name: str, expected: str, *, whole: bool) -> Iterator[Finding]:
    if name == "README.md":
        yield from _verify_front_matter(folder, expected)
    for number, line, wanted in _differences(folder / name, expected):
        if name == PROVENANCE:
            yield found("O605", Location(source=name, line=number), n_line=number)
        elif whole:
            yield found("S717", Location(source=name, line=number), found=line, expected=wanted)


def _differences(path: Path, expected: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, text and expected text of the lines that differ, 20 at most; a missing file has none."""
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    pairs = enumerate(itertools.zip_longest(lines, expected.split("\n"), fillvalue=""), 1)
    differing = ((number, line[:200], wanted[:200]) for number, (line, wanted) in pairs if line != wanted)
    yield from itertools.islice(differing, 20)


def _verify_front_matter(folder: Path, expected: str) -> Iterator[Finding]:
    """Yield the keys of the card's YAML that say something else; a licence that differs has its own code."""
    path = folder / "README.md"
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    stated, given = _front_matter(text), _front_matter(expected)
    for key in sorted({*stated, *given}):
        a, b = stated.get(key), given.get(key)
        if a == b:
            continue
        place = Location(source="README.md", key=key)
        if key.startswith("license"):
            yield found("O604", place, found=str(a), expected=str(b))
        else:
            yield found("S717", place, found=str(a)[:200], expected=str(b)[:200])


def _front_matter(text: str) -> dict[str, object]:
    """Return the YAML at the head of a card; nothing, where there is none that can be read."""
    head = text.split("---\n", 2)
    try:
        values = yaml.safe_load(head[1]) if len(head) > 2 and not head[0] else None  # two fences
    except yaml.YAMLError:
        return {}
    return values if isinstance(values, dict) else {}
