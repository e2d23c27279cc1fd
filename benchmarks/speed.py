"""How fast a column of text is detected, beside the peers: `python benchmarks/speed.py --data DIR`.

The same lines, in the same process, one thread each; the best of three runs. Labels differ: ours knows 32, pycld2 and
lid.176 some 80 and 176. Peers get one call a line, as their interface has it; ours gets the Arrow array.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from accuracy import lines, machine, peers

from cymraeg_data import columns, detect

SOURCES = (
    "cy.corpws-cc0",
    "cy.corpws-cc0-speech",
    "cy.hmrc-tai",
    "cy.libreoffice-ui",
    "en.gnome-help",
    "en.state-union",
    "en.hmrc-tai",
)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of development data"
    )
    parser.add_argument("--repeat", type=int, default=4, help="how often the lines stand in the column")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    pool = given.data / "lid" / "pool"
    texts = [line for source in SOURCES for line in lines(pool / f"{source}.txt")]
    random.Random(1).shuffle(texts)  # noqa: S311 - an order, not a secret
    once = sum(len(text.encode()) for text in texts) / 1e6
    array = pa.array(texts * given.repeat)
    started = time.perf_counter()
    detect("Bore da")
    rows = {"load and first text (ms)": (time.perf_counter() - started) * 1000}
    rows["columns.detect, once (MB/s)"] = once / best(lambda: columns.detect(array[: len(texts)]))
    rows[f"columns.detect, {given.repeat} times (MB/s)"] = (
        once * given.repeat / best(lambda: columns.detect(array))
    )
    rows["columns.measure (MB/s)"] = once * given.repeat / best(lambda: columns.measure(array))
    few = texts[:4000]
    size = sum(len(text.encode()) for text in few) / 1e6
    rows["detect, one text a call (MB/s)"] = size / best(lambda: [detect(text) for text in few])
    with tempfile.TemporaryDirectory() as folder:
        for name, detector in peers(Path(folder)):
            rows[f"{name} (MB/s)"] = once / best(lambda detector=detector: detector(texts))
    report = {"machine": machine(), "megabytes": once, "lines": len(texts), "rows": rows}
    if given.json:
        print(json.dumps(report, indent=1))
        return
    print(", ".join(f"{name} {version}" for name, version in report["machine"].items()))
    print(f"{len(texts):,} lines, {once:.1f} MB\n")
    print("\n".join(f"{value:10.2f}  {name}" for name, value in rows.items()))


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of three runs."""
    seconds = []
    for _run in range(3):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    main()
