"""Start-up: what `import cymraeg_data` and `cymraeg-data --help` cost over a bare interpreter.

    python benchmarks/startup.py [--json]

Each command is run in a fresh process, in turn with the bare interpreter, and the medians are compared.
Bars: import 0.1 s, help 0.3 s over the bare interpreter.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "bare interpreter": ["-c", "pass"],
    "import cymraeg_data": ["-c", "import cymraeg_data"],
    "cymraeg-data --help": ["-m", "cymraeg_data", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """Return the wall time of one fresh interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _run in range(RUNS):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    medians = {name: statistics.median(values) for name, values in times.items()}
    bare = medians["bare interpreter"]
    result = {
        "machine": platform.machine(),
        "python": platform.python_version(),
        "runs": RUNS,
        "median_seconds": {name: round(value, 4) for name, value in medians.items()},
        "over_bare_seconds": {name: round(value - bare, 4) for name, value in medians.items()},
    }
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(f"Python {result['python']}, {result['machine']}, median of {RUNS} runs")
    for name in COMMANDS:
        print(f"{name:24} {medians[name]:.3f} s  {medians[name] - bare:+.3f} s over a bare interpreter")


if __name__ == "__main__":
    main()
