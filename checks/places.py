"""Marks of both sides of a link (negators, quotations …), paired by where they stand.

Where the words are aligned, a mark is expected beside the words that answer its
neighbours; else at the same share of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selaras.align.model import Link, WordAlignment
from selaras.checks.model import Context
from selaras.documents.model import Document, Sentence, Span

_LONGEST = 10_000
_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a link on both sides, with the words that answer each other."""

    link: Link
    source: Span
    target: Span
    source_text: str
    target_text: str
    words: WordAlignment | None

    def distance(self, one: Span, other: Span) -> float:
        """How far ``other`` is from where ``one`` lets expect it, as a share of the target."""
        start, end = self.target.start, self.target.end
        return abs((other.start + other.end) / 2 - self.expected(one)) / max(1, end - start)

    def expected(self, one: Span) -> float:
        """Where in the target the counterpart of a source span should stand."""
        answers = self._answers(one)
        if answers:
            return sum((a.start + a.end) / 2 for a in answers) / len(answers)
        share = ((one.start + one.end) / 2 - self.source.start) / max(1, len(self.source))
        return self.target.start + share * len(self.target)

    def _answers(self, one: Span) -> tuple[Span, ...]:
        if self.words is None:
            return ()
        return self.words.counterpart(widened(one, self.words.source_words))


def answer(passage: Passage, span: Span) -> Span:
    """The stretch of the target that answers a source span, with the answers of its neighbours.

    Without any it is the whole target.
    """
    words = passage.words
    near = words.counterpart(widened(span, words.source_words)) if words else ()
    return Span(near[0].start, near[-1].end) if near else passage.target


def widened(span: Span, words: Sequence[Span], by: int = _NEIGHBOURS) -> Span:
    """``span`` with the next words on both sides."""
    before = [word.start for word in words if word.end <= span.start][-by:]
    after = [word.end for word in words if word.start >= span.end][:by]
    return Span(min([span.start, *before]), max([span.end, *after]))


def neighbourhood(passage: Passage, span: Span) -> Span:
    """The place in the target where the counterpart of a source span should stand.

    It is spanned by the words that answer the neighbours of ``span``; without any,
    it is the whole target.
    """
    words = passage.words
    if words is None:
        return passage.target
    return _around(span, words.source_words, words.counterpart) or passage.target


def birthplace(passage: Passage, span: Span) -> Span:
    """The place in the source where the origin of a target span should stand."""
    words = passage.words
    if words is None:
        return passage.source
    return _around(span, words.target_words, words.origin) or passage.source


def _around(
    span: Span, words: Sequence[Span], answers: Callable[[Span], tuple[Span, ...]]
) -> Span | None:
    wide = widened(span, words)
    edges = Span(wide.start, span.start), Span(span.end, wide.end)
    near = [answer for edge in edges for answer in answers(edge)]
    return Span(min(a.start for a in near), max(a.end for a in near)) if near else None


def passages(context: Context) -> Iterator[Passage]:
    """Both sides of each link; stretches too long to be sentences are left out."""
    for link, source, target in context.pairs():
        ours, theirs = _extent(source), _extent(target)
        if max(len(ours), len(theirs)) <= _LONGEST:
            yield Passage(
                link=link,
                source=ours,
                target=theirs,
                source_text=_text(context.source, ours),
                target_text=_text(context.target, theirs),
                words=context.words(link),
            )


def paired(
    passage: Passage, ones: Sequence[Span], others: Sequence[Span], within: float
) -> list[tuple[Span, Span]]:
    """Pairs of source and target marks, the nearest first, each mark in one pair at most."""
    distances = sorted(
        (passage.distance(one, other), one, other) for one in ones for other in others
    )
    pairs: list[tuple[Span, Span]] = []
    for distance, one, other in distances:
        if distance > within:
            break
        if all(one != a and other != b for a, b in pairs):
            pairs.append((one, other))
    return pairs


def _extent(sentences: Sequence[Sentence]) -> Span:
    return Span(sentences[0].start, sentences[-1].end)


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]
