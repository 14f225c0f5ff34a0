"""Where to look in long documents: a band around the path that blocks of sentences take.

Long documents are first aligned in blocks of eight sentences (recursively, so
that cost grows linearly; the idea is Vecalign's, Thompson and Koehn, 2019); the
sentences are then aligned within a band around that path. Short documents are
aligned exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from selaras.align.gains import BeadGains, Sentences, Weights
from selaras.align.programme import Band, Bead, GapCosts, best_path

Floats = npt.NDArray[np.float32]

# Up to so many cells (sentences times sentences) nothing is left out.
EXACT_CELLS = 160_000
_BLOCK = 8
# How far, in blocks, the path of the sentences may leave that of the blocks.
_RADIUS = 8


@dataclass(frozen=True, slots=True)
class _Blocks:
    """A document in blocks: the sums of their sentences' weighted vectors."""

    vectors: Floats
    lengths: Floats
    paragraphs: Floats

    @classmethod
    def of(cls, sentences: Sentences) -> _Blocks:
        starts = np.arange(0, len(sentences.vectors), _BLOCK)
        weighted = sentences.vectors * sentences.lengths[:, None]
        lengths = np.add.reduceat(sentences.lengths, starts)
        vectors = np.add.reduceat(weighted, starts, axis=0) / lengths[:, None]
        nowhere = np.zeros(len(starts), np.float32)
        return cls(np.asarray(vectors, np.float32), lengths, nowhere)


def band(source: Sentences, target: Sentences, weights: Weights) -> Band:
    """The columns worth looking at in each row; all of them in short documents."""
    rows, columns = len(source.vectors), len(target.vectors)
    if rows * columns <= EXACT_CELLS:
        return Band.whole(rows, columns)
    coarse = _Blocks.of(source), _Blocks.of(target)
    narrow = band(*coarse, weights)
    gains = BeadGains(*coarse, weights, narrow)
    height, width = len(coarse[0].vectors), len(coarse[1].vectors)
    path = best_path(gains, height, width, GapCosts(0, 0), narrow)
    return _around(path, (height, width), (rows, columns))


def _around(path: list[Bead], coarse: tuple[int, int], fine: tuple[int, int]) -> Band:
    """The path of blocks, made wider by the radius, in sentences."""
    lowest = np.full(coarse[0] + 1, coarse[1])
    highest = np.zeros(coarse[0] + 1, int)
    row = column = 0
    for bead in [*path, Bead(coarse[0], coarse[1], 0, 0, 0.0)]:
        # Between two beads the path runs down first, then to the right.
        lowest[row : bead.row + 1] = np.minimum(lowest[row : bead.row + 1], column)
        highest[row : bead.row + 1] = np.maximum(highest[row : bead.row + 1], column)
        highest[bead.row] = max(highest[bead.row], bead.column)
        row, column = bead.row + bead.rows, bead.column + bead.columns
        lowest[bead.row : row + 1] = np.minimum(lowest[bead.row : row + 1], bead.column)
        highest[bead.row : row + 1] = np.maximum(highest[bead.row : row + 1], column)
    block_of = np.minimum(np.arange(fine[0] + 1) // _BLOCK, coarse[0])
    next_block = np.minimum(block_of + 1, coarse[0])
    first = np.maximum(0, (np.minimum(lowest[block_of], lowest[next_block]) - _RADIUS) * _BLOCK)
    last = (np.maximum(highest[block_of], highest[next_block]) + 1 + _RADIUS) * _BLOCK
    last = np.minimum(fine[1], last)
    first[0], last[-1] = 0, fine[1]
    return Band(np.minimum.accumulate(first[::-1])[::-1], np.maximum.accumulate(last))
