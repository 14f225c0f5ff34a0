"""An alignment is data: links between sentences, and word alignments inside a link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from selaras.documents.model import Span


class Kind(StrEnum):
    """What a link says about its sentences."""

    MATCH = "match"
    OMISSION = "omission"
    ADDITION = "addition"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences of the source and the target (by id) that say the same, or a gap.

    ``target`` is empty for an omission, ``source`` for an addition. ``score`` is
    the calibrated probability in 0..1 that the link is right (for a gap: that
    nothing on the other side corresponds). ``chrf`` and ``chrfpp`` (0..100) tell
    how near the target comes to the ``translation``, ``gloss`` is what a pivot model
    read in its language between.
    """

    id: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    kind: Kind
    score: float
    translation: str | None = None
    chrf: float | None = None
    gloss: str | None = None
    chrfpp: float | None = None

    @property
    def is_gap(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target


@dataclass(frozen=True)
class Alignment:
    """All links of a pair of documents: every sentence stands in exactly one of them.

    Links are in the order of the source; an addition stands where the target
    has it. ``corresponds`` is False when the documents hardly share anything.
    """

    links: tuple[Link, ...]
    corresponds: bool = True

    @cached_property
    def by_source(self) -> dict[int, Link]:
        """The link of each source sentence id."""
        return {sentence: link for link in self.links for sentence in link.source}

    @cached_property
    def by_target(self) -> dict[int, Link]:
        """The link of each target sentence id."""
        return {sentence: link for link in self.links for sentence in link.target}

    @cached_property
    def pairs(self) -> tuple[Link, ...]:
        """The links that join both sides."""
        return tuple(link for link in self.links if not link.is_gap)


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two words that answer each other, by index into the word lists, and their similarity."""

    source: int
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A stretch of words that nothing on the other side answers, and the evidence for it.

    ``evidence`` is in words: about how many wholly unanswered words it is worth,
    more where the other side is short besides, less where it is long.
    """

    span: Span
    evidence: float


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """Words inside one link: which answer which, and what nothing answers.

    ``source_words`` and ``target_words`` are spans into the documents' texts.
    ``source_support`` (one number a word, as ``target_support``) is the word's
    best similarity on the other side, 0 where it is no better than chance, 1 where
    it is the same. ``source_coverage`` and ``target_coverage`` are the probability
    in 0..1 that the whole side is answered. ``omitted`` are stretches of the source
    that nothing in the target covers, ``added`` stretches of the target that nothing
    in the source supports, both merged to clauses.
    """

    source_words: tuple[Span, ...]
    target_words: tuple[Span, ...]
    pairs: tuple[WordPair, ...]
    source_support: tuple[float, ...]
    target_support: tuple[float, ...]
    source_coverage: float
    target_coverage: float
    omitted: tuple[Unmatched, ...]
    added: tuple[Unmatched, ...]

    @property
    def uncovered(self) -> tuple[Span, ...]:
        """The source spans that nothing in the target covers."""
        return tuple(stretch.span for stretch in self.omitted)

    @property
    def unsupported(self) -> tuple[Span, ...]:
        """The target spans that nothing in the source supports."""
        return tuple(stretch.span for stretch in self.added)

    def counterpart(self, span: Span) -> tuple[Span, ...]:
        """The target spans that answer the source words inside ``span``, in order."""
        answers = {
            self.target_words[pair.target]
            for pair in self.pairs
            if span.overlaps(self.source_words[pair.source])
        }
        return tuple(sorted(answers))

    def origin(self, span: Span) -> tuple[Span, ...]:
        """The source spans that answer the target words inside ``span``, in order."""
        answers = {
            self.source_words[pair.source]
            for pair in self.pairs
            if span.overlaps(self.target_words[pair.target])
        }
        return tuple(sorted(answers))
