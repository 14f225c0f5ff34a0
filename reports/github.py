"""Annotations for GitHub: workflow commands that mark the findings in a pull request's files."""

from __future__ import annotations

from collections.abc import Sequence

from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity, Status
from selaras.reports import wording
from selaras.reports.model import Options
from selaras.reports.places import place
from selaras.reports.visible import one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(audit: Audit, options: Options) -> str:
    """One command a finding; an accepted finding is only a notice."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """The commands of all audits, one after the other."""
    return "".join(
        _command(audit, finding) + "\n" for audit in audits for finding in audit.findings
    )


def _command(audit: Audit, finding: Finding) -> str:
    there = place(audit, finding)
    accepted = finding.status is Status.BASELINE
    properties = {"file": there.document.path, "title": f"selaras: {finding.check}"}
    if there.span:
        end_line, end_column = there.document.position(max(there.span.start, there.span.end - 1))
        properties |= {"line": str(there.line), "endLine": str(end_line)}
        # GitHub takes columns only within one line.
        if end_line == there.line:
            properties |= {"col": str(there.column), "endColumn": str(end_column)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    command = "notice" if accepted else _COMMANDS[finding.severity or Severity.INFO]
    return f"::{command} {listed}::{_data(wording.remark(finding))}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
