"""Words that answer each other, as places in what the review page shows.

The page shows a link's sentences one after the other in a cell, with symbols for
acting characters, and browsers count UTF-16 units: the places follow all that.
"""

from __future__ import annotations

from collections.abc import Sequence

from selaras.align.model import Link
from selaras.auditing import Audit
from selaras.documents.model import Document, Sentence, Span
from selaras.reports.marking import Shown


def word_places(audit: Audit) -> dict[int, list[list[int]]]:
    """By link: start and end in the source's cell, start and end in the target's, for each pair."""
    return {
        link.id: _pairs(audit, link) for link in audit.alignment.links if link.id in audit.words
    }


def _pairs(audit: Audit, link: Link) -> list[list[int]]:
    source, target = _Cell(audit.source, link.source), _Cell(audit.target, link.target)
    places = [(source.place(one), target.place(other)) for one, other in audit.words[link.id]]
    return [[*left, *right] for left, right in places if left and right]


class _Cell:
    """A cell that shows some sentences of a document, with a space between them."""

    def __init__(self, document: Document, sentences: Sequence[int]) -> None:
        self._parts: list[tuple[Sentence, Shown, int]] = []
        offset = 0
        for index in sentences:
            sentence = document.sentences[index]
            shown = Shown(sentence.text)
            self._parts.append((sentence, shown, offset))
            offset += shown.offset(len(sentence.text)) + 1

    def place(self, span: Span) -> tuple[int, int] | None:
        """Where the span is shown, when one of the sentences holds all of it."""
        for sentence, shown, offset in self._parts:
            if sentence.span.contains(span):
                return (
                    offset + shown.offset(span.start - sentence.start),
                    offset + shown.offset(span.end - sentence.start),
                )
        return None
