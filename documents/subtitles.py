"""Subtitles (SubRip, WebVTT) become blocks: each cue's words, without its number and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex
from selaras.documents.layout import Block, lines

_TIMES = regex.compile(r"(?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3} --> (?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3}.*")
_HEADER = regex.compile(r"WEBVTT.*")


def subtitle_blocks(text: str) -> list[Block]:
    """The cues of a subtitle file, the lines of one cue together."""
    return list(_cues(text, lines(text)))


def _cues(text: str, found: list[Block]) -> Iterator[Block]:
    cue: Block | None = None
    for number, line in enumerate(found):
        if _is_apparatus(text, found, number):
            if cue:
                yield cue
            cue = None
        elif cue and not line.first:
            cue = replace(cue, end=line.end)
        else:
            if cue:
                yield cue
            cue = replace(line, first=True)
    if cue:
        yield cue


def _is_apparatus(text: str, found: list[Block], number: int) -> bool:
    """Whether the line is a header, a cue's times, or the number or name before them."""
    line = found[number].of(text)
    following = found[number + 1].of(text) if number + 1 < len(found) else ""
    named = found[number].first and _TIMES.fullmatch(following) is not None
    return bool(_TIMES.fullmatch(line)) or named or bool(_HEADER.fullmatch(line) and number == 0)
