"""A comment for a pull request: verdict first, findings in a table, the rest folded away.

GitHub and GitLab refuse long comments, so the report keeps to a size limit and says
what it left out. Everything from a document is escaped: nothing in it becomes
markup, a link, or a mention of somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity
from selaras.documents.model import Document
from selaras.reports import wording
from selaras.reports.fitting import clip, clip_start
from selaras.reports.model import Options
from selaras.reports.places import place
from selaras.reports.visible import one_line

_MARKS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.INFO: "🔵 note"}
# Whatever could start markup or HTML; and, as ``linking``, what the platforms turn into mentions,
# references, emoji and links even after rendering, unless an empty comment stands behind it.
_ACTIVE = regex.compile(
    r"[\\`*_{}\[\]()<>!|~&$^]|^[-+=]|(?<=^\d{1,9})\."
    r"|(?<linking>[@#]|:(?=[\w/+-])|(?<=www)\.)",
    regex.IGNORECASE,
)
_CELL = 160
_NOTES = 10
_FOLDED_SHARE = 0.4


def render(audit: Audit, options: Options) -> str:
    """The verdict, a table of findings, and the alignment folded away, within the limit."""
    head = "\n".join(_head(audit))
    foot = "\n".join(_foot(audit))
    room = options.limit - len(head) - len(foot) - 8
    folded = _within(_alignment(audit), int(room * _FOLDED_SHARE), "</details>")
    table = _within(_findings(audit), room - len(folded), "")
    return "\n\n".join(part for part in (head, table, folded, foot) if part) + "\n"


def escaped(text: str) -> str:
    """``text`` visible, on one line, and meaning nothing but itself in Markdown."""
    return _ACTIVE.sub(_inert, one_line(text))


def _inert(match: regex.Match[str]) -> str:
    return f"&#{ord(match.group())};" + ("<!-- -->" if match["linking"] else "")


def _head(audit: Audit) -> Iterator[str]:
    passed = audit.summary.gate == "pass"
    yield f"### {'✅' if passed else '❌'} selaras: {_names(audit)}"
    yield ""
    if missing := wording.correspondence(audit):
        yield f"**{missing}**\n"
    yield f"**{wording.verdict(audit)}** · {wording.coverage(audit)}"
    if scores := wording.scores(audit):
        yield f"\n{_short(scores)}"


def _foot(audit: Audit) -> Iterator[str]:
    yield from (f"- {_short(note)}" for note in audit.notes[:_NOTES])
    if left_out := len(audit.notes[_NOTES:]):
        yield f"- {left_out} more remarks are left out here."
    yield f"\n<sub>{_short(audit.signature)}</sub>"


def _short(text: str) -> str:
    return escaped(clip(one_line(text[: 4 * _CELL]), 2 * _CELL))


def _names(audit: Audit) -> str:
    return " → ".join(
        escaped(clip_start(one_line(document.path), 80))
        for document in (audit.source, audit.target)
    )


def _findings(audit: Audit) -> Iterator[str]:
    """The table's lines; the first two are its head."""
    if not audit.findings:
        yield "No findings."
        return
    yield "| | check | where | words | message |"
    yield "| --- | --- | --- | --- | --- |"
    for finding in audit.findings:
        yield _row(audit, finding)


def _row(audit: Audit, finding: Finding) -> str:
    there = place(audit, finding)
    before, after = there.context()
    words = (
        escaped(clip_start(one_line(before), 30))
        + _bold(escaped(clip(one_line(there.flagged[:_CELL]), 60)))
        + escaped(clip(one_line(after), 30))
    )
    side = "source" if there.document is audit.source else "translation"
    cells = (
        _MARKS[finding.severity or Severity.INFO],
        escaped(finding.check),
        f"{side} {there.line}:{there.column}" if there.span else side,
        words,
        escaped(clip(one_line(wording.remark(finding)), 3 * _CELL)),
    )
    return f"| {' | '.join(cells)} |"


def _bold(words: str) -> str:
    return f"<b>{words}</b>" if words else ""


def _alignment(audit: Audit) -> Iterator[str]:
    """The folded lines: every link as a row of a table."""
    yield "<details><summary>How the sentences correspond</summary>\n"
    yield f"| {audit.source.language} | link | {audit.target.language} |"
    yield "| --- | --- | --- |"
    for link in audit.alignment.links:
        source, target = _text(audit.source, link.source), _text(audit.target, link.target)
        yield f"| {source} | {link.kind} {link.score:.2f} | {target} |"


def _text(document: Document, sentences: Iterable[int]) -> str:
    text = " ".join(document.sentences[index].text for index in sentences)
    return escaped(clip(one_line(text[: 4 * _CELL]), _CELL))


def _within(lines: Iterable[str], room: int, closing: str) -> str:
    """As many of the lines as fit into ``room`` characters, with a word on what was left out."""
    kept, used, left_out = [], len(closing) + 80, 0
    for line in lines:
        used += len(line) + 1
        if used > room:
            left_out += 1
        else:
            kept.append(line)
    if left_out:
        kept.append(f"\n{left_out} more rows are left out here to keep this comment short.")
    return "\n".join([*kept, f"\n{closing}"] if closing else kept)
