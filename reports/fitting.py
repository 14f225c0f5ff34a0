"""Text cut and wrapped to a number of terminal cells, whatever its script.

A Vietnamese letter may be three characters and one cell, a Chinese one is one
character and two cells; nothing here ever cuts inside what a reader sees as one.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex
from wcwidth import wcswidth

ELLIPSIS = "…"


def width(text: str) -> int:
    """The cells that ``text`` takes on a terminal."""
    return max(0, wcswidth(text))


def clusters(text: str) -> list[str]:
    """What a reader sees as single characters (a letter with its marks, an emoji)."""
    found: list[str] = regex.findall(r"\X", text)
    return found


def clip(text: str, cells: int) -> str:
    """The beginning of ``text`` in at most ``cells`` cells, with an ellipsis if it was cut."""
    kept = "".join(_fitting(clusters(text[: 16 * cells + 16]), cells))
    if kept == text:
        return text
    return "".join(_fitting(clusters(kept), cells - 1)) + ELLIPSIS


def clip_start(text: str, cells: int) -> str:
    """The end of ``text`` in at most ``cells`` cells, with an ellipsis if it was cut."""
    ending = clusters(text[-(16 * cells + 16) :])[::-1]
    kept = _fitting(ending, cells)
    if "".join(reversed(kept)) == text:
        return text
    return ELLIPSIS + "".join(reversed(_fitting(kept, cells - 1)))


def wrap(text: str, cells: int) -> str:
    """``text`` in lines of at most ``cells`` cells, broken at spaces or in longer words."""
    lines, line, used = [], "", 0
    for word in (part for long in text.split() for part in _parts(long, cells)):
        taken = width(word)
        if line and used + 1 + taken > cells:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + taken) if line else (word, taken)
    return "\n".join([*lines, line])


def _parts(word: str, cells: int) -> Iterable[str]:
    """The word itself, or its pieces of at most ``cells`` cells."""
    if width(word) <= cells:
        return [word]
    parts: list[str] = []
    piece: list[str] = []
    used = 0
    for cluster in clusters(word):
        taken = width(cluster)
        if piece and used + taken > cells:
            parts.append("".join(piece))
            piece, used = [], 0
        piece.append(cluster)
        used += taken
    return [*parts, "".join(piece)]


def _fitting(pieces: list[str], cells: int) -> list[str]:
    """As many of the first pieces as fit."""
    used = 0
    for index, piece in enumerate(pieces):
        used += width(piece)
        if used > cells:
            return pieces[:index]
    return pieces
