"""Words of a text, with their places: the unit of word alignment and of most checks."""

from __future__ import annotations

import regex
from selaras.documents.model import Span

# Letters and their marks, digits with inner separators (1.000, 57-NQ/TW, 15:49, e-mail),
# apostrophes inside words; scripts written without spaces fall apart into single characters.
_WORD = regex.compile(
    r"""
    [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]
    | (?: (?![\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]) [\p{L}\p{M}\p{N}] )+
      (?: [-./:,'’&_@] (?: (?![\p{Han}\p{Hiragana}\p{Katakana}]) [\p{L}\p{M}\p{N}] )+ )*
    | [$€£¥₫%‰]
    """,
    regex.VERBOSE,
)


def word_spans(text: str) -> list[Span]:
    """The words of ``text`` in order, as offsets into it; punctuation is left out."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]
