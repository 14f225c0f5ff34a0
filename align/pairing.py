"""Which documents are translations of which: few candidates by meaning, then how much is linked.

Every document is first summed up in one vector; the nearest ones on the other
side are compared sentence by sentence, by their mutual best matches; only the
few that stand this test are aligned. What decides is the share of both texts
that the alignment links.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from selaras import languages
from selaras.align.alignment import align
from selaras.align.model import Alignment
from selaras.align.views import View, Views, normalised
from selaras.documents.model import Document
from selaras.models.interfaces import Encoder

Floats = npt.NDArray[np.float32]

# How many candidates of each document are compared by sentences, and how many are aligned.
_COMPARED, _ALIGNED = 8, 3
# Mutual best matches below this cosine say nothing: they are found in unrelated texts too.
_LEAST_SIMILARITY = 0.35
# From which score on two documents are a translation, or at least related.
_TRANSLATION, _RELATED = 0.4, 0.1


class Relation(StrEnum):
    """What two documents are to each other."""

    TRANSLATION = "translation"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source and a target, by their place in the lists given, and how much of each is linked.

    The coverages are the shares of either text that are linked, weighed by the
    links' probabilities; ``score`` is their geometric mean. A related pair shares
    passages only, or one of the two has a better partner.
    """

    source: int
    target: int
    relation: Relation
    score: float
    coverage_source: float
    coverage_target: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """All proposals, the best first, and the documents that stand in none of them."""

    proposals: tuple[Proposal, ...]
    lone_sources: tuple[int, ...]
    lone_targets: tuple[int, ...]

    @property
    def translations(self) -> tuple[Proposal, ...]:
        """The proposals that are translations: each document stands in one at most."""
        return tuple(p for p in self.proposals if p.relation is Relation.TRANSLATION)


def pair(
    sources: Sequence[Document],
    targets: Sequence[Document],
    encoder: Encoder,
    progress: Callable[[str], None] = lambda stage: None,
) -> Pairing:
    """Propose which of ``targets`` are translations of which of ``sources``."""
    progress("comparing documents")
    sides = [[_Summary.of(document, encoder) for document in side] for side in (sources, targets)]
    candidates = list(_candidates(*sides))
    aligned = []
    for number, (source, target) in enumerate(candidates, start=1):
        progress(f"aligning candidates, {number} of {len(candidates)}")
        # Fresh views: token vectors of a whole archive would not fit into memory.
        views = Views.of(sources[source], targets[target], encoder)
        coverages = _coverages(views, align(views))
        aligned.append((source, target, coverages))
    proposals = tuple(_proposals(aligned))
    return Pairing(
        proposals,
        _lone(len(sources), (proposal.source for proposal in proposals)),
        _lone(len(targets), (proposal.target for proposal in proposals)),
    )


@dataclass(frozen=True, slots=True)
class _Summary:
    """A document in one vector, and its sentences' vectors of unit length."""

    document: Document
    vector: Floats
    sentences: Floats

    @classmethod
    def of(cls, document: Document, encoder: Encoder) -> _Summary:
        view = View.of(document, encoder)
        if not len(view):
            return cls(document, np.zeros(0, np.float32), np.zeros((0, 0), np.float32))
        # Only what the whole language has in common is taken away here: what the
        # document's own sentences have in common is just what it is about.
        raw = encoder.sentences([sentence.text for sentence in view.sentences])
        mean = encoder.mean(languages.load(document.language))
        total = ((raw if mean is None else raw - mean) * view.lengths[:, None]).sum(axis=0)
        return cls(document, normalised(total[None])[0], normalised(view.vectors))


def _candidates(sources: list[_Summary], targets: list[_Summary]) -> Iterator[tuple[int, int]]:
    """The pairs worth aligning, in order."""
    similarity = np.full((len(sources), len(targets)), -np.inf)
    for row, source in enumerate(sources):
        for column, target in enumerate(targets):
            if _may_correspond(source, target):
                similarity[row, column] = source.vector @ target.vector
    agreement = np.full(similarity.shape, -np.inf)
    for row, column in zip(*np.nonzero(_best(similarity, _COMPARED)), strict=True):
        agreement[row, column] = _agreement(sources[row].sentences, targets[column].sentences)
    agreement[agreement <= 0] = -np.inf
    for row, column in zip(*np.nonzero(_best(agreement, _ALIGNED)), strict=True):
        yield int(row), int(column)


def _may_correspond(one: _Summary, other: _Summary) -> bool:
    """Both hold text, in two languages."""
    return bool(
        len(one.vector) and len(other.vector) and one.document.language != other.document.language
    )


def _best(values: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.bool_]:
    """Which values are among the ``count`` largest finite ones of their row or their column."""
    by_row = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1) < count
    by_column = np.argsort(np.argsort(-values, axis=0, kind="stable"), axis=0) < count
    chosen: npt.NDArray[np.bool_] = (by_row | by_column) & np.isfinite(values)
    return chosen


def _agreement(source: Floats, target: Floats) -> float:
    """The share of sentences that are each other's best match, of those of the shorter side."""
    similarity = source @ target.T
    forward, backward = similarity.argmax(axis=1), similarity.argmax(axis=0)
    rows = np.arange(len(source))
    sure = similarity[rows, forward] >= _LEAST_SIMILARITY
    mutual = int(np.count_nonzero(sure & (backward[forward] == rows)))
    return mutual / min(len(source), len(target))


def _coverages(views: Views, alignment: Alignment) -> tuple[float, float]:
    linked = [(link.source, link.target, link.score) for link in alignment.pairs]
    return (
        _coverage(views.source, ((source, score) for source, _, score in linked)),
        _coverage(views.target, ((target, score) for _, target, score in linked)),
    )


def _coverage(view: View, linked: Iterable[tuple[tuple[int, ...], float]]) -> float:
    sentences = view.document.sentences
    found = sum(score * len(sentences[number].span) for ids, score in linked for number in ids)
    return round(float(found) / float(view.lengths.sum()), 4)


def _proposals(aligned: list[tuple[int, int, tuple[float, float]]]) -> Iterator[Proposal]:
    """Translations one to one, the best first; whatever else shares enough is related."""
    taken: Counter[tuple[str, int]] = Counter()
    for source, target, coverages in sorted(aligned, key=lambda entry: (-_score(entry[2]), entry)):
        score = _score(coverages)
        if score < _RELATED:
            return
        free = not taken["source", source] and not taken["target", target]
        if free and score >= _TRANSLATION:
            taken.update([("source", source), ("target", target)])
            yield Proposal(source, target, Relation.TRANSLATION, score, *coverages)
        else:
            yield Proposal(source, target, Relation.RELATED, score, *coverages)


def _score(coverages: tuple[float, float]) -> float:
    return round(math.sqrt(coverages[0] * coverages[1]), 4)


def _lone(count: int, taken: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(range(count)) - set(taken)))
