"""Letters without their diacritics, so that words can be compared across spellings."""

from __future__ import annotations

import unicodedata

# Letters whose stroke no decomposition takes off.
_STROKES = str.maketrans("đðøłħıĐÐØŁĦ", "ddolhiDDOLH")


def folded(text: str) -> str:
    """``text`` in lower case and without diacritics: "Quảng Ninh" becomes "quang ninh"."""
    return text.lower() if text.isascii() else unmarked(text).casefold()


def unmarked(text: str) -> str:
    """``text`` as a language without marks writes it: "Phạm Đức Ấn" becomes "Pham Duc An"."""
    decomposed = unicodedata.normalize("NFD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return letters.translate(_STROKES)
