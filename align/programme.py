"""The monotone dynamic programme: the best path of beads and gaps through two documents.

A bead joins 1 to 4 neighbouring sentences of each side and has a gain; a gap
costs little or nothing. The path of highest total gain wins (after Gale and
Church, 1993; maximised instead of minimised, so that leaving a sentence alone
is the neutral choice). A run of gaps costs ``opening`` once; a run that leaves
out sentences on *both* sides at one place costs ``crossing`` more, since there
the two may well translate each other.

Rows are whole arrays: nothing loops over single cells. A band bounds the
columns that are looked at in each row, so that cost grows linearly.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SHAPES: tuple[tuple[int, int], ...] = tuple((a, b) for a in range(1, 5) for b in range(1, 5))
_LONGEST = 4
_NEVER = np.float32(-1e9)
_LINKED, _SOURCE_GAP, _TARGET_GAP = 0, 1, 2


class Bead(NamedTuple):
    """``rows`` sentences from ``row`` on answer ``columns`` sentences from ``column`` on."""

    row: int
    column: int
    rows: int
    columns: int
    gain: float


class Gains(Protocol):
    """Where the programme gets the gains of beads."""

    def row(self, row: int, first: int, last: int) -> Floats:
        """The gains of all beads that begin at sentence ``row`` of the source.

        Shape (len(SHAPES), last - first): entry [s, j] is the bead of shape
        SHAPES[s] that begins at column ``first + j``; very low where it does not fit.
        """


@dataclass(frozen=True, slots=True)
class GapCosts:
    """What a run of gaps costs, in units of gain."""

    opening: float
    crossing: float


class Band(NamedTuple):
    """The columns looked at in each row: prefix positions ``first[i]..last[i]`` inclusive."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    @classmethod
    def whole(cls, rows: int, columns: int) -> Band:
        """Every column in every row: the exact programme."""
        return cls(np.zeros(rows + 1, np.int64), np.full(rows + 1, columns, np.int64))


class _Row(NamedTuple):
    """One finished row of the programme: values for the rows below, pointers for the way back."""

    first: int
    total: Floats
    linked: Floats
    source_gap: Floats


class _Pointers(NamedTuple):
    shape: npt.NDArray[np.uint8]
    state: npt.NDArray[np.uint8]
    source_gap: npt.NDArray[np.uint8]
    target_gap: npt.NDArray[np.uint8]


def best_path(gains: Gains, rows: int, columns: int, costs: GapCosts, band: Band) -> list[Bead]:
    """The beads of the best path, in order; sentences in none of them are gaps.

    ``band`` must begin at column 0 and end at the last column.
    """
    above: deque[_Row] = deque(maxlen=_LONGEST)
    gain_rows: deque[tuple[int, Floats]] = deque(maxlen=_LONGEST)
    pointers: list[_Pointers] = []
    for row in range(rows + 1):
        first, last = int(band.first[row]), int(band.last[row])
        done, back = _row(row, first, last, above, gain_rows, costs)
        above.append(done)
        pointers.append(back)
        if row < rows:
            gain_rows.append((first, gains.row(row, first, last + 1)))
    return _traced(pointers, gains, rows, columns, band)


def _row(
    row: int,
    first: int,
    last: int,
    above: deque[_Row],
    gain_rows: deque[tuple[int, Floats]],
    costs: GapCosts,
) -> tuple[_Row, _Pointers]:
    width = last - first + 1
    linked, shape = _linked(first, last, above, gain_rows)
    if row == 0 and first == 0:
        linked[0] = 0.0
    source_gap, opened = _source_gaps(first, width, above, costs)
    target_gap, came = _target_gaps(linked, source_gap, costs)
    states = np.stack([linked, source_gap, target_gap])
    state = states.argmax(axis=0)
    total = states[state, np.arange(width)]
    back = _Pointers(shape, state.astype(np.uint8), opened, came)
    return _Row(first, total, linked, source_gap), back


def _linked(
    first: int, last: int, above: deque[_Row], gain_rows: deque[tuple[int, Floats]]
) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """The best way to end with a bead at each column, and its shape."""
    width = last - first + 1
    ways = np.full((len(SHAPES), width), _NEVER, np.float32)
    for number, (a, b) in enumerate(SHAPES):
        if a > len(above):
            continue
        before, (gains_first, gains) = above[-a], gain_rows[-a]
        begin = max(first, before.first + b, gains_first + b)
        end = min(last, before.first + len(before.total) - 1 + b)
        if begin <= end:
            start = begin - b
            count = end - begin + 1
            ways[number, begin - first : end - first + 1] = (
                before.total[start - before.first :][:count]
                + gains[number, start - gains_first :][:count]
            )
    shape = ways.argmax(axis=0)
    return ways[shape, np.arange(width)], shape.astype(np.uint8)


def _source_gaps(
    first: int, width: int, above: deque[_Row], costs: GapCosts
) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """The best way to end with the row's sentence left alone; 1 where the gap opens here."""
    best = np.full(width, _NEVER, np.float32)
    opened = np.zeros(width, np.uint8)
    if above:
        before = above[-1]
        begin = max(first, before.first)
        end = min(first + width, before.first + len(before.total))
        if begin < end:
            here = slice(begin - first, end - first)
            there = slice(begin - before.first, end - before.first)
            opening = before.linked[there] - np.float32(costs.opening)
            extending = before.source_gap[there]
            best[here] = np.maximum(opening, extending)
            opened[here] = opening >= extending
    return best, opened


def _target_gaps(
    linked: Floats, source_gap: Floats, costs: GapCosts
) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """The best way to end with the column's sentence left alone, and from which state it came."""
    fresh = np.full(len(linked), _NEVER, np.float32)
    opening = linked[:-1] - np.float32(costs.opening)
    crossing = source_gap[:-1] - np.float32(costs.crossing)
    fresh[1:] = np.maximum(opening, crossing)
    best = np.maximum.accumulate(fresh)
    came = np.full(len(linked), _TARGET_GAP, np.uint8)
    came[1:][crossing >= best[1:]] = _SOURCE_GAP
    came[1:][opening >= best[1:]] = _LINKED
    return best, came


def _traced(
    pointers: list[_Pointers], gains: Gains, rows: int, columns: int, band: Band
) -> list[Bead]:
    beads: list[Bead] = []
    row, column = rows, columns
    state = int(pointers[row].state[column - int(band.first[row])])
    while row or column:
        here = column - int(band.first[row])
        if state == _LINKED:
            number = int(pointers[row].shape[here])
            a, b = SHAPES[number]
            row, column = row - a, column - b
            first, last = int(band.first[row]), int(band.last[row])
            gain = float(gains.row(row, first, last + 1)[number, column - first])
            beads.append(Bead(row, column, a, b, gain))
            state = int(pointers[row].state[column - int(band.first[row])])
        elif state == _SOURCE_GAP:
            state = _LINKED if pointers[row].source_gap[here] else _SOURCE_GAP
            row -= 1
        else:
            state = int(pointers[row].target_gap[here])
            column -= 1
    return beads[::-1]
