"""How long a whole audit takes, and how much memory: python bench/audit.py SOURCE TARGET.

With --lines, both files hold a sentence a line, in the same order, and are first
joined to paragraphs of four. Every run is the command as a user starts it, with
an HTML report. The encoder is built before; the cache is a fresh one, so that
the first run computes everything, the second finds it, and the third finds all
but one sentence of the translation, in which two words were exchanged.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from selaras.models import embedded
from tabulate import tabulate

_PARAGRAPH = 4


class Cost(NamedTuple):
    """Seconds of one run: by the clock, and of all cores together."""

    wall: float
    cpu: float


def cost(source: Path, target: Path, languages: list[str], environment: dict[str, str]) -> Cost:
    """What one audit costs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "selaras", "audit", str(source), str(target)]
        command += [*languages, "--quiet", "-o", str(Path(folder, "report.html"))]
        before, start = _cpu(), time.perf_counter()
        child = os.posix_spawn(sys.executable, command, {**os.environ, **environment})
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) > 1:
            sys.exit("the audit did not run")
        return Cost(time.perf_counter() - start, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def edited(text: str) -> str:
    """The text with two words of its middle exchanged."""
    words = text.split(" ")
    middle = len(words) // 2
    words[middle : middle + 2] = reversed(words[middle : middle + 2])
    return " ".join(words)


def paragraphs(lines: str) -> str:
    """Sentences, one a line, as paragraphs."""
    held = lines.split("\n")
    groups = (held[start : start + _PARAGRAPH] for start in range(0, len(held), _PARAGRAPH))
    return "\n\n".join(" ".join(group) for group in groups)


def runs(source: Path, target: Path, languages: list[str]) -> Iterator[tuple[str, Cost]]:
    """A first run, a second, and one after an edit, with a cache that was empty before."""
    after = target.with_name(f"edited-{target.name}")
    after.write_text(edited(target.read_text("utf-8")), "utf-8")
    with tempfile.TemporaryDirectory() as cache:
        built = embedded.built()
        Path(cache, built.name).symlink_to(built)
        for name, one in (("first", target), ("again", target), ("one sentence edited", after)):
            yield name, cost(source, one, languages, {"SELARAS_CACHE": cache})


def main() -> None:
    """Time the runs and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--times", type=int, default=1, help="take the median of so many")
    options, languages = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        pair = []
        for side, path in (("source", options.source), ("target", options.target)):
            text = path.read_text("utf-8")
            pair.append(Path(folder, f"{side}.txt"))
            pair[-1].write_text(paragraphs(text) if options.lines else text, "utf-8")
        taken: dict[str, list[Cost]] = {}
        for _ in range(options.times):
            for name, one in runs(pair[0], pair[1], languages):
                taken.setdefault(name, []).append(one)
    _show(taken)


def _show(taken: dict[str, list[Cost]]) -> None:
    medians = {
        name: Cost(*map(statistics.median, zip(*costs, strict=True)))
        for name, costs in taken.items()
    }
    first = medians["first"]
    rows = [
        (name, one.wall, one.cpu, f"{one.wall / first.wall:.0%}", f"{one.cpu / first.cpu:.0%}")
        for name, one in medians.items()
    ]
    heads = ("audit", "seconds", "CPU seconds", "of the first", "of its CPU")
    print(tabulate(rows, headers=heads, floatfmt=".2f"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
