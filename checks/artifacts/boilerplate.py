"""Furniture of a web page in the text to be published: "Komentar (0)", "Bagikan", cookie notices.

What counts as furniture the reader of documents decides, by rules of each
language and by where a line stands; the finding tells its reason.

Why: such lines come with copying a page. They do not belong to the article, and
they confuse the comparison of the two texts.

Bad: Komentar (0)

Good: the article without that line

Silence: `ignore = ["boilerplate"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.documents.model import Role, Sentence, Span


def find(context: Context) -> Iterator[Finding]:
    """Flag the furniture of the target, neighbouring lines together."""
    for is_furniture, group in groupby(
        context.target.sentences, key=lambda sentence: sentence.role is Role.BOILERPLATE
    ):
        if is_furniture:
            yield _finding(list(group))


def _finding(lines: list[Sentence]) -> Finding:
    shown = lines[0].text if len(lines[0].text) <= 40 else lines[0].text[:39] + "…"
    more = f" and {len(lines) - 1} more lines" if len(lines) > 1 else ""
    return Finding(
        f'"{shown}"{more}: part of the page, not of the article; leave it out of the publication.',
        target=(Span(lines[0].start, lines[-1].end),),
        evidence={"reason": lines[0].reason, "lines": len(lines)},
    )


CHECK = Check(
    name="boilerplate",
    issue_type="addition",
    severity=Severity.WARNING,
    find=find,
)
