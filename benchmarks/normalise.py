"""Normalise against its bars.

Repair by codec, clean text left alone, lost letters, encodings, speed beside ftfy.

    python benchmarks/normalise.py --data FOLDER [--json FILE] [--lines N] [--long-line MIB]

FOLDER is the development data: the standardised place names and the strings of real catalogues under
`bitext`, the pool of 87 languages under `lid/pool`. Nothing was trained on it. The table of common words was
looked over with the pool's Welsh part and then with a first run over catalogues and treebank, each of which
showed a rival that had been forgotten (stôr, siâr); speech is the one source that was looked at only
afterwards.
"""

import argparse
import csv
import itertools
import json
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

import cymraeg_data as cyd
from cymraeg_data import columns, readers
from cymraeg_data.normalisation import apply, normalise, normalise_and_explain
from cymraeg_data.normalisation.decoding.encoding import SINGLE_BYTE, choose, decode_single_byte

CODECS = ("cp1252", "latin-1", "mac_roman", "cp850")
ACCENTED = re.compile("[À-ÖØ-öø-ÿŵŷŴŶ]")
WY = re.compile("[ŵŷŴŶ]")
STYLE = {"edge_space", "double_space", "no_break_space", "zero_width", "apostrophe"}


def damaged(text: str, codec: str, times: int) -> str:
    """Return text whose UTF-8 was read as `codec`; Windows-1252 with controls for its undefined bytes."""
    for _layer in range(times):
        text = decode_single_byte(text.encode(), codec) if codec == "cp1252" else text.encode().decode(codec)
    return text


def names(folder: Path) -> list[str]:
    """Return the cells of the place-name list that have an accent."""
    (path,) = (folder / "bitext/welsh-placenames-list").rglob("standardised-welsh-place-names-*.csv")
    with path.open(encoding="utf-8-sig") as file:
        return [cell.strip() for row in csv.reader(file) for cell in row if ACCENTED.search(cell)]


def lines(folder: Path, language: str = "*") -> Iterator[tuple[str, str]]:
    """Yield the language and the text of each line of the pool."""
    for path in sorted((folder / "lid/pool").glob(f"{language}.*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.name.split(".")[0], line


def repair(cells: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the share of cells repaired exactly, by codec and number of layers."""
    clean = [normalise(cell) for cell in cells]
    for codec in CODECS:
        for times in (1, 2):
            right = sum(
                normalise(damaged(cell, codec, times)) == known
                for cell, known in zip(cells, clean, strict=True)
            )
            yield {"what": f"UTF-8 read as {codec}, {times}x", "value": right / len(cells), "of": len(cells)}
    celtic = [cell for cell in clean if WY.search(cell)]
    right = sum(normalise(cell.encode("iso8859-14").decode("latin-1")) == cell for cell in celtic)
    yield {
        "what": "ISO-8859-14 read as latin-1 (cells with ŵ/ŷ)",
        "value": right / len(celtic),
        "of": len(celtic),
    }


def strings(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the strings of the real catalogues and tables, each distinct one of a source once."""
    for path in sorted(path for path in (folder / "bitext").iterdir() if path.is_dir()):
        if path.name == "derived":  # damaged on purpose
            continue
        texts: dict[str, None] = {}
        for source in readers.read(path).sources:
            for batch in source.batches():
                for name, column in zip(batch.schema.names, batch.columns, strict=True):
                    if columns.is_text(column.type) and name != "key" and not name.startswith("_"):
                        texts.update(dict.fromkeys(text for text in column.to_pylist() if text))
        yield from (("strings of catalogues", text) for text in texts)


def untouched(pool: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the share of clean texts changed in more than spaces and apostrophes, and print those texts."""
    n: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for language, line in pool:
        group = language if language in {"cy", "en", "strings of catalogues"} else "other languages"
        n[group] += 1
        rules = {rule for edit in normalise_and_explain(line).edits for rule in edit.rule.split("+")} - STYLE
        if rules:
            changed[group] += 1
            print("  changed:", language, line[:80], sorted(rules))
    for group, total in n.items():
        yield {"what": f"clean texts changed: {group}", "value": changed[group] / total, "of": total}
    yield {"what": "clean texts changed: all", "value": changed.total() / n.total(), "of": n.total()}


def decomposed(pool: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the share of lines that are composed after they were decomposed.

    Welsh ones should be, others not.
    """
    n: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    touched: Counter[str] = Counter()
    for language, line in pool:
        apart = unicodedata.normalize("NFD", line)
        if apart == line or not unicodedata.is_normalized("NFC", line):
            continue
        group = language if language in {"cy", "en"} else "other languages"
        n[group] += 1
        edits = normalise_and_explain(apart).edits
        whole[group] += unicodedata.is_normalized("NFC", apply(apart, edits))
        touched[group] += any("nfc" in edit.rule for edit in edits)
    for group, total in n.items():
        share = whole[group] if group in {"cy", "en"} else touched[group]
        yield {"what": f"decomposed lines composed: {group}", "value": share / total, "of": total}


def unseen(folder: Path) -> dict[str, list[str]]:
    """Return Welsh text that no table was made from: catalogues, a treebank and speech, by name."""
    catalogues = [text for _source, text in strings(folder) if ACCENTED.search(text) and "?" not in text]
    treebank = [
        line.removeprefix("# text = ")
        for path in sorted((folder / "lexicon/ud").rglob("*.conllu"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# text = ")
    ]
    speech: dict[str, list[str]] = {}
    for row in (folder / "codeswitch/siarad2_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        utterance, _kind, token, *_more = row.split("\t")
        speech.setdefault(utterance, []).append(token)
    return {
        "catalogues": [text for text in catalogues if cyd.detect(text).language != "en"],
        "treebank": treebank,
        "speech": [" ".join(tokens) for tokens in speech.values()],
    }


def lost(source: str, welsh: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the precision of repaired letters, and the share repaired or suggested, for two kinds of loss."""
    for kind, pattern in (("ŵ ŷ lost", WY), ("all accents lost", ACCENTED)):
        right = wrong = covered = total = 0
        for line in welsh:
            if not pattern.search(line):
                continue
            found = normalise_and_explain(pattern.sub("?", line))
            edits = [edit for edit in found.edits if edit.rule == "lost_letter"]
            right += sum(line[edit.start] == edit.after for edit in edits)
            wrong += sum(line[edit.start] != edit.after for edit in edits)
            places = {place for item in found.suggestions for place in range(item.start, item.end)}
            places |= {edit.start for edit in edits}
            if len(found.text) == len(line):
                covered += sum(match.start() in places for match in pattern.finditer(line))
                total += len(pattern.findall(line))
        what = f"{source}, {kind}"
        yield {"what": f"{what}: precision of repair", "value": right / (right + wrong), "of": right + wrong}
        yield {"what": f"{what}: repaired or suggested", "value": covered / total, "of": total}


HOSTILE = {
    "Ã": "Ã",
    "Ãƒ, nested": "Ãƒ",
    "ÃƒÂ, nested": "ÃƒÂ",
    "a damaged word": "tÅ· ",
    "question marks": "?",
    "U+FFFD": "\ufffd",
    "NUL": "\0",
    "tags that never end": "<",
    "comments that never end": "<!--",
    "combining marks": "\u0302",
    "entities": "&amp;",
}


def hostile(size: int = 1_000_000) -> Iterator[dict[str, Any]]:
    """Yield the seconds for a million characters of each hostile repetition, and for undecodable bytes."""
    for name, unit in HOSTILE.items():
        text = unit * (size // len(unit))
        start = time.perf_counter()
        normalise(text)
        yield {"what": f"seconds: {name}", "value": time.perf_counter() - start, "of": len(text)}
    data = bytes(random.Random(1).choices(range(256), k=size))  # noqa: S311 - noise, not a secret
    start = time.perf_counter()
    cyd.decode(data)
    yield {"what": "seconds: decode, bytes in no encoding", "value": time.perf_counter() - start, "of": size}


def long_line(mib: int) -> Iterator[dict[str, Any]]:
    """Yield the seconds and the memory that `fix` needs for a file of one line."""
    sentence = "Mae hi'n braf ar Ynys Môn heddiw ac mae'r dŵr yn glir. ".encode() * 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hir.txt"
        with path.open("wb") as file:
            file.writelines(itertools.repeat(sentence, (mib << 20) // len(sentence) + 1))
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "cymraeg_data", "fix", str(path)], check=True, capture_output=True
        )
        yield {
            "what": "seconds: fix, one line",
            "value": time.perf_counter() - start,
            "of": path.stat().st_size,
        }
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield {"what": "MiB of memory: fix, one line", "value": peak, "of": mib << 20}


def encodings(welsh: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the share of Welsh files of 2 kB that are read as they were written, by encoding."""
    shuffled = list(welsh)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    files, held = [], ""
    for line in shuffled:
        held += line + "\n"
        if len(held) >= 2_000:  # the bar's size
            files.append(held)
            held = ""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", *SINGLE_BYTE):
        right = 0
        for text in files[:500]:
            data = text.encode(encoding, "replace")
            said = choose(data).encoding
            right += said == encoding or cyd.decode(data).text == data.decode(encoding)
        yield {
            "what": f"encoding chosen: {encoding}",
            "value": right / len(files[:500]),
            "of": len(files[:500]),
        }


def speed(welsh: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield how many times faster a clean column is read than ftfy reads its texts, on one core."""
    import ftfy

    mended = columns.normalise(pa.array(welsh)).to_pylist()
    clean = [text for text, new in zip(welsh, mended, strict=True) if text == new]
    column = pa.array(clean * 5)
    size = 5 * sum(len(text.encode()) for text in clean)
    start = time.perf_counter()
    columns.normalise(column)
    ours = size / (time.perf_counter() - start)
    part = clean[:10_000]
    config = ftfy.TextFixerConfig(uncurl_quotes=False)
    start = time.perf_counter()
    for text in part:
        ftfy.fix_text(text, config)
    theirs = sum(len(text.encode()) for text in part) / (time.perf_counter() - start)
    yield {"what": "columns.normalise on clean Welsh, MB/s", "value": ours / 1e6, "of": len(column)}
    yield {"what": f"times as fast as ftfy {ftfy.__version__}", "value": ours / theirs, "of": len(part)}


def main() -> None:
    """Measure everything and print a table, and JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--lines", type=int, default=1, help="take every Nth line of the pool for clean text")
    parser.add_argument("--long-line", type=int, default=1024, help="MiB of the file of one line")
    arguments = parser.parse_args()
    welsh = [line for _language, line in lines(arguments.data, "cy")]
    pool = (item for number, item in enumerate(lines(arguments.data)) if number % arguments.lines == 0)
    clean = itertools.chain(pool, strings(arguments.data))
    apart = (item for number, item in enumerate(lines(arguments.data)) if number % (4 * arguments.lines) == 0)
    rows = [
        *repair(names(arguments.data)),
        *untouched(clean),
        *decomposed(apart),
        *lost("pool (looked at)", welsh),
        *(row for source, texts in unseen(arguments.data).items() for row in lost(source, texts)),
        *encodings(welsh),
        *speed(welsh),
        *hostile(),
        *long_line(arguments.long_line),
    ]
    for row in rows:
        print(f"{row['what']:<60} {row['value']:>10.5f}  of {row['of']:,}")
    machine = f"{platform.machine()}, Python {platform.python_version()}, pyarrow {pa.__version__}"
    print(machine)
    if arguments.json:
        arguments.json.write_text(
            json.dumps({"machine": machine, "rows": rows}, ensure_ascii=False, indent=2)
        )


if __name__ == "__main__":
    main()
