"""The sentences that open or close every report: verdict, counts, coverage."""

from __future__ import annotations

from selaras.auditing import Audit
from selaras.checks.model import Finding, Status


def verdict(audit: Audit) -> str:
    """Whether the gate passes, and why."""
    summary = audit.summary
    failing = f"fails on {summary.fail_on}"
    return f"gate: {summary.gate} ({counts(audit)}; {failing})"


def counts(audit: Audit) -> str:
    """How many findings there are of each severity, and how many the baseline accepts."""
    summary = audit.summary
    parts = [
        _number(summary.error, "error"),
        _number(summary.warning, "warning"),
        _number(summary.info, "note"),
    ]
    known = sum(finding.status is Status.BASELINE for finding in audit.findings)
    return ", ".join([*parts, f"{known} in the baseline"] if known else parts)


def coverage(audit: Audit) -> str:
    """How much of each side has a counterpart on the other."""
    scores = audit.scores
    return (
        f"coverage: {percent(scores.coverage_source)} of the source, "
        f"{percent(scores.coverage_target)} of the translation"
    )


def scores(audit: Audit) -> str | None:
    """The scores of the publication against the machine translation, where there is one."""
    found = [
        f"{name} {value:.1f}"
        for name, value in (
            ("chrF", audit.scores.chrf),
            ("chrF++", audit.scores.chrfpp),
            ("BLEU", audit.scores.bleu),
        )
        if value is not None
    ]
    if not found:
        return None
    quality = audit.tool.translator_quality
    worth = f" ({quality})" if quality else ""
    signature = f" ({audit.scores.signature})" if audit.scores.signature else ""
    return f"against the machine translation{worth}: {', '.join(found)}{signature}"


def correspondence(audit: Audit) -> str | None:
    """The one verdict that matters when the documents have nothing to do with each other."""
    if audit.summary.corresponds:
        return None
    return (
        "These documents do not correspond: hardly any sentence of one is in the other. "
        "Check that the right two files were compared."
    )


def percent(share: float) -> str:
    """A share as whole per cent, never rounded up to all of it."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"


def remark(finding: Finding) -> str:
    """The finding's message, with the suggestion where there is one."""
    suggestion = f" Suggestion: {finding.suggestion}" if finding.suggestion else ""
    return finding.message + suggestion + _accepted(finding)


def _accepted(finding: Finding) -> str:
    """By what an accepted finding is accepted."""
    if finding.status is not Status.BASELINE:
        return ""
    accepted = finding.evidence.get("accepted")
    by = accepted.get("by") if isinstance(accepted, dict) else None
    places = {"comment": "silenced by a comment", "names": "a listed name"}
    return f" ({places.get(str(by), 'in the baseline')})"


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
