"""Terms found in a text whatever their inflection: "basis datanya" is "basis data"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.inflection import Inflection


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with the stems that it may be a form of."""

    span: Span
    stems: frozenset[str]


def words_of(text: str, inflection: Inflection, offset: int = 0) -> list[Word]:
    """The words of ``text``; a doubled one ("pusat-pusat") counts as the single."""
    return [
        Word(span.shifted(offset), inflection.stems(_single(text[span.start : span.end])))
        for span in word_spans(text)
    ]


def occurrences(term: Sequence[Word], words: Sequence[Word]) -> Iterator[Span]:
    """Where the words of ``term`` stand in a row, in any inflection."""
    size = len(term)
    for start in range(len(words) - size + 1 if size else 0):
        run = words[start : start + size]
        if all(not one.stems.isdisjoint(own.stems) for one, own in zip(run, term, strict=True)):
            yield Span(run[0].span.start, run[-1].span.end)


def _single(word: str) -> str:
    half, hyphen, other = word.partition("-")
    return half if hyphen and half.lower() == other.lower() else word
