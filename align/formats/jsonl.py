"""JSON Lines: one link a line with its spans, and with its words where they were asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import regex
from selaras.align.formats.model import Aligned
from selaras.align.model import Link, WordAlignment
from selaras.documents.model import Document, Span

# Characters that act on a screen, or that UTF-8 cannot hold: written as escapes.
_ACTING = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]")


def render(aligned: Aligned) -> str:
    """All links in order; spans are character offsets into the documents as read."""
    return "".join(_encoded(_picture(aligned, link)) + "\n" for link in aligned.alignment.links)


def _picture(aligned: Aligned, link: Link) -> dict[str, Any]:
    picture: dict[str, Any] = {
        "id": link.id,
        "source": link.source,
        "target": link.target,
        "kind": link.kind.value,
        "score": link.score,
        "source_spans": _places(aligned.source, link.source),
        "target_spans": _places(aligned.target, link.target),
        "source_text": _text(aligned.source, link.source),
        "target_text": _text(aligned.target, link.target),
    }
    if words := aligned.words.get(link.id):
        picture["words"] = _words(words)
    return picture


def _words(words: WordAlignment) -> dict[str, Any]:
    return {
        "source_coverage": words.source_coverage,
        "target_coverage": words.target_coverage,
        "pairs": [
            {
                "source": _offsets(words.source_words[pair.source]),
                "target": _offsets(words.target_words[pair.target]),
                "score": pair.score,
            }
            for pair in words.pairs
        ],
        "uncovered": [_offsets(span) for span in words.uncovered],
        "unsupported": [_offsets(span) for span in words.unsupported],
    }


def _places(document: Document, sentences: Iterable[int]) -> list[list[int]]:
    return [_offsets(document.sentences[number].span) for number in sentences]


def _offsets(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(document: Document, sentences: Iterable[int]) -> str:
    return " ".join(document.sentences[number].text for number in sentences)


def _encoded(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ACTING.sub(lambda match: json.dumps(match.group())[1:-1], text)
