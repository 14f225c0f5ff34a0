"""Questions that became statements, and statements that became questions.

Why: a question that is stated as a fact says what the source leaves open.

Bad: "Ai sẽ trả chi phí?" · "Siapa yang akan membayar biayanya."

Good: "Ai sẽ trả chi phí?" · "Siapa yang akan membayar biayanya?"

Silence: ``ignore = ["question"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical
from selaras.checks.places import Passage, passages
from selaras.documents.model import Span

_MARK = regex.compile(r"[?？؟]")
_BREAKS = ".!?;:…？！。؟\n"
_CLOSING = " \t”\"»)'’"


def find(context: Context) -> Iterator[Finding]:
    """One finding a passage that asks on one side only."""
    for passage in passages(context):
        ours = _question(passage.source_text, passage.source.start)
        theirs = _question(passage.target_text, passage.target.start)
        if ours and not theirs:
            yield _finding(passage, ours, passage.target, "The source asks, the translation states")
        elif theirs and not ours:
            yield _finding(
                passage, passage.source, theirs, "The translation asks, the source states"
            )


def _question(text: str, offset: int) -> Span | None:
    """The first clause of ``text`` that ends in a question mark, addresses left out."""
    for mark in _MARK.finditer(text):
        place = Span(*mark.span())
        begin = max(text.rfind(end, 0, place.start) for end in _BREAKS) + 1
        begin += len(text[begin : place.start]) - len(text[begin : place.start].lstrip(_CLOSING))
        if begin < place.start and not is_technical(text, place):
            return Span(begin, place.end).shifted(offset)
    return None


def _finding(passage: Passage, source: Span, target: Span, said: str) -> Finding:
    return Finding(
        message=f"{said}: make it the same kind of sentence, or confirm it.",
        source=(source,),
        target=(target,),
        link=passage.link.id,
    )


CHECK = Check("question", "mistranslation", Severity.WARNING, find, needs_alignment=True)
