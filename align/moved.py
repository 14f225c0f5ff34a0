"""Passages that stand elsewhere in the translation: links that cross the others.

The monotone programme leaves out what was moved, on both sides. Runs of
sentences left over on either side are therefore compared with each other, each
pair of runs by the same programme at a higher threshold, and the best pair is
taken first; what remains of either run is tried again.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from selaras.align.gains import BeadGains
from selaras.align.programme import SHAPES, Band, Bead, GapCosts, best_path

Floats = npt.NDArray[np.float32]
Run = tuple[int, int]

# Left-over runs longer than this are cut: a moved passage may still be found in pieces.
_LONGEST_RUN = 400
# Several sentences together may gain what no two of them do, but not much more.
_SLACK = 0.15
# The more pairs are compared, the higher the best of them by chance alone: what the
# threshold rises by for every e-fold of pairs beyond these few.
_CHANCE, _FEW_PAIRS = 0.008, 100
# How many pairs of sentences are compared at a time: bounds the memory.
_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class _Part:
    """The gains of one run of rows and one of columns, lowered by the threshold."""

    values: Floats

    def row(self, row: int, first: int, last: int) -> Floats:
        """See :class:`selaras.align.programme.Gains`."""
        wide = np.full((len(SHAPES), last - first), -1e6, np.float32)
        held = self.values[:, row, first:last]
        wide[:, : held.shape[1]] = held
        return wide


def moved_beads(
    gains: BeadGains, rows: int, columns: int, found: Iterable[Bead], threshold: float
) -> list[Bead]:
    """Beads among the sentences that no bead in ``found`` holds, best passages first."""
    found = list(found)
    left = _left_over(rows, ((bead.row, bead.rows) for bead in found))
    right = _left_over(columns, ((bead.column, bead.columns) for bead in found))
    threshold += _CHANCE * max(0.0, math.log(max(1, _count(left) * _count(right)) / _FEW_PAIRS))
    queue = [
        entry
        for one, other in _promising(gains, left, right, threshold)
        if (entry := _entry(gains, one, other, threshold)) is not None
    ]
    heapq.heapify(queue)
    return list(_best_first(gains, queue, threshold))


def _count(runs: list[Run]) -> int:
    return sum(end - start for start, end in runs)


def _promising(
    gains: BeadGains, left: list[Run], right: list[Run], threshold: float
) -> Iterator[tuple[Run, Run]]:
    """The pairs of runs in which some sentence is near to being worth a link with another."""
    columns = [column for run in right for column in range(*run)]
    for some in _batched(left, max(1, len(columns))) if right else ():
        rows = [row for run in some for row in range(*run)]
        gain = gains.singles(rows, columns)
        best = np.maximum.reduceat(gain, _starts(right), axis=1)
        best = np.maximum.reduceat(best, _starts(some), axis=0)
        for one, other in zip(*np.nonzero(best > threshold - _SLACK), strict=True):
            yield some[one], right[other]


def _batched(runs: list[Run], columns: int) -> Iterator[list[Run]]:
    """The runs in groups that are small enough to be compared with all columns at a time."""
    batch: list[Run] = []
    for run in runs:
        batch.append(run)
        if columns * sum(end - start for start, end in batch) > _CELLS:
            yield batch
            batch = []
    if batch:
        yield batch


def _starts(runs: list[Run]) -> npt.NDArray[np.int64]:
    """Where each run begins among all their sentences."""
    return np.cumsum([0] + [end - start for start, end in runs])[:-1]


Entry = tuple[float, Run, Run, list[Bead]]


def _best_first(gains: BeadGains, queue: list[Entry], threshold: float) -> Iterator[Bead]:
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    while queue:
        _, one, other, beads = heapq.heappop(queue)
        if used_rows.isdisjoint(range(*one)) and used_columns.isdisjoint(range(*other)):
            yield from beads
            used_rows.update(r for bead in beads for r in range(bead.row, bead.row + bead.rows))
            used_columns.update(
                c for bead in beads for c in range(bead.column, bead.column + bead.columns)
            )
        for part in _unused(one, used_rows):
            for counterpart in _unused(other, used_columns):
                if (part, counterpart) != (one, other):
                    entry = _entry(gains, part, counterpart, threshold)
                    if entry is not None:
                        heapq.heappush(queue, entry)


def _entry(gains: BeadGains, one: Run, other: Run, threshold: float) -> Entry | None:
    """The best path through a pair of runs, or None when nothing in it is worth a link."""
    height, width = one[1] - one[0], other[1] - other[0]
    values = _bounded(gains.block(one[0], one[1], other[0], other[1]))
    values -= np.float32(threshold)
    if values.max() <= 0:
        return None
    path = best_path(_Part(values), height, width, GapCosts(0, 0), Band.whole(height, width))
    beads = [b._replace(row=b.row + one[0], column=b.column + other[0]) for b in path]
    total = sum(bead.gain for bead in beads)
    return (-total, one, other, beads) if beads else None


def _bounded(values: Floats) -> Floats:
    """Forbid beads that reach beyond the block, into sentences that are taken."""
    _, height, width = values.shape
    for number, (a, b) in enumerate(SHAPES):
        values[number, max(0, height - a + 1) :] = -1e6
        values[number, :, max(0, width - b + 1) :] = -1e6
    return values


def _left_over(count: int, taken: Iterable[tuple[int, int]]) -> list[Run]:
    free = np.ones(count, bool)
    for start, length in taken:
        free[start : start + length] = False
    return list(_runs(0, free))


def _unused(run: Run, used: set[int]) -> list[Run]:
    return list(_runs(run[0], np.array([number not in used for number in range(*run)], bool)))


def _runs(offset: int, free: npt.NDArray[np.bool_]) -> Iterator[Run]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        for begin in range(int(start), int(stop), _LONGEST_RUN):
            yield offset + begin, offset + min(begin + _LONGEST_RUN, int(stop))
