"""SARIF 2.1.0, for code scanning: the target is the location, the source the related one.

Columns count characters, fingerprints let a platform follow a finding from run to
run, and what the baseline accepts is suppressed, not left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from selaras import __version__
from selaras.auditing import Audit
from selaras.checks import registry
from selaras.checks.model import Finding, Severity, Status
from selaras.documents.model import Document
from selaras.gate_findings import NOT_AUDITED
from selaras.reports import wording
from selaras.reports.json import encode
from selaras.reports.model import Options
from selaras.reports.places import Place, other_places, place
from selaras.reports.visible import visible
from selaras.settings import GATE_FINDINGS

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LONGEST_SNIPPET = 400


def render(audit: Audit, options: Options) -> str:
    """A SARIF log with one run."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """A SARIF log with one run for all audits: platforms refuse several runs of one tool."""
    versions = {audit.tool.version: None for audit in audits}
    checks = sorted({finding.check for audit in audits for finding in audit.findings})
    documents = (document for audit in audits for document in (audit.target, audit.source))
    artifacts = {_identity(document): document for document in documents}
    numbers = {identity: number for number, identity in enumerate(artifacts)}
    run = {
        "tool": {
            "driver": {
                "name": "selaras",
                "version": next(iter(versions), __version__),
                "rules": [_rule(check) for check in checks],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(audits)],
        "artifacts": [_artifact(document) for document in artifacts.values()],
        "results": [
            _result(_Run(audit, checks, numbers), finding)
            for audit in audits
            for finding in audit.findings
        ],
        "properties": {"pairs": [_pair(audit) for audit in audits]},
    }
    return encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class _Run:
    """What a result refers to: its audit, and the run's rules and artifacts by their places."""

    audit: Audit
    checks: Sequence[str]
    artifacts: Mapping[tuple[str, str], int]


def _pair(audit: Audit) -> dict[str, Any]:
    return {
        "source": _address(audit.source),
        "target": _address(audit.target),
        "gate": audit.summary.gate,
        "coverage_source": audit.scores.coverage_source,
        "coverage_target": audit.scores.coverage_target,
        "signature": audit.signature,
    }


def _rule(name: str) -> dict[str, Any]:
    """A check as a rule; one that this version does not know has its name alone."""
    if name in GATE_FINDINGS:
        return {
            "id": name,
            "shortDescription": {"text": f"The gate: {name.replace('-', ' ')}"},
            "defaultConfiguration": {"level": _LEVELS[GATE_FINDINGS[name]]},
        }
    if name not in registry.modules():
        return {"id": name}
    check, manual = registry.modules()[name].CHECK, registry.manual(name)
    return {
        "id": name,
        "shortDescription": {"text": _inert(manual.partition("\n")[0])},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": ["translation", registry.group(name), check.issue_type]},
    }


def _invocation(audits: Sequence[Audit]) -> dict[str, Any]:
    notes = dict.fromkeys(note for audit in audits for note in audit.notes)
    return {
        "executionSuccessful": not any(
            finding.check == NOT_AUDITED for audit in audits for finding in audit.findings
        ),
        "toolExecutionNotifications": [
            {"level": "note", "message": {"text": _inert(note)}} for note in notes
        ],
    }


def _artifact(document: Document) -> dict[str, Any]:
    return {
        "location": {"uri": _address(document)},
        "encoding": document.encoding,
        "hashes": {"sha-256": document.sha256},
        "roles": ["analysisTarget"],
        "properties": {"language": document.language},
    }


def _result(run: _Run, finding: Finding) -> dict[str, Any]:
    audit = run.audit
    accepted = finding.status is Status.BASELINE
    suggestion = {"suggestion": finding.suggestion} if finding.suggestion else {}
    return {
        "ruleId": finding.check,
        "ruleIndex": run.checks.index(finding.check),
        "level": _LEVELS[finding.severity or Severity.INFO],
        "message": {"text": _inert(wording.remark(finding))},
        "locations": [{"physicalLocation": _location(run, place(audit, finding))}],
        "relatedLocations": [
            {"id": number, "physicalLocation": _location(run, there)}
            for number, there in enumerate(other_places(audit, finding), start=1)
        ],
        "partialFingerprints": {"selarasFingerprint/v1": finding.fingerprint},
        "baselineState": "unchanged" if accepted else "new",
        "suppressions": [_suppression(finding)] if accepted else [],
        "properties": {"id": finding.id, "evidence": dict(finding.evidence), **suggestion},
    }


def _suppression(finding: Finding) -> dict[str, str]:
    decision = finding.evidence.get("accepted")
    reason = decision.get("reason") if isinstance(decision, dict) else None
    suppression = {"kind": "external", "status": "accepted"}
    return {**suppression, "justification": reason} if reason else suppression


def _location(run: _Run, there: Place) -> dict[str, Any]:
    index = run.artifacts[_identity(there.document)]
    address = {"uri": _address(there.document), "index": index}
    return {"artifactLocation": address, **({"region": _region(there)} if there.span else {})}


def _region(there: Place) -> dict[str, Any]:
    if there.span is None:
        return {}
    end_line, end_column = there.document.position(there.span.end)
    region = {
        "startLine": there.line,
        "startColumn": there.column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": there.span.start,
        "charLength": len(there.span),
    }
    snippet = there.flagged[:_LONGEST_SNIPPET]
    return {**region, "snippet": {"text": snippet}} if snippet else region


def _identity(document: Document) -> tuple[str, str]:
    """What makes it the same file: pairs may share a source."""
    return _address(document), document.sha256


def _address(document: Document) -> str:
    """The document's path as a URI reference: relative as given, or a file's."""
    path = PurePath(document.path)
    if PureWindowsPath(document.path).drive:
        return "file:///" + quote(document.path.replace("\\", "/"), ":/", errors="surrogatepass")
    scheme = "file://" if path.is_absolute() else ""
    return scheme + quote(path.as_posix(), errors="surrogatepass")


def _inert(text: str) -> str:
    """A message's text without placeholders or links of its own."""
    doubled = visible(text, keep="\n").replace("{", "{{").replace("}", "}}")
    return doubled.replace("[", "\\[").replace("]", "\\]")
