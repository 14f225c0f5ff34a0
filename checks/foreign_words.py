"""Runs of words that belong to another language than the text's own, by word frequencies.

Each word speaks for the language in which it is the more common, capitalised
words hardly at all, since they may be names. A run begins where the other
language leads and ends before its own language has taken the lead back.

Any large collection of a language holds stray text of others, English above
all: a word that is no more common in it than strays are does not belong to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

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
_PLAINLY_OWN = -2.0
_HEADLINE = 5
_SHORTEST_TITLED = 4
_TELLING = 1.5
_GRAMMAR = 6.0
_SAMPLE = 100
_TOLERANCE = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """A run of foreign words: its place, how strongly it is foreign, its words in lower case.

    ``total`` counts its words in any case; ``strange`` tells whether some letter
    is one that the text's own language does not use; ``grammar`` counts the words
    that hold sentences of the other language together, and ``is_clause`` tells
    that one of them is a verb or pronoun that hardly any name holds; ``own`` counts
    the words that are plainly of the text's own language.
    """

    span: Span
    score: float
    words: tuple[str, ...]
    total: int
    strange: bool
    grammar: int = 0

    is_clause: bool = False
    own: int = 0

    @property
    def is_name(self) -> bool:
        """Whether most words are capitalised, as in a title or the name of a body."""
        unlike_names = self.strange or self.is_clause
        return len(self.words) < self.total * (_NAME_SHARE / 2 if unlike_names else _NAME_SHARE)


def foreign_runs(text: str, own: Lexicon, other: Lexicon) -> Iterator[Run]:
    """The runs of words of ``other`` in a ``text`` of ``own``, in order."""
    if not own or not other:
        return
    spans = words(text)
    said = [text[span.start : span.end] for span in spans]
    headline = _is_headline(said)
    if headline:
        said = [word.lower() for word in said]
    scores = [_evidence(word, own, other) for word in said]
    for first, last, score in leading(scores):
        place = Span(spans[first].start, spans[last].end)
        run = _run(place, score, said[first : last + 1], own, other)
        if run.grammar or not headline:
            yield run


def _is_headline(said: Sequence[str]) -> bool:
    """Whether all words are in capitals, or begin with one, so that any may be a name."""
    shouted = all(word.isupper() for word in said)
    titled = all(word[0].isupper() or len(word) < _SHORTEST_TITLED for word in said)
    return len(said) >= _HEADLINE and (shouted or titled)


def _run(place: Span, score: float, said: Sequence[str], own: Lexicon, other: Lexicon) -> Run:
    small = tuple(word for word in said if word.islower())
    return Run(
        span=place,
        score=score,
        words=small,
        total=len(said),
        strange=bool(set("".join(said).lower()) - own.letters - _APOSTROPHES),
        grammar=sum(_holds_together(word, own, other) for word in small),
        is_clause=not other.clausal.isdisjoint(small),
        own=sum(_evidence(word, own, other) <= _PLAINLY_OWN for word in said),
    )


def mean_lead(said: Sequence[str], one: Lexicon, two: Lexicon) -> float:
    """How much more common the words are in ``one`` language than in ``two``, on average."""
    return sum(one.zipf(word) - two.zipf(word) for word in said) / max(1, len(said))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Span, ...]:
    """The words of ``text``, addresses and file names left out."""
    hidden = technical(text)
    spans = (Span(*match.span()) for match in _WORD.finditer(text))
    return tuple(span for span in spans if not touches(hidden, span))


@lru_cache(maxsize=32768)
def _evidence(word: str, own: Lexicon, other: Lexicon) -> float:
    """How strongly the word speaks for the other language (negative: for the text's own)."""
    at_home, abroad = _at_home(word, own, other), other.zipf(word)
    if not at_home and not abroad:
        return -_UNKNOWN
    evidence = max(-_MOST, min(_MOST, abroad - at_home - _OWN_LEAD))
    return evidence if word.islower() else evidence * _NAME_WEIGHT


def _holds_together(word: str, own: Lexicon, other: Lexicon) -> bool:
    return other.zipf(word) >= max(_GRAMMAR, _at_home(word, own, other) + _TELLING)


def _at_home(word: str, own: Lexicon, other: Lexicon) -> float:
    """How common the word is in its own language, less what strays in from the other."""
    listed = own.zipf(word)
    if not listed:
        return _MOST if own.knows(word) else 0.0
    strays = other.zipf(word) - _distance(own, other) + _TOLERANCE
    return math.log10(10**listed - 10**strays) if listed > strays else 0.0


@lru_cache
def _distance(own: Lexicon, other: Lexicon) -> float:
    """How much rarer the other language's commonest words are here than at home."""
    common = sorted(other.zipf_of, key=lambda word: -other.zipf_of[word])[:_SAMPLE]
    return median(other.zipf(word) - own.zipf(word) for word in common) if common else 0.0


def leading(scores: Iterable[float]) -> Iterator[tuple[int, int, float]]:
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
