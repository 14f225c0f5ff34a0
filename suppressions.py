"""Comments that silence a check where it is wrong: ``<!-- selaras: ignore=number as quoted -->``.

In Markdown and HTML, a comment counts for the paragraph that follows it or that
it stands in; ``ignore-file=`` counts for the whole document. What it silences is
marked, not hidden, and a comment that silences nothing is itself a finding.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import regex
from selaras.auditing import Audit
from selaras.checks import registry
from selaras.checks.model import Finding, Status
from selaras.documents.decoding import decode
from selaras.documents.model import Document, Span, line_starts
from selaras.errors import SettingsError
from selaras.gate_findings import added, raised
from selaras.settings import Settings

NAME = "suppression"

_ENDINGS = {".md", ".markdown", ".html", ".htm", ".xhtml"}
_DIRECTIVE = regex.compile(r"\s*selaras:\s*(ignore-file|ignore)=(\S+)\s*(.*)", regex.DOTALL)
_HIDDEN = regex.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^<>]*>", regex.DOTALL)
_TAIL = 4000
_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment: its line in the file, the checks it names, why, and where it counts."""

    line: int
    checks: frozenset[str]
    reason: str
    scope: Span | None
    trouble: str | None = None

    def silences(self, finding: Finding, spans: Sequence[Span]) -> bool:
        """Whether it counts for a finding that has these spans in the comment's document."""
        scope = self.scope
        return (
            finding.check in self.checks
            and scope is not None
            and any(span.overlaps(scope) for span in spans)
        )


def suppress(audit: Audit, settings: Settings) -> Audit:
    """The audit with silenced findings marked, and findings about comments that are wrong."""
    findings = list(audit.findings)
    ran = {check.name for check in registry.chosen(settings.select, settings.ignore)}
    troubles = []
    for document, side in ((audit.source, "source"), (audit.target, "target")):
        for comment in comments(document):
            hits = [
                index
                for index, finding in enumerate(findings)
                if comment.silences(finding, getattr(finding, side))
            ]
            for index in hits:
                findings[index] = _silenced(findings[index], comment)
            idle = comment.checks & ran and not hits
            trouble = comment.trouble or ("silences nothing; remove it" if idle else None)
            if trouble:
                troubles.append(_trouble(document, side, comment, trouble, settings))
    return added(replace(audit, findings=tuple(findings)), troubles)


def comments(document: Document) -> list[Suppression]:
    """The comments for selaras in the document's file; none in formats that have no comments."""
    path = Path(document.path)
    if path.suffix.lower() not in _ENDINGS or not path.is_file():
        return []
    raw = decode(path.read_bytes(), document.path).text
    letters, offsets = _letters(document.text, 0)
    found, cursor, lines = [], 0, line_starts(raw)
    for start, end in _comment_spans(raw):
        directive = _DIRECTIVE.fullmatch(raw, start + 4, end - 3)
        if not directive:
            continue
        following, _ = _letters(html.unescape(_HIDDEN.sub(" ", raw[end : end + _TAIL])), _LETTERS)
        place = letters.find(following, cursor) if following else -1
        cursor = max(cursor, place)
        scope = _paragraph(document, offsets[place]) if place >= 0 else None
        if directive[1] == "ignore-file":
            scope = Span(0, len(document.text))
        found.append(_suppression(bisect_right(lines, start), directive, scope))
    return found


def _comment_spans(raw: str) -> Iterator[tuple[int, int]]:
    start = raw.find("<!--")
    while start >= 0:
        end = raw.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = raw.find("<!--", end + 3)


def _letters(text: str, limit: int) -> tuple[str, list[int]]:
    """The letters and digits of ``text`` (the first ``limit``, if not 0) and where they stand."""
    kept, offsets = [], []
    for offset, character in enumerate(text):
        if character.isalnum():
            kept.append(character)
            offsets.append(offset)
            if len(kept) == limit:
                break
    return "".join(kept), offsets


def _paragraph(document: Document, offset: int) -> Span | None:
    sentence = document.sentence_at(offset)
    if sentence is None:
        return None
    first = last = sentence
    while first.id and document.sentences[first.id - 1].paragraph == sentence.paragraph:
        first = document.sentences[first.id - 1]
    for following in islice(document.sentences, sentence.id, None):
        if following.paragraph != sentence.paragraph:
            break
        last = following
    return Span(first.start, last.end)


def _suppression(line: int, directive: regex.Match[str], scope: Span | None) -> Suppression:
    names, reason = directive[2].strip(",").split(","), directive[3].strip()
    try:
        checks = frozenset(check.name for check in registry.chosen(names))
    except SettingsError as error:
        return Suppression(line, frozenset(), reason, scope, str(error))
    trouble = None if reason else "gives no reason; say why after the check's name"
    return Suppression(line, checks, reason, scope, trouble)


def _silenced(finding: Finding, comment: Suppression) -> Finding:
    accepted = {"by": "comment", "line": comment.line, "reason": comment.reason}
    return replace(
        finding, status=Status.BASELINE, evidence={**finding.evidence, "accepted": accepted}
    )


def _trouble(
    document: Document, side: str, comment: Suppression, trouble: str, settings: Settings
) -> Finding:
    message = f"The comment for selaras in line {comment.line} of the {side} file {trouble}."
    checks = ",".join(sorted(comment.checks))
    finding = raised(NAME, message, settings, document.language, checks, trouble)
    spans = (comment.scope,) if comment.scope else ()
    return replace(finding, source=spans) if side == "source" else replace(finding, target=spans)
