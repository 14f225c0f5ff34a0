"""HTML becomes text and blocks: the article's own words, with the captions of its pictures.

What is article and what is navigation, teaser, advertisement or comment is
decided by trafilatura. It drops captions, so these are handed to it as
paragraphs that carry a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selaras.documents.layout import Block
from selaras.documents.model import Role

_MARK = "\ue0ff"
_CAPTIONS = (
    "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')"
    " or contains(@class, 'caption') or contains(@class, 'PhotoCMS_Caption')"
    " or contains(@class, 'image-desc')]"
)
_FALLBACK = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "blockquote", "figcaption")
_KINDS = {
    "head": (Role.HEADING, "an HTML heading"),
    "item": (Role.LIST, "an HTML list item"),
    "cell": (Role.TABLE, "an HTML table cell"),
    "quote": (Role.QUOTE, "an HTML block quotation"),
}
_FALLBACK_KINDS = {
    "li": _KINDS["item"],
    "td": _KINDS["cell"],
    "th": _KINDS["cell"],
    "blockquote": _KINDS["quote"],
    **{f"h{level}": _KINDS["head"] for level in range(1, 7)},
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
        return Extracted("", [])
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
        return html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


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
    """All passages of the page, whatever they are."""
    for element in tree.iter(*_FALLBACK, "div", "body"):
        if element.tag in ("div", "body"):
            words = " ".join((element.text or "").split())
        elif any(child.tag in _FALLBACK for child in element.iterdescendants(*_FALLBACK)):
            words = ""
        else:
            words = _words(element)
        if words and not any(element.iterancestors("script", "style", "noscript")):
            yield words, _FALLBACK_KINDS.get(element.tag)


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
