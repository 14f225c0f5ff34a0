"""JUnit XML: a test suite a pair, a test case a finding, so that every build server can show them.

A finding that fails the gate is a failure, an accepted one is skipped, a lighter
one passes; the gate is a case of its own. What passes has no room for words in a
test case, so that the suite's output lists every finding. Two schemas are in use,
Ant's and that of Jenkins: the report fits both.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity, Status
from selaras.reports import concise, wording
from selaras.reports.model import Options
from selaras.reports.places import pair_name, place
from selaras.reports.visible import one_line
from selaras.reports.xml_text import serialise

# Demanded by Ant's schema; the same input must give the same bytes, so that no clock is asked.
_UNTIMED = {"timestamp": "1970-01-01T00:00:00", "hostname": "localhost", "time": "0"}


def render(audit: Audit, options: Options) -> str:
    """One test suite with a case for the gate and one for each finding."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """A test suite for each audit."""
    root = Element("testsuites")
    for number, audit in enumerate(audits):
        _suite(root, number, audit)
    return serialise(root)


def _suite(root: Element, number: int, audit: Audit) -> None:
    gate_fails = audit.summary.gate == "fail"
    failures = sum(_fails(audit, finding) for finding in audit.findings) + gate_fails
    name = one_line(pair_name(audit))
    counts = {
        "tests": len(audit.findings) + 1,
        "failures": failures,
        "errors": 0,
        "skipped": sum(finding.status is Status.BASELINE for finding in audit.findings),
    }
    head = {"id": str(number), "package": "selaras", "name": name, **_UNTIMED}
    suite = SubElement(root, "testsuite", head | {key: str(n) for key, n in counts.items()})
    SubElement(suite, "properties")
    gate = _case(suite, f"selaras {name}", "gate")
    if gate_fails:
        SubElement(gate, "failure", message=wording.verdict(audit), type="gate")
    for finding in audit.findings:
        _finding_case(suite, audit, finding)
    output = "".join(concise.line(audit, finding) + "\n" for finding in audit.findings)
    SubElement(suite, "system-out").text = output
    SubElement(suite, "system-err")


def _finding_case(suite: Element, audit: Audit, finding: Finding) -> None:
    there = place(audit, finding)
    name = one_line(f"{finding.id} {there.flagged[:80]}").strip()
    case = _case(suite, f"selaras.{finding.check}", name)
    message = one_line(wording.remark(finding))
    if _fails(audit, finding):
        failure = SubElement(case, "failure", message=message, type=str(finding.severity))
        failure.text = f"{one_line(there.document.path)}:{there.line}:{there.column}"
    elif finding.status is Status.BASELINE:
        SubElement(case, "skipped", message=message)


def _case(suite: Element, classname: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=classname, name=name, time="0")


def _fails(audit: Audit, finding: Finding) -> bool:
    grave = (finding.severity or Severity.INFO).rank >= audit.summary.fail_on.rank
    return grave and finding.status is Status.NEW
