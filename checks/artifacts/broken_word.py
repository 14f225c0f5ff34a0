"""A word split by a space ("konfe rensi"), or two words glued together ("dankonferensi").

Judged by how common the parts and the whole are; endings and prefixes of the
language are taken into account, and names and words of the source are let pass.

Why: it comes from line breaks, from pasting and from models that write in
pieces of words; the reader stumbles, and searches fail.

Bad: Para peserta konfe rensi mengusulkan programkerja.

Good: Para peserta konferensi mengusulkan program kerja.

Silence: `ignore = ["broken-word"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from selaras.checks.foreign_words import words
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import occurrences
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span
from selaras.languages.lexicon import Lexicon, lexicon

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_JOINT = regex.compile(r" |-\s")
_COMMON = 3.0
_RARE_PART = 4.0
_LEAD_OF_WHOLE = 1.2
_FUNCTION_WORD = 6.0
_CONTENT_WORD = 3.7
_SHORTEST_GLUED = 7
_LONGEST_GLUED = 50
_SHORTEST_PART = 2
_SHORTEST_CONTENT = 4


def find(context: Context) -> Iterator[Finding]:
    """Flag split words, then glued ones."""
    for side in both_sides(context):
        known = lexicon(side.language)
        if known and not known.syllabic:
            for sentence in side.sentences():
                spans = words(sentence.text)
                yield from grouped(_split(side, sentence, spans, known))
                yield from grouped(_glued(side, sentence, spans, known))


def _split(
    side: Side, sentence: Sentence, spans: Sequence[Span], known: Lexicon
) -> Iterator[Finding]:
    text = sentence.text
    for left, right in pairwise(spans):
        one, two = text[left.start : left.end], text[right.start : right.end]
        joined = two.islower() and _JOINT.fullmatch(text[left.end : right.start])
        if joined and _belong_together(one, two, known):
            yield side.finding(
                f'"{text[left.start : right.end]}" is one word: write "{one + two}".',
                Span(left.start, right.end).shifted(sentence.start),
                suggestion=one + two,
            )


def _belong_together(one: str, two: str, known: Lexicon) -> bool:
    """Whether the whole is a common word and a part is none, or is an affix only."""
    if (
        len(one) + len(two) > _LONGEST_GLUED
        or len(one) < _SHORTEST_PART
        or len(two) < _SHORTEST_PART
        or known.zipf(one + two) < _COMMON
    ):
        return False
    parts = sorted((known.zipf(one), known.zipf(two)))
    unlikely = parts[0] < _RARE_PART and sum(parts) / 2 + _LEAD_OF_WHOLE <= known.zipf(one + two)
    lone_prefix = one.lower() in known.bound and known.zipf(two) > 0
    lone_suffix = two in known.bound and known.zipf(one) > 0
    return not parts[0] or unlikely or lone_prefix or lone_suffix


def _glued(
    side: Side, sentence: Sentence, spans: Sequence[Span], known: Lexicon
) -> Iterator[Finding]:
    for span in spans:
        word = sentence.text[span.start : span.end]
        likely = _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED and word.islower()
        if not likely or known.knows(word):
            continue
        parts = _parts(word, known)
        if parts and word not in occurrences(_WORD, side.other.text):
            yield side.finding(
                f'"{word}" looks like two words: write "{parts}".',
                span.shifted(sentence.start),
                suggestion=parts,
            )


def _parts(word: str, known: Lexicon) -> str | None:
    """The word as two common words, or one common and one of grammar; None if it is neither."""
    best: tuple[float, str] | None = None
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        one, two = word[:cut], word[cut:]
        ranks = sorted((known.zipf(one), known.zipf(two)))
        content = two if known.zipf(one) >= known.zipf(two) else one
        grammar = ranks[1] >= _FUNCTION_WORD and ranks[0] >= (
            _CONTENT_WORD if len(word) - len(content) < _SHORTEST_CONTENT else _COMMON
        )
        both = (
            not known.compounds
            and ranks[0] >= _CONTENT_WORD + 0.5
            and min(len(one), len(two)) >= _SHORTEST_CONTENT
        )
        if (both or (grammar and len(content) >= _SHORTEST_CONTENT)) and one not in known.prefixes:
            best = max(best or (0.0, ""), (ranks[0], f"{one} {two}"))
    return best[1] if best else None


CHECK = Check(
    name="broken-word",
    issue_type="misspelling",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"foreign-script", "homoglyph", "mojibake", "untranslated"}),
)
