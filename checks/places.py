"""Marks of both sides of a link (negators, quotations …), paired by where they stand.

Where the words are aligned, a mark is expected beside the words that answer its
neighbours; else at the same share of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selaras.align.model import Link, WordAlignment
from selaras.checks.model import Context
from selaras.documents.folding import folded
from selaras.documents.model import Document, Sentence, Span
from selaras.documents.tokens import word_spans

_LONGEST = 10_000
_NEIGHBOURS = 2
_MOST_MARKS = 60
# Sentences of about the same length: neither is so many times as long as the other.
_ALIKE = 1.6


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a link on both sides, with the words that answer each other."""

    link: Link
    source: Span
    target: Span
    source_text: str
    target_text: str
    words: WordAlignment | None

    def distance(self, expected: float, other: Span) -> float:
        """How far a target span is from where it is expected, as a share of the target."""
        return abs((other.start + other.end) / 2 - expected) / max(1, len(self.target))

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
            yield _passage(context, link, ours, theirs, context.words(link))


def facing(context: Context) -> Iterator[Passage]:
    """Sentences that stand alone, one on each side, at the same place.

    One may have been put in the place of the other: both neighbours are linked, or
    one is and both sentences end (or begin) the paragraph that they share with it;
    and they have the same role, and a name, a figure, their length or the paragraph
    of a linked neighbour in common.
    """
    for link in context.alignment.links:
        if link.target or len(link.source) != 1:
            continue
        (source,) = context.source_sentences(link)
        opposites = (_opposite(context, source, step) for step in (-1, 1))
        target = next(filter(None, opposites), None)
        if target and _have_in_common(context, source, target):
            yield _passage(context, link, source.span, target.span, None)


def _have_in_common(context: Context, source: Sentence, target: Sentence) -> bool:
    """Whether more than the place speaks for it that one sentence stands for the other."""
    shorter, longer = sorted((len(source.span), len(target.span)))
    if source.role is not target.role or longer > _LONGEST:
        return False
    return (
        longer <= _ALIKE * shorter
        or not _anchors(source).isdisjoint(_anchors(target))
        or _share_a_paragraph(context, source, target)
    )


def _share_a_paragraph(context: Context, source: Sentence, target: Sentence) -> bool:
    """Whether neighbours of both, in the paragraphs of both, are linked to each other."""
    for step in (-1, 1):
        ours = _neighbour(context.source, source, step)
        theirs = _neighbour(context.target, target, step)
        if not ours or not theirs or theirs.id not in context.alignment.by_source[ours.id].target:
            continue
        if ours.paragraph == source.paragraph and theirs.paragraph == target.paragraph:
            return True
    return False


def _anchors(sentence: Sentence) -> frozenset[str]:
    """The figures and names of a sentence, folded; its first word may be any."""
    words = [sentence.text[span.start : span.end] for span in word_spans(sentence.text)]
    return frozenset(
        folded(word)
        for number, word in enumerate(words)
        if word[0].isdigit() or (number and len(word) > 1 and word[0].isupper())
    )


def _opposite(context: Context, source: Sentence, step: int) -> Sentence | None:
    """The lone sentence of the target beside the counterpart of the neighbour at ``step``."""
    before = _neighbour(context.source, source, step)
    ids = context.alignment.by_source[before.id].target if before else ()
    if before is None or not ids:
        return None
    linked = context.target.sentences[max(ids) if step < 0 else min(ids)]
    target = _neighbour(context.target, linked, -step)
    if target is None or context.alignment.by_target[target.id].source:
        return None
    ours, theirs = (
        _neighbour(document, sentence, -step)
        for document, sentence in ((context.source, source), (context.target, target))
    )
    if ours and theirs and theirs.id in context.alignment.by_source[ours.id].target:
        return target
    inside = before.paragraph == source.paragraph and linked.paragraph == target.paragraph
    return target if inside and _is_edge(source, ours) and _is_edge(target, theirs) else None


def _neighbour(document: Document, sentence: Sentence, step: int) -> Sentence | None:
    number = sentence.id + step
    return document.sentences[number] if 0 <= number < len(document.sentences) else None


def _is_edge(sentence: Sentence, neighbour: Sentence | None) -> bool:
    return neighbour is None or neighbour.paragraph != sentence.paragraph


def paired(
    passage: Passage, ones: Sequence[Span], others: Sequence[Span], within: float
) -> list[tuple[Span, Span]]:
    """Pairs of source and target marks, the nearest first, each mark in one pair at most.

    What has more marks than any sentence is left alone: all count as paired in order.
    """
    if max(len(ones), len(others)) > _MOST_MARKS:
        return list(zip(ones, others, strict=False))
    expected = {one: passage.expected(one) for one in ones}
    distances = sorted(
        (passage.distance(expected[one], other), one, other) for one in ones for other in others
    )
    pairs: list[tuple[Span, Span]] = []
    for distance, one, other in distances:
        if distance > within:
            break
        if all(one != a and other != b for a, b in pairs):
            pairs.append((one, other))
    return pairs


def _passage(
    context: Context, link: Link, source: Span, target: Span, words: WordAlignment | None
) -> Passage:
    return Passage(
        link=link,
        source=source,
        target=target,
        source_text=_text(context.source, source),
        target_text=_text(context.target, target),
        words=words,
    )


def _extent(sentences: Sequence[Sentence]) -> Span:
    return Span(sentences[0].start, sentences[-1].end)


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]
