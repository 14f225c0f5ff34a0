"""Passages that stand at another place in the translation than in the source.

Neighbouring sentences that moved together are one finding.

Why: a moved passage may be the editor's choice; it may also tear a statement
from its speaker, or a "he" from the person it means.

Bad: "A mở hội nghị. B phát biểu. C bế mạc." · "B berpidato. A membuka konferensi. C menutupnya."

Good: "A mở hội nghị. B phát biểu. C bế mạc." · "A membuka konferensi. B berpidato. C menutupnya."

Silence: ``ignore = ["moved"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.align.model import Kind, Link
from selaras.checks.gaps import shortened
from selaras.checks.model import Check, Context, Finding, Severity


def find(context: Context) -> Iterator[Finding]:
    """One finding a passage: links that moved and follow each other on both sides."""
    for passage in _passages(context):
        sources = [s for link in passage for s in context.source_sentences(link)]
        targets = [s for link in passage for s in context.target_sentences(link)]
        yield Finding(
            message=f"“{shortened(sources[0].text)}” stands at another place in the translation "
            "than in the source: check that it still refers to the right person and subject.",
            source=tuple(sentence.span for sentence in sources),
            target=tuple(sentence.span for sentence in targets),
            link=passage[0].id,
            evidence={"sentences": len(targets)},
        )


def _passages(context: Context) -> Iterator[list[Link]]:
    passage: list[Link] = []
    for link in context.alignment.links:
        if link.kind is not Kind.MOVED:
            continue
        if passage and not _follows(passage[-1], link):
            yield passage
            passage = []
        passage.append(link)
    if passage:
        yield passage


def _follows(one: Link, other: Link) -> bool:
    return max(one.source) + 1 == min(other.source) and max(one.target) + 1 == min(other.target)


CHECK = Check("moved", "inconsistency", Severity.INFO, find, needs_alignment=True)
