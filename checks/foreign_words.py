"""Runs of words that belong to another language than the text's own, by word frequencies.

Each word speaks for the language in which it is the more common, capitalised
words hardly at all, since they may be names. A run begins where the other
language leads and ends before its own language has taken the lead back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from selaras.checks.passages import technical, touches
from selaras.documents.model import Span
from selaras.languages.lexicon import Lexicon

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*")
_MOST = 3.0
_UNKNOWN = 0.5
_OWN_LEAD = 0.4
_NAME_WEIGHT = 0.15
_PATIENCE = 5.0
_NAME_SHARE = 0.55
_APOSTROPHES = frozenset("'’")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of foreign words: its place, how strongly it is foreign, its words in lower case.

    ``total`` counts its words in any case; ``strange`` tells whether some letter
    is one that the text's own language does not use.
    """

    span: Span
    score: float
    words: tuple[str, ...]
    total: int
    strange: bool

    @property
    def is_name(self) -> bool:
        """Whether most words are capitalised, as in a title or the name of a body."""
        return len(self.words) < self.total * (_NAME_SHARE / 2 if self.strange else _NAME_SHARE)


def foreign_runs(text: str, own: Lexicon, other: Lexicon) -> Iterator[Run]:
    """The runs of words of ``other`` in a ``text`` of ``own``, in order."""
    if not own or not other:
        return
    spans = words(text)
    scores = [_evidence(text, span, own, other) for span in spans]
    for first, last, score in _leading(scores):
        inside = [text[span.start : span.end] for span in spans[first : last + 1]]
        place = Span(spans[first].start, spans[last].end)
        small = tuple(word for word in inside if word.islower())
        strange = bool(set("".join(inside).lower()) - own.letters - _APOSTROPHES)
        yield Run(place, score, small, len(inside), strange)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Span, ...]:
    """The words of ``text``, addresses and file names left out."""
    hidden = technical(text)
    spans = (Span(*match.span()) for match in _WORD.finditer(text))
    return tuple(span for span in spans if not touches(hidden, span))


def _evidence(text: str, span: Span, own: Lexicon, other: Lexicon) -> float:
    """How strongly the word speaks for the other language (negative: for the text's own)."""
    word = text[span.start : span.end]
    at_home = own.zipf(word) or (_MOST if own.knows(word) else 0.0)
    abroad = other.zipf(word)
    if not at_home and not abroad:
        return -_UNKNOWN
    evidence = max(-_MOST, min(_MOST, abroad - at_home - _OWN_LEAD))
    return evidence if word.islower() else evidence * _NAME_WEIGHT


def _leading(scores: Iterable[float]) -> Iterator[tuple[int, int, float]]:
    """The stretches in which the sum climbs, each cut at its summit: first, last, sum."""
    total = best = 0.0
    first = last = -1
    for index, score in enumerate(scores):
        if first < 0 and score > 0:
            total, best, first, last = 0.0, 0.0, index, index
        if first < 0:
            continue
        total += score
        if total > best:
            best, last = total, index
        elif best - total > _PATIENCE or total <= 0:
            yield first, last, best
            total, best, first = 0.0, 0.0, -1
    if first >= 0:
        yield first, last, best
