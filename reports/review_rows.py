"""What the review page lists: both texts row by row, and the findings with their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selaras.align.model import Link
from selaras.auditing import Audit
from selaras.checks.model import Finding
from selaras.documents.model import Document, Sentence
from selaras.reports.fitting import ELLIPSIS
from selaras.reports.marking import Flag, Piece, Shown, flags_by_sentence, pieces
from selaras.reports.places import Place, place
from selaras.reports.visible import one_line

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence as the page shows it."""

    sentence: Sentence
    begins_paragraph: bool
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Row:
    """A link with the segments of its two sides and the findings about it."""

    link: Link
    source: Sequence[Segment]
    target: Sequence[Segment]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: where it stands, its words, and the row it belongs to."""

    finding: Finding
    place: Place
    side: str
    before: str
    flagged: str
    after: str


def rows(audit: Audit) -> list[Row]:
    """Every link as a row, in reading order."""
    source = _segments(audit.source, ((s, f) for f in audit.findings for s in f.source))
    target = _segments(audit.target, ((s, f) for f in audit.findings for s in f.target))
    findings: dict[int | None, list[Finding]] = {}
    for finding in audit.findings:
        findings.setdefault(finding.link, []).append(finding)
    return [
        Row(
            link,
            [source[index] for index in link.source],
            [target[index] for index in link.target],
            findings.get(link.id, []),
        )
        for link in audit.alignment.links
    ]


def _segments(document: Document, flags: Iterable[Flag]) -> list[Segment]:
    flagged = flags_by_sentence(document, flags)
    paragraphs = [None, *(sentence.paragraph for sentence in document.sentences)]
    return [
        Segment(
            sentence,
            sentence.paragraph != before,
            pieces(sentence, Shown(sentence.text), flagged.get(sentence.id, ())),
        )
        for sentence, before in zip(document.sentences, paragraphs, strict=False)
    ]


def item(audit: Audit, finding: Finding) -> Item:
    """The finding as the list shows it."""
    there = place(audit, finding)
    before, after = there.context()
    return Item(
        finding,
        there,
        "source" if there.document is audit.source else "target",
        _tail(one_line(before)),
        one_line(there.flagged[:200]),
        _head(one_line(after)),
    )


def _tail(text: str) -> str:
    """The last words of ``text``, as many as the list has room for."""
    if len(text) <= _AROUND:
        return text
    return ELLIPSIS + text[-_AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    """The first words of ``text``, as many as the list has room for."""
    if len(text) <= _AROUND:
        return text
    return text[:_AROUND].rpartition(" ")[0] + ELLIPSIS
