"""What the gate said about all pairs: as a table, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from selaras.auditing import Audit
from selaras.gating import Result
from selaras.reports.visible import one_line
from selaras.settings import GATE_FINDINGS

SCHEMA = "selaras/gate/1"
_STYLES = {"table": "simple", "markdown": "github"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One pair's result in figures; they are None where nothing was audited.

    ``remarks`` are what the gate itself found: its names stand in GATE_FINDINGS.
    """

    source: str
    target: str
    verdict: str
    error: int | None
    warning: int | None
    info: int | None
    coverage_source: float | None
    coverage_target: float | None
    remarks: tuple[str, ...]
    failure: str | None


def verdict_of(result: Result) -> Verdict:
    """The figures of a result, without the audit's bulk."""
    audit = result.audit
    aligned = audit if audit and audit.alignment.links else None
    return Verdict(
        source=result.pair.source,
        target=result.pair.target,
        verdict=result.verdict,
        error=audit.summary.error if audit else None,
        warning=audit.summary.warning if audit else None,
        info=audit.summary.info if audit else None,
        coverage_source=aligned.scores.coverage_source if aligned else None,
        coverage_target=aligned.scores.coverage_target if aligned else None,
        remarks=_remarks(audit) if audit else (),
        failure=result.error,
    )


def _remarks(audit: Audit) -> tuple[str, ...]:
    names = (finding.check for finding in audit.findings if finding.check in GATE_FINDINGS)
    return tuple(dict.fromkeys(names))


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """2 if a pair could not be audited or there was none, 1 if one fails, else 0."""
    given = {verdict.verdict for verdict in verdicts}
    if "error" in given or not given:
        return 2
    return 1 if "fail" in given else 0


def render(
    verdicts: Sequence[Verdict], format: str, everything: Sequence[Verdict] | None = None
) -> str:
    """The verdicts as ``table``, ``markdown`` or ``json``, summed up for ``everything``."""
    if format == "json":
        return _json(verdicts)
    closing = _closing(verdicts if everything is None else everything)
    return f"{_tabulated(verdicts, _STYLES[format])}\n\n{closing}\n"


def _json(verdicts: Sequence[Verdict]) -> str:
    content = {"schema": SCHEMA, "pairs": [asdict(verdict) for verdict in verdicts]}
    return json.dumps(content, indent=1, ensure_ascii=True) + "\n"


def _tabulated(verdicts: Sequence[Verdict], style: str) -> str:
    from tabulate import tabulate

    headers = ("verdict", "errors", "warnings", "info", "covered", "pair", "remark")
    rows = [[_cell(value, style) for value in _row(verdict)] for verdict in verdicts]
    return tabulate(rows, headers, tablefmt=style, disable_numparse=True)


def _row(verdict: Verdict) -> tuple[Any, ...]:
    covered = verdict.coverage_source
    remarks = [*verdict.remarks, verdict.failure or ""]
    return (
        verdict.verdict,
        verdict.error,
        verdict.warning,
        verdict.info,
        None if covered is None else f"{covered:.0%}",
        f"{verdict.source} -> {verdict.target}",
        "; ".join(filter(None, remarks)),
    )


def _cell(value: Any, style: str) -> str:
    text = "" if value is None else one_line(str(value))
    return text.replace("|", "\\|").replace("<", "&lt;") if style == "github" else text


def _closing(verdicts: Sequence[Verdict]) -> str:
    counts = {name: sum(v.verdict == name for v in verdicts) for name in ("pass", "fail", "error")}
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{len(verdicts)} {'pair' if len(verdicts) == 1 else 'pairs'}: {told}"
