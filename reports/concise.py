"""One line a finding, as compilers print them: editors and terminals make such lines clickable."""

from __future__ import annotations

from collections.abc import Sequence

from selaras.auditing import Audit
from selaras.checks.model import Finding
from selaras.reports import wording
from selaras.reports.model import Options
from selaras.reports.places import place
from selaras.reports.visible import one_line


def render(audit: Audit, options: Options) -> str:
    """``path:line:column: severity check message``, one line a finding, nothing else."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """The lines of all audits, one after the other."""
    return "".join(line(audit, finding) + "\n" for audit in audits for finding in audit.findings)


def line(audit: Audit, finding: Finding) -> str:
    """The finding on one line, as compilers print theirs."""
    there = place(audit, finding)
    where = f"{there.document.path}:{there.line}:{there.column}"
    return one_line(f"{where}: {finding.severity} {finding.check} {wording.remark(finding)}")
