"""An alignment for the eye: source and target side by side, the link between them.

With words, what one side says and nothing on the other answers stands in
double brackets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selaras.align.model import Alignment, Link, WordAlignment
from selaras.documents.model import Document, Span
from selaras.reports.fitting import wrap
from selaras.reports.visible import one_line
from tabulate import tabulate

_NARROWEST = 60
# What the middle column and the gaps between the columns take.
_BETWEEN = 21
_LONGEST_CELL = 4000
_SIGNS = {"match": "==", "moved": "<>", "omission": "--", "addition": "++"}


def render(
    source: Document,
    target: Document,
    alignment: Alignment,
    words: Mapping[int, WordAlignment] | None = None,
    width: int = 120,
) -> str:
    """All links in order, in ``width`` terminal cells."""
    room = (max(width, _NARROWEST) - _BETWEEN) // 2
    rows = [
        (
            wrap(_text(source, link.source, _uncovered(words, link)), room),
            f"{_SIGNS[link.kind]} {link.kind} {link.score:.2f}",
            wrap(_text(target, link.target, _unsupported(words, link)), room),
        )
        for link in alignment.links
    ]
    headers = (source.language, "link", target.language)
    table = tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True)
    return "\n".join(line.rstrip() for line in table.splitlines()) + "\n"


def _uncovered(words: Mapping[int, WordAlignment] | None, link: Link) -> Sequence[Span]:
    found = (words or {}).get(link.id)
    return found.uncovered if found else ()


def _unsupported(words: Mapping[int, WordAlignment] | None, link: Link) -> Sequence[Span]:
    found = (words or {}).get(link.id)
    return found.unsupported if found else ()


def _text(document: Document, sentences: Sequence[int], marked: Sequence[Span]) -> str:
    parts = [_marked(document, document.sentences[number].span, marked) for number in sentences]
    return one_line(" ".join(parts)[:_LONGEST_CELL])


def _marked(document: Document, sentence: Span, marked: Sequence[Span]) -> str:
    """A sentence's text with double brackets around the parts of ``marked`` that lie in it."""
    text, at = "", sentence.start
    for span in sorted(marked):
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if start < end:
            text += f"{document.text[at:start]}[[{document.text[start:end]}]]"
            at = end
    return text + document.text[at : sentence.end]
