"""GitLab's Code Quality report: findings in the merge request's widget and diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity, Status
from selaras.reports import wording
from selaras.reports.json import encode
from selaras.reports.model import Options
from selaras.reports.places import place
from selaras.reports.visible import one_line

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(audit: Audit, options: Options) -> str:
    """A JSON array with an object a finding."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """One array for all audits."""
    seen: Counter[str] = Counter()
    issues = []
    for audit in audits:
        for finding in audit.findings:
            seen[finding.fingerprint] += 1
            issues.append(_issue(audit, finding, seen[finding.fingerprint]))
    return encode(issues, indent=1) + "\n"


def _issue(audit: Audit, finding: Finding, occurrence: int) -> dict[str, Any]:
    """GitLab shows a fingerprint once only, so that further occurrences get a number."""
    there = place(audit, finding)
    accepted = finding.status is Status.BASELINE
    return {
        "type": "issue",
        "check_name": finding.check,
        "description": one_line(wording.remark(finding)),
        "categories": ["Style"],
        "severity": "info" if accepted else _SEVERITIES[finding.severity or Severity.INFO],
        "fingerprint": finding.fingerprint + (f"-{occurrence}" if occurrence > 1 else ""),
        "location": {
            "path": PurePath(there.document.path).as_posix(),
            "lines": {"begin": there.line},
        },
    }
