"""Negators that one side of a passage has and the other lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selaras.checks.model import Context
from selaras.checks.places import Passage, answer, paired
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.negation import Denials, negation

# How far from its expected place a word that is negative by its meaning may stand for a
# negator: a share of the sentence, or so many characters, whichever is more.
_NEAR_SHARE = 0.3
_NEAR_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Reversal:
    """A negator that was ``lost`` or gained, and the places that differ on both sides."""

    word: str
    lost: bool
    source: Span
    target: Span


def negations(context: Context, passage: Passage) -> Iterator[Reversal]:
    """The negators of either side that nothing on the other side answers."""
    ours, theirs = negation(context.source_language), negation(context.target_language)
    if not ours or not theirs:
        return
    source = _moved(ours.find(passage.source_text), passage.source.start)
    target = _moved(theirs.find(passage.target_text), passage.target.start)
    lost, gained = _unanswered(passage, source, target)
    for span in lost:
        denied = _denied(span, passage.source_text, passage.source.start)
        yield Reversal(
            word=context.source.text[span.start : span.end],
            lost=True,
            source=denied,
            target=answer(passage, denied),
        )
    for span in gained:
        yield Reversal(
            word=context.target.text[span.start : span.end],
            lost=False,
            source=passage.source,
            target=_denied(span, passage.target_text, passage.target.start),
        )


def _moved(denials: Denials, offset: int) -> Denials:
    return Denials(
        plain=tuple(span.shifted(offset) for span in denials.plain),
        implicit=tuple(span.shifted(offset) for span in denials.implicit),
    )


def _unanswered(
    passage: Passage, source: Denials, target: Denials
) -> tuple[list[Span], list[Span]]:
    """The plain negators of each side that the other answers neither plainly nor by meaning."""
    pairs = paired(passage, source.plain, target.plain, within=1.0)
    lost = _without(source.plain, [one for one, _ in pairs])
    gained = _without(target.plain, [other for _, other in pairs])
    near = max(_NEAR_SHARE, _NEAR_CHARACTERS / max(1, len(passage.target)))
    absorbed = paired(passage, lost, target.implicit, within=near)
    meant = paired(passage, source.implicit, gained, within=near)
    return _without(lost, [one for one, _ in absorbed]), _without(gained, [o for _, o in meant])


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span not in taken]


def _denied(span: Span, text: str, offset: int) -> Span:
    """A negator with the next word or two, that is with what it denies."""
    after = [word.shifted(offset) for word in word_spans(text)]
    following = [word for word in after if word.start >= span.end][:2]
    return Span(span.start, following[-1].end if following else span.end)
