"""How long selaras takes before it works: python bench/start_up.py [--runs 10].

Prints the median and the slowest of several runs of commands that audit nothing.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = (("--version",), ("--help",), ("audit", "--help"), ("checks", "list"))


def seconds(arguments: tuple[str, ...]) -> float:
    """The wall-clock time of one run of the command."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "selaras", *arguments], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def main() -> None:
    """Time every command and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    print(f"{'command':<24} {'median':>8} {'slowest':>8}  (seconds, {runs} runs)")
    for arguments in COMMANDS:
        taken = [seconds(arguments) for _ in range(runs)]
        name = " ".join(("selaras", *arguments))
        print(f"{name:<24} {statistics.median(taken):8.3f} {max(taken):8.3f}")


if __name__ == "__main__":
    main()
