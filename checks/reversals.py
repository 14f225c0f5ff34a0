"""Negators that one side of a passage has and the other lacks.

Negators are paired by where they stand. One that is left over may be answered by
a word that is negative by its meaning ("without": "lack"), or by the opposite of
what it denies ("not high": "low"). Besides, statements are compared by concept:
what one side denies in whatever way ("unknown", "not known") and the other
affirms ("known") has lost its negation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selaras.checks.model import Context
from selaras.checks.oppositions import Contrast, contrasts
from selaras.checks.places import Passage, answer, paired
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages import Language
from selaras.languages.negation import Denials, negation
from selaras.languages.oppositions import Pole, oppositions

# How far from its expected place a word that is negative by its meaning may stand for a
# negator: a share of the sentence, or so many characters, whichever is more.
_NEAR_SHARE = 0.15
_NEAR_CHARACTERS = 25
# So far behind a negator a word may stand that it denies ("could not be seen").
_DENIED_WITHIN = 14
_MAY_DENY_WITHIN = 40
# The languages' data on statements, and all that tells what is the opposite of a denied word.
_STATEMENTS = "affirmation"
_TABLES = ("polarity", _STATEMENTS)
_AFFIRMED, _DENIED = "affirmed", "denied"


@dataclass(frozen=True, slots=True)
class Reversal:
    """A negator that was ``lost`` or gained, and the places that differ on both sides."""

    word: str
    lost: bool
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a passage, with what it denies; all offsets point into the document."""

    language: Language
    text: str
    start: int
    denials: Denials

    @classmethod
    def of(cls, language: Language, text: str, start: int) -> _Side:
        found = negation(language).find(text)
        denials = Denials(
            tuple(span.shifted(start) for span in found.plain),
            tuple(span.shifted(start) for span in found.implicit),
        )
        return cls(language, text, start, denials)

    def poles(self, name: str) -> list[Pole]:
        """The words that have opposites in the language's data called ``name``."""
        return oppositions(self.language, name).find(self.text, self.start)

    def statements(self) -> list[Pole]:
        """What the text affirms or denies, a negator before an affirmed word taken with it."""
        return [statement for pole in self.poles(_STATEMENTS) for statement in self._read(pole)]

    def _read(self, pole: Pole) -> Iterator[Pole]:
        """The statement that a word makes; none where a negator may turn a denial."""
        if pole.name == _DENIED:
            if not any(_denies(span, pole.span, _MAY_DENY_WITHIN) for span in self.denials.plain):
                yield pole
            return
        before = [span for span in self.denials.plain if _denies(span, pole.span)]
        before += [span for span in self.denials.implicit if _ends_in(span, pole.span)]
        if before:
            pole = replace(pole, name=_DENIED, span=Span(before[-1].start, pole.span.end))
        yield pole

    def may_be_denied(self, span: Span) -> bool:
        """Whether a word that denies, plainly or by its meaning, stands somewhere before."""
        both = self.denials.plain + self.denials.implicit
        return any(_denies(denial, span, _MAY_DENY_WITHIN) for denial in both)

    def opposites(self, negator: Span) -> set[tuple[str, str, str]]:
        """The words that a negator stands before, each as its table, concept and pole."""
        return {
            (name, pole.concept, pole.name)
            for name in _TABLES
            for pole in self.poles(name)
            if _denies(negator, pole.span)
        }


def negations(context: Context, passage: Passage) -> Iterator[Reversal]:
    """The negators of either side that nothing on the other side answers."""
    if not negation(context.source_language) or not negation(context.target_language):
        return
    source = _Side.of(context.source_language, passage.source_text, passage.source.start)
    target = _Side.of(context.target_language, passage.target_text, passage.target.start)
    found = [*_by_negators(context, passage, source, target)]
    found += [
        one
        for one in _by_statements(context, passage, source, target)
        if not any(one.lost == other.lost and _meet(one, other) for other in found)
    ]
    yield from found


def _meet(one: Reversal, other: Reversal) -> bool:
    return one.source.overlaps(other.source) and one.target.overlaps(other.target)


def _by_negators(
    context: Context, passage: Passage, source: _Side, target: _Side
) -> Iterator[Reversal]:
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


def _by_statements(
    context: Context, passage: Passage, source: _Side, target: _Side
) -> Iterator[Reversal]:
    for contrast in contrasts(passage, source.statements(), target.statements()):
        lost = contrast.source.name == _DENIED
        affirmed = contrast.target.span if lost else contrast.source.span
        if (target if lost else source).may_be_denied(affirmed):
            continue
        yield _reversal(context, contrast, lost)


def _reversal(context: Context, contrast: Contrast, lost: bool) -> Reversal:
    document, span = (
        (context.source, contrast.source.span) if lost else (context.target, contrast.target.span)
    )
    return Reversal(
        word=document.text[span.start : span.end],
        lost=lost,
        source=contrast.source.span,
        target=contrast.target.span,
    )


def _unanswered(passage: Passage, source: _Side, target: _Side) -> tuple[list[Span], list[Span]]:
    """The plain negators of each side that the other answers neither plainly nor by meaning."""
    ours, theirs = source.denials, target.denials
    pairs = paired(passage, ours.plain, theirs.plain, within=1.0)
    lost = _without(ours.plain, [one for one, _ in pairs])
    gained = _without(theirs.plain, [other for _, other in pairs])
    near = max(_NEAR_SHARE, _NEAR_CHARACTERS / max(1, len(passage.target)))
    absorbed = paired(passage, [*lost, *ours.implicit], theirs.implicit, within=near)
    meant = paired(passage, ours.implicit, [*gained, *theirs.implicit], within=near)
    lost = _without(lost, [one for one, _ in absorbed])
    gained = _without(gained, [other for _, other in meant])
    return (
        [span for span in lost if not _is_turned(span, source, target)],
        [span for span in gained if not _is_turned(span, target, source)],
    )


def _is_turned(negator: Span, own: _Side, other: _Side) -> bool:
    """Whether the other side says the opposite of what the negator denies ("not high": "low")."""
    denied = own.opposites(negator)
    return bool(denied) and any(
        (name, concept) == (table, pole.concept) and opposite != pole.name
        for name, concept, opposite in denied
        for table in _TABLES
        for pole in other.poles(table)
    )


def _denies(negator: Span, word: Span, within: int = _DENIED_WITHIN) -> bool:
    """Whether the word follows the negator closely enough to be denied by it."""
    return negator.start < word.start <= negator.end + within


def _ends_in(phrase: Span, word: Span) -> bool:
    """Whether the word is part of the phrase, and not its beginning ("not known": "known")."""
    return phrase.start < word.start and phrase.contains(word)


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span not in taken]


def _denied(span: Span, text: str, offset: int) -> Span:
    """A negator with the next word or two, that is with what it denies."""
    after = [word.shifted(offset) for word in word_spans(text)]
    following = [word for word in after if word.start >= span.end][:2]
    return Span(span.start, following[-1].end if following else span.end)
