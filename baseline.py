"""Decisions about findings that outlive an audit: what was accepted, by whom, why, until when.

A baseline marks findings and hides none. Its entries go by the finding's
fingerprint, so that an edit elsewhere in the document does not undo them. It also
keeps which versions of a pair passed last, so that a later change of the source
alone is noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from selaras.auditing import Audit
from selaras.checks.model import Finding, Status
from selaras.errors import SettingsError

SCHEMA = "selaras/baseline/1"
FILE_NAME = "selaras-baseline.json"


class Decision(StrEnum):
    """What somebody decided about a finding; one marked to fix keeps counting."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision; ``until`` is the last day on which it holds, ``pair`` where it was made."""

    fingerprint: str
    check: str
    reason: str = ""
    who: str = ""
    until: date | None = None
    decision: Decision = Decision.ACCEPTED
    pair: str = ""

    def holds(self, today: date) -> bool:
        """Whether the finding no longer counts."""
        return self.decision is not Decision.FIX and not self.expired(today)

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class Passed:
    """Which versions of a pair were last found fit: the checksums of both files."""

    pair: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """All decisions, one a fingerprint, and the versions of the pairs that have passed."""

    entries: tuple[Entry, ...] = ()
    passed: tuple[Passed, ...] = ()

    def with_entries(self, entries: Iterable[Entry]) -> Baseline:
        """These decisions too; a newer one about the same finding replaces the older."""
        merged = {entry.fingerprint: entry for entry in (*self.entries, *entries)}
        return replace(self, entries=tuple(merged.values()))

    def without(self, entries: Iterable[Entry]) -> Baseline:
        """All decisions but these."""
        gone = {entry.fingerprint for entry in entries}
        return replace(self, entries=tuple(e for e in self.entries if e.fingerprint not in gone))

    def with_passed(self, versions: Iterable[Passed]) -> Baseline:
        """These versions too; of each pair the last one is kept."""
        merged = {version.pair: version for version in (*self.passed, *versions)}
        return replace(self, passed=tuple(merged.values()))

    def only_passed(self, pairs: Iterable[str]) -> Baseline:
        """Without the versions of pairs that are none of these."""
        known = set(pairs)
        return replace(self, passed=tuple(v for v in self.passed if v.pair in known))

    def last_passed(self, pair: str) -> Passed | None:
        """The versions of this pair that passed last."""
        return next((version for version in self.passed if version.pair == pair), None)


def mark(audit: Audit, baseline: Baseline, today: date) -> Audit:
    """The audit with each finding that the baseline accepts marked so, and the reason beside it."""
    holding = {entry.fingerprint: entry for entry in baseline.entries if entry.holds(today)}
    return replace(
        audit,
        findings=tuple(
            _accepted(finding, holding[finding.fingerprint])
            if finding.fingerprint in holding
            else finding
            for finding in audit.findings
        ),
    )


def stale(audit: Audit, baseline: Baseline, pair: str) -> tuple[Entry, ...]:
    """The entries made for this pair whose finding is there no more."""
    found = {finding.fingerprint for finding in audit.findings}
    return tuple(
        entry for entry in baseline.entries if entry.pair == pair and entry.fingerprint not in found
    )


def expired(baseline: Baseline, today: date) -> tuple[Entry, ...]:
    """The entries whose last day has passed."""
    return tuple(entry for entry in baseline.entries if entry.expired(today))


def outdated(
    baseline: Baseline, audits: Iterable[tuple[str, Audit]], today: date
) -> tuple[Entry, ...]:
    """The entries that are stale in the audits of the named pairs, or expired."""
    gone = [entry for pair, audit in audits for entry in stale(audit, baseline, pair)]
    return tuple(dict.fromkeys((*gone, *expired(baseline, today))))


def version_of(audit: Audit, pair: str) -> Passed:
    """The versions that an audit has seen."""
    return Passed(pair, audit.source.sha256, audit.target.sha256)


def entries_for(
    audit: Audit, pair: str, reason: str, who: str, until: date | None
) -> tuple[Entry, ...]:
    """One accepting entry for each finding that is new."""
    return tuple(
        Entry(finding.fingerprint, finding.check, reason, who, until, Decision.ACCEPTED, pair)
        for finding in audit.findings
        if finding.status is Status.NEW
    )


def load(path: Path) -> Baseline:
    """The baseline in ``path``; raises SettingsError when it is not one."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"cannot read the baseline {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(f"{path} is not a baseline that selaras can read: {error}") from None


def parse(text: str) -> Baseline:
    """A baseline from its JSON; raises an error of Python when it is wrong."""
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA!r}")
    return Baseline(
        tuple(_entry(values) for values in content["entries"]),
        tuple(_passed(values) for values in content.get("passed", ())),
    )


def to_json(baseline: Baseline) -> str:
    """The baseline as JSON, sorted so that version control shows small changes as small."""
    entries = sorted(
        baseline.entries, key=lambda entry: (entry.pair, entry.check, entry.fingerprint)
    )
    content: dict[str, Any] = {"schema": SCHEMA, "entries": [asdict(entry) for entry in entries]}
    if baseline.passed:
        versions = sorted(baseline.passed, key=lambda version: version.pair)
        content["passed"] = [asdict(version) for version in versions]
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def _entry(values: dict[str, Any]) -> Entry:
    until = values.get("until")
    texts = {key: str(values.get(key) or "") for key in ("check", "reason", "who", "pair")}
    return Entry(
        fingerprint=str(values["fingerprint"]),
        until=date.fromisoformat(until) if until else None,
        decision=Decision(values.get("decision", Decision.ACCEPTED)),
        **texts,
    )


def _passed(values: dict[str, Any]) -> Passed:
    return Passed(*(str(values[key]) for key in ("pair", "source", "target")))


def _accepted(finding: Finding, entry: Entry) -> Finding:
    accepted = {
        "by": "baseline",
        "decision": entry.decision.value,
        "reason": entry.reason,
        "who": entry.who,
        "until": entry.until.isoformat() if entry.until else None,
    }
    return replace(
        finding, status=Status.BASELINE, evidence={**finding.evidence, "accepted": accepted}
    )
