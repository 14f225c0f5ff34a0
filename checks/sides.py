"""One side of the pair, for checks that read a text alone.

What such a check finds in the target is a finding of its own weight; in the
source it is a remark (``info``), since the source is not what gets published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from selaras.align.model import Link
from selaras.checks.model import Context, Finding, Severity
from selaras.documents.model import Document, Role, Sentence, Span
from selaras.languages import Language


@dataclass(frozen=True, slots=True)
class Side:
    """One document with its language, and the other one for comparison."""

    document: Document
    language: Language
    other: Document
    other_language: Language
    links: Mapping[int, Link]
    is_source: bool

    def sentences(self, boilerplate: bool = False) -> Iterator[Sentence]:
        """The sentences to be read: boilerplate only where it is asked for."""
        for sentence in self.document.sentences:
            if boilerplate or sentence.role is not Role.BOILERPLATE:
                yield sentence

    def paragraphs(self) -> Iterator[tuple[Sentence, ...]]:
        """The sentences to be read, those of one paragraph together."""
        for _, group in groupby(self.sentences(), key=lambda sentence: sentence.paragraph):
            yield tuple(group)

    def counterparts(self, *sentences: Sentence) -> tuple[Sentence, ...]:
        """The sentences of the other document that are linked with the given ones, in order."""
        ids: set[int] = set()
        for sentence in sentences:
            if link := self.links.get(sentence.id):
                ids.update(link.target if self.is_source else link.source)
        return tuple(self.other.sentences[index] for index in sorted(ids))

    def finding(
        self,
        message: str,
        *spans: Span,
        severity: Severity | None = None,
        suggestion: str | None = None,
        **evidence: Any,
    ) -> Finding:
        """A finding on this side; on the source side it is never more than a remark."""
        return Finding(
            message=message,
            source=spans if self.is_source else (),
            target=() if self.is_source else spans,
            severity=Severity.INFO if self.is_source else severity,
            suggestion=suggestion,
            evidence=evidence,
        )


def target_side(context: Context) -> Side:
    """The side to be published."""
    return Side(
        document=context.target,
        language=context.target_language,
        other=context.source,
        other_language=context.source_language,
        links=context.alignment.by_target,
        is_source=False,
    )


def source_side(context: Context) -> Side:
    """The side that was translated."""
    return Side(
        document=context.source,
        language=context.source_language,
        other=context.target,
        other_language=context.target_language,
        links=context.alignment.by_source,
        is_source=True,
    )


def both_sides(context: Context) -> tuple[Side, Side]:
    """The target, then the source."""
    return target_side(context), source_side(context)
