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
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span

_QUOTES = '"“”„«»「」《》'


def find(context: Context) -> Iterator[Finding]:
    """Flag each lone mark, paragraph by paragraph."""
    for side in both_sides(context):
        paragraphs = list(side.paragraphs())
        for index, paragraph in enumerate(paragraphs):
            following = paragraphs[index + 1][0].text[:1] if index + 1 < len(paragraphs) else ""
            yield from _in_paragraph(side, paragraph, following)


def _in_paragraph(side: Side, paragraph: tuple[Sentence, ...], following: str) -> Iterator[Finding]:
    start = paragraph[0].start
    text = side.document.text[start : paragraph[-1].end]
    for lone in lone_marks(text):
        goes_on = lone.is_quote and lone.opens and lone.mark == following
        alike = _alike_in_source(side, paragraph, lone)
        if not (goes_on and (alike or side.is_source)):
            excused = goes_on or alike or _may_go_on(side, paragraph, lone, text)
            yield _finding(side, start, text, lone, Severity.INFO if excused else None)


def _finding(side: Side, start: int, text: str, lone: Lone, severity: Severity | None) -> Finding:
    places = [place for place in (lone.place, lone.rival) if place is not None]
    return side.finding(
        f"{_name(lone)} {lone.mark} has no partner: …{_around(text, lone.place)}…; "
        f"add the {'closing' if lone.opens else 'opening'} one or delete it.",
        *(Span(start + place, start + place + 1) for place in places),
        severity=severity,
        mark=lone.mark,
    )


def _alike_in_source(side: Side, paragraph: tuple[Sentence, ...], lone: Lone) -> bool:
    """Whether the corresponding text of the source lacks a partner of that kind too."""
    if side.is_source:
        return False
    text = " ".join(sentence.text for sentence in side.counterparts(*paragraph))
    return any(other.is_quote == lone.is_quote for other in lone_marks(text))


def _may_go_on(side: Side, paragraph: tuple[Sentence, ...], lone: Lone, text: str) -> bool:
    """Whether a quotation may begin or end outside: an edge mark beyond those of the source."""
    at_edge = not text[: lone.place].strip() or not text[lone.place + 1 :].strip()
    source = "".join(sentence.text for sentence in side.counterparts(*paragraph))
    return lone.is_quote and at_edge and _quotes(text) > _quotes(source)


def _quotes(text: str) -> int:
    return sum(map(text.count, _QUOTES))


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
