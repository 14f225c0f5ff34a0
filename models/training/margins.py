"""How much more alike a row's two texts are than each is to others: the margin of mining.

The built-in encoder gives the vectors; neighbours are looked for among a few
thousand rows at a time, which keeps the cost linear.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from selaras.models.embedded import embedded_encoder
from selaras.models.interfaces import Vectors
from selaras.models.training.rows import Row

_TOGETHER = 2048
_NEIGHBOURS = 4


def margins(rows: Sequence[Row]) -> Vectors:
    """The ratio margin of each row: its cosine over the mean of its nearest neighbours'."""
    encoder = embedded_encoder()
    found = [np.zeros(0, np.float32)]
    for start in range(0, len(rows), _TOGETHER):
        some = rows[start : start + _TOGETHER]
        sources = encoder.sentences([row.source for row in some])
        targets = encoder.sentences([row.target for row in some])
        found.append(_ratio(sources @ targets.T))
    return np.concatenate(found)


def _ratio(cosines: Vectors) -> Vectors:
    near = (_nearest(cosines, 1) + _nearest(cosines, 0)) / 2
    return np.asarray(np.diagonal(cosines) / near, np.float32)


def _nearest(cosines: Vectors, axis: int) -> Vectors:
    """The mean of the largest cosines along ``axis``."""
    count = min(_NEIGHBOURS, cosines.shape[axis])
    part = np.partition(cosines, -count, axis=axis)
    return np.asarray(part.take(range(-count, 0), axis=axis).mean(axis=axis), np.float32)
