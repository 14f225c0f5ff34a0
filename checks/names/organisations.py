"""How the bodies of a link differ: another body in the stead of one, or another level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.agreement import differing, pair
from selaras.checks.names.offices import (
    Office,
    Reading,
    bodies_in,
    source_offices,
    target_offices,
)
from selaras.documents.model import Document
from selaras.languages import Language
from selaras.languages.names import folded
from selaras.languages.offices import Qualified, bodies

_NEARBY = 1


@dataclass(frozen=True, slots=True)
class BodyDifference:
    """A body of the source, and the other one (or the other level of it) in the target."""

    link: Link
    source: Office
    target: Office
    is_level: bool


def source_bodies(context: Context) -> dict[int, list[Office]]:
    """The bodies of each source sentence by its id; for ``Context.shared``."""
    return _bodies(context.source, context.source_language, context.shared(source_offices))


def target_bodies(context: Context) -> dict[int, list[Office]]:
    """The bodies of each target sentence by its id; for ``Context.shared``."""
    return _bodies(context.target, context.target_language, context.shared(target_offices))


def body_differences(context: Context) -> list[BodyDifference]:
    """All bodies that were exchanged; for ``Context.shared``."""
    return [
        difference
        for link in context.alignment.pairs
        for difference in _link_differences(link, context)
    ]


def _bodies(
    document: Document, language: Language, held: Mapping[int, Sequence[Office]]
) -> dict[int, list[Office]]:
    known = bodies(language)
    return {
        sentence.id: _beside_offices(
            bodies_in(sentence.text, sentence.start, known), held[sentence.id], document, known
        )
        for sentence in document.sentences
    }


def _beside_offices(
    found: Iterable[Office], held: Iterable[Office], document: Document, known: Qualified
) -> list[Office]:
    """The bodies; where an office ends within one, what is read behind the office.

    In "Phó Bí thư Thường trực Tỉnh ủy" the standing committee is none.
    """
    ends = {body: _end_within(body, held) for body in found}
    return [
        part
        for body, end in ends.items()
        for part in (
            bodies_in(document.text[end : body.span.end], end, known) or [body] if end else [body]
        )
    ]


def _end_within(body: Office, held: Iterable[Office]) -> int | None:
    """Where an office ends that begins before the body and ends inside it."""
    return next(
        (o.span.end for o in held if o.span.start < body.span.start < o.span.end < body.span.end),
        None,
    )


def _link_differences(link: Link, context: Context) -> Iterator[BodyDifference]:
    source, target = context.shared(source_bodies), context.shared(target_bodies)
    mine = [body for id in link.source for body in source[id]]
    yours = [body for id in link.target for body in target[id]]
    pairing = pair(*map(_bare, differing(mine, yours)))
    near_source, near_target = _heads(source, link.source), _heads(target, link.target)
    words = {folded(word) for s in context.target_sentences(link) for word in s.text.split()}
    added, as_many = list(pairing.added), len(mine) == len(yours)
    for body in pairing.lost:
        if _is_kept(body, words):
            continue
        moved = bool(body.heads & near_target)
        other = next(
            (
                o
                for o in added
                if as_many or not o.heads & near_source or (_related(body, o) and not moved)
            ),
            None,
        )
        if other is not None:
            added.remove(other)
            yield BodyDifference(link, body, other, is_level=False)
    yield from _level_differences(link, mine, yours)


def _related(one: Office, other: Office) -> bool:
    """Whether the name of one body begins with that of the other, so that a word went missing."""
    return any(a.startswith(b) or b.startswith(a) for a in one.heads for b in other.heads)


def _level_differences(
    link: Link, mine: list[Office], yours: list[Office]
) -> Iterator[BodyDifference]:
    """Bodies that both sides name, at levels that exclude each other."""
    leveled = (
        [body for body in mine if body.qualifiers],
        [body for body in yours if _has_level(body)],
    )
    pairing = pair(*leveled)
    for one, other in pairing.changed:
        if len(mine) == len(yours) or not any(_shares_level(one, body) for body in yours):
            yield BodyDifference(link, one, other, is_level=True)


def _has_level(body: Office) -> bool:
    return all(reading.qualifiers for reading in body.readings)


def _shares_level(one: Office, other: Office) -> bool:
    return bool(one.readings & other.readings)


def _bare(found: Iterable[Office]) -> list[Office]:
    """The bodies without their levels."""
    return [
        Office(
            body.text,
            body.span,
            frozenset(Reading(reading.head, frozenset()) for reading in body.readings),
        )
        for body in found
    ]


def _heads(found: dict[int, list[Office]], ids: Iterable[int]) -> set[str]:
    first, last = min(ids), max(ids)
    return {
        head
        for id in range(first - _NEARBY, last + _NEARBY + 1)
        for body in found.get(id, ())
        for head in body.heads
    }


def _is_kept(body: Office, words: set[str]) -> bool:
    """Whether the target keeps the body's name as the source writes it."""
    return all(folded(word) in words for word in body.text.split())
