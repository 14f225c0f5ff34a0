"""Spaces where none belongs, and none where one belongs: "ilmuwan , pakar", "rapat.Kemudian".

Addresses, file names, figures and times are left alone. A language that sets
a space before some marks lists them in its data (`typography.toml`).

Why: it looks careless, and a mark may be torn to the beginning of the next line.
It is a common trace of machine translation and of pasting.

Bad: para ilmuwan , pakar,dan  pelaku usaha

Good: para ilmuwan, pakar, dan pelaku usaha

Silence: `ignore = ["spacing"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, what is wrong with what it matches, and what to put there."""

    pattern: regex.Pattern[str]
    message: str
    replacement: str


def _rule(pattern: str, message: str, replacement: str) -> _Rule:
    return _Rule(regex.compile(pattern), message, replacement)


_BEFORE_MARK = regex.compile(r"(?<=\S)[ \t\xA0]+(?=([,;:!?]|\.(?!\.|\w))(?![\w)(;:=]))")

_STRAIGHT_QUOTE = regex.compile('"')
_OPENING = frozenset("([“‘«-–—/")

_RULES = (
    _rule(r"(?<=\S)[ \t]{2,}(?=\S)", "Several spaces in a row; leave one", " "),
    _rule(
        r"(?<=[\p{L}\p{M})\]”\"][,;]|[\p{L}\p{M})\]]{2}:|\p{N},)(?=\p{L}{2})",
        "A space is missing after the punctuation mark; add it",
        " ",
    ),
    _rule(
        r"(?<=\p{Ll}{2}[.!?…]|[)\]”][.!?…])(?=\p{Lu}\p{L})|(?<=\p{Ll}{2}[!?])(?=\p{Ll}{2})",
        "A space is missing between the sentences; add it",
        " ",
    ),
    _rule(
        r"(?<=(?:\A|[\s(\[])[(\[“‘«])[ \t]+(?=\S)", "A space after the opening mark; delete it", ""
    ),
    _rule(r"(?<=\S)[ \t]+(?=[)\]”»])", "A space before the closing mark; delete it", ""),
    _rule(
        r"(?<=\p{Ll}{3}|[,;])(?=[(\[“«]\p{L}{5})", "A space is missing before the mark; add it", " "
    ),
    _rule(r"(?<=\p{L}{3}[)\]”»])(?=\p{L}{2})", "A space is missing after the mark; add it", " "),
    _rule(
        r"(?<=\b(?P<left>\p{L}{3,20})-) (?=(?P=left)\b)"
        r"|(?<=\b(?P<word>\p{L}{3,20})) (?=-(?P=word)\b)",
        "A space stands inside a doubled word; delete it",
        "",
    ),
)


def find(context: Context) -> Iterator[Finding]:
    """Flag each place where a space is missing or too many."""
    for side in both_sides(context):
        for sentence in side.sentences():
            yield from grouped(_before_marks(side, sentence))
            for rule in _RULES:
                yield from grouped(_by_rule(side, sentence, rule))
            yield from grouped(_inside_straight_quotes(side, sentence))


def _by_rule(side: Side, sentence: Sentence, rule: _Rule) -> Iterator[Finding]:
    for match in rule.pattern.finditer(sentence.text):
        yield from _judge(side, sentence, rule, Span(*match.span()))


def _before_marks(side: Side, sentence: Sentence) -> Iterator[Finding]:
    allowed = side.language.table("typography").get("space_before", ())
    for match in _BEFORE_MARK.finditer(sentence.text):
        if match[1] not in allowed:
            rule = _Rule(_BEFORE_MARK, f'A space before "{match[1]}"; delete it', "")
            yield from _judge(side, sentence, rule, Span(*match.span()))


def _inside_straight_quotes(side: Side, sentence: Sentence) -> Iterator[Finding]:
    """Straight quotation marks with spaces on both sides: one of them is inside, and wrong."""
    text, is_open = sentence.text, False
    rule = _Rule(_BEFORE_MARK, "A space just inside the quotation marks; delete it", "")
    for match in _STRAIGHT_QUOTE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before == " " and after == " ":
            place = match.start() - 1 if is_open else match.end()
            yield from _judge(side, sentence, rule, Span(place, place + 1))
            is_open = not is_open
        else:
            is_open = before.isspace() or not before or before in _OPENING


def _judge(side: Side, sentence: Sentence, rule: _Rule, gap: Span) -> Iterator[Finding]:
    text = sentence.text
    shown = Span(max(0, gap.start - 1), min(len(text), gap.end + 1))
    if is_technical(text, shown):
        return
    yield side.finding(
        f"{rule.message}.",
        (gap if len(gap) else shown).shifted(sentence.start),
        suggestion=rule.replacement if len(gap) else _spread(text, shown, rule.replacement),
    )


def _spread(text: str, shown: Span, space: str) -> str:
    return text[shown.start] + space + text[shown.end - 1]


CHECK = Check(
    name="spacing",
    issue_type="whitespace",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"invisible-character", "markup-leftover", "mojibake", "placeholder"}),
)
