"""What a document is to the rest of selaras: text, sentences, and spans that point into it.

Every span is a half-open range ``[start, end)`` of character offsets into
:attr:`Document.text` exactly as it was read. Nothing ever changes that text;
whoever needs a normalised copy keeps a map of offsets back to it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of character offsets into a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def shifted(self, offset: int) -> Span:
        """The same range, ``offset`` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """What a sentence does on the page."""

    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment of a document; ``text`` equals ``document.text[start:end]``.

    ``id`` is the position in :attr:`Document.sentences`, ``paragraph`` counts
    from 0, and ``reason`` says in a few words why it has its role.
    """

    id: int
    start: int
    end: int
    paragraph: int
    role: Role
    text: str
    reason: str = ""

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """A publication as read: decoded text, its language, and its sentences in order.

    ``sha256`` is the checksum of the file's bytes; ``notes`` are remarks for the
    report (a guessed encoding, characters that could not be decoded);
    ``line_starts`` are the offsets at which the text's lines begin; ``markup`` is what
    within the lines belongs to the file's format and not to the text, in order
    (checks need it, reports don't).
    """

    path: str
    language: str
    sha256: str
    text: str
    sentences: tuple[Sentence, ...]
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    line_starts: tuple[int, ...] = (0,)
    markup: tuple[Span, ...] = field(default=(), compare=False)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, if any does."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        if index >= 0 and offset < self.sentences[index].end:
            return self.sentences[index]
        return None


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which the lines of ``text`` begin; lines end at ``\\n``."""
    starts = [0]
    newline = text.find("\n")
    while newline >= 0:
        starts.append(newline + 1)
        newline = text.find("\n", newline + 1)
    return tuple(starts)
