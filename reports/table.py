"""The terminal's report: a table of the findings, then the verdict.

Every cell is cut or wrapped to its width in terminal cells; the flagged words
stand in brackets, or underlined where colour is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from selaras.auditing import Audit
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Finding, Severity
from selaras.reports import side_by_side, wording
from selaras.reports.fitting import clip, clip_start, width, wrap
from selaras.reports.model import Options
from selaras.reports.places import Place, place
from selaras.reports.visible import one_line
from tabulate import tabulate

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_NARROWEST = 80
_ROOMY = 140
_GAP = 2
_LONGEST_PATH = 32


def render(audit: Audit, options: Options) -> str:
    """The findings as a table, the view asked for, and the closing lines."""
    parts = [_findings(audit, options)]
    if options.show == "alignment":
        parts.append(_alignment(audit, options))
    if options.show == "ledgers":
        parts += [ledger_table(ledger, options.width) for ledger in audit.ledgers] or [
            "No ledgers."
        ]
    parts.append("\n".join(_closing(audit, options)))
    return "\n\n".join(parts) + "\n"


def ledger_table(ledger: Ledger, width: int) -> str:
    """A ledger under its name, its cells wrapped to fit ``width`` terminal cells."""
    room = max(10, max(width, _NARROWEST) // len(ledger.columns) - _GAP)
    rows = [
        [wrap(one_line("" if cell is None else str(cell)), room) for cell in row]
        for row in ledger.rows
    ]
    headers = [wrap(one_line(column), room) for column in ledger.columns]
    return f"{one_line(ledger.name)}\n\n{_tabulated(rows, headers)}"


def _findings(audit: Audit, options: Options) -> str:
    if not audit.findings:
        return "No findings."
    places = [place(audit, finding) for finding in audit.findings]
    labels: list[tuple[str, ...]] = [
        (str(finding.severity), finding.check, _where(there, audit))
        for finding, there in zip(audit.findings, places, strict=True)
    ]
    headers: tuple[str, ...] = ("severity", "check", "where")
    if options.width < _ROOMY:
        headers = ("finding",)
        labels = [(f"{severity} {check}\n{where}",) for severity, check, where in labels]
    used = sum(_column(column) for column in zip(headers, *labels, strict=True))
    room = max(options.width, _NARROWEST) - used - _GAP
    words = room * 2 // 5
    rows = [
        (
            _with_severity_coloured(label[0], finding, options),
            *label[1:],
            _words(there, words, _colour(finding), options),
            wrap(one_line(wording.remark(finding)), room - words),
        )
        for finding, there, label in zip(audit.findings, places, labels, strict=True)
    ]
    return _tabulated(rows, (*headers, "words", "message"))


def _alignment(audit: Audit, options: Options) -> str:
    texts = (audit.source, audit.target, audit.alignment)
    return side_by_side.render(*texts, width=max(options.width, _NARROWEST)).rstrip("\n")


def _closing(audit: Audit, options: Options) -> Iterator[str]:
    if missing := wording.correspondence(audit):
        yield _coloured(missing, "31", options)
    colour = "31" if audit.summary.gate == "fail" else "32"
    yield _coloured(wording.verdict(audit), colour, options)
    yield wording.coverage(audit)
    if scores := wording.scores(audit):
        yield one_line(scores)
    yield from (f"note: {one_line(note)}" for note in audit.notes)
    yield one_line(audit.signature)


def _where(there: Place, audit: Audit) -> str:
    """The file's name, with its folders where the two files are called the same."""
    names = {PurePath(document.path).name for document in (audit.source, audit.target)}
    path = there.document.path
    path = clip_start(one_line(PurePath(path).name if len(names) > 1 else path), _LONGEST_PATH)
    return f"{path}:{there.line}:{there.column}" if there.span else path


def _words(there: Place, cells: int, colour: str, options: Options) -> str:
    """The flagged words marked, with as much of their sentence as fits into ``cells``."""
    before, after = there.context()
    flagged = clip(one_line(there.flagged[: 8 * cells]), cells - 2)
    room = cells - width(flagged) - 2
    left = clip_start(one_line(before), room // 2) if before and room > 1 else ""
    right = clip(one_line(after), room - width(left)) if after and room > width(left) else ""
    if not there.span:
        return ""
    marked = _coloured(flagged, f"1;4;{colour}", options) if options.colour else f"[{flagged}]"
    return left + marked + right


def _tabulated(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    table = tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True)
    return "\n".join(line.rstrip() for line in table.splitlines())


def _column(cells: Sequence[str]) -> int:
    """The width of a column, its gap included, as tabulate lays it out."""
    header, *rest = cells
    lines = [line for cell in rest for line in cell.split("\n")]
    return max(width(header) + _GAP, *map(width, lines)) + _GAP


def _with_severity_coloured(label: str, finding: Finding, options: Options) -> str:
    severity = str(finding.severity)
    return _coloured(severity, _colour(finding), options) + label.removeprefix(severity)


def _colour(finding: Finding) -> str:
    return _COLOURS[finding.severity or Severity.INFO]


def _coloured(text: str, colour: str, options: Options) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if options.colour else text
