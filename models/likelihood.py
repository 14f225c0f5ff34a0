"""From the log-probabilities of pieces to those of words: which words a model finds improbable.

A word is judged twice: given the source and the words before it, and given the
words before it alone (the source being a full stop). A wrong word is improbable
the first way, and no likelier than the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.models.interfaces import Scorer, TokenScores

# A source that says nothing.
_NEUTRAL = "."


@dataclass(frozen=True, slots=True)
class WordLikelihood:
    """How probable one word of a text is to a model.

    ``surprise`` is the word's negative log-probability, ``gain`` is how much the
    source adds to its log-probability: below zero, the source speaks against it.
    """

    span: Span
    surprise: float
    gain: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """The words of a link that a model finds improbable given the other side."""

    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


def doubtful(words: Iterable[WordLikelihood], surprise: float) -> list[Span]:
    """The words that are improbable and that the source does not make likelier."""
    return [word.span for word in words if word.gain <= 0 and word.surprise >= surprise]


def score_words(
    scorer: Scorer, sources: Sequence[str], targets: Sequence[str]
) -> list[tuple[WordLikelihood, ...]]:
    """The words of each target given its source; none where a text is too long or empty."""
    given = scorer.score(sources, targets)
    alone = scorer.score([_NEUTRAL] * len(targets), targets)
    return [
        tuple(_words(text, one, other)) if one and other else ()
        for text, one, other in zip(targets, given, alone, strict=True)
    ]


def _words(text: str, given: TokenScores, alone: TokenScores) -> Iterator[WordLikelihood]:
    """The words of letters only: figures and signs have checks of their own."""
    for span, pieces in _pieces_by_word(text, given.spans):
        if pieces and text[span.start : span.end].isalpha():
            value = sum(given.log_probabilities[piece] for piece in pieces)
            gain = value - sum(alone.log_probabilities[piece] for piece in pieces)
            yield WordLikelihood(span, -value, gain)


def _pieces_by_word(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, list[int]]]:
    """Each word with the pieces that stand in it; both lists are in the order of the text."""
    pieces = iter([(number, span) for number, span in enumerate(spans) if len(span)])
    piece = next(pieces, None)
    for word in word_spans(text):
        inside = []
        while piece is not None and piece[1].start < word.end:
            if piece[1].end > word.start:
                inside.append(piece[0])
            piece = next(pieces, None)
        yield word, inside
