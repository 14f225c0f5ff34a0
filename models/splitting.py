"""Cuts a sentence that is too long for a model at its clauses."""

from __future__ import annotations

import re
from collections.abc import Callable

_CLAUSE_END = re.compile(r"[,;:.!?…)\]»”]\s+")
_SPACE = re.compile(r"\s+")


def fitting_parts(text: str, size: Callable[[str], int], limit: int) -> list[str]:
    """``text`` in parts whose ``size`` is at most ``limit``; together they are the text."""
    if len(text) < 2 or size(text) <= limit:
        return [text]
    cut = _cut(text)
    return [part for half in (text[:cut], text[cut:]) for part in fitting_parts(half, size, limit)]


def _cut(text: str) -> int:
    """The clause end nearest the middle, else the nearest space, else the middle."""
    middle = len(text) // 2
    for pattern in (_CLAUSE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, len(text) // 4, 3 * len(text) // 4)]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    return middle
