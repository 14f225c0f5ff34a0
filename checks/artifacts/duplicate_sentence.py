"""A sentence that stands twice in the translation but once in the source.

Sentences of fewer than four words are not compared, nor are headings and
captions, which pages repeat on purpose.

Why: the reader reads it twice, and what stood in its place may be missing.

Bad: Rapat ditutup pada sore hari. Rapat ditutup pada sore hari.

Good: Rapat ditutup pada sore hari.

Silence: `ignore = ["duplicate-sentence"]` in the settings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, target_side
from selaras.documents.model import Role, Sentence, Span

_REPEATED_ON_PURPOSE = frozenset({Role.HEADING, Role.CAPTION, Role.BYLINE, Role.DATELINE})
_BORDER = regex.compile(
    r"(?<=[\p{L}\p{N})\]%]{2}\s?[.!?…][\"”’)]{0,2})\s+(?=[\"“‘(]?[\p{Lu}\p{N}])"
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_FEWEST_WORDS = 4
_ALIKE = 0.6


def find(context: Context) -> Iterator[Finding]:
    """Flag each further appearance of a sentence that the source does not repeat."""
    side = target_side(context)
    appearances: dict[str, list[tuple[Sentence, Span]]] = defaultdict(list)
    for sentence in side.sentences():
        if sentence.role not in _REPEATED_ON_PURPOSE:
            for part in _parts(sentence.text):
                key = _key(sentence.text[part.start : part.end])
                if key.count(" ") + 1 >= _FEWEST_WORDS:
                    appearances[key].append((sentence, part.shifted(sentence.start)))
    for places in appearances.values():
        if len(places) > 1:
            yield from _judge(side, places)


def _judge(side: Side, places: list[tuple[Sentence, Span]]) -> Iterator[Finding]:
    for (earlier, first), (later, again) in pairwise(places):
        if not _source_repeats(side, earlier, later):
            yield side.finding(
                "This sentence stands in the translation twice, in the source once; "
                "delete one, or translate what belongs here.",
                again,
                first,
            )


def _source_repeats(side: Side, earlier: Sentence, later: Sentence) -> bool:
    """Whether the source says the same twice too."""
    sources = side.counterparts(earlier), side.counterparts(later)
    if earlier.id == later.id or sources[0] == sources[1]:
        keys = [
            _key(source.text[part.start : part.end])
            for source in sources[0]
            for part in _parts(source.text)
        ]
        return len(set(keys)) < len(keys)
    said = [
        {word for source in side_of for word in _key(source.text).split()} for side_of in sources
    ]
    return len(said[0] & said[1]) > _ALIKE * max(len(said[0]), len(said[1]), 1)


def _parts(text: str) -> list[Span]:
    """The sentences inside a segment, which may hold several."""
    borders = [Span(*match.span()) for match in _BORDER.finditer(text)]
    starts = [0, *(border.end for border in borders)]
    ends = [*(border.start for border in borders), len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


CHECK = Check(
    name="duplicate-sentence",
    issue_type="duplication",
    severity=Severity.WARNING,
    find=find,
)
