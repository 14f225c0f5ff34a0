"""Where a finding stands and the words around it, by offsets alone."""

from __future__ import annotations

from dataclasses import dataclass

from selaras.auditing import Audit
from selaras.checks.model import Finding
from selaras.documents.model import Document, Span
from selaras.reports import wording

_REACH = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one of the two documents; ``span`` is None for a whole document."""

    document: Document
    span: Span | None

    @property
    def line(self) -> int:
        """The 1-based line on which it begins."""
        return self.document.position(self.span.start)[0] if self.span else 1

    @property
    def column(self) -> int:
        """The 1-based column at which it begins."""
        return self.document.position(self.span.start)[1] if self.span else 1

    @property
    def flagged(self) -> str:
        """The text of the stretch."""
        return self.document.text[self.span.start : self.span.end] if self.span else ""

    def context(self) -> tuple[str, str]:
        """The rest of its sentence, as far as a report shows it: what stands before, and after."""
        if not self.span:
            return "", ""
        text, (start, end) = self.document.text, (self.span.start, self.span.end)
        first = self.document.sentence_at(start)
        last = self.document.sentence_at(max(start, end - 1))
        return (
            text[max(first.start, start - _REACH) : start] if first else "",
            text[end : min(last.end, end + _REACH)] if last else "",
        )


def place(audit: Audit, finding: Finding) -> Place:
    """Where the finding is shown: in the target, or in the source when only that has a place."""
    if not finding.target and finding.source:
        return Place(audit.source, finding.source[0])
    return Place(audit.target, finding.target[0] if finding.target else None)


def other_places(audit: Audit, finding: Finding) -> tuple[Place, ...]:
    """Every further place of the finding, the source's last."""
    shown = place(audit, finding)
    everywhere = [Place(audit.target, span) for span in finding.target]
    everywhere += [Place(audit.source, span) for span in finding.source]
    return tuple(there for there in everywhere if there != shown)


def pair_name(audit: Audit) -> str:
    """How a baseline names the two documents together."""
    return f"{audit.source.path} -> {audit.target.path}"


def notes_by_link(audit: Audit) -> dict[int, list[str]]:
    """What the findings say about each link, by its id."""
    notes: dict[int, list[str]] = {}
    for finding in audit.findings:
        if finding.link is not None:
            note = f"{finding.id} {finding.severity} {finding.check}: {wording.remark(finding)}"
            notes.setdefault(finding.link, []).append(note)
    return notes
