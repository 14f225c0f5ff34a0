"""The gain of a bead: how much better it is to link these sentences than to leave them alone.

Two views are joined. The first is the cosine of the centred sentence vectors of
both sides (of several neighbours: of their length-weighted mean), less what each
side's nearest neighbours reach anyway (the margin of Artetxe and Schwenk, 2019,
as a difference). The second is the coverage of either side's word pieces by the
other (:mod:`selaras.align.coverage`). A gain above 0 speaks for the link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from selaras.align.coverage import Coverage
from selaras.align.programme import SHAPES, Band
from selaras.align.shared import Shared
from selaras.align.views import normalised

Floats = npt.NDArray[np.float32]

_NEVER = np.float32(-1e6)
_NEIGHBOURS = 4
_LONGEST = 4
# How many gains are held at a time: bounds the memory, not the result.
_CELLS = 2_000_000
# So many are kept for the next search: of a thousand sentences a side all within their band.
_KEPT = 8_000_000
# The prior for the length ratio: as if so many pairs of equal length had been seen.
_RATIO_WEIGHT = 5


class Sentences(Protocol):
    """One side as the gains need it: centred vectors and lengths, one row a sentence."""

    @property
    def vectors(self) -> Floats:
        """Centred vectors, float32 of shape (sentences, dimensions)."""

    @property
    def lengths(self) -> Floats:
        """Lengths in characters."""

    @property
    def paragraphs(self) -> Floats:
        """The number of each sentence's paragraph."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; tuned on seeded document pairs (see docs/alignment.md).

    ``sentence`` and ``coverage`` weigh the two views, each above its threshold
    and raised with the bead's size to its power; ``neighbours`` weighs the
    hubness that is taken away; ``weaker`` is the share of the less covered side;
    every sentence beyond one a side costs ``extra``, more so on both sides
    (``both``), across a paragraph's end (``paragraph``), and by how far the
    coverage of the least covered sentence lies below ``least`` (``member``);
    ``length`` is charged beyond ``slack`` of the log length ratio. What speaks against
    a pair of single sentences of less than ``short`` letters weighs less.

    A bead's size is not the count of its sentences but their length over that of
    the longest: to join a byline to a sentence does not make a larger bead.
    """

    sentence: float
    neighbours: float
    sentence_threshold: float
    sentence_power: float
    coverage: float
    weaker: float
    coverage_threshold: float
    coverage_power: float
    extra: float
    both: float
    paragraph: float
    member: float
    least: float
    length: float
    slack: float
    short: float


class BeadGains:
    """The gains of all beads of two documents, computed block by block as rows are asked for."""

    def __init__(
        self,
        source: Sentences,
        target: Sentences,
        weights: Weights,
        band: Band,
        coverage: Coverage | None = None,
        handicap: Floats | None = None,
        shared: Sequence[Shared] = (),
    ) -> None:
        self._sides = (source.vectors, target.vectors)
        self._lengths = (source.lengths, target.lengths)
        self._paragraphs = (source.paragraphs, target.paragraphs)
        self._weights = weights
        self._band = band
        self._coverage = coverage
        self._handicap = handicap
        self._shared = shared
        self._hubs = neighbourhoods(source, target, band)
        self._ratio = _length_ratio(source, target) if coverage is not None else 0.0
        self._blocks: list[_Block] = []

    def row(self, row: int, first: int, last: int) -> Floats:
        """See :class:`selaras.align.programme.Gains`."""
        block = next((one for one in self._blocks if one.holds(row, first, last)), None)
        if block is None:
            block = self._computed(row, first, last)
            kept = sum(one.values.size for one in self._blocks) + block.values.size <= _KEPT
            self._blocks = [block, *self._blocks] if kept else [block]
        return block.values[:, row - block.row, first - block.first : last - block.first]

    def _computed(self, row: int, first: int, last: int) -> _Block:
        """A block of rows around ``row``: those that share its place in a fixed grid."""
        width = max(1, last - first)
        # No taller than wide: the band moves on with the rows.
        height = max(1, min(_CELLS // (len(SHAPES) * width), width))
        rows = len(self._sides[0])
        start = row - row % height
        stop = min(start + height, rows)
        left = min(first, int(self._band.first[start:stop].min()))
        right = max(last, int(self._band.last[start:stop].max()) + 1)
        return _Block(start, left, right, self.block(start, stop, left, right))

    def block(self, start: int, stop: int, left: int, right: int) -> Floats:
        """Gains of beads that begin in rows start..stop and columns left..right.

        Shape (len(SHAPES), stop - start, right - left).
        """
        inside = min(right, len(self._sides[1]))
        one, other = self._runs(0, start, stop), self._runs(1, left, inside)
        # Axes: sentences of the source, of the target; row, column.
        size = (one.size[:, None, :, None] + other.size[None, :, None, :]) * np.float32(0.5)
        logarithm = np.log(size)
        gain = self._by_sentences(one, other, logarithm)
        if self._coverage is not None:
            gain += self._by_coverage(self._coverage, (start, stop), (left, inside), logarithm)
        for shared in self._shared:
            ours = run_sums(_from(shared.source, start, stop))
            gain += _shared_gain(shared, ours, run_sums(_from(shared.target, left, inside)), size)
        gain[0, 0] = self._guarded(gain[0, 0], one.length[0], other.length[0])
        if self._handicap is not None:
            gain[0, 0] -= self._handicap[start:stop, left:inside]
        whole = one.whole[:, None, :, None] & other.whole[None, :, None, :]
        values = np.full((len(SHAPES), stop - start, right - left), _NEVER, np.float32)
        shaped = gain.reshape(len(SHAPES), stop - start, -1)
        np.copyto(values[:, :, : inside - left], shaped, where=whole.reshape(shaped.shape))
        return values

    def singles(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """The gains of one sentence with one other, for chosen ones: shape (rows, columns)."""
        here, there = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
        place = np.ix_(here, there)
        one, other = self._single(0, here), self._single(1, there)
        gain = self._by_sentences(one, other, np.zeros((1, 1, 1, 1), np.float32))[0, 0]
        if self._coverage is not None:
            ours = self._coverage.source[0][place] / self._coverage.source_pieces[here, None]
            theirs = self._coverage.target[0].T[place] / self._coverage.target_pieces[there]
            gain += self._covered_gain(ours, theirs, np.zeros((1, 1), np.float32))
        for shared in self._shared:
            sides = shared.source[None, here], shared.target[None, there]
            gain += _shared_gain(shared, *sides, np.float32(1.0))[0, 0]
        gain = self._guarded(gain, one.length[0], other.length[0])
        if self._handicap is not None:
            gain -= self._handicap[place]
        return gain

    def _guarded(self, gain: Floats, one: Floats, other: Floats) -> Floats:
        """A few words tell little: what speaks against a pair of short lines weighs less."""
        longer = np.maximum(one[:, None], other[None])
        known = np.minimum(longer / np.float32(self._weights.short), 1)
        return np.where(gain < 0, gain * known, gain)

    def best_partners(self, side: int, numbers: Sequence[int]) -> list[float]:
        """The highest gain with any one other of sentences of the source (0) or target (1)."""
        others = range(len(self._sides[1 - side]))
        height = max(1, _CELLS // max(1, len(others)))
        best: list[float] = []
        for start in range(0, len(numbers), height):
            some = numbers[start : start + height]
            gains = self.singles(some, others) if side == 0 else self.singles(others, some)
            best.extend(gains.max(axis=1 - side).tolist())
        return best

    def _single(self, side: int, numbers: npt.NDArray[np.int64]) -> _Runs:
        nothing = np.zeros((1, len(numbers)), np.float32)
        return _Runs(
            vectors=normalised(self._sides[side][numbers])[None],
            length=self._lengths[side][None, numbers],
            size=nothing + 1,
            hub=self._hubs[side][None, numbers],
            breaks=nothing,
            whole=np.ones(nothing.shape, bool),
        )

    def _runs(self, side: int, start: int, stop: int) -> _Runs:
        """Runs of 1 to 4 sentences that begin in start..stop."""
        lengths = _from(self._lengths[side], start, stop)
        paragraphs = _from(self._paragraphs[side], start, stop)
        length = run_sums(lengths)
        ends = np.arange(start, stop) + np.arange(1, _LONGEST + 1)[:, None]
        return _Runs(
            vectors=normalised(run_sums(_from(self._sides[side], start, stop) * lengths[:, None])),
            length=np.maximum(length, 1),
            size=_ratio(length, run_extremes(lengths, np.maximum)),
            hub=_ratio(run_sums(_from(self._hubs[side], start, stop) * lengths), length),
            breaks=_windows(paragraphs) - paragraphs[: stop - start],
            whole=ends <= len(self._lengths[side]),
        )

    def _by_sentences(self, one: _Runs, other: _Runs, logarithm: Floats) -> Floats:
        """The sentence vectors' part of the gain, and what the bead's shape costs.

        ``logarithm`` is that of the beads' sizes.
        """
        w = self._weights
        gain = _products(one.vectors, other.vectors)
        gain -= _sum(one.hub, other.hub) * np.float32(w.neighbours / 2)
        gain -= np.float32(w.sentence_threshold)
        gain *= np.exp(logarithm * np.float32(w.sentence_power)) * np.float32(w.sentence)
        gain -= self._shape_costs(len(one.length), len(other.length))[:, :, None, None]
        gain -= _sum(one.breaks, other.breaks) * np.float32(w.paragraph)
        surplus = _sum(-np.log(one.length), np.log(other.length) - np.float32(self._ratio))
        surplus = np.abs(surplus, out=surplus) - np.float32(w.slack)
        gain -= np.maximum(surplus, 0, out=surplus) * np.float32(w.length)
        return gain

    def _shape_costs(self, most: int, most_other: int) -> Floats:
        """What beads of so many sentences cost, by the numbers of both sides."""
        a, b = np.arange(1, most + 1)[:, None], np.arange(1, most_other + 1)
        costs = self._weights.extra * (a + b - 2) + self._weights.both * (np.minimum(a, b) - 1)
        return np.asarray(costs, np.float32)

    def _by_coverage(
        self, cover: Coverage, rows: tuple[int, int], columns: tuple[int, int], logarithm: Floats
    ) -> Floats:
        """The word pieces' part of the gain."""
        w = self._weights
        # Each table's first axis is the number of sentences on the other side.
        one, one_least = _covered(cover.source, cover.source_pieces, rows, columns)
        other, other_least = _covered(cover.target, cover.target_pieces, columns, rows)
        gain = self._covered_gain(one, other.transpose(1, 0, 3, 2), logarithm)
        least = np.minimum(one_least, other_least.transpose(1, 0, 3, 2))
        lacking = np.maximum(np.float32(w.least) - least, 0) * np.float32(w.member)
        lacking[0, 0] = 0.0
        gain -= lacking
        return gain

    def _covered_gain(self, one: Floats, other: Floats, logarithm: Floats) -> Floats:
        w = self._weights
        joint = np.float32(w.weaker) * np.minimum(one, other)
        joint += np.float32((1 - w.weaker) / 2) * (one + other)
        joint -= np.float32(w.coverage_threshold)
        joint *= np.exp(logarithm * np.float32(w.coverage_power)) * np.float32(w.coverage)
        return joint


class _Block(NamedTuple):
    """Gains from a row on, of the columns from ``first`` to ``last``."""

    row: int
    first: int
    last: int
    values: Floats

    def holds(self, row: int, first: int, last: int) -> bool:
        """Whether the gains of these columns of a row are among them."""
        inside = self.row <= row < self.row + self.values.shape[1]
        return inside and self.first <= first and last <= self.last


class _Runs(NamedTuple):
    """Runs of neighbouring sentences: what the gain needs of each.

    The first axis is the number of sentences, the second where the run begins.
    ``size`` is the run's length over that of its longest sentence, ``breaks``
    the number of paragraph ends inside it; ``whole`` is False where it reaches
    beyond the end of the document.
    """

    vectors: Floats
    length: Floats
    size: Floats
    hub: Floats
    breaks: Floats
    whole: npt.NDArray[np.bool_]


def _shared_gain(shared: Shared, one: Floats, other: Floats, size: Floats | np.float32) -> Floats:
    """What the writing that both sides share is worth."""
    gain = _products(normalised(one), normalised(other)) - np.float32(shared.threshold)
    gain *= np.float32(shared.weight) * size ** np.float32(0.5)
    held = _norms(one)[:, None, :, None] * _norms(other)[None, :, None, :]
    gain *= held > 0
    return gain


def _sum(one: Floats, other: Floats) -> Floats:
    """Each run's value on one side plus each one's on the other: (source, target, row, column)."""
    total: Floats = one[:, None, :, None] + other[None, :, None, :]
    return total


def _products(one: Floats, other: Floats) -> Floats:
    """The dot product of each run with each: shape (source, target, row, column)."""
    flat = one.reshape(-1, one.shape[-1]) @ other.reshape(-1, other.shape[-1]).T
    return np.ascontiguousarray(flat.reshape(*one.shape[:2], *other.shape[:2]).swapaxes(1, 2))


def _covered(
    sums: Floats, pieces: Floats, here: tuple[int, int], there: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Mean support of runs of sentences, and that of the least supported sentence in each."""
    table = _from(sums[:, :, slice(*there)].swapaxes(0, 1), *here)
    count = np.maximum(_from(pieces, *here), 1)
    mean = run_sums(table) / run_sums(count)[:, :, None, None]
    least = run_extremes(_ratio(table, count[:, None, None]), np.minimum)
    return mean.swapaxes(1, 2), least.swapaxes(1, 2)


def _from(values: Floats, start: int, stop: int) -> Floats:
    """The rows from ``start`` to ``stop`` and the three behind them, with zeros past the end."""
    held = values[start : stop + _LONGEST - 1]
    lacking = stop - start + _LONGEST - 1 - len(held)
    if not lacking:
        return held
    return np.concatenate([held, np.zeros((lacking, *held.shape[1:]), held.dtype)])


def _norms(vectors: Floats) -> Floats:
    return np.asarray(np.linalg.norm(vectors, axis=-1), np.float32)


def _ratio(values: Floats, parts: Floats) -> Floats:
    """A quotient whose divisor is at least 1."""
    return np.asarray(values / np.maximum(parts, 1), np.float32)


def _windows(values: Floats) -> Floats:
    """What stands 0 to 3 rows behind each row but the last three."""
    count = len(values) - _LONGEST + 1
    return np.stack([values[shift : shift + count] for shift in range(_LONGEST)])


def run_sums(values: Floats) -> Floats:
    """Sums over runs of 1 to 4 neighbours, from each row but the last three on."""
    return np.add.accumulate(_windows(values), axis=0)


def run_extremes(values: Floats, choose: np.ufunc) -> Floats:
    """Minima or maxima (``choose``) over runs of 1 to 4 neighbours."""
    best: Floats = choose.accumulate(_windows(values), axis=0)
    return best


def neighbourhoods(source: Sentences, target: Sentences, band: Band) -> tuple[Floats, Floats]:
    """How similar each sentence's nearest neighbours on the other side are: its hubness.

    The mean cosine of the 4 most similar sentences within the band, for each
    side; this is what the margin takes away.
    """
    one, other = normalised(source.vectors), normalised(target.vectors)
    forward = np.zeros(len(one), np.float32)
    best = np.full((_NEIGHBOURS, len(other)), -1.0, np.float32)
    for start, stop, left, right in _blocks(band, len(one), len(other)):
        similarity = one[start:stop] @ other[left:right].T
        forward[start:stop] = _top_mean(similarity.T)
        held = np.concatenate([best[:, left:right], similarity])
        if len(held) > _NEIGHBOURS:
            held = np.partition(held, len(held) - _NEIGHBOURS, axis=0)[-_NEIGHBOURS:]
        best[:, left:right] = held
    return forward, _top_mean(best)


def _top_mean(similarity: Floats) -> Floats:
    """The mean of the largest four (or fewer) values of each column, unfilled ones left out."""
    if not len(similarity):
        return np.zeros(similarity.shape[1], np.float32)
    count = min(_NEIGHBOURS, len(similarity))
    top = np.partition(similarity, len(similarity) - count, axis=0)[-count:]
    filled = top > -1.0
    mean: Floats = np.where(filled, top, 0).sum(axis=0) / np.maximum(filled.sum(axis=0), 1)
    return mean.astype(np.float32)


def _blocks(band: Band, rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    """Blocks of rows with the columns that their band spans."""
    height = max(1, _CELLS // max(1, min(columns, int((band.last - band.first).max()) * 4)))
    blocks = []
    for start in range(0, rows, height):
        stop = min(start + height, rows)
        left = int(band.first[start : stop + 1].min())
        right = min(columns, int(band.last[start : stop + 1].max()) + 1)
        blocks.append((start, stop, left, right))
    return blocks


def _length_ratio(source: Sentences, target: Sentences) -> float:
    """The usual log length ratio of this pair: the median over mutual best matches, shrunk."""
    similarity = normalised(source.vectors) @ normalised(target.vectors).T
    if not similarity.size:
        return 0.0
    forward, backward = similarity.argmax(axis=1), similarity.argmax(axis=0)
    rows = np.flatnonzero(backward[forward] == np.arange(len(forward)))
    ratios = np.log(target.lengths[forward[rows]] / source.lengths[rows])
    return float(np.median(ratios) * len(ratios) / (len(ratios) + _RATIO_WEIGHT))
