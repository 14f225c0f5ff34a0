"""Tab-separated values: one link a line, with a line of headings, for spreadsheets and scripts."""

from __future__ import annotations

from collections.abc import Iterator

from selaras.align.formats.model import Aligned
from selaras.align.model import Link

HEADINGS = ("source_ids", "target_ids", "kind", "score", "source", "target")
COVERAGES = ("source_coverage", "target_coverage")


def render(aligned: Aligned) -> str:
    """All links in order; with words also how far either side is covered by the other."""
    headings = (*HEADINGS, *COVERAGES) if aligned.words else HEADINGS
    lines = ["\t".join(headings)]
    lines += ["\t".join(_cells(aligned, link)) for link in aligned.alignment.links]
    return "\n".join(lines) + "\n"


def _cells(aligned: Aligned, link: Link) -> Iterator[str]:
    yield ",".join(map(str, link.source))
    yield ",".join(map(str, link.target))
    yield link.kind.value
    yield f"{link.score:.4f}"
    yield aligned.source_text(link)
    yield aligned.target_text(link)
    if aligned.words:
        words = aligned.words.get(link.id)
        yield f"{words.source_coverage:.4f}" if words else ""
        yield f"{words.target_coverage:.4f}" if words else ""
