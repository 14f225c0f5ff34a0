"""What a writer of alignments is given, and how it puts a text on one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex
from selaras.align.model import Alignment, Link, WordAlignment
from selaras.documents.model import Document

# White space, and whatever any reader of lines or columns might take for a separator.
_SEPARATORS = regex.compile(r"[\s\p{Cc}\p{Zl}\p{Zp}]+")
_SURROGATE = regex.compile(r"\p{Cs}")


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two documents and their alignment; ``words`` by the link's id, where they were asked for."""

    source: Document
    target: Document
    alignment: Alignment
    words: Mapping[int, WordAlignment] = field(default_factory=dict)

    def source_text(self, link: Link) -> str:
        """The link's source sentences on one line."""
        return one_line(self.source, link.source)

    def target_text(self, link: Link) -> str:
        """The link's target sentences on one line."""
        return one_line(self.target, link.target)


def one_line(document: Document, sentences: Sequence[int]) -> str:
    """Sentences joined by spaces; line ends, tabs and controls inside them are spaces too."""
    text = " ".join(document.sentences[number].text for number in sentences)
    return _SURROGATE.sub("\ufffd", _SEPARATORS.sub(" ", text)).strip()
