"""Phrases that stand again right after themselves: a text compared with itself, shifted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import regex
from selaras.documents.model import Span

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.,'’][\p{L}\p{N}]+)*")
_LONGEST_PHRASE = 120
_LONG_PHRASE = 6
_NEARLY = 0.7
_TIMES_FOR_ONE_WORD = 4
_LONGEST_LINK = 4
_BORDER = regex.compile(r"[.!?:;()\u2026]")


@dataclass(frozen=True, slots=True)
class Loop:
    """A phrase and its repetitions: the whole, the phrase where it first stands, how often."""

    span: Span
    phrase: Span
    times: int


@lru_cache(maxsize=64)
def loops(text: str) -> tuple[Loop, ...]:
    """The loops of ``text`` in order, the shortest phrase where several readings fit.

    A phrase of six words or more counts too when a word or two stand between.
    """
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    numbers: dict[str, int] = {}
    ids = np.array(
        [numbers.setdefault(text[word.start : word.end].lower(), len(numbers)) for word in words]
    )
    if not _comes_again(ids.tolist()):
        return ()
    found: list[Loop] = []
    for length in range(1, min(_LONGEST_PHRASE, len(words) // 2) + 1):
        for first, count in _runs(ids[:-length] == ids[length:]):
            if _is_loop(length, count):
                loop = _loop(words, first, length, count)
                if not any(loop.span.overlaps(other.span) for other in found) and (
                    _spells_words(text, loop) and not _is_chained(text, loop, length)
                ):
                    found.append(loop)
    return tuple(sorted(found, key=lambda loop: loop.span))


def _comes_again(ids: list[int]) -> bool:
    """Whether two words in a row stand twice, as they do in every loop."""
    pairs = list(pairwise(ids))
    return len(set(pairs)) < len(pairs)


def _runs(same: np.ndarray) -> list[tuple[int, int]]:
    """Where the runs of true values begin, and how long they are."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
    return [
        (int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def _is_loop(length: int, count: int) -> bool:
    if length == 1:
        return count + 1 >= _TIMES_FOR_ONE_WORD
    return count >= length or (count >= _LONG_PHRASE and count >= _NEARLY * length)


def _loop(words: list[Span], first: int, length: int, count: int) -> Loop:
    said = min(length, count)
    last = first + length + count - 1
    return Loop(
        span=Span(words[first].start, words[last].end),
        phrase=Span(words[first].start, words[first + said - 1].end),
        times=1 + max(1, count // length),
    )


def _spells_words(text: str, loop: Loop) -> bool:
    """Whether the phrase holds two words with letters, not figures and single letters only."""
    words = regex.findall(r"\p{L}{2,}", text[loop.phrase.start : loop.phrase.end])
    return len(words) >= 2 or (loop.times >= _TIMES_FOR_ONE_WORD and len(words) == 1)


def _is_chained(text: str, loop: Loop, length: int) -> bool:
    """Whether a sentence merely begins with the short phrase that ended the one before."""
    between = text[loop.phrase.end : loop.span.end]
    return (
        loop.times == 2
        and length <= _LONGEST_LINK
        and _BORDER.match(between.lstrip('”"’»')) is not None
    )
