"""The alignment of two documents: the monotone programme, then what was moved.

Comparable documents are the normal case: a sentence that nothing supports
becomes a gap, never a bad link. How dear gaps are is learnt from the pair
itself: in a full translation hardly any sentence stands alone, so a doubtful
pair between two sure ones is linked; where much is missing it is not.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from selaras.align.anchors import conflicts, repeats
from selaras.align.band import band
from selaras.align.calibration import gap_score, link_score
from selaras.align.coverage import Coverage, coverage
from selaras.align.gains import BeadGains, Weights
from selaras.align.model import Alignment, Kind, Link
from selaras.align.moved import moved_beads
from selaras.align.programme import Band, Bead, GapCosts, best_path
from selaras.align.shared import Shared, letters
from selaras.align.views import View, Views
from selaras.documents.model import Document, Role, Sentence
from selaras.documents.tokens import word_spans
from selaras.models.cache import Cache

_BOTH_VIEWS = Weights(
    sentence=0.757,
    neighbours=0.728,
    sentence_threshold=0.092,
    sentence_power=0.124,
    coverage=1.362,
    weaker=0.192,
    coverage_threshold=0.122,
    coverage_power=0.6,
    extra=0.035,
    both=0.03,
    paragraph=0.01,
    member=0.3,
    least=0.1,
    length=0.149,
    slack=0.168,
    short=60.0,
)
_SENTENCE_VIEW = replace(
    _BOTH_VIEWS, sentence=1.0, neighbours=0.6, sentence_threshold=0.14, sentence_power=0.34,
    coverage=0.0, extra=0.06, short=1.0,
)  # fmt: skip
# What the writing shared with a translation is worth, and above which cosine.
_TRANSLATION = (0.4, 0.15)
_MOVED_THRESHOLD = 0.01
# Beyond so many sentences on both sides together, word pieces are not compared.
_FEW_SENTENCES = 3000
# Gap costs: slope and offset over the log odds of a sentence being linked; see _gap_costs.
_OPENING, _CROSSING, _ODDS_OFFSET = 0.041, 0.0075, 0.72
_LEAST_OPENING = 0.0035
# The odds are estimated as if so many more sentences had been seen, one in ten of them alone.
_ODDS_WEIGHT = 9.5
# Up to so many sentences are compared with all on the other side, word piece by word piece.
_ALL_NEAR = 64
_NEAREST = 2
_REACH = 3
# Handicaps: of bare names that share no word, and of a repeated line with one that is not.
_CONFLICT, _REPEATED = 2.0, 0.15
# Roles of lines that may be labels, the words of the longest, and the least gain of a pair.
_LABELS = frozenset({Role.HEADING, Role.LIST, Role.TABLE})
_LABEL_WORDS, _LABEL_GAIN = 4, 0.0
# Documents correspond when at least this share of the shorter one is linked.
_LEAST_SHARE = 0.15


def align(views: Views, cache: Cache | None = None) -> Alignment:
    """Align two documents seen through an encoder; ``cache`` saves work after an edit."""
    source, target = views.source, views.target
    few = len(source) + len(target) <= _FEW_SENTENCES
    weights = _BOTH_VIEWS if few else _SENTENCE_VIEW
    looked_at = band(source, target, weights)
    both = few and len(source) and len(target)
    cover = _coverage(source, target, looked_at, cache) if both else None
    handicap = _handicaps(source, target) if few else None
    shared = _shared(views) if few else []
    gains = BeadGains(source, target, weights, looked_at, cover, handicap, shared)
    beads = _path(gains, len(source), len(target), looked_at)
    beads = sorted([*beads, *_facing_labels(views, gains, beads)])
    moved = moved_beads(gains, len(source), len(target), beads, _MOVED_THRESHOLD)
    return _assembled(views, gains, beads, moved)


def _path(gains: BeadGains, rows: int, columns: int, looked_at: Band) -> list[Bead]:
    """The best path, found twice: the first tells how dear gaps should be in the second."""
    neutral = GapCosts(_LEAST_OPENING, 0.0)
    first = best_path(gains, rows, columns, neutral, looked_at)
    costs = _gap_costs(first, rows + columns)
    return first if costs == neutral else best_path(gains, rows, columns, costs, looked_at)


def _facing_labels(views: Views, gains: BeadGains, beads: list[Bead]) -> Iterator[Bead]:
    """Labels of one role, alone at the same place between two links: the place speaks for them."""
    for before, after in pairwise(beads):
        row, column = before.row + before.rows, before.column + before.columns
        if (after.row - row, after.column - column) == (1, 1):
            one, other = views.source.sentences[row], views.target.sentences[column]
            gain = float(gains.singles([row], [column])[0, 0])
            if one.role is other.role and _is_label(one) and _is_label(other) and gain > -_CONFLICT:
                yield Bead(row, column, 1, 1, max(gain, _LABEL_GAIN))


def _is_label(sentence: Sentence) -> bool:
    return sentence.role in _LABELS and len(word_spans(sentence.text)) <= _LABEL_WORDS


def _gap_costs(beads: Iterable[Bead], sentences: int) -> GapCosts:
    linked = sum(bead.rows + bead.columns for bead in beads)
    alone = (sentences - linked + 0.1 * _ODDS_WEIGHT) / (sentences + _ODDS_WEIGHT)
    odds = math.log((1 - alone) / alone) - _ODDS_OFFSET
    return GapCosts(max(_LEAST_OPENING, _OPENING * odds), max(0.0, _CROSSING * odds))


def _handicaps(source: View, target: View) -> npt.NDArray[np.float32]:
    """What is taken from the gain of each pair of single sentences: shape (source, target)."""
    ours = [sentence.text for sentence in source.sentences]
    theirs = [sentence.text for sentence in target.sentences]
    again = repeats(ours)[:, None] ^ repeats(theirs)[None]
    return np.asarray(_CONFLICT * conflicts(ours, theirs) + _REPEATED * again, np.float32)


def _shared(views: Views) -> list[Shared]:
    """What a translation of the source shares with the target in writing, if there is one."""
    if views.translations is None:
        return []
    ours = [views.translations.get(sentence.id, "") for sentence in views.source.sentences]
    theirs = [sentence.text for sentence in views.target.sentences]
    return [Shared(*letters(ours, theirs), *_TRANSLATION)] if ours and theirs else []


def _coverage(source: View, target: View, looked_at: Band, cache: Cache | None) -> Coverage:
    if max(len(source), len(target)) <= _ALL_NEAR:
        return coverage(source.tokens, target.tokens)
    return coverage(source.tokens, target.tokens, _near(source, target, looked_at), cache)


def _near(source: View, target: View, looked_at: Band) -> npt.NDArray[np.bool_]:
    """Which pairs of sentences to compare word by word in long documents.

    Those around the path that sentence vectors alone take, and around those that
    are nearest in meaning, wherever they stand.
    """
    rows, columns = len(source), len(target)
    gains = BeadGains(source, target, _SENTENCE_VIEW, looked_at)
    near = np.zeros((rows, columns), bool)
    for bead in best_path(gains, rows, columns, GapCosts(_LEAST_OPENING, 0.0), looked_at):
        near[bead.row : bead.row + bead.rows, bead.column : bead.column + bead.columns] = True
    near = _widened(near, _REACH)
    single = gains.singles(range(rows), range(columns))
    nearest = np.zeros_like(near)
    count = min(_NEAREST, columns), min(_NEAREST, rows)
    best = np.argpartition(-single, count[0] - 1, axis=1)[:, : count[0]]
    nearest[np.arange(rows)[:, None], best] = True
    best = np.argpartition(-single, count[1] - 1, axis=0)[: count[1]]
    nearest[best, np.arange(columns)[None]] = True
    return near | _widened(nearest, 1)


def _widened(near: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """The marked places and those up to ``reach`` rows and columns beside them."""
    for _ in range(2):
        wide = near.copy()
        for shift in range(1, reach + 1):
            wide[shift:] |= near[:-shift]
            wide[:-shift] |= near[shift:]
        near = wide.T
    return near


def _assembled(views: Views, gains: BeadGains, beads: list[Bead], moved: list[Bead]) -> Alignment:
    """Beads as links of sentence ids, gaps filled in, in the order of the source."""
    crossing = _crossing(beads, moved)
    links = [_link(views, bead, Kind.MATCH) for bead in beads]
    links += [_link(views, bead, Kind.MOVED if bead in crossing else Kind.MATCH) for bead in moved]
    links += _gaps(views, gains, links)
    ordered = _in_reading_order(links)
    numbered = tuple(replace(link, id=number) for number, link in enumerate(ordered))
    return Alignment(numbered, _corresponds(views, numbered))


def _link(views: Views, bead: Bead, kind: Kind) -> Link:
    source = views.source.sentences[bead.row : bead.row + bead.rows]
    target = views.target.sentences[bead.column : bead.column + bead.columns]
    score = link_score(bead.gain)
    return Link(0, tuple(s.id for s in source), tuple(s.id for s in target), kind, score)


def _crossing(beads: list[Bead], moved: list[Bead]) -> set[Bead]:
    """Those of the left-over beads that really cross the path of the others."""
    rows = [bead.row for bead in beads]
    columns = [bead.column for bead in beads]
    return {one for one in moved if bisect_left(rows, one.row) != bisect_left(columns, one.column)}


def _gaps(views: Views, gains: BeadGains, links: list[Link]) -> list[Link]:
    """Each sentence that no link holds, as a gap."""
    linked = {s for link in links for s in link.source}, {s for link in links for s in link.target}
    gaps: list[Link] = []
    for side, view in enumerate((views.source, views.target)):
        alone = [s.id for s in view.document.sentences if s.id not in linked[side]]
        scores = _gap_scores(views, gains, side, alone)
        for number in alone:
            # Boilerplate has no counterpart by its nature.
            score = scores.get(number, 1.0)
            ids = (number,)
            if side == 0:
                gaps.append(Link(0, ids, (), Kind.OMISSION, score))
            else:
                gaps.append(Link(0, (), ids, Kind.ADDITION, score))
    return gaps


def _gap_scores(views: Views, gains: BeadGains, side: int, alone: list[int]) -> dict[int, float]:
    here, there = (views.source, views.target) if side == 0 else (views.target, views.source)
    numbers = [number for number in alone if number in here.row]
    if not len(there):
        return {}
    best = gains.best_partners(side, [here.row[number] for number in numbers])
    return {number: gap_score(gain) for number, gain in zip(numbers, best, strict=True)}


def _in_reading_order(links: list[Link]) -> list[Link]:
    """In the order of the source; an addition follows the link before it in the target."""
    ordered = sorted((link for link in links if link.source), key=lambda link: link.source)
    after: dict[int, list[Link]] = {}
    by_target = sorted((link for link in links if link.target), key=lambda link: link.target)
    place = -1
    position = {link.source: number for number, link in enumerate(ordered)}
    for link in by_target:
        if link.source:
            place = position[link.source]
        else:
            after.setdefault(place, []).append(link)
    merged = list(after.get(-1, []))
    for number, link in enumerate(ordered):
        merged.append(link)
        merged.extend(after.get(number, []))
    return merged


def _corresponds(views: Views, links: tuple[Link, ...]) -> bool:
    """Whether enough of the shorter document is linked to speak of one text."""
    shares = [
        _share(views.source.document, {s for link in links if link.target for s in link.source}),
        _share(views.target.document, {s for link in links if link.source for s in link.target}),
    ]
    return max(shares) >= _LEAST_SHARE


def _share(document: Document, linked: set[int]) -> float:
    total = sum(len(sentence.span) for sentence in document.sentences)
    return sum(len(document.sentences[s].span) for s in linked) / total if total else 0.0
