"""Punctuation that is doubled, foreign, of mixed style, or asks where the source states.

A final mark that differs from the source's is flagged where it changes the
meaning (a question), and remarked on elsewhere.

Why: doubled and foreign marks are traces of machine translation and pasting;
a lost question mark turns a doubt into a statement.

Bad: Rapat dimulai pukul tujuh,, lalu ditutup。

Good: Rapat dimulai pukul tujuh, lalu ditutup.

Silence: `ignore = ["punctuation"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical, occurrences
from selaras.checks.sides import Side, both_sides, target_side
from selaras.documents.model import Role, Sentence, Span

_DOUBLED = regex.compile(
    r"(?<![,;:])([,;:])\s?\1(?![,;:])|(?<![.!?…])\.\.(?![.!?…])|[,;:]\s?\.(?![.\w])|(?<!\b\p{L}{1,4})\.[,;](?=\s)|[!?]{3,}|(?<=\w[”\"]),,"
)
_EAST_ASIAN = regex.compile(r"[、。，．；：？！（）「」『』《》【】〈〉〔〕～]+")
_EAST_ASIAN_SCRIPTS = frozenset({"Han", "Hiragana", "Katakana", "Hangul"})
_TYPED = regex.compile(r"``|''|,,(?=\p{L})|(?<!\w)`(?=\p{L})")
# The mark of a quotation counts where a stop follows it: "…?".
_FINAL = regex.compile(r"[.!?…:;,](?=[\s\"”’»)\]]*\Z|[\"”’»]\.\s*\Z)")
_CHANGE_OF_MEANING = {"?", "."}
_PROSE = frozenset({Role.BODY, Role.QUOTE, Role.LIST})


def find(context: Context) -> Iterator[Finding]:
    """Flag marks that are wrong by themselves, then those that disagree with the source."""
    for side in both_sides(context):
        for sentence in side.sentences():
            yield from grouped(_doubled(side, sentence))
            yield from grouped(_foreign(side, sentence))
            yield from _mixed_quotes(side, sentence)
    target = target_side(context)
    for sentence in target.sentences():
        yield from _final_mark(target, sentence)


def _doubled(side: Side, sentence: Sentence) -> Iterator[Finding]:
    for pattern in (_DOUBLED, _TYPED):
        for match in pattern.finditer(sentence.text):
            span = Span(*match.span())
            if not is_technical(sentence.text, span):
                yield side.finding(
                    f'"{match[0]}" holds a mark too many; keep the one that is meant.',
                    span.shifted(sentence.start),
                    found=match[0],
                )


def _foreign(side: Side, sentence: Sentence) -> Iterator[Finding]:
    if _EAST_ASIAN_SCRIPTS.intersection(side.language.scripts):
        return
    for match in _EAST_ASIAN.finditer(sentence.text):
        if match[0] not in occurrences(_EAST_ASIAN, side.other.text):
            yield side.finding(
                f'"{match[0]}" is East Asian punctuation; use the marks of {side.language.name}.',
                Span(*match.span()).shifted(sentence.start),
                found=match[0],
            )


def _mixed_quotes(side: Side, sentence: Sentence) -> Iterator[Finding]:
    """A quotation that opens with a curly mark and closes with a straight one, or the reverse."""
    for match in regex.finditer(r"“[^“”\"]{1,400}\"|\"[^“”\"\s][^“”\"]{0,400}”", sentence.text):
        if sentence.text.count('"') == 1:
            span = Span(match.end() - 1, match.end())
            yield side.finding(
                "The quotation opens with one style of mark and closes with another; use one.",
                span.shifted(sentence.start),
            )


def _final_mark(side: Side, sentence: Sentence) -> Iterator[Finding]:
    """A final mark that is not the source's, where a link ends with both sentences."""
    source = side.counterparts(sentence)
    if not source or side.links[sentence.id].target[-1] != sentence.id:
        return
    ours, theirs = _FINAL.search(sentence.text), _FINAL.search(source[-1].text)
    in_prose = sentence.role in _PROSE and source[-1].role in _PROSE
    if not (in_prose and ours and theirs) or ours[0] == theirs[0]:
        return
    yield Finding(
        f'The sentence ends with "{ours[0]}" where the source has "{theirs[0]}"; check which '
        "is meant.",
        source=(Span(*theirs.span()).shifted(source[-1].start),),
        target=(Span(*ours.span()).shifted(sentence.start),),
        severity=None if {ours[0], theirs[0]} == _CHANGE_OF_MEANING else Severity.INFO,
        evidence={"expected": theirs[0], "found": ours[0]},
    )


CHECK = Check(
    name="punctuation",
    issue_type="typographical",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"mojibake", "question", "unbalanced"}),
)
