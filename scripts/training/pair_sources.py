"""Rebuild the pairs that the bilingual dictionary is learnt from.

`python scripts/training/pair_sources.py --sources DIR --data DIR --out DIR`.

`--sources` holds the packages as their registries give them (`pip download`, `npm pack`, `apt-get download`)
and bare clones of the repositories, `--data` the folder `bitext` of the development data. Each source becomes
one file, a pair a line with a tab between, as listed in `scripts/training/word_translations.toml` with
licence and SHA-256; `--manifest` prints that list anew. The text stays outside the project. Needs polib.
"""

import argparse
import hashlib
import io
import json
import re
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import polib

from cymraeg_data import bilingual

Pair = tuple[str, str]

WIKIMEDIA = (
    "DiscussionTools@9bb0d6b247",
    "Echo@b3765b154f",
    "UniversalLanguageSelector@edb042a95c",
    "VisualEditor@58c1bcb5b5",
)
BITEXT = {
    "civil-citizen-ui": ("hmcts/civil-citizen-ui@e217bedb0f", "MIT"),
    "energy-sparks": ("Energy-Sparks/energy-sparks@203edd761a", "MIT"),
    "eq-questionnaire-runner": ("ONSdigital/eq-questionnaire-runner@771844c3a2", "MIT"),
    "govuk-frontend-app": ("alphagov/frontend@cb2a016d32", "MIT"),
    "income-tax-submission": ("hmrc/income-tax-submission-frontend@dd0cdca78d", "Apache-2.0"),
    "nhs-covid-android": ("nhsx/covid-19-app-android-ag-public@7f86e4012d", "MIT"),
    "nhs-covid-ios": ("nhsx/covid-19-app-ios-ag-public@ee43e47aa1", "MIT"),
    "ons-homepage-toml": ("ONSdigital/dp-frontend-homepage-controller@b9b706bab3", "MIT"),
    "rod-licensing": ("DEFRA/rod-licensing@0fec5ec015", "OGL-UK-3.0"),
    "statswales-backend": ("Marvell-Consulting/statswales-backend@25ea7888f8", "MIT; data OGL-UK-3.0"),
    "statswales-frontend": ("Marvell-Consulting/statswales-frontend@06d7606243", "MIT"),
}


def messages(content: bytes) -> Iterator[Pair]:
    """Yield the pairs of a compiled gettext catalogue."""
    for entry in polib.mofile(content):
        yield entry.msgid, entry.msgstr
        for form, text in (entry.msgstr_plural or {}).items():
            yield (entry.msgid if int(form) == 1 else entry.msgid_plural), text


def libreoffice(sources: Path) -> Iterator[Pair]:
    """Yield the pairs of LibreOffice's Welsh interface, without the marks of its access keys."""
    (package,) = sources.glob("libreoffice-l10n-cy_*.deb")
    listing = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(listing)) as files:
        for member in sorted((m for m in files if m.name.endswith(".mo")), key=lambda m: m.name):
            for en, cy in messages(files.extractfile(member).read()):  # type: ignore[union-attr]
                yield en.replace("_", "").replace("~", ""), cy.replace("_", "").replace("~", "")


def wheel(sources: Path, pattern: str) -> Iterator[Pair]:
    """Yield the pairs of the Welsh catalogues in a wheel."""
    (package,) = sources.glob(pattern)
    with zipfile.ZipFile(package) as files:
        for name in sorted(n for n in files.namelist() if "/cy/LC_MESSAGES/" in n and n.endswith(".mo")):
            yield from messages(files.read(name))


def home_assistant(sources: Path) -> Iterator[Pair]:
    """Yield the pairs of the interface of Home Assistant: a JSON tree a language in each folder."""
    (package,) = sources.glob("home_assistant_frontend-*.whl")
    folders: dict[str, dict[str, dict[str, str]]] = {}
    with zipfile.ZipFile(package) as files:
        for name in sorted(files.namelist()):
            if match := re.fullmatch(r"(.*/translations.*)/(cy|en)-[0-9a-f]+\.json", name):
                folders.setdefault(match[1], {})[match[2]] = dict(leaves(json.loads(files.read(name))))
    for folder in folders.values():
        yield from beside(folder.get("en", {}), folder.get("cy", {}))


def annotations(sources: Path) -> Iterator[Pair]:
    """Yield the short names of characters in the Unicode CLDR."""
    for package in ("cldr-annotations-full", "cldr-annotations-derived-full"):
        (path,) = sources.glob(f"{package}-[0-9]*.tgz")
        sides = {}
        with tarfile.open(path) as files:
            for name in files.getnames():
                if match := re.search(r"annotations(?:Derived)?/(cy|en)/annotations\.json$", name):
                    (tree,) = json.load(files.extractfile(name)).values()  # type: ignore[arg-type]
                    sides[match[1]] = {k: v["tts"][0] for k, v in tree["annotations"].items() if "tts" in v}
        yield from beside(sides["en"], sides["cy"])


def map_labels(sources: Path) -> Iterator[Pair]:
    """Yield the labels of the OpenStreetMap tagging schema."""
    (path,) = sources.glob("openstreetmap-id-tagging-schema-*.tgz")
    sides = {}
    with tarfile.open(path) as files:
        for name in files.getnames():
            if match := re.search(r"dist/translations/(cy|en)\.json$", name):
                sides[match[1]] = dict(leaves(json.load(files.extractfile(name))[match[1]]))  # type: ignore[arg-type]
    yield from beside({k: v for k, v in sides["en"].items() if not k.endswith(".terms")}, sides["cy"])


def wikimedia(sources: Path) -> Iterator[Pair]:
    """Yield the interface messages of MediaWiki extensions."""
    for extension in WIKIMEDIA:
        git = ["git", f"--git-dir={sources / ('mediawiki-extensions-' + extension.split('@')[0])}"]
        listing = subprocess.run(
            [*git, "ls-tree", "-r", "--name-only", "HEAD"], check=True, capture_output=True, text=True
        )
        for name in sorted(n for n in listing.stdout.splitlines() if n.endswith("/cy.json")):
            texts = [
                subprocess.run([*git, "show", f"HEAD:{path}"], check=True, capture_output=True).stdout
                for path in (name.removesuffix("cy.json") + "en.json", name)
            ]
            yield from beside(*(dict(leaves(json.loads(text))) for text in texts))


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a JSON tree by their path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(tree, str):
        yield path, tree


def beside(en: dict[str, str], cy: dict[str, str]) -> Iterator[Pair]:
    """Yield the texts that both languages have under a key."""
    for key, text in cy.items():
        if key in en:
            yield en[key], text


def bitext(folder: Path) -> Iterator[Pair]:
    """Yield the pairs that the library reads in a folder of the development data."""
    pairs = bilingual.read_pairs(folder)
    yield from zip(pairs["en"].to_pylist(), pairs["cy"].to_pylist(), strict=True)


def write(path: Path, pairs: Iterable[tuple[str | None, str | None]]) -> None:
    """Write each pair once: those with text on both sides, and not the same text."""
    lines = dict.fromkeys(
        f"{' '.join(en.split())}\t{' '.join(cy.split())}\n"
        for en, cy in pairs
        if en and cy and en.strip() and cy.strip() and en != cy
    )
    path.write_text("".join(lines), "utf-8", newline="\n")


PACKAGES: dict[str, tuple[str, str, Callable[[Path], Iterator[Pair]]]] = {
    "cldr-annotations": (
        "npm cldr-annotations-full@48.2.0 and cldr-annotations-derived-full@48.2.0",
        "Unicode-3.0",
        annotations,
    ),
    "django": ("PyPI Django@5.2.19", "BSD-3-Clause", lambda sources: wheel(sources, "django-*.whl")),
    "home-assistant": ("PyPI home-assistant-frontend@20250109.2", "Apache-2.0", home_assistant),
    "libreoffice": ("Debian libreoffice-l10n-cy@4:7.4.7-1+deb12u14", "MPL-2.0", libreoffice),
    "mediawiki": (f"wikimedia/mediawiki-extensions-: {', '.join(WIKIMEDIA)}", "MIT", wikimedia),
    "openstreetmap-id": ("npm @openstreetmap/id-tagging-schema@6.19.2", "ISC", map_labels),
    "wagtail": ("PyPI wagtail@8.0.1", "BSD-3-Clause", lambda sources: wheel(sources, "wagtail-*.whl")),
}


def main() -> None:
    """Write every source, or print the manifest of what is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--manifest", action="store_true", help="print the list for word_translations.toml")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, (_source, _licence, read) in PACKAGES.items():
        write(options.out / f"{name}.tsv", read(options.sources))
    for name in BITEXT:
        write(options.out / f"{name}.tsv", bitext(options.data / name))
    if options.manifest:
        known = {name: about[:2] for name, about in (PACKAGES | BITEXT).items()}
        print("source = [")
        for name, (source, licence) in sorted(known.items()):
            digest = hashlib.sha256((options.out / f"{name}.tsv").read_bytes()).hexdigest()
            print(
                f'  {{ file = "{name}.tsv", source = "{source}", licence = "{licence}", sha256 ='
                f' "{digest}" }},'
            )
        print("]")


if __name__ == "__main__":
    main()
