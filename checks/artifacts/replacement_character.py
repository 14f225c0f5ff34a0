"""A character that got lost: the sign "�", a box, or a question mark inside a word.

Why: the letter cannot be told any more, so that a name or a figure may be
unreadable. It comes from a conversion that did not know the character.

Bad: Bapak Nguy�n Văn Hùng dan Bupati Qu?ng Ninh

Good: Bapak Nguyễn Văn Hùng dan Bupati Quảng Ninh

Silence: `ignore = ["replacement-character"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span
from selaras.languages.lexicon import lexicon

_LOST = regex.compile(r"[\uFFFD\uFFFE\uFFFF\p{Co}]+|(?<=\p{L})[□▯￼]+|[□▯￼]+(?=\p{L})")
_QUESTION_MARK = regex.compile(r"(?<!\S)[(\"“]?(\p{L}[\p{L}?]*\?\p{Ll}[\p{Ll}?]*)")

_COMMON = 4.0


def find(context: Context) -> Iterator[Finding]:
    """Flag each lost character, and each question mark that stands for a letter."""
    for side in both_sides(context):
        for sentence in side.sentences(boilerplate=True):
            yield from grouped(_in_sentence(side, sentence))


def _in_sentence(side: Side, sentence: Sentence) -> Iterator[Finding]:
    for match in _LOST.finditer(sentence.text):
        yield _finding(side, sentence, Span(*match.span()))
    for match in _QUESTION_MARK.finditer(sentence.text):
        span = Span(*match.span(1))
        if _holds_lost_letter(side, sentence.text, span):
            yield _finding(side, sentence, span)


def _holds_lost_letter(side: Side, text: str, span: Span) -> bool:
    """Whether the parts around the question mark make no words by themselves."""
    known = lexicon(side.language)
    parts = [part for part in text[span.start : span.end].split("?") if part]
    are_words = all(len(part) > 2 and known.zipf(part) >= _COMMON for part in parts)
    return bool(known) and not are_words and not is_technical(text, span)


def _finding(side: Side, sentence: Sentence, span: Span) -> Finding:
    text = sentence.text
    around = text[max(0, span.start - 10) : span.end + 10]
    return side.finding(
        f'A character was lost in "{around}"; restore it from the original text.',
        span.shifted(sentence.start),
        found=text[span.start : span.end],
    )


CHECK = Check(
    name="replacement-character",
    issue_type="characters",
    severity=Severity.ERROR,
    find=find,
)
