"""Programs that end themselves hard in the middle of their work, each in a process of its own.

They are forked from one process that has imported the library and done nothing yet: only the imports are shared, no
thread, file or state of a build. `os._exit` ends a program without any cleaning up, as a killed process ends.
"""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from subprocess import CompletedProcess

PARENT = """
import json, os, sys, traceback
import pyarrow.parquet, pyarrow.compute, pyarrow.csv
from cymraeg_data import package
from cymraeg_data.package import build, verify
from cymraeg_data.package.building import external_sort, output_folder, work_parts
from cymraeg_data.package.record import parquet_writer

for line in sys.stdin:
    job = json.loads(line)
    child = os.fork()
    if not child:
        output = os.open(job["output"], os.O_WRONLY)
        errors = os.open(job["errors"], os.O_WRONLY)
        os.dup2(output, 1)
        os.dup2(errors, 2)
        sys.argv = ["-c", *job["arguments"]]
        try:
            exec(compile(job["program"], "<killed>", "exec"), {"__name__": "__main__"})
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        sys.stdout.flush()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def run(program, *arguments):
    """Run a program with its arguments; return its exit code and what it printed."""
    arguments = [str(argument) for argument in arguments]
    if not hasattr(os, "fork"):
        command = [sys.executable, "-c", program, *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True)
    parent = _parent()
    with tempfile.TemporaryDirectory() as folder:
        output, errors = Path(folder) / "output", Path(folder) / "errors"
        output.touch()
        errors.touch()
        job = {"program": program, "arguments": arguments, "output": str(output), "errors": str(errors)}
        parent.stdin.write(json.dumps(job) + "\n")
        parent.stdin.flush()
        code = int(parent.stdout.readline())
        return CompletedProcess(arguments, code, output.read_text("utf-8"), errors.read_text("utf-8"))


@functools.cache
def _parent():
    command = [sys.executable, "-c", PARENT]
    parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_end, parent)
    return parent


def _end(parent):
    parent.stdin.close()
    parent.wait(10)
    parent.stdout.close()
