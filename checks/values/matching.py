"""Compares the values of linked sentences: which agree, which were changed, lost or added.

Inside a link, values that agree are paired, the plainest agreement first. What
is left over is looked for in the neighbouring links, since a value may move
across a sentence border, and only then counts: a left-over of the source and
one of the target that belong together make a changed value, any other is
missing or added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from selaras.align.model import Link, WordAlignment
from selaras.checks.model import Context
from selaras.checks.values.agreement import agreement, key
from selaras.checks.values.extraction import values
from selaras.checks.values.model import LARGEST_WEAK, Kind, Quantity, Value
from selaras.checks.values.similarity import kind_of_change, likeness
from selaras.documents.model import Document, Role, Sentence, Span
from selaras.languages import Language
from selaras.languages.dates import Date
from selaras.languages.units import unit_names

NEIGHBOURS = 2
"""How many links before and after are searched for a value that is not in its own."""

REPEATED_LIKENESS = 0.5
"""How alike a changed value must be where one of the two also stands nearby on the other side."""

SHORTENED = 0.4
"""How sure it is that a date without its day is a slip: editors shorten dates on purpose, too."""

_MOST_PAIRS = 20_000
"""Left-over values of one link compared each with each; beyond that only equal ones are paired."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The values of one link: pairs that agree, pairs that differ, and the rest."""

    link: Link
    agreed: tuple[tuple[Value, Value], ...]
    changed: tuple[tuple[Value, Value, float], ...]
    missing: tuple[Value, ...]
    added: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SideValues:
    """The values of both documents by sentence; offsets point into the documents."""

    source: tuple[tuple[Value, ...], ...]
    target: tuple[tuple[Value, ...], ...]

    def of(self, link: Link) -> tuple[list[Value], list[Value]]:
        """The values of a link's sentences, source and target."""
        return (
            [value for index in link.source for value in self.source[index]],
            [value for index in link.target for value in self.target[index]],
        )


def side_values(context: Context) -> SideValues:
    """All values of both documents; ask for it with ``context.shared(side_values)``."""
    return SideValues(
        _by_sentence(context.source, context.source_language),
        _by_sentence(context.target, context.target_language),
    )


def _by_sentence(document: Document, language: Language) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        ()
        if sentence.role is Role.BOILERPLATE
        else tuple(
            replace(value, span=value.span.shifted(sentence.start))
            for value in values(sentence.text, language)
        )
        for sentence in document.sentences
    )


def comparisons(context: Context) -> list[Comparison]:
    """The comparison of each joined link; ask for it with ``context.shared(comparisons)``."""
    found = context.shared(side_values)
    links = context.alignment.links
    open_links = [_Open.of(link, found) for link in links]
    for index, one in enumerate(open_links):
        for other in open_links[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1]:
            if other is not one:
                one.give(other)
    return [
        _compared(context, open_link, open_links[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
        for at, open_link in enumerate(open_links)
        if not open_link.link.is_gap
    ]


@dataclass(slots=True)
class _Open:
    """A link while its values are being compared: what agrees, and what is still left over."""

    link: Link
    source: list[Value]
    target: list[Value]
    agreed: list[tuple[Value, Value]]
    left_source: list[Value]
    left_target: list[Value]

    @classmethod
    def of(cls, link: Link, found: SideValues) -> _Open:
        source, target = found.of(link)
        agreed = matched(source, target)
        return cls(
            link=link,
            source=source,
            target=target,
            agreed=agreed,
            left_source=_without(source, [one for one, _ in agreed]),
            left_target=_without(target, [other for _, other in agreed]),
        )

    def give(self, other: _Open) -> None:
        """Pair left-overs of this link's source with those of another link's target."""
        if not self.left_source or not other.left_target:
            return
        pairs = [
            (one, two)
            for one, two in matched(self.left_source, other.left_target)
            if not (one.weak or two.weak)
        ]
        self.agreed += pairs
        self.left_source = _without(self.left_source, [one for one, _ in pairs])
        other.left_target = _without(other.left_target, [two for _, two in pairs])


def _without(values: Iterable[Value], taken: Iterable[Value]) -> list[Value]:
    spans = {value.span for value in taken}
    return [value for value in values if value.span not in spans]


def _compared(context: Context, this: _Open, nearby: Sequence[_Open]) -> Comparison:
    shortened = tuple((a, b, SHORTENED) for a, b in this.agreed if _is_shortened(a, b))
    if not this.left_source and not this.left_target:
        return Comparison(this.link, tuple(this.agreed), shortened, (), ())
    near_target = _Lookup(value for near in nearby for value in near.target)
    near_source = _Lookup(value for near in nearby for value in near.source)
    lost = {value.span for value in this.left_source if not near_target.has(value)}
    new = {value.span for value in this.left_target if not near_source.has(value)}
    both = bool(this.left_source and this.left_target)
    words = context.words(this.link) if both else None
    changed = _changed(this.left_source, this.left_target, lost, new, words)
    gone = {one.span for one, *_ in changed} | {other.span for _, other, _ in changed}
    return Comparison(
        link=this.link,
        agreed=tuple(this.agreed),
        changed=(*changed, *shortened),
        missing=tuple(v for v in this.left_source if v.span in lost - gone and not _may_go(v)),
        added=tuple(v for v in this.left_target if v.span in new - gone and not v.weak),
    )


def matched(source: Sequence[Value], target: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Pairs of values that agree, each value in one pair at most, the plainest first."""
    pairs = _equal(source, target)
    done_source, done_target = {one.span for one, _ in pairs}, {other.span for _, other in pairs}
    left = [value for value in source if value.span not in done_source]
    right = [value for value in target if value.span not in done_target]
    if len(left) * len(right) <= _MOST_PAIRS:
        pairs += _best(left, right)
    return sorted(pairs, key=lambda pair: pair[0].span)


def _equal(source: Sequence[Value], target: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Pairs whose likeliest readings are equal, in the order of the text."""
    waiting: dict[object, list[Value]] = defaultdict(list)
    for value in reversed(target):
        waiting[key(value.reading)].append(value)
    return [
        (value, waiting[key(value.reading)].pop())
        for value in source
        if waiting.get(key(value.reading))
    ]


def _best(source: Sequence[Value], target: Sequence[Value]) -> list[tuple[Value, Value]]:
    graded = sorted(
        (grade, abs(first / len(source) - second / len(target)), first, second)
        for first, one in enumerate(source)
        for second, other in enumerate(target)
        if (grade := agreement(one, other)) is not None
    )
    return [(source[first], target[second]) for _, _, first, second in _one_to_one(graded)]


def _one_to_one(
    graded: Iterable[tuple[float, float, int, int]],
) -> Iterator[tuple[float, float, int, int]]:
    """From pairs sorted best first, those whose members are still free."""
    firsts: set[int] = set()
    seconds: set[int] = set()
    for entry in graded:
        _, _, first, second = entry
        if first not in firsts and second not in seconds:
            firsts.add(first)
            seconds.add(second)
            yield entry


class _Lookup:
    """Values that are near, to ask whether one of them agrees."""

    def __init__(self, found: Iterable[Value]) -> None:
        self.values = list(found)
        self.keys = {key(reading) for value in self.values for reading in value.readings}

    def has(self, value: Value) -> bool:
        """Whether a value that says the same is among them."""
        if any(key(reading) in self.keys for reading in value.readings):
            return True
        return any(agreement(value, other) is not None for other in self.values[:200])


def _changed(
    source: Sequence[Value],
    target: Sequence[Value],
    lost: set[Span],
    new: set[Span],
    words: WordAlignment | None,
) -> list[tuple[Value, Value, float]]:
    """Left-over values that belong together, with how sure that is (0..1)."""
    if len(source) * len(target) > _MOST_PAIRS:
        return []
    graded = []
    for first, one in enumerate(source):
        for second, other in enumerate(target):
            alone = one.span in lost and other.span in new
            sure = _belonging(one, other, alone, words)
            if sure:
                graded.append((-sure, abs(first - second), first, second))
    return [(source[a], target[b], -sure) for sure, _, a, b in _one_to_one(sorted(graded))]


def _belonging(one: Value, other: Value, alone: bool, words: WordAlignment | None) -> float:
    """How sure it is that ``other`` stands where ``one`` should; 0 if it does not."""
    like = likeness(one, other)
    if not like:
        return 0.0
    aligned = words is not None and _are_aligned(one, other, words)
    if one.weak or other.weak:
        return like if aligned or (_is_count(one) and _is_count(other)) else 0.0
    if aligned:
        return min(1.0, like + 0.5)
    return like if alone or like >= REPEATED_LIKENESS else 0.0


def _may_go(value: Value) -> bool:
    """Whether a value may be missing: a weak one, or 100 %, which is as well said in a word."""
    whole = isinstance(value.reading, Quantity) and value.reading.amount == 100
    return value.weak or (whole and value.kind is Kind.PERCENT)


def _is_shortened(one: Value, other: Value) -> bool:
    """Whether one of two dates of the same month leaves the day out."""
    left, right = one.reading, other.reading
    if not isinstance(left, Date) or not isinstance(right, Date):
        return False
    return bool(left.month and right.month) and (left.day is None) != (right.day is None)


def _is_count(value: Value) -> bool:
    """A small number that is no article: two at least, or one in figures."""
    amount = value.reading.amount if isinstance(value.reading, Quantity) else 0
    return (2 if value.spelled else 1) <= amount <= LARGEST_WEAK


def _are_aligned(one: Value, other: Value, words: WordAlignment) -> bool:
    return any(other.span.overlaps(span) for span in words.counterpart(one.span)) or any(
        one.span.overlaps(span) for span in words.origin(other.span)
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that does not agree: changed (both sides), missing or added (one side)."""

    kind: Kind
    link: Link
    source: Value | None
    target: Value | None
    sure: float = 0.0


def differences(context: Context) -> list[Difference]:
    """All values that do not agree; ask for it with ``context.shared(differences)``."""
    return [
        difference
        for comparison in context.shared(comparisons)
        for difference in _differences(context, comparison)
    ]


def _differences(context: Context, comparison: Comparison) -> Iterator[Difference]:
    link = comparison.link
    for one, other, sure in comparison.changed:
        yield Difference(kind_of_change(one, other), link, one, other, sure)
    for value in comparison.missing:
        kind = _kind_of_gap(value, context.target_sentences(link), context.target_language)
        yield Difference(kind, link, value, None)
    for value in comparison.added:
        kind = _kind_of_gap(value, context.source_sentences(link), context.source_language)
        yield Difference(kind, link, None, value)


def _kind_of_gap(value: Value, sentences: Sequence[Sentence], language: Language) -> Kind:
    """The check that a value of one side alone belongs to.

    Where the other side still names its unit, only the number is gone.
    """
    unit = value.reading.unit if isinstance(value.reading, Quantity) else None
    if unit is None:
        return value.kind
    names = unit_names(language)
    named = any(names.mentions(unit, sentence.text) for sentence in sentences)
    return Kind.NUMBER if named else value.kind
