"""What the translation of a source and the target share in writing: n-grams of letters.

Each text is counted: how often which n-gram stands in it (as chrF counts them),
the rarer in the pair of documents the heavier. Runs of sentences are sums of
counts, so the cosine of two runs tells how much of their writing is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int64]

# n-grams fall into so many classes: few collisions in documents of usual length.
_CLASSES = 2048
_LENGTHS = (3, 4, 5)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Shared:
    """The weighed counts of both sides, a row a sentence, and what their cosine is worth.

    A pair of runs gains ``weight`` times what its cosine lies above ``threshold``;
    nothing where either side has no n-grams.
    """

    source: Floats
    target: Floats
    weight: float
    threshold: float


def letters(translations: Sequence[str], targets: Sequence[str]) -> tuple[Floats, Floats]:
    """The n-grams of both sides, counted and weighed by rarity."""
    ours, theirs = ([_ngrams(text) for text in side] for side in (translations, targets))
    return _weighed(np.array(ours), np.array(theirs))


def _ngrams(text: str) -> Counts:
    """How often n-grams of each class stand in the text, its words set apart by spaces."""
    plain = f" {' '.join(text.casefold().split())} "
    letters = np.frombuffer(plain.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    counts = np.zeros(_CLASSES, np.int64)
    for length in _LENGTHS:
        keys = np.full(max(0, len(letters) - length + 1), length, np.uint64)
        for shift in range(length):
            keys = (keys ^ letters[shift : shift + len(keys)]) * _MULTIPLIER
            keys ^= keys >> np.uint64(29)
        counts += np.bincount((keys % np.uint64(_CLASSES)).astype(np.int64), minlength=_CLASSES)
    return counts


def _weighed(source: Counts, target: Counts) -> tuple[Floats, Floats]:
    """Counts by their roots, times how rare each class is among all sentences."""
    held = (source > 0).sum(axis=0) + (target > 0).sum(axis=0)
    rarity = np.log((len(source) + len(target) + 1) / (held + 0.5))
    ours, theirs = np.sqrt(source) * rarity, np.sqrt(target) * rarity
    return ours.astype(np.float32), theirs.astype(np.float32)
