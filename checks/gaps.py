"""Sentences that stand alone, gathered: what is missing together is one finding.

Boilerplate between two of them does not part them, nor do captions, bylines and
datelines, which are gathered by themselves and weigh less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selaras.align.model import Link
from selaras.checks.model import Severity
from selaras.documents.model import Document, Role, Sentence

FURNITURE = frozenset({Role.CAPTION, Role.BYLINE, Role.DATELINE})
"""Roles that editions handle each in its own way: no message is lost with them."""

_SHOWN = 60


def gaps(document: Document, links: Mapping[int, Link]) -> Iterator[tuple[Sentence, ...]]:
    """The runs of neighbouring sentences of ``document`` that nothing corresponds to."""
    prose = [s for s in document.sentences if s.role not in FURNITURE]
    furniture = [s for s in document.sentences if s.role in FURNITURE]
    yield from _runs(prose, links)
    yield from _runs(furniture, links)


def severity(sentences: tuple[Sentence, ...]) -> Severity | None:
    """None, the check's own severity, unless the run is page furniture only."""
    return Severity.INFO if all(s.role in FURNITURE for s in sentences) else None


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


def _runs(sentences: list[Sentence], links: Mapping[int, Link]) -> Iterator[tuple[Sentence, ...]]:
    run: list[Sentence] = []
    for sentence in sentences:
        if sentence.role is Role.BOILERPLATE:
            continue
        link = links.get(sentence.id)
        if link is not None and link.is_gap:
            run.append(sentence)
            continue
        if run:
            yield tuple(run)
        run = []
    if run:
        yield tuple(run)
