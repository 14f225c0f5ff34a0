"""How long a whole audit takes, and how much memory: python bench/audit.py SOURCE TARGET.

Both runs find the encoder built; the first computes every vector, the second
finds them in the cache. Each figure is the median of several runs of the
command as a user starts it.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tabulate import tabulate

_RUNS = 3
_KINDS = {"vectors computed": {"SELARAS_NO_CACHE": "1"}, "vectors cached": {}}


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """Wall time in seconds of one audit with an HTML report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "selaras", "audit", *arguments, "--quiet"]
        command += ["-o", str(Path(folder, "report.html"))]
        start = time.perf_counter()
        child = os.posix_spawn(sys.executable, command, {**os.environ, **environment})
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) > 1:
            sys.exit("the audit did not run")
        return time.perf_counter() - start


def main(arguments: list[str]) -> None:
    """Time both kinds of run and print a table."""
    seconds(arguments, {})
    rows = []
    for kind, environment in _KINDS.items():
        runs = [seconds(arguments, environment) for _ in range(_RUNS)]
        rows.append((kind, statistics.median(runs), max(runs)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(tabulate(rows, headers=["audit", "median s", "slowest s"], floatfmt=".2f"))
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main(sys.argv[1:])
