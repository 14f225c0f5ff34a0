"""Letters without their diacritics, so that words can be compared across spellings."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters whose stroke no decomposition takes off.
_STROKES = str.maketrans("đðøłħıĐÐØŁĦ", "ddolhiDDOLH")

# Texts up to this length are kept: words come again and again.
_WORD = 24


def folded(text: str) -> str:
    """``text`` in lower case and without diacritics: "Quảng Ninh" becomes "quang ninh"."""
    if text.isascii():
        return text.lower()
    return _folded_word(text) if len(text) <= _WORD else unmarked(text).casefold()


@lru_cache(maxsize=32768)
def _folded_word(text: str) -> str:
    return unmarked(text).casefold()


def unmarked(text: str) -> str:
    """``text`` as a language without marks writes it: "Phạm Đức Ấn" becomes "Pham Duc An"."""
    decomposed = unicodedata.normalize("NFD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return letters.translate(_STROKES)
