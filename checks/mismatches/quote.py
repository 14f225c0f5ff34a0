"""Direct speech that lost its quotation marks, and speech that gained them.

Only quotations of several words count: names of programmes in quotation marks
are none. Speech that a colon announces needs no marks.

Why: without the marks the publication says in its own voice what somebody else
said; with marks that the source has not, it puts words into somebody's mouth.

Bad: “Chúng ta phải làm ngay”, ông nói. · Kita harus segera bekerja, katanya.

Good: “Chúng ta phải làm ngay”, ông nói. · “Kita harus segera bekerja,” katanya.

Silence: ``ignore = ["quote"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, neighbourhood, passages
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans

_MARKS = '“”„‟"«»「」『』'
_MARK = regex.compile(rf"[{_MARKS}]|(?<!\w)[‘']|['’](?!\w)")
_QUOTATION = regex.compile(
    rf"[{_MARKS}][^{_MARKS}]{{1,2000}}+[{_MARKS}]|(?<!\w)‘[^‘’]{{1,2000}}+’(?!\w)"
)
_FEWEST_WORDS = 6
# A quotation that takes nearly the whole passage is set in marks for other reasons.
_MOST = 0.95


def find(context: Context) -> Iterator[Finding]:
    """One finding a quotation of one side where the other has no quotation mark."""
    for passage in passages(context):
        ours = _speech(passage.source_text, passage.source.start)
        theirs = _speech(passage.target_text, passage.target.start)
        if ours and not _MARK.search(passage.target_text):
            yield _lost(passage, ours)
        elif theirs and not _MARK.search(passage.source_text) and ":" not in passage.source_text:
            yield _gained(passage, theirs)


def _speech(text: str, offset: int) -> Span | None:
    """The first quotation in ``text`` that is long enough to be speech."""
    for match in _QUOTATION.finditer(text):
        is_part = len(match[0]) <= _MOST * len(text.strip())
        if is_part and len(word_spans(match[0])) >= _FEWEST_WORDS:
            return Span(*match.span()).shifted(offset)
    return None


def _lost(passage: Passage, speech: Span) -> Finding:
    inside = passage.words.counterpart(speech) if passage.words else ()
    place = Span(inside[0].start, inside[-1].end) if inside else neighbourhood(passage, speech)
    return Finding(
        message="The source quotes this, the translation has no quotation marks: set them, "
        "or make it plain who says it.",
        source=(speech,),
        target=(place,),
        link=passage.link.id,
    )


def _gained(passage: Passage, speech: Span) -> Finding:
    return Finding(
        message="The translation quotes this, the source does not: check whether anybody said it "
        "in these words.",
        source=(passage.source,),
        target=(speech,),
        link=passage.link.id,
    )


CHECK = Check(
    "quote",
    "mistranslation",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"mojibake"}),
)
