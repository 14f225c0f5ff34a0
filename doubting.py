"""What translation models doubt in a pair of documents: words, and stretches left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from selaras.align.model import Alignment, Link
from selaras.documents.model import Document, Span
from selaras.models.contrast import Cut, contrasts
from selaras.models.interfaces import Scorer, Translator
from selaras.models.likelihood import Doubts, doubtful, score_words

# Less certain links may join sentences that do not translate each other at all.
_LEAST_CERTAIN = 0.5

_Find = Callable[[str, str], Translator | None]


class Doubter:
    """Asks a model for each direction, once and when first needed; silent without calibration."""

    def __init__(
        self, source: Document, target: Document, alignment: Alignment, find: _Find
    ) -> None:
        self._source, self._target, self._find = source, target, find
        self._links = [link for link in alignment.pairs if link.score >= _LEAST_CERTAIN]

    def __call__(self, link: Link) -> Doubts:
        """The words of both sides of ``link`` that are doubtful."""
        return Doubts(self._in_source.get(link.id, ()), self._in_target.get(link.id, ()))

    def untranslated(self, stretches: Sequence[tuple[Link, Span]]) -> list[float | None]:
        """How much likelier a model finds the target without each stretch of a link's source.

        None where that is too little to take the stretch for untranslated, or nobody can tell.
        """
        scorer = self._find(self._source.language, self._target.language)
        if not isinstance(scorer, Scorer) or scorer.least_contrast is None:
            return [None] * len(stretches)
        least = scorer.least_contrast
        asked = [stretch for stretch in stretches if stretch[0].score >= _LEAST_CERTAIN]
        values = contrasts(scorer, [self._cut(*stretch) for stretch in asked])
        told = dict(zip(asked, values, strict=True))
        found = [told.get(stretch) for stretch in stretches]
        return [value if value is not None and value >= least else None for value in found]

    def _cut(self, link: Link, span: Span) -> Cut:
        start, end = (self._place(link, offset) for offset in (span.start, span.end))
        return Cut(
            _joined(self._source, link.source),
            Span(start, end),
            _joined(self._target, link.target),
        )

    def _place(self, link: Link, offset: int) -> int:
        """Where a place in the source is in the link's sentences as one text."""
        start = 0
        for number in link.source:
            sentence = self._source.sentences[number]
            if offset <= sentence.end:
                break
            start += len(sentence.text) + 1
        return start + max(0, min(offset, sentence.end) - sentence.start)

    @cached_property
    def _in_target(self) -> Mapping[int, tuple[Span, ...]]:
        return self._doubted(self._source, self._target, lambda link: (link.source, link.target))

    @cached_property
    def _in_source(self) -> Mapping[int, tuple[Span, ...]]:
        return self._doubted(self._target, self._source, lambda link: (link.target, link.source))

    def _doubted(
        self,
        given: Document,
        judged: Document,
        sides: Callable[[Link], tuple[tuple[int, ...], tuple[int, ...]]],
    ) -> dict[int, tuple[Span, ...]]:
        """The doubtful words of ``judged``, given the other document, by link."""
        scorer = self._find(given.language, judged.language)
        if not isinstance(scorer, Scorer) or scorer.doubtful_surprise is None:
            return {}
        pairs = [sides(link) for link in self._links]
        words = score_words(
            scorer,
            [_joined(given, one) for one, _ in pairs],
            [_joined(judged, other) for _, other in pairs],
        )
        return {
            link.id: _placed(doubtful(found, scorer.doubtful_surprise), judged, ids)
            for link, found, (_, ids) in zip(self._links, words, pairs, strict=True)
        }


def _joined(document: Document, ids: Sequence[int]) -> str:
    return " ".join(document.sentences[number].text for number in ids)


def _placed(spans: Sequence[Span], document: Document, ids: Sequence[int]) -> tuple[Span, ...]:
    """Spans of the joined sentences as spans of the document."""
    placed = []
    start = 0
    for number in ids:
        sentence = document.sentences[number]
        shift = sentence.start - start
        end = start + len(sentence.text)
        placed += [span.shifted(shift) for span in spans if start <= span.start < end]
        start = end + 1
    return tuple(placed)
