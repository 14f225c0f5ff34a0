"""A word said twice in a row: "untuk untuk".

Reduplication is no slip: words joined by a hyphen, and those that a language
builds by doubling (its data say which). Names, and words that the source
doubles too, are left alone.

Why: it is a slip of typing or the beginning of a translation model's loop.

Bad: Pemerintah berupaya untuk untuk membantu petani.

Good: Pemerintah berupaya untuk membantu petani.

Silence: `ignore = ["repeated-words"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span
from selaras.languages.repetition import repetition

_DOUBLED = regex.compile(
    r"(?<![\p{L}\p{N}][-'’]?)(\p{L}[\p{L}\p{M}]*)((?:[ \t\xA0]+\1)+)(?![-'’]?[\p{L}\p{M}\p{N}])",
    regex.IGNORECASE,
)


def find(context: Context) -> Iterator[Finding]:
    """Flag each word that stands twice or more in a row."""
    for side in both_sides(context):
        for sentence in side.sentences():
            yield from grouped(_in_sentence(side, sentence))


def _in_sentence(side: Side, sentence: Sentence) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(sentence.text):
        yield from _judge(side, sentence, match)


def _judge(side: Side, sentence: Sentence, match: regex.Match[str]) -> Iterator[Finding]:
    word, again = match[1], match[2].split()
    is_name = word[0].isupper() and all(other[0].isupper() for other in again)
    if is_name or repetition(side.language).permits(word.lower()):
        return
    if _source_doubles_too(side, sentence):
        return
    yield side.finding(
        f'"{word}" stands {len(again) + 1} times in a row; once is enough.',
        Span(*match.span()).shifted(sentence.start),
        suggestion=word,
        count=len(again) + 1,
    )


def _source_doubles_too(side: Side, sentence: Sentence) -> bool:
    permits = repetition(side.other_language).permits
    return any(
        not permits(match[1].lower())
        for other in side.counterparts(sentence)
        for match in _DOUBLED.finditer(other.text)
    )


CHECK = Check(
    name="repeated-words",
    issue_type="duplication",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"repeated-phrase"}),
)
