"""Text becomes blocks: the stretches that are each one paragraph, heading, list item or row.

A line is a block of its own, as publications put one paragraph on a line,
unless the file was plainly wrapped at a fixed width; then the lines of a
paragraph are joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import regex
from selaras.documents.model import Role

_LINE = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = r"[-–—•*+▪●◦‣·]\s"
_NUMBERED = r"\(?(?:\d{1,2}|\p{L})[.)]\s"
_ITEM = regex.compile(rf"(?:{_BULLET}|{_NUMBERED})\s*\S")
_ROW = regex.compile(r"\|.*\||[^|\t]+(?:\t[^|\t]+){2,}|[^|]+(?:\s\|\s[^|]+){2,}")
_WIDEST = 120
_NARROWEST = 45


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``[start, end)`` of the text that is segmented by itself.

    ``role`` is what the layout alone says it is (None: nothing), ``reason`` why;
    ``first`` says whether an empty line, or the text's beginning, precedes it.
    """

    start: int
    end: int
    role: Role | None = None
    reason: str = ""
    first: bool = False

    def of(self, text: str) -> str:
        """The block's text."""
        return text[self.start : self.end]


def plain_blocks(text: str) -> list[Block]:
    """The blocks of plain text."""
    return [_with_role(text, block) for block in joined(text, lines(text))]


def lines(text: str) -> list[Block]:
    """The lines that hold more than white space, without it at their ends."""
    found: list[Block] = []
    for match in _LINE.finditer(text):
        start, end = trimmed(text, *match.span())
        if start < end:
            first = not found or _empty_line(text, found[-1].end, start)
            found.append(Block(start, end, first=first))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def joined(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with the lines of hard-wrapped paragraphs joined."""
    width = _wrap_width(text, blocks)
    if width is None:
        return blocks
    result: list[Block] = []
    for block in blocks:
        if result and _continues(text, result[-1], block, width):
            result[-1] = replace(result[-1], end=block.end)
        else:
            result.append(block)
    return result


def _empty_line(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between.count("\n") > 1 or between.count("\r") > 1 or "\u2029" in between


def _wrap_width(text: str, blocks: list[Block]) -> int | None:
    """The width at which the file was wrapped; None if it plainly was not.

    Where lines were filled up to a width, the first word of the next line
    would not have fitted; and sentences go on over line ends.
    """
    width = max((len(block.of(text)) for block in blocks), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [(one, two) for one, two in pairwise(blocks) if not two.first]
    full = sum(_is_full(text, one, two, width) for one, two in pairs)
    running_on = sum(text[two.start].islower() for _, two in pairs)
    plainly = pairs and full >= 0.6 * len(pairs) and running_on >= 0.3 * len(pairs)
    return width if plainly else None


def _is_full(text: str, line: Block, following: Block, width: int) -> bool:
    """Whether the next line's first word would not have fitted on the line, give or take one."""
    start = text.rfind("\n", 0, line.end) + 1
    word = len(text[following.start : following.start + width].split(maxsplit=1)[0])
    return line.end - max(start, line.start) + 1 + word >= 0.9 * width


def _continues(text: str, paragraph: Block, line: Block, width: int) -> bool:
    return (
        not line.first
        and _is_full(text, paragraph, line, width)
        and not _ITEM.match(text, line.start)
        and not _ROW.fullmatch(text, line.start, line.end)
    )


def _with_role(text: str, block: Block) -> Block:
    for role, reason in _roles(text, block):
        return replace(block, role=role, reason=reason)
    return block


def _roles(text: str, block: Block) -> Iterator[tuple[Role, str]]:
    if _ITEM.match(text, block.start, block.end):
        yield Role.LIST, "begins with a bullet or a number"
    if block.end - block.start < 2000 and _ROW.fullmatch(text, block.start, block.end):
        yield Role.TABLE, "a row of cells"
