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

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from selaras.models.cache import Cache
from selaras.models.interfaces import TokenVectors

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

_LONGEST = 4
_AHEAD = np.arange(_LONGEST)
# No sentence is longer: what is, is a table or damaged, and its beginning tells enough.
_MOST_PIECES = 512
# How many similarities are held at a time: bounds the memory, not the result.
_CELLS = 8_000_000
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

    ``source[b - 1, i, j]`` is the summed support of the pieces of source sentence
    ``i`` in the ``b`` target sentences from ``j`` on; ``target[a - 1, j, i]``
    likewise the other way round. ``*_pieces`` counts each sentence's pieces.
    """

    source: Floats
    target: Floats
    source_pieces: Floats
    target_pieces: Floats


def coverage(
    source: Sequence[TokenVectors],
    target: Sequence[TokenVectors],
    near: npt.NDArray[np.bool_] | None = None,
    cache: Cache | None = None,
) -> Coverage:
    """Compare each source sentence with the target sentences marked in ``near``, or with all.

    ``near`` has shape (source, target); pairs that are not marked count as
    without support, which saves comparing everything with everything. What was
    found near a sentence is kept in ``cache``: an edit compares little anew.
    """
    ours, theirs = _Pieces.of(source), _Pieces.of(target)
    if near is None:
        forward, backward = (
            _run_support(table, _background(table[_spread(len(table))]))
            for table in _best_matches(ours, theirs)
        )
        sums = ours.sums(forward), theirs.sums(backward)
    else:
        kept = cache or Cache(None)
        sums = _sums_nearby(ours, theirs, near, kept), _sums_nearby(theirs, ours, near.T, kept)
    return Coverage(*sums, np.maximum(ours.counts, 1), np.maximum(theirs.counts, 1))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The word pieces of one side, one below the other, and how many each sentence has."""

    vectors: Floats
    counts: Floats
    edges: Indices
    checksums: tuple[bytes, ...]

    @classmethod
    def of(cls, sentences: Sequence[TokenVectors]) -> _Pieces:
        held = [sentence.vectors[:_MOST_PIECES] for sentence in sentences]
        counts = [len(vectors) for vectors in held]
        edges = np.cumsum([0, *counts])
        vectors = np.concatenate(held)
        checksums = tuple(sentence.checksum() for sentence in sentences)
        return cls(vectors, np.array(counts, np.float32), edges, checksums)

    def chosen(self, sentences: Indices) -> _Pieces:
        """The same of some sentences only."""
        parts = [self.vectors[self.slice(int(one))] for one in sentences]
        counts = self.counts[sentences]
        vectors = np.concatenate(parts) if parts else self.vectors[:0]
        edges = np.append(0, np.cumsum(counts.astype(np.int64)))
        return _Pieces(vectors, counts, edges, tuple(self.checksums[one] for one in sentences))

    def slice(self, sentence: int) -> slice:
        """Where the pieces of a sentence stand."""
        return slice(int(self.edges[sentence]), int(self.edges[sentence + 1]))

    def groups(self, most: int) -> Iterator[Indices]:
        """Neighbouring sentences that have hardly more than so many pieces together."""
        group = self.edges[:-1] // max(1, most)
        for number in np.unique(group):
            yield np.flatnonzero(group == number)

    def best_below(self, similarity: Floats) -> Floats:
        """From rows of pieces to rows of sentences: the largest value in each column."""
        slices = map(self.slice, range(len(self.counts)))
        return np.array([similarity[one].max(axis=0, initial=-1.0) for one in slices])

    def best_beside(self, similarity: Floats) -> Floats:
        """The same from columns to columns."""
        best = np.full((len(similarity), len(self.counts)), np.float32(-1.0))
        whole = np.flatnonzero(self.counts)
        if len(whole) and len(similarity):
            best[:, whole] = np.maximum.reduceat(similarity, self.edges[whole], axis=1)
        return best

    def sums(self, support: Floats) -> Floats:
        """From columns of pieces to rows of sentences: shape (runs, these sentences, others)."""
        whole = np.flatnonzero(self.counts)
        runs, others, _ = support.shape
        sums = np.zeros((runs, len(self.counts), others), np.float32)
        if len(whole):
            added = np.add.reduceat(support, self.edges[whole], axis=2)
            sums[:, whole] = added.swapaxes(1, 2)
        return sums


def _best_matches(ours: _Pieces, theirs: _Pieces) -> tuple[Floats, Floats]:
    """Each piece's best match in each sentence of the other side: (sentences, pieces), twice."""
    forward: list[Floats] = []
    backward: list[Floats] = []
    for some in ours.groups(_CELLS // max(1, len(theirs.vectors))):
        rows = ours.chosen(some)
        similarity = rows.vectors @ theirs.vectors.T
        forward.append(theirs.best_beside(similarity).T)
        backward.append(rows.best_below(similarity))
    return np.concatenate(forward, axis=1), np.concatenate(backward)


def _spread(count: int) -> Indices:
    """Sentences spread evenly over a document: the sample for chance similarities."""
    step = max(1, -(-count // _BACKGROUND_SENTENCES))
    return np.arange(0, count, step)


def _run_support(table: Floats, background: Floats) -> Floats:
    """The support of each piece in each run of 1 to 4 sentences: (runs, sentences, pieces)."""
    support = np.full((_LONGEST, *table.shape), _LOWEST)
    np.maximum(table - background, _LOWEST, out=support[0])
    for length in range(1, _LONGEST):
        support[length] = support[length - 1]
        longer = support[length, :-length]
        np.maximum(longer, support[0, length:], out=longer)
    return support


def _background(table: Floats) -> Floats:
    """What each piece finds by chance: its mean best match in the sample, less the best few."""
    count = len(table) - _LEFT_OUT
    if count < 2:
        return np.full(table.shape[1], _USUAL_BACKGROUND)
    mean: Floats = np.partition(table, count, axis=0)[:count].mean(axis=0)
    return mean


def _sums_nearby(
    here: _Pieces, there: _Pieces, near: npt.NDArray[np.bool_], cache: Cache
) -> Floats:
    """Summed support where ``near`` says so, sentence by sentence."""
    ours, theirs = here.checksums, there.checksums
    sample = there.chosen(_drawn(theirs))
    beginning = _digest(sample.checksums)
    columns = [np.flatnonzero(row) for row in near]
    keys = [
        _digest([beginning, own, some - some[:1], *(theirs[one] for one in some)]).hex()
        for own, some in zip(ours, columns, strict=True)
    ]
    known = cache.get(_space(), keys)
    fresh: dict[str, bytes] = {}
    sums = np.empty((_LONGEST, *near.shape), np.float32)
    sums[:] = _LOWEST * here.counts[:, None]
    for number, (key, some) in enumerate(zip(keys, columns, strict=True)):
        if key not in known:
            vectors = here.vectors[here.slice(number)]
            known[key] = fresh[key] = _nearby(vectors, there.chosen(some), some, sample).tobytes()
        begins = _begins(some)
        inside = begins >= 0
        found = np.frombuffer(known[key], np.float32).reshape(-1, _LONGEST)
        sums[:, number, begins[inside]] = found[inside].T
    cache.put(_space(), fresh)
    return sums


def _nearby(vectors: Floats, others: _Pieces, columns: Indices, sample: _Pieces) -> Floats:
    """Summed support in each run that holds one of ``columns``: (beginnings, lengths)."""
    background = _background(sample.best_below(sample.vectors @ vectors.T))
    best = others.best_below(others.vectors @ vectors.T).reshape(len(columns), -1)
    support = np.full((len(columns) + 1, len(vectors)), _LOWEST)
    np.maximum(best - background, _LOWEST, out=support[:-1])
    reached = _begins(columns)[:, None] + _AHEAD
    place = np.searchsorted(columns, reached)
    place[~np.isin(reached, columns)] = len(columns)
    runs: Floats = np.maximum.accumulate(support[place], axis=1).sum(axis=2)
    return runs


def _begins(columns: Indices) -> Indices:
    """Where runs begin that hold one of ``columns``; some lie before the document's beginning."""
    return np.unique(columns[:, None] - _AHEAD)


def _drawn(checksums: Sequence[bytes]) -> Indices:
    """The sample of a long document, drawn by checksum: an edit leaves it as it was."""
    number = {checksum: place for place, checksum in enumerate(checksums)}
    drawn = [number[checksum] for checksum in sorted(number)[:_BACKGROUND_SENTENCES]]
    return np.array(drawn, np.int64)


def _digest(parts: Iterable[bytes | npt.NDArray[np.generic]]) -> bytes:
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        total.update(part if isinstance(part, bytes) else part.tobytes())
    return total.digest()


@lru_cache
def _space() -> str:
    """Where the support found by this very code is kept."""
    return f"support/{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]}"
