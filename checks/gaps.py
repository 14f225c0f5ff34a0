"""Sentences that stand alone, gathered: what is missing together is one finding.

Boilerplate between two of them does not part them, nor do captions, bylines and
datelines, which are gathered by themselves and weigh less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from selaras.align.model import Link
from selaras.checks.model import Severity
from selaras.documents.model import Document, Role, Sentence, Span
from selaras.documents.tokens import word_spans

FURNITURE = frozenset({Role.CAPTION, Role.BYLINE, Role.DATELINE})
"""Roles that editions handle each in its own way: no message is lost with them."""

_LABELS = frozenset({Role.TABLE, Role.LIST})
_LABEL_WORDS = 4
_SHOWN = 60


def gaps(
    document: Document, links: Mapping[int, Link], apart: Collection[Span] = ()
) -> Iterator[tuple[Sentence, ...]]:
    """The runs of neighbouring sentences of ``document`` that nothing corresponds to.

    Those at the spans ``apart`` are runs by themselves.
    """
    read = [s for s in document.sentences if s.role is not Role.BOILERPLATE]
    alone = {s.id for s in read if links[s.id].is_gap}
    furniture = {s.id for s in read if s.role in FURNITURE}
    single = {s.id for s in read if s.span in apart}
    yield from _runs([s for s in read if s.id not in furniture], alone - single)
    yield from _runs(read, alone & furniture - single)
    yield from ((s,) for s in read if s.id in alone & single)


def severity(sentences: tuple[Sentence, ...]) -> Severity | None:
    """None, the check's own severity, unless the run is page furniture and labels only."""
    return Severity.INFO if all(s.role in FURNITURE or is_label(s) for s in sentences) else None


def is_label(sentence: Sentence) -> bool:
    """Whether it is a cell or an item of a few words."""
    return sentence.role in _LABELS and len(word_spans(sentence.text)) <= _LABEL_WORDS


def told(sentences: tuple[Sentence, ...]) -> str:
    """How many sentences there are and how the first begins, in an editor's words."""
    count = "One sentence" if len(sentences) == 1 else f"{len(sentences)} neighbouring sentences"
    return f"{count} (“{shortened(sentences[0].text)}”)"


def shortened(text: str, limit: int = _SHOWN) -> str:
    """The first words of ``text``, at most ``limit`` characters, on one line."""
    line = " ".join(text[: 4 * limit].split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def _runs(sentences: list[Sentence], alone: set[int]) -> Iterator[tuple[Sentence, ...]]:
    """The sentences that follow each other and are all among those ``alone``."""
    for is_alone, run in groupby(sentences, key=lambda sentence: sentence.id in alone):
        if is_alone:
            yield tuple(run)
