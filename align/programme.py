"""The monotone dynamic programme: the best path of beads and gaps through two documents.

A bead joins 1 to 4 neighbouring sentences of each side and has a gain; a gap
costs little or nothing. The path of highest total gain wins (after Gale and
Church, 1993; maximised instead of minimised, so that leaving a sentence alone
is the neutral choice). A run of gaps costs ``opening`` once; a run that leaves
out sentences on *both* sides at one place costs ``crossing`` more, since there
the two may well translate each other.

Rows are whole arrays, of all shapes at once: nothing loops over single cells. A
band bounds the columns that are looked at in each row, so that cost grows linearly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SHAPES: tuple[tuple[int, int], ...] = tuple((a, b) for a in range(1, 5) for b in range(1, 5))
_LONGEST = 4
_NEVER = np.float32(-1e9)
_LINKED, _SOURCE_GAP, _TARGET_GAP = 0, 1, 2
_AGO = np.arange(_LONGEST)


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
    """One finished row: the best totals that end in each way at each column from ``first`` on.

    ``shape`` and ``gain`` are those of the bead by which ``linked`` is reached.
    """

    first: int
    linked: Floats
    source_gap: Floats
    target_gap: Floats
    shape: npt.NDArray[np.uint8]
    gain: Floats

    def state(self, column: int) -> int:
        """How the best path ends at this column."""
        here = column - self.first
        ways = self.linked[here], self.source_gap[here], self.target_gap[here]
        return ways.index(max(ways))


def best_path(gains: Gains, rows: int, columns: int, costs: GapCosts, band: Band) -> list[Bead]:
    """The beads of the best path, in order; sentences in none of them are gaps.

    ``band`` must begin at column 0 and end at the last column.
    """
    opening, crossing = np.float32(costs.opening), np.float32(costs.crossing)
    recent = _Recent(columns)
    linked_above = np.full(columns + 1, _NEVER, np.float32)
    alone_above = linked_above.copy()
    done: list[_Row] = []
    for row in range(rows + 1):
        first, last = int(band.first[row]), int(band.last[row])
        here = slice(first, last + 1)
        linked, shape, gain = recent.linked(row, here)
        if row == 0:
            linked[0] = 0.0
        source_gap = np.maximum(linked_above[here] - opening, alone_above[here])
        target_gap = _target_gap(linked, source_gap, opening, crossing)
        done.append(_Row(first, linked, source_gap, target_gap, shape, gain))
        if row < rows:
            total = np.maximum(np.maximum(linked, source_gap), target_gap)
            recent.add(row, here, total, gains.row(row, first, last + 1))
            # What lay in the band above and is left of it now is not reached again.
            linked_above[here], alone_above[here] = linked, source_gap
    return _traced(done, columns, opening, crossing)


class _Recent:
    """The last four rows of totals and gains, from which beads end in the row to come.

    Columns are those of the whole document; what lies outside of a row's band is
    never reached.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._totals = np.full((_LONGEST, columns + 1 + _LONGEST), _NEVER, np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(self._totals, _LONGEST, axis=1)
        # before[r, b - 1, j] is the total of row r (modulo 4) at b columns before j.
        self._before = windows[:, :-1, ::-1].transpose(0, 2, 1)
        # gains[r, a - 1, b - 1, j] is that of the bead of this shape that ends before column j.
        shape = _LONGEST, _LONGEST, _LONGEST, columns + 1 + _LONGEST
        self._gains = np.full(shape, _NEVER, np.float32)
        self._held = [slice(0, 0)] * _LONGEST

    def add(self, row: int, here: slice, total: Floats, gains: Floats) -> None:
        """Take in a finished row and the gains of the beads that begin in it."""
        place = row % _LONGEST
        held, first, last = self._held[place], here.start, here.stop
        self._totals[place, held.start + _LONGEST : held.stop + _LONGEST] = _NEVER
        self._totals[place, first + _LONGEST : last + _LONGEST] = total
        self._gains[place, :, :, held.start : held.stop + _LONGEST] = _NEVER
        shaped = gains.reshape(_LONGEST, _LONGEST, -1)
        for b in range(1, _LONGEST + 1):
            self._gains[place, :, b - 1, first + b : last + b] = shaped[:, b - 1]
        self._held[place] = here

    def linked(self, row: int, here: slice) -> tuple[Floats, npt.NDArray[np.uint8], Floats]:
        """The best total that ends with a bead at each column, its shape, and its gain."""
        places = (row - 1 - _AGO) % _LONGEST
        gains = self._gains[places, _AGO, :, here].reshape(len(SHAPES), -1)
        before = self._before[:, :, here][places].reshape(len(SHAPES), -1)
        ways = before + gains
        shape = ways.argmax(axis=0)
        columns = np.arange(ways.shape[1])
        return ways[shape, columns], shape.astype(np.uint8), gains[shape, columns]


def _target_gap(
    linked: Floats, source_gap: Floats, opening: np.float32, crossing: np.float32
) -> Floats:
    """The best total that ends with the column's sentence left alone."""
    best = np.full(len(linked), _NEVER, np.float32)
    fresh = np.maximum(linked[:-1] - opening, source_gap[:-1] - crossing)
    np.maximum.accumulate(fresh, out=best[1:])
    return best


def _traced(done: list[_Row], column: int, opening: np.float32, crossing: np.float32) -> list[Bead]:
    """The way back from the end: each step is the one that the totals were reached by."""
    beads: list[Bead] = []
    row = len(done) - 1
    state = done[row].state(column)
    while row or column:
        here = column - done[row].first
        if state == _LINKED:
            a, b = SHAPES[done[row].shape[here]]
            gain = float(done[row].gain[here])
            row, column = row - a, column - b
            beads.append(Bead(row, column, a, b, gain))
            state = done[row].state(column)
        elif state == _SOURCE_GAP:
            row -= 1
            above = done[row]
            here = column - above.first
            extended = above.source_gap[here] > above.linked[here] - opening
            state = _SOURCE_GAP if extended else _LINKED
        else:
            column -= 1
            reached = done[row].target_gap[here]
            if done[row].linked[here - 1] - opening >= reached:
                state = _LINKED
            elif done[row].source_gap[here - 1] - crossing >= reached:
                state = _SOURCE_GAP
    return beads[::-1]
