"""Short phrases of a whole document, to see at once whether a stretch of words stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selaras.checks.foreign_words import words
from selaras.checks.model import Context
from selaras.documents.model import Document

LONGEST = 3


def source_phrases(context: Context) -> frozenset[str]:
    """All phrases of one to three words that the source holds; ask by ``context.shared``."""
    return _of_document(context.source)


def stands_in(text: str, phrases: frozenset[str]) -> bool:
    """Whether each three words in a row of ``text`` are among ``phrases``."""
    return all(phrase in phrases for phrase in _phrases(_spoken(text), LONGEST))


def _of_document(document: Document) -> frozenset[str]:
    return frozenset(
        phrase
        for sentence in document.sentences
        for spoken in (_spoken(sentence.text),)
        for size in range(1, LONGEST + 1)
        for phrase in _phrases(spoken, size)
    )


def _spoken(text: str) -> list[str]:
    return [text[span.start : span.end].lower() for span in words(text)]


def _phrases(spoken: Sequence[str], size: int) -> Iterator[str]:
    """The phrases of ``size`` of these words; all of them if they are fewer."""
    if len(spoken) <= size:
        return iter((" ".join(spoken),))
    return map(" ".join, zip(*(spoken[start:] for start in range(size)), strict=False))
