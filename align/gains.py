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
from selaras.align.views import normalised

Floats = npt.NDArray[np.float32]

_NEVER = np.float32(-1e6)
_NEIGHBOURS = 4
_LONGEST = 4
# How many gains are held at a time: bounds the memory, not the result.
_CELLS = 4_000_000
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
    ``length`` is charged beyond ``slack`` of the log length ratio.

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
    ) -> None:
        self._sides = (source.vectors, target.vectors)
        self._lengths = (source.lengths, target.lengths)
        self._paragraphs = (source.paragraphs, target.paragraphs)
        self._weights = weights
        self._band = band
        self._coverage = coverage
        self._handicap = handicap
        self._hubs = neighbourhoods(source, target, band)
        self._ratio = _length_ratio(source, target) if coverage is not None else 0.0
        self._block: tuple[int, int, int, Floats] | None = None

    def row(self, row: int, first: int, last: int) -> Floats:
        """See :class:`selaras.align.programme.Gains`."""
        block = self._block
        if block is None or not self._holds(block, row, first, last):
            block = self._block = self._computed(row, first, last)
        start, column, _, values = block
        return values[:, row - start, first - column : last - column]

    @staticmethod
    def _holds(block: tuple[int, int, int, Floats], row: int, first: int, last: int) -> bool:
        start, column, end, values = block
        return start <= row < start + values.shape[1] and column <= first and last <= end

    def _computed(self, row: int, first: int, last: int) -> tuple[int, int, int, Floats]:
        """A block of rows around ``row``: those that share its place in a fixed grid."""
        width = max(1, last - first)
        # No taller than wide: the band moves on with the rows.
        height = max(1, min(_CELLS // (len(SHAPES) * width), width))
        rows = len(self._sides[0])
        start = row - row % height
        stop = min(start + height, rows)
        left = min(first, int(self._band.first[start:stop].min()))
        right = max(last, int(self._band.last[start:stop].max()) + 1)
        return start, left, right, self.block(start, stop, left, right)

    def block(self, start: int, stop: int, left: int, right: int) -> Floats:
        """Gains of beads that begin in rows start..stop and columns left..right.

        Shape (len(SHAPES), stop - start, right - left).
        """
        values = np.full((len(SHAPES), stop - start, right - left), _NEVER, np.float32)
        rows = self._joined(0, start, stop)
        columns = self._joined(1, left, right)
        for number, (a, b) in enumerate(SHAPES):
            one, other = rows[a], columns[b]
            height, width = len(one.vectors), len(other.vectors)
            if height and width:
                size = (one.size[:, None] + other.size[None]) * np.float32(0.5)
                gain = self._by_sentences(one, other, size, a, b)
                if self._coverage is not None:
                    gain += self._by_coverage((a, b), (start, left), (height, width), size)
                if self._handicap is not None and a == b == 1:
                    gain -= self._handicap[start:stop, left:right][:height, :width]
                values[number, :height, :width] = gain
        return values

    def singles(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """The gains of one sentence with one other, for chosen ones: shape (rows, columns)."""
        here, there = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
        one, other = self._single(0, here), self._single(1, there)
        size = np.ones((len(here), len(there)), np.float32)
        gain = self._by_sentences(one, other, size, 1, 1)
        if self._coverage is not None:
            place = np.ix_(here, there)
            ours = self._coverage.source[0][place] / self._coverage.source_pieces[here, None]
            theirs = self._coverage.target[0].T[place] / self._coverage.target_pieces[there]
            gain += self._covered_gain(ours, theirs, size)
        if self._handicap is not None:
            gain -= self._handicap[np.ix_(here, there)]
        return gain

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

    def _single(self, side: int, numbers: npt.NDArray[np.int64]) -> _Joined:
        nothing = np.zeros(len(numbers), np.float32)
        return _Joined(
            vectors=normalised(self._sides[side][numbers]),
            length=self._lengths[side][numbers],
            size=nothing + 1,
            hub=self._hubs[side][numbers],
            breaks=nothing,
        )

    def _joined(self, side: int, start: int, stop: int) -> dict[int, _Joined]:
        """Runs of 1 to 4 sentences that begin in start..stop."""
        end = min(stop + _LONGEST - 1, len(self._sides[side]))
        lengths = self._lengths[side][start:end]
        weighted = self._sides[side][start:end] * lengths[:, None]
        hubs = self._hubs[side][start:end] * lengths
        paragraphs = self._paragraphs[side][start:end]
        joined = {}
        for size in range(1, _LONGEST + 1):
            count = max(0, min(stop - start, len(lengths) - size + 1))
            length = run_sums(lengths, size, count)
            joined[size] = _Joined(
                vectors=normalised(run_sums(weighted, size, count)),
                length=length,
                size=length / run_extremes(lengths, size, count, np.maximum),
                hub=run_sums(hubs, size, count) / length,
                breaks=paragraphs[size - 1 : size - 1 + count] - paragraphs[:count],
            )
        return joined

    def _by_sentences(self, one: _Joined, other: _Joined, size: Floats, a: int, b: int) -> Floats:
        """The sentence vectors' part of the gain, and what the bead's shape costs."""
        w = self._weights
        margin = one.vectors @ other.vectors.T
        margin -= w.neighbours * (one.hub[:, None] + other.hub[None]) / 2
        gain = w.sentence * (margin - w.sentence_threshold) * size**w.sentence_power
        gain -= w.extra * (a + b - 2) + w.both * (min(a, b) - 1)
        gain -= w.paragraph * (one.breaks[:, None] + other.breaks[None])
        log_ratio = np.log(other.length[None] / one.length[:, None]) - self._ratio
        gain -= w.length * np.maximum(np.abs(log_ratio) - w.slack, 0)
        return np.asarray(gain, np.float32)

    def _by_coverage(
        self, shape: tuple[int, int], start: tuple[int, int], count: tuple[int, int], size: Floats
    ) -> Floats:
        """The word pieces' part of the gain."""
        assert self._coverage is not None
        w, (a, b), (top, left), (height, width) = self._weights, shape, start, count
        cover = self._coverage
        rows, columns = slice(top, top + height + a - 1), slice(left, left + width + b - 1)
        one, one_least = _covered(
            cover.source[b - 1][rows, left : left + width], cover.source_pieces[rows], a, height
        )
        other, other_least = _covered(
            cover.target[a - 1][columns, top : top + height], cover.target_pieces[columns], b, width
        )
        gain = self._covered_gain(one, other.T, size)
        if a + b > 2:
            gain -= w.member * np.maximum(w.least - np.minimum(one_least, other_least.T), 0)
        return np.asarray(gain, np.float32)

    def _covered_gain(self, one: Floats, other: Floats, size: Floats) -> Floats:
        w = self._weights
        joint = w.weaker * np.minimum(one, other) + (1 - w.weaker) * (one + other) / 2
        gain = w.coverage * (joint - w.coverage_threshold) * size**w.coverage_power
        return np.asarray(gain, np.float32)


class _Joined(NamedTuple):
    """Runs of neighbouring sentences, one a row: what the gain needs of each.

    ``size`` is the run's length over that of its longest sentence, ``breaks``
    the number of paragraph ends inside it.
    """

    vectors: Floats
    length: Floats
    size: Floats
    hub: Floats
    breaks: Floats


def _covered(sums: Floats, pieces: Floats, size: int, count: int) -> tuple[Floats, Floats]:
    """Mean support of runs of sentences, and that of the least supported sentence in each."""
    mean = run_sums(sums, size, count) / run_sums(pieces, size, count)[:, None]
    least = run_extremes(sums / pieces[:, None], size, count, np.minimum)
    return mean, least


def run_extremes(values: Floats, size: int, count: int, choose: np.ufunc) -> Floats:
    """Minima or maxima (``choose``) over ``size`` neighbours along the first axis."""
    best = values[:count].copy()
    for shift in range(1, size):
        choose(best, values[shift : shift + count], out=best)
    return best


def run_sums(values: Floats, size: int, count: int) -> Floats:
    """Sums over ``size`` neighbours along the first axis, ``count`` of them."""
    total = values[:count].copy()
    for shift in range(1, size):
        total += values[shift : shift + count]
    return total


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
