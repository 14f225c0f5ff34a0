"""Which rows are read together, in which order: rows of like length, in an order by chance.

The order depends on the seed and the pass alone, so that a run goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from selaras.models.training.dataset import Dataset, Side, Weights

PAD, END, BEGIN = 1, 2, 0

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Order:
    """How batches are made: at most ``tokens`` with padding on the longer side.

    With ``short_first`` the first pass begins with short rows more than with long ones.
    ``weights`` are those of kinds of text that differ from the data's; of the
    ``directions`` none named means all.
    """

    tokens: int
    seed: int = 1
    short_first: bool = False
    weights: Mapping[str, float] = field(default_factory=dict)
    directions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows side by side: ``source`` ends with its end, ``target`` begins with its beginning."""

    rows: Rows
    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    expected: npt.NDArray[np.int64]

    @property
    def size(self) -> int:
        """The number of pieces to tell."""
        return int((self.expected != PAD).sum())


def plan(data: Dataset, order: Order, epoch: int) -> list[Rows]:
    """The batches of one pass, each as row numbers; a row of weight 2 comes twice."""
    chance = np.random.default_rng((order.seed, epoch))
    rows = _repeated(data.weights(order.weights, order.directions), chance)
    lengths = np.maximum(data.source.lengths, data.target.lengths)[rows] + 1
    # Lengths jump a little, so that other rows meet in each pass.
    together = np.argsort(lengths + chance.uniform(0, 2, len(rows)), kind="stable")
    longest = np.maximum.accumulate(lengths[together])
    batches = list(_cut(rows[together], longest, order.tokens))
    keys = chance.uniform(size=len(batches))
    if order.short_first and epoch == 0:
        keys += np.arange(len(batches)) / max(1, len(batches))
    return [batches[index] for index in np.argsort(keys)]


def batch(data: Dataset, rows: Rows) -> Batch:
    """The rows as padded arrays."""
    expected = padded(data.target, rows)
    begin = np.full((len(rows), 1), BEGIN, np.int64)
    target = np.concatenate([begin, expected[:, :-1]], axis=1)
    return Batch(rows, padded(data.source, rows), target, expected)


def padded(side: Side, rows: Rows) -> npt.NDArray[np.int64]:
    """The rows of one side, each with its end, as one array."""
    ends = side.ends[rows][:, None]
    starts = np.where(rows > 0, side.ends[rows - 1], 0)[:, None]
    places = starts + np.arange((ends - starts).max() + 1)
    pieces = side.ids[np.minimum(places, len(side.ids) - 1)].astype(np.int64)
    return np.where(places < ends, pieces, np.where(places == ends, END, PAD))


def _repeated(weights: Weights, chance: np.random.Generator) -> Rows:
    """Row numbers, each as often as its weight says: the part after the point is a chance."""
    times = np.floor(weights + chance.uniform(size=len(weights))).astype(np.int64)
    return np.repeat(np.arange(len(weights)), times)


def _cut(rows: Rows, longest: Rows, tokens: int) -> Iterator[Rows]:
    """Rows cut where their number times the longest so far would exceed ``tokens``."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or (end + 1 - start) * longest[end] > tokens:
            yield rows[start:end]
            start = end
