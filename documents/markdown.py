"""Markdown becomes blocks, without its block markup (#, >, -, |, front matter) and without code.

Marks within lines stay in the text, as everything points into the text as read;
where they stand is told, so that nobody takes them for leftovers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex
from selaras.documents.layout import Block, joined, lines, trimmed
from selaras.documents.model import Role, Span

_HEADING = regex.compile(r"#{1,6}\s+")
_CLOSING_HASHES = regex.compile(r"(?r)\s+#+")
_QUOTE = regex.compile(r"(?:>\s?)+\s*")
_ITEM = regex.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_RULE = regex.compile(r"(?:[-*_=]\s*){3,}|\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_FENCE = regex.compile(r"(?P<mark>`{3,}|~{3,}).*")
_IMAGE = regex.compile(r"!\[(?P<alt>[^\]]*)\]\([^)]*\)")
_TITLE = regex.compile(r"(?:title|headline|description|summary)\s*:\s*[\"']?(?P<title>.+?)[\"']?")
_CELL = regex.compile(r"[^|]+")


_INLINE = regex.compile(
    r"(?P<fence>`{1,3})[^`\n]{1,500}(?P=fence)"
    r"|!?\[(?=[^\[\]\n]{0,400}\][(\[])"
    r"|\](?:\([^()\s]{0,1000}(?:\s\"[^\"\n]{0,200}\")?\)|\[[^\[\]\n]{0,100}\])"
    r"|\[\^[^\[\]\s]{1,40}\]:?|<(?:https?://|mailto:)[^<>\s]{1,1000}>"
    r"|</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:[ \t]+[^<>\n]{0,500})?/?>|<!--[^\n]{0,1000}?-->"
    r"|&(?:[a-zA-Z]{2,10}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});"
    r"|\\[\\`*_{}\[\]()#+.!|<>~-]"
)
_EMPHASIS = regex.compile(
    r"(?P<mark>\*{1,3}|(?<!\w)_{1,3}|~~)(?=[^\s*_~])[^\n]{0,400}?(?<=[^\s\\])(?P=mark)(?![*~])"
)


def inline_markup(text: str) -> tuple[Span, ...]:
    """The marks within lines that belong to Markdown: code, links, notes, emphasis, tags.

    They are in order and apart: within code and addresses nothing is emphasis.
    """
    found = [Span(*match.span()) for match in _INLINE.finditer(text)]
    for match in _EMPHASIS.finditer(text):
        size = len(match["mark"])
        found += [
            Span(match.start(), match.start() + size),
            Span(match.end() - size, match.end()),
        ]
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    found = [part for line in _unfenced(text, lines(text)) for part in _parts(text, line)]
    return _joined_prose(text, found)


def _unfenced(text: str, found: list[Block]) -> Iterator[Block]:
    """The lines, with front matter reduced to its titles and fenced code left out."""
    inside = _front_matter_end(text, found)
    fence = ""
    for number, line in enumerate(found):
        if number <= inside:
            if title := _TITLE.fullmatch(text, line.start, line.end):
                start, end = title.span("title")
                yield Block(start, end, Role.HEADING, "a title in the front matter", first=True)
        elif mark := _FENCE.fullmatch(text, line.start, line.end):
            if not fence or mark["mark"].startswith(fence):
                fence = "" if fence else mark["mark"]
        elif not fence:
            yield line


def _front_matter_end(text: str, found: list[Block]) -> int:
    """The number of the line that closes the front matter; -1 if there is none."""
    if found and found[0].of(text) == "---":
        for number, line in enumerate(found[1:60], start=1):
            if line.of(text) in ("---", "..."):
                return number
    return -1


def _parts(text: str, line: Block) -> Iterator[Block]:
    """The blocks of a line, less its markup; none of a rule or a table's separator."""
    if line.role:
        yield line
    elif _RULE.fullmatch(text, line.start, line.end):
        return
    elif image := _IMAGE.fullmatch(text, line.start, line.end):
        yield Block(*image.span("alt"), Role.CAPTION, "an image's description", first=True)
    elif text[line.start] == "|":
        for cell in _CELL.finditer(text, line.start, line.end):
            yield Block(*trimmed(text, *cell.span()), Role.TABLE, "a cell of a table", first=True)
    else:
        yield _unmarked(text, line)


def _unmarked(text: str, line: Block) -> Block:
    """The line without the mark at its beginning, which tells its role."""
    if match := _HEADING.match(text, line.start, line.end):
        closing = _CLOSING_HASHES.match(text, match.end(), line.end)
        end = closing.start() if closing else line.end
        return Block(match.end(), end, Role.HEADING, "a Markdown heading", first=True)
    if match := _QUOTE.match(text, line.start, line.end):
        return replace(line, start=match.end(), role=Role.QUOTE, reason="a block quotation")
    if match := _ITEM.match(text, line.start, line.end):
        return Block(match.end(), line.end, Role.LIST, "a list item", first=True)
    return line


def _joined_prose(text: str, found: list[Block]) -> list[Block]:
    """Join wrapped lines, but nothing across a change of role."""
    separated = [
        replace(block, first=block.first or (number > 0 and found[number - 1].role != block.role))
        for number, block in enumerate(found)
    ]
    return [block for block in joined(text, separated) if block.of(text).strip()]
