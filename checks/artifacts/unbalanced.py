"""A bracket or a quotation mark without its partner.

Partners may stand in different sentences of a paragraph. The numbering of a
list ("a)", "1)") needs none, nor does a quotation that goes on in the next
paragraph. Where the source lacks a partner too, it is only remarked on.

Why: the reader cannot tell where a remark or somebody's words end.

Bad: Ia mengatakan: "Kami siap membantu warga (termasuk lansia.

Good: Ia mengatakan: "Kami siap membantu warga (termasuk lansia)."

Silence: `ignore = ["unbalanced"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.balance import Lone, lone_marks
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span

_EDGE = 4
_MOST = 12
_QUOTES = '"“”„«»「」《》'


def find(context: Context) -> Iterator[Finding]:
    """Flag each lone mark, paragraph by paragraph."""
    for side in both_sides(context):
        paragraphs = list(side.paragraphs())
        for index, paragraph in enumerate(paragraphs):
            following = paragraphs[index + 1][0].text[:1] if index + 1 < len(paragraphs) else ""
            yield from grouped(_in_paragraph(side, paragraph, following))


def _in_paragraph(side: Side, paragraph: tuple[Sentence, ...], following: str) -> Iterator[Finding]:
    start = paragraph[0].start
    text = side.document.text[start : paragraph[-1].end]
    if not (lone := lone_marks(text)):
        return
    if len(lone) > _MOST:
        yield _of_many(side, start, lone)
        return
    source = " ".join(sentence.text for sentence in side.counterparts(*paragraph))
    alike = set() if side.is_source else {other.is_quote for other in lone_marks(source)}
    quotes_more = _quotes(text) > _quotes(source)
    for mark in lone:
        goes_on = mark.is_quote and mark.opens and mark.mark == following
        if goes_on and (side.is_source or True in alike):
            continue
        may_go_on = mark.is_quote and quotes_more and _at_edge(text, mark.place)
        excused = goes_on or may_go_on or mark.is_quote in alike
        yield _finding(side, start, text, mark, Severity.INFO if excused else None)


def _at_edge(text: str, place: int) -> bool:
    """Whether the mark begins or ends the text, so that the quotation may go on outside."""
    return not text[max(0, place - _EDGE) : place].strip() or not (
        text[place + 1 : place + 1 + _EDGE].strip()
    )


def _quotes(text: str) -> int:
    return sum(map(text.count, _QUOTES))


def _finding(side: Side, start: int, text: str, lone: Lone, severity: Severity | None) -> Finding:
    places = [place for place in (lone.place, lone.rival) if place is not None]
    return side.finding(
        f"{_name(lone)} {lone.mark} has no partner: …{_around(text, lone.place)}…; "
        f"add the {'closing' if lone.opens else 'opening'} one or delete it.",
        *(Span(start + place, start + place + 1) for place in places),
        severity=severity,
        mark=lone.mark,
    )


def _of_many(side: Side, start: int, lone: list[Lone]) -> Finding:
    return side.finding(
        f"{len(lone)} brackets and quotation marks of this paragraph have no partner; "
        "look at how it was made.",
        Span(start + lone[0].place, start + lone[-1].place + 1),
        marks=len(lone),
    )


def _name(lone: Lone) -> str:
    kind = "quotation mark" if lone.is_quote else "bracket"
    return f"The {'opening' if lone.opens else 'closing'} {kind}"


def _around(text: str, place: int) -> str:
    return " ".join(text[max(0, place - 15) : place + 20].split())


CHECK = Check(
    name="unbalanced",
    issue_type="typographical",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"mojibake"}),
)
