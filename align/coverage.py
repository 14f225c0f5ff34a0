"""How much of a sentence's wording finds an answer on the other side, word piece by word piece.

Sentence vectors tell that two sentences speak of the same; they hardly tell
whether one says *all* that the other says. Token vectors do: each piece looks
for its most similar piece on the other side (the idea of BERTScore's and
SimAlign's maxima), and what it would find anywhere by chance is taken away. The
remainder, its support, is near 0 where nothing answers it. Support over several
neighbouring sentences is the maximum over them, so beads of any shape follow
from the same comparisons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from selaras.models.interfaces import TokenVectors

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

_LONGEST = 4
# A piece's chance similarity is its mean best match in this many other sentences,
# the most similar ones left out, since they may well be its translation.
_BACKGROUND_SENTENCES = 24
_LEFT_OUT = 2
# Where there are too few sentences to measure it: the mean over news text.
_USUAL_BACKGROUND = np.float32(0.55)
# Support where nothing was compared.
_LOWEST = np.float32(-0.2)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Mean support of sentence runs: the tables from which each bead's coverage follows.

    ``source[b - 1][i, j]`` is the summed support of the pieces of source sentence
    ``i`` in the ``b`` target sentences from ``j`` on; ``target[a - 1][j, i]``
    likewise the other way round. ``*_pieces`` counts each sentence's pieces.
    """

    source: tuple[Floats, ...]
    target: tuple[Floats, ...]
    source_pieces: Floats
    target_pieces: Floats


def coverage(
    source: Sequence[TokenVectors], target: Sequence[TokenVectors], near: npt.NDArray[np.bool_]
) -> Coverage:
    """Compare each source sentence with the target sentences marked in ``near``.

    ``near`` has shape (source, target); pairs that are not marked count as
    without support, which saves comparing everything with everything.
    """
    rows, columns = _spread(len(source)), _spread(len(target))
    wide = near.copy()
    wide[:, columns] = True
    wide[rows, :] = True
    forward, backward = _best_matches(source, target, wide)
    return Coverage(
        source=_sums(forward, wide, columns),
        target=_sums(backward, wide.T, rows),
        source_pieces=_counts(source),
        target_pieces=_counts(target),
    )


def _spread(count: int) -> Indices:
    """Sentences spread evenly over a document: the sample for chance similarities."""
    step = max(1, -(-count // _BACKGROUND_SENTENCES))
    return np.arange(0, count, step)


def _counts(sentences: Sequence[TokenVectors]) -> Floats:
    return np.array([max(len(s.vectors), 1) for s in sentences], np.float32)


def _best_matches(
    source: Sequence[TokenVectors], target: Sequence[TokenVectors], near: npt.NDArray[np.bool_]
) -> tuple[list[Floats], list[Floats]]:
    """For each sentence a table (pieces, sentences near it) of each piece's best match there."""
    forward: list[Floats] = []
    backward: list[list[Floats]] = [[] for _ in target]
    for one, row in zip(source, near, strict=True):
        columns = np.flatnonzero(row)
        others = [target[int(j)].vectors for j in columns]
        similarity = one.vectors @ np.concatenate(others).T
        starts = np.cumsum([0] + [len(other) for other in others])
        forward.append(_maxima(similarity, starts[:-1], starts[1:]))
        downwards = similarity.max(axis=0, initial=-1.0)
        for j, begin, end in zip(columns, starts[:-1], starts[1:], strict=True):
            backward[j].append(downwards[begin:end])
    return forward, [np.stack(tables, axis=1) for tables in backward]


def _maxima(similarity: Floats, starts: Indices, ends: Indices) -> Floats:
    """The largest value of each row between each start and its end; -1 where that is empty."""
    filled = np.full((len(similarity), len(starts)), -1.0, np.float32)
    whole = starts < ends
    if len(similarity) and whole.any():
        filled[:, whole] = np.maximum.reduceat(similarity, starts[whole], axis=1)
    return filled


def _sums(tables: list[Floats], near: npt.NDArray[np.bool_], sample: Indices) -> tuple[Floats, ...]:
    """Summed support of each sentence in each run of 1 to 4 sentences on the other side."""
    count = near.shape[1]
    sums = tuple(np.zeros((len(tables), count), np.float32) for _ in range(_LONGEST))
    for number, (table, row) in enumerate(zip(tables, near, strict=True)):
        columns = np.flatnonzero(row)
        place = np.full(count + _LONGEST, len(columns))
        place[columns] = np.arange(len(columns))
        support = table - _background(table[:, place[sample]])[:, None]
        padded = np.concatenate([support, np.full((len(table), 1), -1.0, np.float32)], axis=1)
        run = padded[:, place]
        for length in range(_LONGEST):
            if length:
                run = np.maximum(run[:, :-1], padded[:, place[length:]])
            sums[length][number] = np.maximum(run[:, :count], _LOWEST).sum(axis=0)
    return sums


def _background(table: Floats) -> Floats:
    """What each piece finds by chance: its mean best match in the sample, less the best few."""
    if table.shape[1] < _LEFT_OUT + 2:
        return np.full(len(table), _USUAL_BACKGROUND)
    mean: Floats = np.sort(table, axis=1)[:, :-_LEFT_OUT].mean(axis=1)
    return mean
