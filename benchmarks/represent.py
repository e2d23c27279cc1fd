"""Representativeness: planted gaps, false alarms, coverage of intervals, speed and memory beside `balance`.

    python benchmarks/represent.py [--json FILE] [--rows 1000000] [--balance PYTHON]

`--balance` names an interpreter that has the package balance (it wants numpy 1, so it often lives in an
environment of its own); the same table is then given to its ASMD and rake. Bars: gaps found >= 80% and false
alarms <= 5% in 1,000 simulated datasets; coverage >= 93%; a million rows with six dimensions and
intersections in 1.5 s and 500 MB; balance 20 times slower.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv, feather

from cymraeg_data import represent
from cymraeg_data.represent.assessment import tested
from cymraeg_data.represent.group_verdicts import judge
from cymraeg_data.represent.intervals import from_units, interval, wilson
from cymraeg_data.represent.power import detectable_gap
from cymraeg_data.represent.settings import ComparisonSettings
from cymraeg_data.represent.special_functions import at_least

DATASETS = 1_000
COLUMNS = {
    "age_five_year": "oed",
    "sex": "rhyw",
    "disability": "anabledd",
    "ethnic_group": "ethnigrwydd",
    "local_authority": "sir",
    "religion": "crefydd",
}
CROSSED = [
    ("local_authority", "sex"),
    ("local_authority", "disability"),
    ("sex", "age_five_year", "disability"),
]
WALES = represent.reference("census2021-wales")


def gaps(rng: np.random.Generator) -> list[dict[str, object]]:
    """Plant the stated gap in one group, and none, in simulated datasets; return how often each is found."""
    results = []
    settings = ComparisonSettings()
    for name, code, n in (
        ("welsh_speaking", 0, 1_000),
        ("disability", 0, 5_000),
        ("age_five_year", 17, 5_000),
        ("ethnic_group_broad", 1, 20_000),
        ("local_authority", 17, 20_000),
    ):
        shares = WALES[name].shares
        family = tested(shares)
        tolerance = np.minimum(settings.tolerance_pp / 100, settings.tolerance_ratio * shares)
        gap = detectable_gap(shares, np.full(len(shares), float(n)), tolerance, settings.level / family)[code]
        found, alarms = [], 0
        for sign in (-1, 1):
            planted = shares.copy()
            planted[code] += sign * gap
            if planted[code] < 0:
                continue
            others = np.arange(len(shares)) != code
            planted[others] *= (1 - planted[code]) / planted[others].sum()
            hits = sum(
                verdict(rng.multinomial(n, planted), shares, family).statuses[code]
                in {"under", "over", "absent"}
                for _dataset in range(DATASETS // 2)
            )
            found.append(hits / (DATASETS // 2))
        for _dataset in range(DATASETS):
            statuses = verdict(rng.multinomial(n, shares), shares, family).statuses
            alarms += any(status in {"under", "over"} for status in statuses)
        results.append(
            {
                "dimension": name,
                "group": WALES[name].codes[code],
                "n": n,
                "gap_pp": round(100 * gap, 3),
                "detected": min(found),
                "false_alarms": alarms / DATASETS,
            }
        )
    return results


def verdict(counts: np.ndarray, shares: np.ndarray, family: int) -> object:
    """Return the verdicts on counts; the smallest gap, which costs most, is not asked for again."""
    from cymraeg_data.represent import group_verdicts as module
    from cymraeg_data.represent.intervals import from_rows

    kept = module.detectable_gap
    module.detectable_gap = lambda reference, *_rest: np.zeros_like(reference)
    try:
        return judge(from_rows(counts), shares, ComparisonSettings(), family=family)
    finally:
        module.detectable_gap = kept


def coverage() -> list[dict[str, object]]:
    """Compute the coverage of the interval of independent rows, over every outcome."""
    results = []
    for n in (30, 40, 55, 100, 300, 1_000, 10_000, 100_000):
        for p in (0.01, 0.02, 0.05, 0.178, 0.5):
            x = np.arange(n + 1, dtype=float)
            low, high = wilson(x / n, np.full(n + 1, float(n)))
            inside = np.flatnonzero((low <= p) & (p <= high)).astype(float)
            # The outcomes inside are one run of numbers.
            chance = float(at_least(inside[0], n, p) - at_least(inside[-1] + 1, n, p))
            results.append({"n": n, "p": p, "coverage": round(chance, 4)})
    return results


def clustered_coverage(rng: np.random.Generator, times: int) -> list[dict[str, object]]:
    """Simulate the coverage of the interval over units, equal and very unequal, alike within or not."""
    results = []
    for units in (10, 20, 50, 200, 1_000):
        for sizes_are in ("equal", "log-normal"):
            for alike in (0.0, 0.2, 1.0):
                for p in (0.01, 0.05, 0.178, 0.5):
                    covered = sum(covers(rng, units, sizes_are, alike, p) for _time in range(times))
                    results.append(
                        {
                            "units": units,
                            "sizes": sizes_are,
                            "icc": alike,
                            "p": p,
                            "coverage": covered / times,
                        }
                    )
    return results


def covers(rng: np.random.Generator, units: int, sizes_are: str, alike: float, p: float) -> bool:
    """Return whether the interval of one simulated sample of units holds the true share."""
    sizes = np.full(units, 10)
    if sizes_are == "log-normal":
        sizes = np.maximum(1, rng.lognormal(np.log(10), 1, units).astype(int))
    chance = np.full(units, p)
    if alike == 1:
        chance = (rng.random(units) < p).astype(float)
    elif alike:
        chance = rng.beta(p * (1 - alike) / alike, (1 - p) * (1 - alike) / alike, units)
    hits = rng.binomial(sizes, chance)
    unit = np.tile(np.arange(units), 2)
    totals = np.concatenate([hits, sizes - hits]).astype(float)
    some = totals > 0
    sample = from_units(
        np.array([hits.sum(), (sizes - hits).sum()]), unit[some], np.repeat([0, 1], units)[some], totals[some]
    )
    low, high = interval(sample)
    return bool(low[0] <= p <= high[0])


def table(rng: np.random.Generator, n: int) -> pa.Table:
    """Return a table of n people with six columns of labels, drawn from the reference."""
    columns = {}
    for dimension, column in COLUMNS.items():
        labels = [category.cy for category in WALES[dimension].categories]
        codes = rng.choice(len(labels), n, p=WALES[dimension].shares)
        columns[column] = pa.array(labels).take(pa.array(codes))
    return pa.table(columns)


ALONE = """
import json, resource, sys, time
import pyarrow as pa
from cymraeg_data import represent
with pa.memory_map(sys.argv[1]) as file:
    data = pa.ipc.open_file(file).read_all()
columns, crossed = json.loads(sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
represent.reference("census2021-wales")
times = []
for _run in range(3):
    start = time.perf_counter()
    found = represent.compare(data, columns, intersections=crossed)
    found.groups, found.dimensions, found.intersections
    times.append(time.perf_counter() - start)
start = time.perf_counter()
found.rake()
rake = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
memory = {"peak_mb": after / 1024, "over_table_mb": (after - before) / 1024}
print(json.dumps({"compare_s": min(times), "rake_s": rake, **memory}))
"""

BALANCE = """
import json, sys, time, warnings, logging
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
import pandas as pd
from balance import Sample
frame, target = (pd.read_csv(path, dtype=str) for path in sys.argv[1:3])
covariates = list(frame.columns)
for each in (frame, target):
    each.insert(0, "id", range(len(each)))
sample = Sample.from_frame(frame.astype({"id": str}), id_column="id")
wanted = Sample.from_frame(target.astype({"id": str}), id_column="id")
both = sample.set_target(wanted)
start = time.perf_counter(); both.covars().asmd(); asmd = time.perf_counter() - start
exact = {"max_iteration": 5000, "convergence_rate": 1e-14, "rate_tolerance": 0.0} if len(sys.argv) > 3 else {}
start = time.perf_counter()
raked = both.adjust(method="rake", variables=covariates, transformations=None, **exact)
rake = time.perf_counter() - start
print(json.dumps({"asmd_s": asmd, "rake_s": rake}))
if len(sys.argv) > 3:
    pd.DataFrame({"weight": raked.df["weight"].to_numpy()}).to_csv(sys.argv[3], index=False)
"""


def speed(rng: np.random.Generator, n: int, balance: str | None) -> dict[str, object]:
    """Time the comparison with intersections, raking and balance on one table, each in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("sample.arrow", "target.arrow")]
        for path, size in zip(paths, (n, min(n, 50_000)), strict=True):
            feather.write_feather(table(rng, size), path, compression="uncompressed")
        result: dict[str, object] = {"rows": n}
        result |= run(sys.executable, ALONE, paths[0], json.dumps([COLUMNS, CROSSED]))
        if balance:
            texts = [path.with_suffix(".csv") for path in paths]
            for path, text in zip(paths, texts, strict=True):
                csv.write_csv(feather.read_table(path), text)
            theirs = run(balance, BALANCE, *texts)
            result["balance"] = theirs
            ours = float(str(result["compare_s"])) + float(str(result["rake_s"]))
            result["times_faster"] = (theirs["asmd_s"] + theirs["rake_s"]) / ours
    return result


def parity(rng: np.random.Generator, balance: str) -> dict[str, float]:
    """Return how far our raked weights are from those of balance, for the same sample and target."""
    sample, target = table(rng, 4_000), table(rng, 20_000)
    columns = {name: COLUMNS[name] for name in ("sex", "disability", "local_authority")}
    sample, target = (each.select(list(columns.values())) for each in (sample, target))
    counted = {
        name: pa.table(target[column].value_counts().flatten(), names=["group", "n"])
        for name, column in columns.items()
    }
    reference = represent.Reference(name="target")
    for name, counts in counted.items():
        reference = reference.including(represent.reference_from_table(counts, name, count="n"))
    mine = represent.compare(sample, columns, reference=reference).rake()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("sample.csv", "target.csv", "weights.csv")]
        csv.write_csv(sample, paths[0])
        csv.write_csv(target, paths[1])
        run(balance, BALANCE, *paths)
        theirs = csv.read_csv(paths[2])["weight"].to_numpy()
    ours = mine.weights.to_numpy(zero_copy_only=False)
    return {
        "rows": len(ours),
        "largest_difference": float(np.abs(theirs / theirs.mean() - ours).max()),
        "design_effect": mine.design_effect,
    }


def run(python: str, code: str, *arguments: object) -> dict[str, float]:
    """Return the JSON that a piece of code prints in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own
        [python, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="write the results to this file as well")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument(
        "--times", type=int, default=1_000, help="simulated samples a cell of clustered coverage"
    )
    parser.add_argument("--balance", help="an interpreter that has the package balance")
    options = parser.parse_args()
    rng = np.random.default_rng(2021)
    result: dict[str, object] = {
        "machine": platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    result["speed"] = speed(rng, options.rows, options.balance)
    print("speed", result["speed"], flush=True)
    if options.balance:
        result["parity"] = parity(rng, options.balance)
        print("parity with balance", result["parity"], flush=True)
    result["gaps"] = gaps(rng)
    for row in result["gaps"]:
        print("gap  ", row, flush=True)
    result["coverage"] = coverage()
    lowest = sorted(result["coverage"], key=lambda row: row["coverage"])[:5]
    print("coverage of independent rows, lowest:", *lowest, sep="\n  ", flush=True)
    start = time.perf_counter()
    result["clustered_coverage"] = clustered_coverage(rng, options.times)
    lowest = sorted(result["clustered_coverage"], key=lambda row: row["coverage"])[:8]
    print(f"coverage over units, lowest ({time.perf_counter() - start:.0f} s):", *lowest, sep="\n  ")
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
