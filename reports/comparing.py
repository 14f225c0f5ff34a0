"""Two audits of the same pair compared: what was fixed, what is new, what is still there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from selaras.auditing import Audit
from selaras.checks.model import Finding
from selaras.reports.concise import line
from selaras.reports.json import encode, finding_values
from selaras.reports.markdown import escaped


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings of two audits, sorted by whether they are in the old one, the new one, or both.

    ``fixed`` are findings of the old audit; ``added`` and ``remaining`` of the new one.
    """

    old: Audit
    new: Audit
    fixed: tuple[Finding, ...]
    added: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def compare(old: Audit, new: Audit) -> Comparison:
    """Match the findings by fingerprint; the same defect twice is two findings."""
    return Comparison(
        old,
        new,
        fixed=_beyond(old.findings, new.findings),
        added=_beyond(new.findings, old.findings),
        remaining=_within(new.findings, old.findings),
    )


def to_text(comparison: Comparison) -> str:
    """The comparison for the terminal."""
    lines = []
    for title, audit, findings in _sections(comparison):
        lines.append(f"{title}: {len(findings)}")
        lines += [f"  {line(audit, finding)}" for finding in findings]
    return "\n".join([*lines, "", _verdicts(comparison)]) + "\n"


def to_markdown(comparison: Comparison) -> str:
    """The comparison for a pull request."""
    parts = [f"**{_verdicts(comparison)}**"]
    for title, audit, findings in _sections(comparison):
        rows = [f"- {escaped(line(audit, finding))}" for finding in findings]
        parts.append("\n".join([f"#### {title}: {len(findings)}", "", *rows]).rstrip())
    return "\n\n".join(parts) + "\n"


def to_json(comparison: Comparison) -> str:
    """The comparison for programs."""
    values: dict[str, Any] = {
        "schema": "selaras/comparison/1",
        "old": comparison.old.signature,
        "new": comparison.new.signature,
        "gate": {"old": comparison.old.summary.gate, "new": comparison.new.summary.gate},
    }
    for key in ("fixed", "added", "remaining"):
        values[key] = [finding_values(finding) for finding in getattr(comparison, key)]
    return encode(values, indent=1) + "\n"


def _sections(comparison: Comparison) -> Sequence[tuple[str, Audit, Sequence[Finding]]]:
    return (
        ("Fixed", comparison.old, comparison.fixed),
        ("New", comparison.new, comparison.added),
        ("Still there", comparison.new, comparison.remaining),
    )


def _verdicts(comparison: Comparison) -> str:
    return f"gate: {comparison.old.summary.gate} before, {comparison.new.summary.gate} now"


def _beyond(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that are not among the others."""
    left = Counter(finding.fingerprint for finding in others)
    beyond = []
    for finding in findings:
        if left[finding.fingerprint]:
            left[finding.fingerprint] -= 1
        else:
            beyond.append(finding)
    return tuple(beyond)


def _within(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that are among the others."""
    beyond = {finding.id for finding in _beyond(findings, others)}
    return tuple(finding for finding in findings if finding.id not in beyond)
