"""A normalised copy of a text that knows where each of its characters stood in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex
from selaras.documents.model import Span

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

# Normalisation composes and reorders inside such a run and never across its ends: a
# character with its marks, the voicing marks of Japanese, the later letters of a Korean syllable.
_CLUSTER = regex.compile(
    r".[\p{M}\uff9e\uff9f\u1160-\u11ff\u3131-\u318e\ud7b0-\ud7fb\uffa0-\uffdc]*", regex.DOTALL
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """The copy; ``starts[i]`` and ``ends[i]`` bound the original of its character ``i``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """The span of the original text that a span of the copy was made from."""
        if not len(span):
            edge = self.starts[span.start] if span.start < len(self.starts) else self._end
            return Span(edge, edge)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    @property
    def _end(self) -> int:
        return self.ends[-1] if self.ends else 0


def normalised(text: str, form: Form = "NFC", casefold: bool = False) -> Normalised:
    """``text`` in a Unicode normal form, case-folded if asked, with the way back.

    It equals what ``unicodedata.normalize`` makes of the whole text (of each
    cluster's case-folded form, normalised again, when ``casefold`` is set).
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        part = (
            _folded(text[start:end], form)
            if casefold
            else unicodedata.normalize(form, text[start:end])
        )
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    return Normalised("".join(parts), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLUSTER.finditer(text):
        yield match.span()


def _folded(cluster: str, form: Form) -> str:
    return unicodedata.normalize(form, unicodedata.normalize(form, cluster).casefold())
