"""Who holds which office: offices are given to the people they stand beside, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex
from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.comparison import comparison
from selaras.checks.names.extraction import words_of
from selaras.checks.names.model import Kind, Name
from selaras.checks.names.offices import Office, bodies_in, offices_in
from selaras.documents.model import Document, Sentence, Span
from selaras.languages import Language
from selaras.languages.offices import bodies, offices
from selaras.languages.places import places

_BREAK = regex.compile(r"[;:?!\n]|(?<=\p{Ll}{4})\.\s")
_APPOSITION = regex.compile(r"\s{0,2}(?:[,(–—-]|\p{L})")
_LOOSE_WORDS = 3
_LOOSE_WORDS_BEFORE = 5
_REACH = 160


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of a link with the offices that each side gives them."""

    link: Link
    source: Name
    target: Span
    source_offices: tuple[Office, ...]
    target_offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Appointments:
    """All holders, and the offices of each link that nobody named beside them holds."""

    holders: tuple[Holder, ...]
    unheld: tuple[tuple[Link, tuple[Office, ...], tuple[Office, ...]], ...]


def appointments(context: Context) -> Appointments:
    """Who holds which office on each side; for ``Context.shared``."""
    people: dict[int, list[tuple[Name, Span]]] = {}
    compared = context.shared(comparison)
    for match in compared.matches:
        if match.source.kind is Kind.PLACE:
            continue
        people.setdefault(match.link.id, []).append((match.source, match.target))
    for difference in compared.differences:
        if difference.source and difference.target and difference.source.kind is not Kind.PLACE:
            pair = (difference.source, difference.target.span)
            people.setdefault(difference.link.id, []).append(pair)
    holders: list[Holder] = []
    unheld = []
    for link in context.alignment.pairs:
        named = people.get(link.id, [])
        mine = _held(
            context.source, context.source_language, link.source, [n.span for n, _ in named]
        )
        yours = _held(context.target, context.target_language, link.target, [s for _, s in named])
        for name, span in named:
            holder = Holder(link, name, span, _of(mine, name.span), _of(yours, span))
            if holder.source_offices or holder.target_offices:
                holders.append(holder)
        unheld.append((link, _of(mine, None), _of(yours, None)))
    return Appointments(tuple(holders), tuple(unheld))


def _of(held: Iterable[tuple[Office, Span | None]], span: Span | None) -> tuple[Office, ...]:
    return tuple(office for office, holder in held if holder == span)


def _held(
    document: Document, language: Language, ids: Iterable[int], people: Sequence[Span]
) -> list[tuple[Office, Span | None]]:
    """The offices in the sentences with ``ids``, each with the place of its holder, if any."""
    return [
        pair
        for id in ids
        for pair in _Sentence(document.sentences[id], document.text, language, people).held()
    ]


class _Sentence:
    """The offices and people of one sentence, and what stands between them."""

    def __init__(
        self, sentence: Sentence, text: str, language: Language, people: Sequence[Span]
    ) -> None:
        self.text = text
        self.offices = offices_in(sentence.text, sentence.start, offices(language))
        self.people = sorted(span for span in people if sentence.span.contains(span))
        known: list[Span] = [
            *(office.span for office in self.offices),
            *(body.span for body in bodies_in(sentence.text, sentence.start, bodies(language))),
            *(place.span for place in places(language).find(sentence.text, sentence.start)),
        ]
        covered = {at for span in known for at in range(span.start, span.end)}
        self.loose = [word.span for word in words_of(sentence) if word.span.start not in covered]

    def held(self) -> list[tuple[Office, Span | None]]:
        """Each office with its holder: the person right behind it, else the one before."""
        holders: list[Span | None] = [self._person_behind(office) for office in self.offices]
        for index, office in enumerate(self.offices):
            if holders[index] is None:
                holders[index] = self._person_before(office)
        for index in range(len(self.offices) - 2, -1, -1):
            following = holders[index + 1]
            if holders[index] is None and following is not None and self._is_list(index, following):
                holders[index] = following
        return list(zip(self.offices, holders, strict=True))

    def _person_behind(self, office: Office) -> Span | None:
        person = next((span for span in self.people if span.start >= office.span.end), None)
        if person is None or "," in self.text[office.span.end : person.start]:
            return None
        between = Span(office.span.end, person.start)
        return None if self._separates(between, _LOOSE_WORDS_BEFORE) else person

    def _person_before(self, office: Office) -> Span | None:
        people = [span for span in self.people if span.end <= office.span.start]
        if not people or office.span.start - people[-1].end > _REACH:
            return None
        between = Span(people[-1].end, office.span.start)
        joined = _APPOSITION.match(self.text, between.start, between.end) is not None
        return people[-1] if joined and not self._separates(between) else None

    def _is_list(self, index: int, holder: Span) -> bool:
        """Whether this office and the next are listed, and the next stands before its holder."""
        between = Span(self.offices[index].span.end, self.offices[index + 1].span.start)
        return self.offices[index + 1].span.end <= holder.start and not self._separates(between)

    def _separates(self, between: Span, loose: int = _LOOSE_WORDS) -> bool:
        """Whether a break or too many ordinary words stand in between."""
        if between.end - between.start > _REACH:
            return True
        if _BREAK.search(self.text, between.start, between.end):
            return True
        return sum(between.contains(word) for word in self.loose) > loose
