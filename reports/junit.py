"""JUnit XML: a test case a finding, so that every build server can show them.

A finding that fails the gate is a failure, an accepted one is skipped, a lighter
one passes and says what it has to say; the gate is a case of its own.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity, Status
from selaras.reports import wording
from selaras.reports.model import Options
from selaras.reports.places import pair_name, place
from selaras.reports.visible import one_line
from selaras.reports.xml_text import serialise


def render(audit: Audit, options: Options) -> str:
    """One test suite with a case for the gate and one for each finding."""
    root = Element("testsuites")
    failures = sum(_fails(audit, finding) for finding in audit.findings)
    gate_fails = audit.summary.gate == "fail"
    suite = SubElement(
        root,
        "testsuite",
        name=one_line(f"selaras {pair_name(audit)}"),
        tests=str(len(audit.findings) + 1),
        failures=str(failures + gate_fails),
        skipped=str(sum(finding.status is Status.BASELINE for finding in audit.findings)),
        errors="0",
    )
    gate = SubElement(suite, "testcase", classname="selaras", name="gate")
    if gate_fails:
        SubElement(gate, "failure", message=wording.verdict(audit), type="gate")
    for finding in audit.findings:
        _case(suite, audit, finding)
    return serialise(root)


def _case(suite: Element, audit: Audit, finding: Finding) -> None:
    there = place(audit, finding)
    case = SubElement(
        suite,
        "testcase",
        classname=f"selaras.{finding.check}",
        name=one_line(f"{finding.id} {there.flagged[:80]}").strip(),
        file=one_line(there.document.path),
        line=str(there.line),
    )
    message = one_line(wording.remark(finding))
    if _fails(audit, finding):
        failure = SubElement(case, "failure", message=message, type=str(finding.severity))
        failure.text = f"{one_line(there.document.path)}:{there.line}:{there.column}"
    elif finding.status is Status.BASELINE:
        SubElement(case, "skipped", message=message)
    else:
        SubElement(case, "system-out").text = f"{finding.severity}: {message}"


def _fails(audit: Audit, finding: Finding) -> bool:
    grave = (finding.severity or Severity.INFO).rank >= audit.summary.fail_on.rank
    return grave and finding.status is Status.NEW
