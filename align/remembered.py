"""Word alignments of all links, those of earlier runs taken from the cache.

The key is a checksum of all that an alignment depends on, so that nothing
outdated is ever found: links that an edit does not touch keep theirs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras.align import words
from selaras.align.model import Alignment, Link, Unmatched, WordAlignment, WordPair
from selaras.align.views import Views
from selaras.documents.model import Span
from selaras.models.cache import Cache


def all_words(views: Views, alignment: Alignment, cache: Cache) -> dict[int, WordAlignment]:
    """The word alignment of each link that joins both sides, by the link's id.

    All pass through what is stored, so that fresh and remembered ones are the same.
    """
    align = words.WordAligner(views, alignment)
    keys = {link: align.checksum(link) for link in alignment.pairs}
    known = cache.get(_space(), list(dict.fromkeys(keys.values())))
    starts = {link: _starts(views, link) for link in keys}
    fresh: dict[str, bytes] = {}
    for link, key in keys.items():
        if key not in known and (found := align(link)):
            fresh[key] = known[key] = _written(found, *starts[link])
    cache.put(_space(), fresh)
    return {link.id: _read(known[key], *starts[link]) for link, key in keys.items()}


@lru_cache
def _space() -> str:
    """Where alignments made by this very code are kept."""
    return f"words/{hashlib.sha256(Path(words.__file__).read_bytes()).hexdigest()[:16]}"


def _starts(views: Views, link: Link) -> tuple[int, int]:
    source, target = views.source.document, views.target.document
    return source.sentences[link.source[0]].start, target.sentences[link.target[0]].start


def _written(found: WordAlignment, source: int, target: int) -> bytes:
    content = (
        _places(found.source_words, source),
        _places(found.target_words, target),
        [(pair.source, pair.target, pair.score) for pair in found.pairs],
        found.source_support,
        found.target_support,
        found.source_coverage,
        found.target_coverage,
        _stretches(found.omitted, source),
        _stretches(found.added, target),
    )
    return json.dumps(content, separators=(",", ":")).encode()


def _places(spans: Sequence[Span], start: int) -> list[tuple[int, int]]:
    return [(span.start - start, span.end - start) for span in spans]


def _stretches(stretches: Sequence[Unmatched], start: int) -> list[tuple[int, int, float]]:
    return [(s.span.start - start, s.span.end - start, s.evidence) for s in stretches]


def _read(content: bytes, source: int, target: int) -> WordAlignment:
    ours, theirs, pairs, *figures, omitted, added = json.loads(content)
    source_support, target_support, source_coverage, target_coverage = figures
    return WordAlignment(
        source_words=tuple(Span(a + source, b + source) for a, b in ours),
        target_words=tuple(Span(a + target, b + target) for a, b in theirs),
        pairs=tuple(WordPair(*pair) for pair in pairs),
        source_support=tuple(source_support),
        target_support=tuple(target_support),
        source_coverage=source_coverage,
        target_coverage=target_coverage,
        omitted=_unmatched(omitted, source),
        added=_unmatched(added, target),
    )


def _unmatched(stretches: Any, start: int) -> tuple[Unmatched, ...]:
    return tuple(Unmatched(Span(a + start, b + start), evidence) for a, b, evidence in stretches)
