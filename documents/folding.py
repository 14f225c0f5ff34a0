"""Letters without their diacritics, so that a name can be compared across spellings."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart.
_UNDIVIDED = str.maketrans("đĐłŁøØıħĦ", "dDlLoOihH")


def folded(text: str) -> str:
    """``text`` in lower case and without diacritics: "Quảng Ninh" becomes "quang ninh"."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.translate(_UNDIVIDED))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
