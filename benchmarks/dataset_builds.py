"""How fast a dataset is built, in how much memory, and how much of an update is new to store.

`python benchmarks/dataset_builds.py`: documents of 1 GB go through every step of a build (repair, mask,
measure, quality, leaked benchmarks, equal and similar texts, splits, sort, Parquet) on one core, then 2 GB,
each in a process of its own. `--updates` builds versions of one dataset that differ in 1% of the rows and
stores them in chunks as the hub's Xet does.

A document is 5 to 75 lines of one file of the development data, or of `--text FILE`, drawn at random: no two
are the same.
"""

import argparse
import datetime as dt
import importlib.metadata
import itertools
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cymraeg_data import package

PACKAGES = ("cymraeg-data", "pyarrow", "numpy", "numba", "xxhash", "datasets")
MANIFEST = """\
id = "mesur"
version = "1.0.0"
title = { cy = "Mesur", en = "Measure" }
description = { cy = "Dogfennau i fesur adeiladu.", en = "Documents to measure a build with." }
publisher = { name = { cy = "Ni", en = "Us" }, url = "https://ni.example" }
access = { kind = "local", urls = [], format = "parquet" }
languages = { tags = ["cy", "en"], relation = "mono" }
snapshot = { retrieved = 2026-11-22, files = [] }
status = { state = "verified", verified_by = "Ni" }

[licence]
id = "CC0-1.0"
url = "https://creativecommons.org/publicdomain/zero/1.0/"
evidence_url = "https://ni.example"
evidence = { cy = "Ein testun ni.", en = "Our own text." }
checked_on = 2026-11-22
attribution = { cy = "Ni", en = "Us" }
redistribution = "yes"
commercial = "yes"

[parse]
adapter = "table"
config = "documents"
id = ["key"]
columns = [
    { from = "key", to = "key" },
    { from = "date", to = "published", type = "date" },
    { from = "text", to = "text", language = "cy" },
]

[steps]
normalise = true
privacy = "mask"
exact_duplicates = true
near_duplicates = 0.8
benchmarks = ["all"]

[steps.quality]
too_few_words = 20
mostly_numbers = true
too_many_symbols = true
repeated_lines = true
damaged_text = true

[splits]
validation = 0.02
test = 0.02
"""
BATCH = 2_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, action="append", help="a file of UTF-8 text, one text a line")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the development data")
    parser.add_argument("--megabytes", type=int, default=1_000, help="the size of the smaller build")
    parser.add_argument("--updates", action="store_true", help="measure updates instead of builds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--child", nargs=2, metavar=("SOURCE", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(Path(given.child[0]), Path(given.child[1]))
        return
    texts = read(given.text, given.data)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
        report = {
            "machine": {
                "system": platform.platform(),
                "cores": os.cpu_count(),
                "python": platform.python_version(),
            },
            "versions": {item: importlib.metadata.version(item) for item in PACKAGES},
        }
        report |= (
            updates(texts, folder, given.megabytes)
            if given.updates
            else builds(texts, folder, given.megabytes)
        )
    print(json.dumps(report, indent=1) if given.json else table(report))


def read(text: list[Path] | None, data: Path) -> list[list[str]]:
    """Return the distinct lines of each file."""
    pool = data / "lid" / "pool"
    found = text or [*sorted(pool.glob("cy.*.txt")), *sorted(pool.glob("en.*.txt"))]
    paths = [path for path in found if ".words-" not in path.name]
    if not paths:
        sys.exit("There is no text to read. Name a file of it with --text FILE, or a folder with --data DIR.")
    files = [sorted({line.strip() for line in path.read_text("utf-8").splitlines()} - {""}) for path in paths]
    return [lines for lines in files if len(lines) > 500]  # enough for documents to differ


def documents(texts: list[list[str]], megabytes: int, seed: int = 1) -> Iterator[pa.Table]:
    """Yield documents until there are so many megabytes of text, forty a day."""
    draw = random.Random(seed)  # noqa: S311 - an order, not a secret
    weights = [len(lines) for lines in texts]
    size, n = 0, 0
    while size < megabytes * 1e6:
        sources = draw.choices(texts, weights, k=BATCH)
        made = ["\n".join(draw.choices(lines, k=draw.randint(5, 75))) for lines in sources]
        yield pa.table(
            {
                "key": [f"d{number:09}" for number in range(n, n + BATCH)],
                "date": [day(number) for number in range(n, n + BATCH)],
                "text": made,
            }
        )
        n += BATCH
        size += sum(len(text.encode()) for text in made)


def day(number: int) -> str:
    """Return the day of a document."""
    return (dt.date(1990, 1, 1) + dt.timedelta(days=number // 40)).isoformat()


def write(tables: Iterator[pa.Table], path: Path) -> int:
    """Write documents to a Parquet file; return the bytes of text."""
    first = next(tables)
    size = 0
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for rows in itertools.chain([first], tables):
            writer.write_table(rows)
            size += sum(map(len, (text.encode() for text in rows.column("text").to_pylist())))
    return size


def child(source: Path, out: Path) -> None:
    """Build on one core, and print how long it took and the most memory there was."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pa.set_cpu_count(1)
    started = time.perf_counter()
    seconds = {}

    def progress(name: str, *_: int | None) -> None:
        seconds.setdefault(name, time.perf_counter() - started)

    built = package.build(source.parent / "manifest.toml", out, source=source, progress=progress)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = time.perf_counter() - started
    files = sum(file.bytes for file in built.facts.files)
    counts = {"rows": built.n_rows, "dropped": dict(built.dropped), "personal": dict(built.facts.personal)}
    print(json.dumps({"seconds": whole, "peak MB": peak, "started": seconds, "bytes": files, **counts}))


def builds(texts: list[list[str]], folder: Path, megabytes: int) -> dict[str, object]:
    """Build once, and twice as much."""
    found = {}
    for size in (megabytes, 2 * megabytes):
        source = folder / "dogfennau.parquet"
        n_bytes = write(documents(texts, size), source)
        command = [sys.executable, __file__, "--child", str(source), str(folder / str(size))]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
        result = json.loads(ran.stdout.splitlines()[-1])
        found[f"{size} MB"] = {"MB/s": n_bytes / 1e6 / result["seconds"], **result}
        source.unlink()
    small, large = found.values()
    return {"builds": found, "twice the text takes": large["seconds"] / small["seconds"]}


def updates(texts: list[list[str]], folder: Path, megabytes: int) -> dict[str, object]:
    """Return the share of bytes that are new to store after each kind of update of 1% of the rows."""
    base = pa.concat_tables(documents(texts, megabytes))
    n, few = base.num_rows, base.num_rows // 100
    fresh = pa.concat_tables(documents(texts, megabytes // 50 + 1, seed=2)).slice(0, few)
    draw = random.Random(3)  # noqa: S311 - an order, not a secret
    changed = set(draw.sample(range(n), few))
    texts_after = [
        f"{text}\nDiwygiwyd." if number in changed else text
        for number, text in enumerate(base.column("text").to_pylist())
    ]
    last = [*base.column("text").to_pylist()]
    last[n - few :] = [f"{text}\nDiwygiwyd." for text in last[n - few :]]
    versions = {
        "rows added at the end": pa.concat_tables([base, dated(fresh, range(n, n + few))]),
        "rows added on days in the middle": pa.concat_tables(
            [base, dated(fresh, range(n // 2, n // 2 + few))]
        ),
        "the newest rows changed": base.set_column(2, "text", pa.array(last)),
        "rows changed here and there": base.set_column(2, "text", pa.array(texts_after)),
        "rows taken out here and there": base.take(pa.array([i for i in range(n) if i not in changed])),
    }
    before = stored(built(base, folder, "before"))
    found = {}
    for name, rows in versions.items():
        chunks = stored(built(rows, folder, "after"))
        new = sum(size for digest, size in chunks.items() if digest not in before)
        found[name] = new / sum(chunks.values())
    return {"rows": n, "new to store": found}


def dated(rows: pa.Table, numbers: range) -> pa.Table:
    """Return new documents with keys of their own and the days of these numbers."""
    keys = pa.array([f"n{number:09}" for number in numbers])
    return rows.set_column(0, "key", keys).set_column(
        1, "date", pa.array([day(number) for number in numbers])
    )


def built(rows: pa.Table, folder: Path, name: str) -> list[Path]:
    """Return the data files of a build without steps: they are the same for every version."""
    manifest = MANIFEST[: MANIFEST.index("[steps]")]
    (folder / f"{name}.toml").write_text(manifest, encoding="utf-8")
    pq.write_table(rows, folder / f"{name}.parquet")
    found = package.build(folder / f"{name}.toml", folder / name, source=folder / f"{name}.parquet")
    return [found.folder / file.path for file in found.facts.files]


def stored(paths: list[Path]) -> dict[bytes, int]:
    """Return the chunks of files with their sizes, cut by content as Xet cuts them.

    8 to 128 KiB, 64 KiB on average.
    """
    import hashlib

    import numpy as np

    chunks = {}
    table = np.random.default_rng(1).integers(0, 2**64, 256, np.uint64)
    for path in paths:
        data = np.fromfile(path, np.uint8)
        # A gear hash of the last 64 bytes: each byte moves one place to the left for every byte after it.
        hashes = np.zeros(len(data), np.uint64)
        gear = table[data]
        for shift in range(64):
            hashes[shift:] += gear[: len(data) - shift] << np.uint64(shift)
        cuts = np.flatnonzero(hashes >> np.uint64(48) == 0) + 1
        start = 0
        while start < len(data):
            near = cuts[np.searchsorted(cuts, start + 8192) :]
            stop = (
                int(near[0]) if len(near) and near[0] <= start + 131_072 else min(start + 131_072, len(data))
            )
            piece = data[start:stop].tobytes()
            chunks[hashlib.sha256(piece).digest()] = len(piece)
            start = stop
    return chunks


def table(report: dict[str, object]) -> str:
    """Return the report as lines."""
    return json.dumps(report, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main()
