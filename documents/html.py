"""HTML becomes text and blocks: the article's own words, with the captions of its pictures.

What is article and what is navigation, teaser, advertisement or comment is
decided by trafilatura. It drops captions, so these are handed to it as
paragraphs that carry a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import regex
from selaras.documents.layout import Block
from selaras.documents.model import Role

_MARK = "\ue0ff"
_CAPTIONS = (
    "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')"
    " or contains(@class, 'caption') or contains(@class, 'PhotoCMS_Caption')"
    " or contains(@class, 'image-desc')]"
)
_INLINE = frozenset(("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i"))
_INLINE |= frozenset(("ins", "kbd", "mark", "q", "s", "small", "span", "strike", "strong", "sub"))
_INLINE |= frozenset(("sup", "time", "tt", "u", "var"))
_TAG = regex.compile(
    r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[/!?a-zA-Z][^<>]*>", regex.DOTALL | regex.IGNORECASE
)
_HIDDEN = frozenset(("head", "title", "script", "style", "noscript", "template", "svg"))
_KINDS = {
    "head": (Role.HEADING, "an HTML heading"),
    "item": (Role.LIST, "an HTML list item"),
    "cell": (Role.TABLE, "an HTML table cell"),
    "quote": (Role.QUOTE, "an HTML block quotation"),
}


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a page, its blocks, and remarks for the report."""

    text: str
    blocks: list[Block]
    notes: tuple[str, ...] = ()


def extract(markup: str) -> Extracted:
    """The main text of an HTML page: one block a line, all of it when no article is found."""
    tree = _parsed(markup)
    if tree is None:
        return _assembled(list(_without_tags(markup)), "the page is damaged: all its text was read")
    title = _first_heading(tree)
    fallback = list(_everything(tree))
    passages = list(_article(tree))
    if _size(passages) * 10 < _size(fallback) and _size(passages) < 200:
        note = "no article was found in the page: all its text was read"
        return _assembled(fallback, note)
    if title and all(words != title for words, _ in passages):
        passages.insert(0, (title, _KINDS["head"]))
    return _assembled(passages)


Passage = tuple[str, tuple[Role, str] | None]


def _parsed(markup: str) -> Any | None:
    from lxml import etree, html

    try:
        # Bytes, because lxml refuses decoded text that still declares an encoding.
        data = markup.encode("utf-8", "replace")
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    # The parser stops at 2,048 elements in each other and drops what is inside.
    too_deep = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return None if too_deep else tree


def _without_tags(markup: str) -> Iterator[Passage]:
    """The words of a page that no tree can be made of, a line for each stretch between tags."""
    for line in _TAG.sub("\n", markup).split("\n"):
        if words := " ".join(unescape(line).split()):
            yield words, None


def _first_heading(tree: Any) -> str:
    headings = tree.xpath("//h1")
    return _words(headings[0]) if len(headings) == 1 else ""


def _article(tree: Any) -> Iterator[Passage]:
    """The passages of the main text, as trafilatura finds it."""
    import trafilatura

    _hand_over_captions(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    for element in body.iter("head", "p", "item", "cell", "quote") if body is not None else ():
        if any(child.tag in ("p", "head", "item", "cell", "quote") for child in element):
            words = (element.text or "").strip()
        else:
            words = None
        for line in _lines(element) if words is None else [words]:
            if line:
                yield _passage(line, element)


def _passage(line: str, element: Any) -> Passage:
    if _MARK in line:
        return line.replace(_MARK, "").strip(), (Role.CAPTION, "an HTML caption")
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in _KINDS:
            return line, _KINDS[ancestor.tag]
    return line, None


def _hand_over_captions(tree: Any) -> None:
    """Put each caption behind its figure, as a marked paragraph of the running text."""
    from lxml import html

    for caption in tree.xpath(_CAPTIONS):
        words = _words(caption)
        figure = next(caption.iterancestors("figure", "table"), caption)
        parent = figure.getparent()
        if not words or parent is None or len(words) > 1000 or caption.getparent() is None:
            continue
        paragraph = html.Element("p")
        paragraph.text = _MARK + words
        paragraph.tail, figure.tail = figure.tail, None
        parent.insert(parent.index(figure) + 1, paragraph)
        caption.drop_tree()


def _everything(tree: Any) -> Iterator[Passage]:
    """All words of the page, a line for each of its blocks."""
    for line in "".join(_flow(tree)).split("\n"):
        if words := " ".join(line.split()):
            yield words, None


def _flow(tree: Any) -> Iterator[str]:
    """The page's text in order, with a line end around each block."""
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        edge = "" if element.tag in _INLINE else "\n"
        if event == "start":
            hidden = element.tag in _HIDDEN or not isinstance(element.tag, str)
            yield edge + ("" if hidden else " ".join((element.text or "").split("\n")))
        else:
            yield edge + " ".join((element.tail or "").split("\n"))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _lines(element: Any) -> Iterator[str]:
    """The lines of an element: a line break in the page is a line break in the text."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "lb" else "".join(child.itertext()), child.tail or ""]
    for line in "".join(parts).split("\n"):
        yield " ".join(line.split(" ")).strip()


def _size(passages: list[Passage]) -> int:
    return sum(len(words) for words, _ in passages)


def _assembled(passages: list[Passage], *notes: str) -> Extracted:
    """The passages joined by line ends, and where each stands."""
    blocks: list[Block] = []
    parts: list[str] = []
    offset = 0
    for words, kind in passages:
        role, reason = kind or (None, "")
        blocks.append(Block(offset, offset + len(words), role, reason, first=True))
        parts.append(words)
        offset += len(words) + 1
    return Extracted("\n".join(parts), blocks, notes)
