"""One side of the pair, for checks that read a text alone.

What such a check finds in the target is a finding of its own weight; in the
source it is a remark (``info``), since the source is not what gets published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
    is_source: bool

    def sentences(self, boilerplate: bool = False) -> Iterator[Sentence]:
        """The sentences to be read: boilerplate only where it is asked for."""
        for sentence in self.document.sentences:
            if boilerplate or sentence.role is not Role.BOILERPLATE:
                yield sentence

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
        context.target, context.target_language, context.source, context.source_language, False
    )


def source_side(context: Context) -> Side:
    """The side that was translated."""
    return Side(
        context.source, context.source_language, context.target, context.target_language, True
    )


def both_sides(context: Context) -> tuple[Side, Side]:
    """The target, then the source."""
    return target_side(context), source_side(context)
