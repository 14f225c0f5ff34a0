"""A Context from segments that already correspond, one to one: for tests, benchmarks and memories.

Whoever holds a translation memory or a bilingual file needs neither reader nor
aligner; the checks see the same Context all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from selaras import languages
from selaras.align.model import Alignment, Kind, Link, WordAlignment
from selaras.checks.model import Context
from selaras.documents.model import Document, Role, Sentence, line_starts


def context_of_segments(
    source: Sequence[str],
    target: Sequence[str],
    source_language: str,
    target_language: str,
    settings: Mapping[str, Any] | None = None,
    words: Callable[[Link], WordAlignment | None] = lambda link: None,
) -> Context:
    """Join two equally long lists of segments, one a line; an empty string makes a gap.

    Each segment becomes one body sentence; pairs become links in their order.
    """
    sides = [
        document_of_segments(segments, language)
        for segments, language in ((source, source_language), (target, target_language))
    ]
    return Context(
        source=sides[0],
        target=sides[1],
        alignment=_diagonal(source, target),
        source_language=languages.load(source_language),
        target_language=languages.load(target_language),
        words=words,
        settings=settings or {},
    )


def document_of_segments(segments: Sequence[str], language: str) -> Document:
    """A Document with one body sentence a non-empty segment, joined by newlines."""
    text = "\n".join(segments)
    sentences: list[Sentence] = []
    offset = 0
    for line, segment in enumerate(segments):
        if segment:
            sentences.append(
                Sentence(
                    id=len(sentences),
                    start=offset,
                    end=offset + len(segment),
                    paragraph=line,
                    role=Role.BODY,
                    text=segment,
                )
            )
        offset += len(segment) + 1
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        path="-",
        language=language,
        sha256=digest,
        text=text,
        sentences=tuple(sentences),
        line_starts=line_starts(text),
    )


def _diagonal(source: Sequence[str], target: Sequence[str]) -> Alignment:
    links: list[Link] = []
    left, right = 0, 0
    for one, other in zip(source, target, strict=True):
        ids = (left,) if one else (), (right,) if other else ()
        kind = {
            (True, True): Kind.MATCH,
            (True, False): Kind.OMISSION,
            (False, True): Kind.ADDITION,
        }[bool(one), bool(other)]
        links.append(Link(id=len(links), source=ids[0], target=ids[1], kind=kind, score=1.0))
        left, right = left + bool(one), right + bool(other)
    return Alignment(tuple(links))
