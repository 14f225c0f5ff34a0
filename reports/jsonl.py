"""JSON Lines, for streams: each finding is a line that needs no other; the summary is the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from selaras.auditing import Audit
from selaras.checks.model import Finding
from selaras.reports.json import encode, finding_values
from selaras.reports.model import Options
from selaras.reports.places import place


def render(audit: Audit, options: Options) -> str:
    """The findings in order, the summary last; ``type`` tells the lines apart."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """The lines of all audits, each audit closed by its summary."""
    return "".join(encode(line) + "\n" for audit in audits for line in _lines(audit))


def _lines(audit: Audit) -> list[dict[str, Any]]:
    return [*(_finding(audit, finding) for finding in audit.findings), _summary(audit)]


def _finding(audit: Audit, finding: Finding) -> dict[str, Any]:
    there = place(audit, finding)
    return {
        "type": "finding",
        **_pair(audit),
        "path": there.document.path,
        "line": there.line,
        "column": there.column,
        "words": there.flagged,
        **finding_values(finding),
    }


def _summary(audit: Audit) -> dict[str, Any]:
    return {
        "type": "summary",
        **_pair(audit),
        **asdict(audit.summary),
        "scores": asdict(audit.scores),
        "notes": list(audit.notes),
        "signature": audit.signature,
    }


def _pair(audit: Audit) -> dict[str, str]:
    return {"source_path": audit.source.path, "target_path": audit.target.path}
