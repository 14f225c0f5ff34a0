"""Moses pairs: two plain texts of equally many lines, of which each line translates its fellow."""

from __future__ import annotations

from selaras.align.formats.model import Aligned


def render(aligned: Aligned) -> tuple[str, str]:
    """The source's and the target's text; gaps, which have no fellow, are left out."""
    pairs = aligned.alignment.pairs
    source = "".join(aligned.source_text(link) + "\n" for link in pairs)
    target = "".join(aligned.target_text(link) + "\n" for link in pairs)
    return source, target
