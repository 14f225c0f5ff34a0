"""Text becomes blocks: the stretches that are each one paragraph, heading, list item or row.

A line is a block of its own, as publications put one paragraph on a line,
unless the file was plainly wrapped at a fixed width; then the lines of a
paragraph are joined.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex
from selaras.documents.model import Role

_LINE = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``[start, end)`` of the text that is segmented by itself.

    ``role`` is what the layout alone says it is (None: nothing), ``reason`` why;
    ``new_group`` says whether an empty line, or the text's beginning, precedes it.
    """

    start: int
    end: int
    role: Role | None = None
    reason: str = ""
    new_group: bool = False


def plain_blocks(text: str) -> list[Block]:
    """The blocks of plain text."""
    return _joined(text, _lines(text))


def _lines(text: str) -> list[Block]:
    """The lines that hold more than white space, without it at their ends."""
    lines: list[Block] = []
    for match in _LINE.finditer(text):
        start, end = trimmed(text, *match.span())
        if start < end:
            new_group = not lines or text.count("\n", lines[-1].end, start) > 1
            lines.append(Block(start, end, new_group=new_group))
    return lines


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(text: str, lines: list[Block]) -> list[Block]:
    return lines
