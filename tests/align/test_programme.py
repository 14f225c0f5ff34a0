"""The dynamic programme finds what trying every path finds."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.align.programme import SHAPES, Band, GapCosts, best_path

NEVER = np.float32(-1e6)


class Table:
    """Gains from a table of random numbers; beads that reach beyond the end do not fit."""

    def __init__(self, values):
        self.values = values
        _, rows, columns = values.shape
        for number, (a, b) in enumerate(SHAPES):
            values[number, max(0, rows - a + 1) :] = NEVER
            values[number, :, max(0, columns - b + 1) :] = NEVER

    def row(self, row, first, last):
        wide = np.full((len(SHAPES), last - first), NEVER, np.float32)
        held = self.values[:, row, first:last]
        wide[:, : held.shape[1]] = held
        return wide


def best_total(values, costs):
    """The highest total of any path, by trying all of them."""
    _, rows, columns = values.shape

    @cache
    def best(row, column, state):
        if row == rows and column == columns:
            return 0.0
        ways = []
        for number, (a, b) in enumerate(SHAPES):
            if row + a <= rows and column + b <= columns:
                gain = float(values[number, row, column])
                ways.append(gain + best(row + a, column + b, "linked"))
        if row < rows and state in ("linked", "source"):
            ways.append(-costs.opening * (state == "linked") + best(row + 1, column, "source"))
        if column < columns:
            cost = {"linked": costs.opening, "source": costs.crossing, "target": 0.0}[state]
            ways.append(-cost + best(row, column + 1, "target"))
        return max(ways, default=-1e9)

    return best(0, 0, "linked")


def total(path, rows, columns, costs):
    """What a path of beads is worth, its gaps charged."""
    worth, row, column = 0.0, 0, 0
    for bead in [*path, None]:
        next_row, next_column = (bead.row, bead.column) if bead else (rows, columns)
        source_gap, target_gap = next_row > row, next_column > column
        worth -= costs.opening * (source_gap or target_gap)
        worth -= costs.crossing * (source_gap and target_gap)
        if bead:
            worth += bead.gain
            row, column = bead.row + bead.rows, bead.column + bead.columns
    return worth


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 10**6), st.sampled_from([0.0, 0.1]))
def test_the_path_found_is_the_best_there_is(rows, columns, seed, opening):
    values = np.random.default_rng(seed).normal(0, 0.4, (len(SHAPES), rows, columns))
    table = Table(values.astype(np.float32))
    costs = GapCosts(opening, opening / 2)
    path = best_path(table, rows, columns, costs, Band.whole(rows, columns))
    assert total(path, rows, columns, costs) == pytest.approx(
        best_total(table.values, costs), abs=1e-4
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6))
def test_beads_are_in_order_and_share_no_sentence(rows, columns, seed):
    values = np.random.default_rng(seed).normal(0, 0.4, (len(SHAPES), rows, columns))
    table = Table(values.astype(np.float32))
    path = best_path(table, rows, columns, GapCosts(0.05, 0.02), Band.whole(rows, columns))
    row = column = 0
    for bead in path:
        assert bead.row >= row
        assert bead.column >= column
        row, column = bead.row + bead.rows, bead.column + bead.columns
    assert row <= rows
    assert column <= columns


def test_a_band_around_the_path_changes_nothing():
    values = np.full((len(SHAPES), 30, 30), -1.0, np.float32)
    values[0, np.arange(30), np.arange(30)] = 1.0
    table = Table(values)
    places = np.arange(31)
    band = Band(np.maximum(0, places - 6), np.minimum(30, places + 6))
    costs = GapCosts(0.0, 0.0)
    assert best_path(table, 30, 30, costs, band) == best_path(
        table, 30, 30, costs, Band.whole(30, 30)
    )


def test_nothing_on_one_side_leaves_everything_alone():
    table = Table(np.zeros((len(SHAPES), 3, 0), np.float32))
    assert best_path(table, 3, 0, GapCosts(0.1, 0.1), Band.whole(3, 0)) == []
