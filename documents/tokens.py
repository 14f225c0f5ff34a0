"""Words of a text, with their places: the unit of word alignment and of most checks."""

from __future__ import annotations

import regex
from selaras.documents.model import Span

# Letters and their marks, digits with inner separators (1.000, 57-NQ/TW, 15:49, e-mail),
# apostrophes inside words; scripts written without spaces fall apart into single characters.
_SINGLE = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_RUN = rf"(?:(?!{_SINGLE})[\p{{L}}\p{{M}}\p{{N}}])+"
_WORD = regex.compile(rf"{_SINGLE}|{_RUN}(?:[-./:,'’&_@]{_RUN})*|[$€£¥₫%‰]")


def word_spans(text: str) -> list[Span]:
    """The words of ``text`` in order, as offsets into it; punctuation is left out."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]
