"""How well a predicted alignment agrees with a gold one: strict, lax, gaps and moved links.

Strict and lax precision and recall follow Vecalign's published rule (Thompson
and Koehn, 2019): a predicted link is right strictly when the gold has exactly
it, laxly when it shares a source and a target unit with some gold link;
insertions and deletions count in precision and not in recall. Moved links are
scored by the pairs of links that cross each other: which of two passages is
called the moved one is a matter of taste, that they cross is not. A unit may
be anything that can be hashed and ordered: a sentence's number, or its span.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

Side = tuple[Hashable, ...]
Bead = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each in 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """All scores of one or more documents."""

    strict: Score
    lax: Score
    gaps: Score
    moved: Score


def agreement(documents: Iterable[tuple[Iterable[Bead], Iterable[Bead]]]) -> Agreement:
    """Compare (gold, predicted) link lists of several documents; counts are added up."""
    pairs = [([*gold], [*predicted]) for gold, predicted in documents]
    return Agreement(
        strict=_score(pairs, _is_exact),
        lax=_score(pairs, _is_touching),
        gaps=_gaps(pairs),
        moved=_moved(pairs),
    )


Judge = Callable[[list[Bead]], Callable[[Bead], bool]]


def _score(pairs: list[tuple[list[Bead], list[Bead]]], judge: Judge) -> Score:
    hits = predictions = recalled = expected = 0
    for gold, predicted in pairs:
        in_gold, in_predicted = judge(gold), judge(predicted)
        hits += sum(map(in_gold, predicted))
        predictions += len(predicted)
        linked = [bead for bead in gold if not _is_gap(bead)]
        recalled += sum(map(in_predicted, linked))
        expected += len(linked)
    return Score(_ratio(hits, predictions), _ratio(recalled, expected))


def _is_exact(beads: list[Bead]) -> Callable[[Bead], bool]:
    known = {(frozenset(source), frozenset(target)) for source, target in beads}
    return lambda bead: (frozenset(bead[0]), frozenset(bead[1])) in known


def _is_touching(beads: list[Bead]) -> Callable[[Bead], bool]:
    """A gap touches a gold gap of one of its units; a link, a gold link on both sides."""
    cells = {(one, other) for source, target in beads for one in source for other in target}
    gaps = [{unit for bead in beads if _is_gap(bead) for unit in bead[side]} for side in (0, 1)]

    def touches(bead: Bead) -> bool:
        source, target = bead
        if _is_gap(bead):
            return bool(gaps[0].intersection(source) or gaps[1].intersection(target))
        return any((one, other) in cells for one in source for other in target)

    return touches


def _gaps(pairs: list[tuple[list[Bead], list[Bead]]]) -> Score:
    """Units left without a counterpart: predicted against gold, both sides together."""
    hits = predictions = expected = 0
    for gold, predicted in pairs:
        for side in (0, 1):
            wanted, found = _alone(gold, side), _alone(predicted, side)
            hits += len(wanted & found)
            predictions += len(found)
            expected += len(wanted)
    return Score(_ratio(hits, predictions), _ratio(hits, expected))


def _alone(beads: list[Bead], side: int) -> set[Hashable]:
    return {unit for bead in beads if not bead[1 - side] for unit in bead[side]}


def _moved(pairs: list[tuple[list[Bead], list[Bead]]]) -> Score:
    """Pairs of links that cross each other: both links must be exactly right."""
    hits = predictions = expected = 0
    for gold, predicted in pairs:
        is_right = _is_exact(gold)
        hits += _crossings(bead for bead in predicted if is_right(bead))
        predictions += _crossings(predicted)
        expected += _crossings(gold)
    return Score(_ratio(hits, predictions), _ratio(hits, expected))


def _crossings(beads: Iterable[Bead]) -> int:
    """How many pairs of links cross: the earlier one in the source is the later in the target."""
    linked: list[tuple[Any, Any]] = [bead for bead in beads if not _is_gap(bead)]
    places = sorted((min(source), min(target)) for source, target in linked)
    seen: list[Any] = []
    count = 0
    for _, place in places:
        count += len(seen) - bisect_right(seen, place)
        insort(seen, place)
    return count


def _is_gap(bead: Bead) -> bool:
    return not bead[0] or not bead[1]


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
