"""What the spreadsheet formats have in common: their sheets as rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selaras.auditing import Audit
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Finding
from selaras.documents.model import Document
from selaras.reports import wording
from selaras.reports.places import Place, place
from selaras.reports.visible import one_line

Value = str | int | float | None

_LONGEST = 30_000
_LONGEST_WORDS = 2_000
_FINDING = (
    *("id", "severity", "check", "status", "message", "suggestion", "words"),
    *("file", "line", "column", "source_words", "source_file", "source_line"),
    *("link", "fingerprint"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table; the first row is its head, ``widths`` are in characters."""

    name: str
    widths: Sequence[int]
    rows: Sequence[Sequence[Value]]


def findings_sheet(audits: Iterable[Audit]) -> Sheet:
    """A row a finding of all these audits."""
    widths = (7, 10, 20, 10, 60, 25, 35, 30, 6, 8, 35, 30, 11, 6, 18)
    rows = [_finding(audit, finding) for audit in audits for finding in audit.findings]
    return Sheet("Findings", widths, [_FINDING, *rows])


def alignment_sheet(audit: Audit) -> Sheet:
    """A row a link, in reading order."""
    head = ("link", "kind", "score", "source", "target", "translation", "chrf", "chrf++", "gloss")
    rows = [
        (
            link.id,
            str(link.kind),
            round(link.score, 4),
            _text(audit.source, link.source),
            _text(audit.target, link.target),
            one_line(link.translation or "") or None,
            link.chrf,
            link.chrfpp,
            one_line(link.gloss or "") or None,
        )
        for link in audit.alignment.links
    ]
    return Sheet("Alignment", (6, 10, 8, 70, 70, 70, 8, 8, 70), [head, *rows])


def ledger_sheet(ledger: Ledger) -> Sheet:
    """The ledger as it is."""
    rows = [
        [one_line(cell) if isinstance(cell, str) else cell for cell in row]
        for row in (ledger.columns, *ledger.rows)
    ]
    return Sheet(_sheet_name(ledger.name), (30,) * len(ledger.columns), rows)


def summary_sheet(audit: Audit) -> Sheet:
    """The verdict and the figures."""
    return Sheet("Summary", (30, 90), list(_summary(audit)))


def _sheet_name(name: str) -> str:
    """``name`` as spreadsheet programs allow it: short, and without characters of theirs."""
    return "".join("-" if character in "[]:*?/\\'" else character for character in one_line(name))[
        :31
    ]


def _summary(audit: Audit) -> Iterator[tuple[str, Value]]:
    yield ("source", one_line(audit.source.path))
    yield ("target", one_line(audit.target.path))
    yield ("verdict", wording.verdict(audit))
    if missing := wording.correspondence(audit):
        yield ("correspondence", missing)
    for name in ("error", "warning", "info"):
        yield (name, getattr(audit.summary, name))
    for name in ("coverage_source", "coverage_target", "chrf", "chrfpp", "bleu"):
        yield (name, getattr(audit.scores, name))
    yield ("translator_quality", audit.tool.translator_quality)
    yield from (("note", one_line(note)) for note in audit.notes)
    yield ("signature", one_line(audit.signature))


def _finding(audit: Audit, finding: Finding) -> Sequence[Value]:
    there = place(audit, finding)
    source = Place(audit.source, finding.source[0]) if finding.source else None
    return (
        finding.id,
        str(finding.severity),
        finding.check,
        str(finding.status),
        one_line(finding.message),
        one_line(finding.suggestion or "") or None,
        one_line(there.flagged[:_LONGEST_WORDS]),
        one_line(there.document.path),
        there.line,
        there.column,
        one_line(source.flagged[:_LONGEST_WORDS]) if source else None,
        one_line(audit.source.path),
        source.line if source else None,
        finding.link,
        finding.fingerprint,
    )


def _text(document: Document, sentences: Sequence[int]) -> str:
    return one_line(" ".join(document.sentences[index].text for index in sentences)[:_LONGEST])
