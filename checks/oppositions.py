"""Words that the translation replaced by their opposite.

A concept's poles are paired with the same poles of the other side; where the
source has one left over and the translation its opposite, in the place where the
aligned words expect it, one was put for the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selaras.checks.model import Context
from selaras.checks.places import Passage, paired
from selaras.documents.model import Span
from selaras.languages.negation import negation
from selaras.languages.oppositions import Pole, oppositions

# A denied word on one side alone ("not fewer") may stand for its opposite.
_DENIAL_REACH = 12
_ANYWHERE = 1.0
# Opposites this close to where they are expected, as a share of the sentence, face each other.
_NEAR = 0.12


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of the source, and the word of opposite meaning that stands for it."""

    source: Pole
    target: Pole


def exchanges(context: Context, passage: Passage, name: str) -> Iterator[Contrast]:
    """The exchanged opposites of a passage, by the languages' data called ``name``."""
    ours = oppositions(context.source_language, name)
    theirs = oppositions(context.target_language, name)
    source = ours.find(passage.source_text, passage.source.start)
    target = theirs.find(passage.target_text, passage.target.start)
    found = contrasts(passage, source, target)
    denials = _denials(context, passage) if found else ((), ())
    ours_taken: set[Span] = set()
    theirs_taken: set[Span] = set()
    for exchange in found:
        one, other = exchange.source.span, exchange.target.span
        is_denied = any(map(_stands_before, denials, (one, other)))
        if one not in ours_taken and other not in theirs_taken and not is_denied:
            ours_taken.add(one)
            theirs_taken.add(other)
            yield exchange


def contrasts(passage: Passage, source: Sequence[Pole], target: Sequence[Pole]) -> list[Contrast]:
    """Poles of one concept that differ: each side has one that the other lacks altogether."""
    ours, theirs = _by_concept(source), _by_concept(target)
    return [
        contrast
        for concept in sorted(ours.keys() & theirs.keys())
        for contrast in _of_concept(passage, ours[concept], theirs[concept])
    ]


def _by_concept(poles: Sequence[Pole]) -> dict[str, list[Pole]]:
    table: dict[str, list[Pole]] = defaultdict(list)
    for pole in poles:
        table[pole.concept].append(pole)
    return table


def _of_concept(
    passage: Passage, source: Sequence[Pole], target: Sequence[Pole]
) -> Iterator[Contrast]:
    lost, gained = _unanswered(passage, source, target)
    pairs = paired(passage, [p.span for p in lost], [p.span for p in gained], _ANYWHERE)
    ours, theirs = ({pole.span: pole for pole in side} for side in (lost, gained))
    for one, other in pairs:
        contrast = Contrast(ours[one], theirs[other])
        if contrast.source.name != contrast.target.name and _stands(
            passage, contrast, source, target
        ):
            yield contrast


def _unanswered(
    passage: Passage, source: Sequence[Pole], target: Sequence[Pole]
) -> tuple[list[Pole], list[Pole]]:
    """The poles of both sides less those that have the same pole on the other side."""
    taken: set[Span] = set()
    for name in sorted({pole.name for pole in source}):
        ones = [pole.span for pole in source if pole.name == name]
        others = [pole.span for pole in target if pole.name == name]
        pairs = paired(passage, ones, others, _ANYWHERE)
        taken |= {span for pair in pairs for span in pair}
    return (
        [pole for pole in source if pole.span not in taken],
        [pole for pole in target if pole.span not in taken],
    )


def _stands(
    passage: Passage, contrast: Contrast, source: Sequence[Pole], target: Sequence[Pole]
) -> bool:
    """Whether one pole stands for the other.

    Where a side has the other's pole too, only aligned words tell; else it is
    enough that nothing else is aligned, or that both stand in the same place.
    """
    one, other = contrast.source.span, contrast.target.span
    answers = passage.words.counterpart(one) if passage.words else ()
    if any(answer.overlaps(other) for answer in answers):
        return True
    if _has(target, contrast.source.name) or _has(source, contrast.target.name):
        return False
    return not answers or passage.distance(passage.expected(one), other) <= _NEAR


def _has(poles: Sequence[Pole], name: str) -> bool:
    return any(pole.name == name for pole in poles)


def _denials(context: Context, passage: Passage) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the source denies, and where the target does, plainly or by meaning."""
    ours = negation(context.source_language).find(passage.source_text)
    theirs = negation(context.target_language).find(passage.target_text)
    return (
        tuple(span.shifted(passage.source.start) for span in ours.plain + ours.implicit),
        tuple(span.shifted(passage.target.start) for span in theirs.plain + theirs.implicit),
    )


def _stands_before(denials: Sequence[Span], word: Span) -> bool:
    return any(span.start < word.start <= span.end + _DENIAL_REACH for span in denials)
