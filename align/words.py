"""Word alignment inside a link, and what one side says that the other does not.

Words are compared by the vectors of their pieces in context (SimAlign, Jalili
Sabet and others, 2020, on a middle layer). A pair is two words that are each
other's best match, or a word with its best match where the similarity is well
above chance. What a word finds is its support: its best similarity, less what
it finds in unrelated sentences, less what other words have a better claim to
(so that a dropped clause cannot hide behind words that already answer another
one). Stretches of words with little support are found as segments of maximal
evidence; the lengths of both sides count as evidence too.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex
from selaras.align.model import Alignment, Link, Unmatched, WordAlignment, WordPair
from selaras.align.views import View, Views
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

# Chance similarity is measured in so many other sentences, the two most similar left out.
_BACKGROUND_SENTENCES = 24
_LEFT_OUT = 2
# Documents of more sentences are long.
_SHORT = 64
_USUAL_BACKGROUND = 0.55
_RATIO_STEP = 0.02
# Support of a word that is neither answered nor unanswered.
_NEUTRAL = 0.1
# A stretch of at least so many words is reported when the coverage of its side is at
# most this and its evidence at least that; the lower the coverage, the less is needed.
# The weaker ones are often false: checks/stretches.py tells remarks from warnings.
_FEWEST_WORDS = 3
_OMITTED = ((0.6, 2.2), (0.5, 0.9), (0.3, 0.8))
_ADDED = ((0.6, 2.2), (0.5, 0.9), (0.3, 0.8))
_LEAST_EVIDENCE = 0.8
# Coverage is logistic in: the weakest window of eight words, the mean support, that of
# the weakest fifth, the surplus log length ratio, and the strongest evidence. Fitted to
# sentences with a clause or a quarter cut out; docs/alignment.md tells how well it does.
_WINDOW = 8
_COVERAGE_WEIGHTS = (4.703, 1.372, 1.062, 4.583, -0.669)
_COVERAGE_OFFSET = 0.91
_LEAST_RATIO, _MOST_RATIO, _MOST_EVIDENCE = -1.0, 0.5, 8.0
# A word joins its best match, mutual or not, from this support on.
_SURE_SUPPORT = 0.35
_LEAST_PAIR = 0.1
# A stretch grows or shrinks to a clause mark at most this many words away.
_SNAP = 2
_CLAUSE_MARK = regex.compile(r"[,;:–—()\[\]“”\"«»]|\s-\s")


class WordAligner:
    """Aligns the words of links; what all links need is computed once."""

    def __init__(self, views: Views, alignment: Alignment) -> None:
        self._views = views
        self._alignment = alignment

    def __call__(self, link: Link) -> WordAlignment | None:
        """The word alignment of a link; None for a gap."""
        if link.is_gap:
            return None
        source = _side(self._views.source, link.source, self._target_sample)
        target = _side(self._views.target, link.target, self._source_sample)
        return _aligned(source, target, self._surplus(link))

    def checksum(self, link: Link) -> str:
        """A checksum of all that the alignment of ``link`` depends on, but for where it stands."""
        total = hashlib.blake2b(repr(self._surplus(link)).encode(), digest_size=16)
        for view, numbers, sample in (
            (self._views.source, link.source, self._source_sample),
            (self._views.target, link.target, self._target_sample),
        ):
            total.update(sample.checksum)
            sentences = [view.document.sentences[number] for number in numbers]
            whole = view.document.text[sentences[0].start : sentences[-1].end]
            total.update(whole.encode("utf-8", "surrogatepass"))
            for sentence in sentences:
                total.update(repr((sentence.start - sentences[0].start, len(whole))).encode())
                total.update(view.tokens[view.row[sentence.id]].checksum())
        return total.hexdigest()

    def _surplus(self, link: Link) -> float:
        return _log_ratio(self._views, link) - self._usual_ratio

    @cached_property
    def _source_sample(self) -> Sample:
        return _sample(self._views.source)

    @cached_property
    def _target_sample(self) -> Sample:
        return _sample(self._views.target)

    @cached_property
    def _usual_ratio(self) -> float:
        """The median log length ratio of the links, as if five of ratio 1 had been seen.

        In steps, so that an edit of one sentence hardly ever moves it.
        """
        ratios = [_log_ratio(self._views, link) for link in self._alignment.pairs]
        return round(float(np.median([*ratios, *[0.0] * 5])) / _RATIO_STEP) * _RATIO_STEP


class Sample(NamedTuple):
    """Token vectors of some sentences of a document, and where each sentence begins."""

    vectors: Floats
    starts: Indices
    checksum: bytes


class _Side(NamedTuple):
    """One side of a link: its words, the pieces of each, their vectors and chance similarities."""

    text: str
    words: tuple[Span, ...]
    first: Indices
    vectors: Floats
    background: Floats


def _sample(view: View) -> Sample:
    held = [vectors for row in _sample_rows(view) if len(vectors := view.tokens[row].vectors)]
    starts = np.cumsum([0] + [len(vectors) for vectors in held])[:-1]
    vectors = np.concatenate(held) if held else np.zeros((0, 1), np.float32)
    return Sample(vectors, starts, hashlib.blake2b(vectors.tobytes(), digest_size=16).digest())


def _sample_rows(view: View) -> Sequence[int]:
    """Sentences spread evenly; in a long document drawn by the checksums of their texts.

    So an edit there leaves the sample, and the words of most links, as they were.
    """
    if len(view) <= _SHORT:
        return range(0, len(view), max(1, -(-len(view) // _BACKGROUND_SENTENCES)))
    drawn = sorted(range(len(view)), key=lambda row: _drawn(view.sentences[row].text))
    return sorted(drawn[:_BACKGROUND_SENTENCES], key=lambda row: view.sentences[row].text)


def _drawn(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _log_ratio(views: Views, link: Link) -> float:
    source, target = (
        sum(len(view.document.sentences[number].span) for number in numbers)
        for view, numbers in ((views.source, link.source), (views.target, link.target))
    )
    return math.log(max(target, 1) / max(source, 1))


def _side(view: View, numbers: Sequence[int], sample: Sample) -> _Side:
    """Gather the words of the sentences ``numbers`` with the vectors of their pieces."""
    words: list[Span] = []
    rows: list[Floats] = []
    first: list[int] = []
    for number in numbers:
        sentence, tokens = view.document.sentences[number], view.tokens[view.row[number]]
        for word, pieces in _pieces_of_words(sentence.text, tokens.spans):
            words.append(word.shifted(sentence.start))
            first.append(sum(map(len, rows)))
            rows.append(tokens.vectors[pieces])
    vectors = np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)
    background = _background(vectors, sample)
    return _Side(view.document.text, tuple(words), np.array(first, int), vectors, background)


def _pieces_of_words(text: str, pieces: Sequence[Span]) -> Iterator[tuple[Span, slice]]:
    """Each word that has pieces, with the slice of the pieces that overlap it."""
    begin = 0
    for word in word_spans(text):
        while begin < len(pieces) and pieces[begin].end <= word.start:
            begin += 1
        end = begin
        while end < len(pieces) and pieces[end].start < word.end:
            end += 1
        if end > begin:
            yield word, slice(begin, end)


def _background(vectors: Floats, sample: Sample) -> Floats:
    """What each piece finds by chance: its mean best match in the sample, less the best two."""
    if len(sample.starts) < _LEFT_OUT + 2 or not len(vectors):
        return np.full(len(vectors), _USUAL_BACKGROUND, np.float32)
    best = np.maximum.reduceat(vectors @ sample.vectors.T, sample.starts, axis=1)
    mean: Floats = np.sort(best, axis=1)[:, :-_LEFT_OUT].mean(axis=1)
    return mean


def _aligned(source: _Side, target: _Side, surplus: float) -> WordAlignment:
    if not source.words or not target.words:
        return _unanswered(source, target)
    similarity = source.vectors @ target.vectors.T
    source_support = _support(similarity, source)
    target_support = _support(similarity.T, target)
    omitted = _stretches(source, source_support)
    added = _stretches(target, target_support)
    source_coverage = _coverage(source_support, surplus, omitted[0].evidence)
    target_coverage = _coverage(target_support, -surplus, added[0].evidence)
    return WordAlignment(
        source_words=source.words,
        target_words=target.words,
        pairs=tuple(_pairs(similarity, source, target)),
        source_support=tuple(np.round(source_support, 4).tolist()),
        target_support=tuple(np.round(target_support, 4).tolist()),
        source_coverage=source_coverage,
        target_coverage=target_coverage,
        omitted=_reported(omitted, source_coverage, _OMITTED),
        added=_reported(added, target_coverage, _ADDED),
    )


def _unanswered(source: _Side, target: _Side) -> WordAlignment:
    """A link of which one side holds no words at all: punctuation, or symbols."""
    nothing = tuple(0.0 for _ in source.words), tuple(0.0 for _ in target.words)
    return WordAlignment(source.words, target.words, (), *nothing, 1.0, 1.0, (), ())


def _support(similarity: Floats, side: _Side) -> Floats:
    """The support of each word: the mean over its pieces, 0 for chance, 1 for identity.

    A piece's claim to a match is lowered by how much better another piece's is.
    """
    strongest = similarity.max(axis=0)
    claim = (2 * similarity - strongest).max(axis=1)
    # Where all pieces are the same one, each is as near as chance has it.
    support = (claim - side.background) / np.maximum(1 - side.background, 1e-6)
    counts = np.diff(np.append(side.first, len(support)))
    return np.asarray(np.add.reduceat(support, side.first) / counts, np.float32)


def _pairs(similarity: Floats, source: _Side, target: _Side) -> Iterator[WordPair]:
    """Words that answer each other: mutual best matches, and sure ones of either side."""
    rows = np.maximum.reduceat(similarity, source.first, axis=0)
    words = np.maximum.reduceat(rows, target.first, axis=1)
    chance = (
        np.maximum.reduceat(source.background, source.first)[:, None]
        + np.maximum.reduceat(target.background, target.first)[None]
    ) / 2
    above = (words - chance) / (1 - chance)
    forward = words == words.max(axis=1, keepdims=True)
    backward = words == words.max(axis=0, keepdims=True)
    kept = (forward & backward & (above >= _LEAST_PAIR)) | (
        (forward | backward) & (above >= _SURE_SUPPORT)
    )
    for one, other in zip(*np.nonzero(kept), strict=True):
        yield WordPair(int(one), int(other), round(float(min(1.0, above[one, other])), 4))


def _stretches(side: _Side, support: Floats) -> list[Unmatched]:
    """Stretches of unanswered words, the strongest evidence first; at least one, if only weak."""
    marks = _clause_marks(side)
    deficit = np.asarray(_NEUTRAL - np.minimum(support, 1.0), np.float32)
    found: list[Unmatched] = []
    while True:
        evidence, begin, end = _strongest(deficit)
        if found and (evidence < _LEAST_EVIDENCE or end - begin < _FEWEST_WORDS):
            return found
        first, last = _snapped(begin, end, marks, len(side.words))
        span = Span(side.words[first].start, side.words[last - 1].end)
        found.append(Unmatched(span, round(float(evidence), 3)))
        deficit[min(first, begin) : max(last, end)] = -np.inf


def _reported(
    stretches: Sequence[Unmatched], coverage: float, bars: Sequence[tuple[float, float]]
) -> tuple[Unmatched, ...]:
    needed = min((least for most, least in bars if coverage <= most), default=math.inf)
    return tuple(stretch for stretch in stretches if stretch.evidence >= needed)


def _strongest(values: Floats) -> tuple[float, int, int]:
    """The run of values with the largest sum (Kadane's algorithm): sum, begin, end."""
    best, best_begin, best_end = 0.0, 0, 1
    total, begin = 0.0, 0
    for number, value in enumerate(values.tolist()):
        if total <= 0:
            total, begin = 0.0, number
        total += value
        if total > best:
            best, best_begin, best_end = total, begin, number + 1
    return best, best_begin, best_end


def _clause_marks(side: _Side) -> set[int]:
    """The numbers of the words before which a clause begins; 0 and the end among them."""
    marks = {0, len(side.words)}
    for number, (one, other) in enumerate(pairwise(side.words), start=1):
        if _CLAUSE_MARK.search(side.text, one.end, other.start):
            marks.add(number)
    return marks


def _snapped(begin: int, end: int, marks: set[int], count: int) -> tuple[int, int]:
    """Move both ends to a clause mark close by, if there is one."""

    def nearest(place: int) -> int:
        shifts = [s for k in range(_SNAP + 1) for s in (-k, k)]
        return next((place + s for s in shifts if place + s in marks), place)

    first, last = nearest(begin), nearest(end)
    return (first, last) if 0 <= first < last <= count else (begin, end)


def _coverage(support: Floats, surplus: float, evidence: float) -> float:
    """The probability that a side is wholly answered, from its words' support and the lengths."""
    width = min(_WINDOW, len(support))
    weakest = np.sort(support)[: max(1, len(support) // 5)].mean()
    features = (
        np.convolve(support, np.full(width, 1 / width), "valid").min(),
        support.mean(),
        weakest,
        min(max(surplus, _LEAST_RATIO), _MOST_RATIO),
        min(evidence, _MOST_EVIDENCE),
    )
    logit = _COVERAGE_OFFSET + float(np.dot(_COVERAGE_WEIGHTS, features))
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, logit)))), 4)
