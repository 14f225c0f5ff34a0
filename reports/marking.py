"""A sentence as pieces: where each finding begins and ends in it, and what a reader sees.

What is shown may be longer than the text (an escape character is shown as a
symbol), and browsers count in UTF-16 units; :class:`Shown` keeps track of both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise

from selaras.checks.model import Finding
from selaras.documents.model import Document, Sentence, Span
from selaras.reports.visible import visible

Flag = tuple[Span, Finding]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence as shown, with the findings that flag all of it.

    A finding about a place between two characters has an empty piece of its own.
    """

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it."""

    text: str

    @cached_property
    def _symbols(self) -> list[str] | None:
        """What is shown for each character; None where that is the text itself."""
        if (
            visible(self.text, keep="\n\t") == self.text
            and max(self.text, default="") < "\U00010000"
        ):
            return None
        before = ["", *self.text]
        return [
            visible(pair, keep="\n\t")[len(visible(pair[:-1], keep="\n\t")) :]
            for pair in map("".join, zip(before, self.text, strict=False))
        ]

    @cached_property
    def _offsets(self) -> list[int]:
        widths = (len(symbol.encode("utf-16-le")) // 2 for symbol in self._symbols or ())
        return list(accumulate(widths, initial=0))

    def part(self, start: int, end: int) -> str:
        """What is shown for the characters ``[start, end)``."""
        return "".join(self._symbols[start:end]) if self._symbols else self.text[start:end]

    def offset(self, position: int) -> int:
        """Where the character at ``position`` is shown, in UTF-16 units from the beginning."""
        return self._offsets[position] if self._symbols else position


def flags_by_sentence(document: Document, flags: Iterable[Flag]) -> Mapping[int, Sequence[Flag]]:
    """The flags of each sentence, cut to it, by its id.

    A flag that touches no sentence stands at the end of the one before it.
    """
    starts = [sentence.start for sentence in document.sentences]
    found: dict[int, list[Flag]] = defaultdict(list)
    for span, finding in flags:
        index = max(0, bisect_right(starts, span.start) - 1)
        for sentence in _touched(document.sentences, index, span):
            start = min(max(span.start, sentence.start), sentence.end)
            end = max(start, min(span.end, sentence.end))
            found[sentence.id].append((Span(start, end), finding))
    return found


def pieces(sentence: Sentence, shown: Shown, flags: Sequence[Flag]) -> list[Piece]:
    """The sentence cut wherever a flag begins or ends."""
    begins, ends = _by_offset(flags)
    cuts = sorted({sentence.start, sentence.end, *begins, *ends})
    active: list[Finding] = []
    found: list[Piece] = []
    for start, end in pairwise([*cuts, cuts[-1]]):
        active = [finding for finding in active if finding not in ends.get(start, ())]
        if points := tuple(finding for span, finding in begins.get(start, ()) if not len(span)):
            found.append(Piece("", points))
        active += [finding for span, finding in begins.get(start, ()) if len(span)]
        if end > start:
            text = shown.part(start - sentence.start, end - sentence.start)
            found.append(Piece(text, tuple(active)))
    return found


def _by_offset(
    flags: Sequence[Flag],
) -> tuple[Mapping[int, Sequence[Flag]], Mapping[int, Sequence[Finding]]]:
    """The flags that begin at each offset, and the findings that end there."""
    begins: dict[int, list[Flag]] = defaultdict(list)
    ends: dict[int, list[Finding]] = defaultdict(list)
    for span, finding in flags:
        begins[span.start].append((span, finding))
        ends[span.end].append(finding)
    return begins, ends


def _touched(sentences: Sequence[Sentence], first: int, span: Span) -> Sequence[Sentence]:
    """The sentences from ``first`` on that share characters with the span, or else the first."""
    touched = []
    for sentence in islice(sentences, first, None):
        if sentence.start >= span.end:
            break
        if span.start < sentence.end:
            touched.append(sentence)
    return touched or sentences[first : first + 1]
