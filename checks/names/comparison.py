"""Compares the names of each link: which answer each other, which were altered or lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.extraction import LONGEST_NAME, Finder, finder, names_in, words_of
from selaras.checks.names.model import Change, Comparison, Difference, Kind, Match, Name, Word
from selaras.checks.names.similarity import Relation, relation
from selaras.documents.model import Document, Role, Span
from selaras.languages.names import folded, naming
from selaras.languages.places import places

_NEARBY = 2
# Of so many names at least, one that is missing was left out of an enumeration.
_FEWEST_LISTED = 3
_ALTERED = {Relation.CHANGED, Relation.DROPPED, Relation.ADDED, Relation.SWAPPED}


def comparison(context: Context) -> Comparison:
    """The names of all linked sentences, compared; for ``Context.shared``."""
    sides = _Sides(context)
    matches: list[Match] = []
    differences: list[Difference] = []
    for link in context.alignment.pairs:
        if _is_furniture(context, link):
            continue
        comparing = _LinkComparison(link, sides)
        matches += comparing.matches
        differences += comparing.differences()
    return Comparison(tuple(matches), (*differences, *_strangers(sides)))


def source_names(context: Context) -> dict[int, list[Name]]:
    """The names of each source sentence by its id; for ``Context.shared``."""
    return _names(context.source, finder(context.source_language, context.target_language))


def target_names(context: Context) -> dict[int, list[Name]]:
    """The names of each target sentence by its id; for ``Context.shared``."""
    return _names(
        context.target, finder(context.target_language, context.source_language, lenient=True)
    )


def occurrence(name: Name, words: Sequence[Word]) -> Span | None:
    """Where ``words`` hold the name, however divided (``Ha Noi``, ``Hanoi``), if they do."""
    wanted = name.squashed
    for start in range(len(words)):
        if not wanted.startswith(words[start].folded[:1]):
            continue
        joined = ""
        for word in words[start:]:
            joined += word.folded
            if joined == wanted:
                return Span(words[start].span.start, word.span.end)
            if not wanted.startswith(joined):
                break
    return None


def rename(name: Name, words: Sequence[Word]) -> Name:
    """A name of some of the words of another."""
    return Name(
        " ".join(word.text for word in words),
        Span(words[0].span.start, words[-1].span.end),
        tuple(word.folded for word in words),
        Kind.OTHER,
    )


def _names(document: Document, find: Finder) -> dict[int, list[Name]]:
    return {sentence.id: names_in(sentence, document, find) for sentence in document.sentences}


def _strangers(sides: _Sides) -> list[Difference]:
    """People of sentences that stand alone, whom the other side names nowhere."""
    found = []
    for link in (link for link in sides.context.alignment.links if link.is_gap):
        lost = _distinct(name for id in link.source for name in sides.source[id])
        gained = _distinct(name for id in link.target for name in sides.target[id])
        found += [
            Difference(Change.MISSING, link, name, None)
            for name in filter(_is_certain_person, lost)
            if not sides.is_told(name)
        ]
        found += [
            Difference(Change.ADDED, link, None, name)
            for name in filter(_is_certain_person, gained)
            if not sides.was_told(name)
        ]
    return found


def _is_furniture(context: Context, link: Link) -> bool:
    sentences = (*context.source_sentences(link), *context.target_sentences(link))
    return all(sentence.role is Role.BOILERPLATE for sentence in sentences)


class _Sides:
    """What all links share: the names and words of both documents."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.source = context.shared(source_names)
        self.target = context.shared(target_names)
        self.source_words = [words_of(sentence) for sentence in context.source.sentences]
        self.target_words = [words_of(sentence) for sentence in context.target.sentences]
        self.namings = naming(context.source_language), naming(context.target_language)
        self.places = places(context.target_language)
        self.is_foreign = finder(context.source_language, context.target_language).is_foreign

    def respelt(self, word: str) -> str:
        """A foreign word as either language might spell it."""
        mine, yours = self.namings
        return yours.respelt(mine.respelt(word))

    def is_called_otherwise(self, name: Name) -> bool:
        """Whether the target's language has a name of its own for a place (Ấn Độ, India)."""
        known = name.ids & self.places.entries.keys()
        forms = {folded(form) for id in known for form in self.places.entries[id].forms}
        return bool(forms) and not any(name.parts[-1] in form for form in forms)

    def is_translated(self, name: Name, original: Name) -> bool:
        """Whether a name has the word for what it names (temple, bridge) in its own language."""
        own = {part for part in name.parts if part not in original.parts}
        return bool(own) and own <= {folded(word) for word in self.namings[1].ordinary}

    @cached_property
    def people(self) -> set[tuple[str, ...]]:
        """Everybody whom the source names, by folded parts."""
        return {
            name.parts
            for names in self.source.values()
            for name in names
            if name.kind is Kind.PERSON and len(name.parts) > 1
        }

    @cached_property
    def _told(self) -> set[tuple[str, ...]]:
        return _sequences(self.target_words)

    def is_told(self, name: Name) -> bool:
        """Whether the target gives the name anywhere."""
        return name.parts in self._told

    @cached_property
    def _was_told(self) -> set[tuple[str, ...]]:
        return _sequences(self.source_words)

    def was_told(self, name: Name) -> bool:
        """Whether the source gives the name anywhere."""
        return name.parts in self._was_told

    def is_part(self, name: Name, other: Name) -> bool:
        """Whether a place of the target lies within the source's, by its name, or around it."""
        forms = [
            f" {folded(form)} "
            for id in name.ids & self.places.entries.keys()
            for form in self.places.entries[id].forms
        ]
        found = f" {folded(other.text)} "
        return any(found in form or form in found for form in forms)

    def nearby(self, ids: Iterable[int], of: Sequence[list[Word]]) -> list[Word]:
        """The words of the sentences around those with ``ids``."""
        first, last = min(ids), max(ids)
        around = range(max(0, first - _NEARBY), min(len(of), last + _NEARBY + 1))
        return [word for index in around for word in of[index]]


class _LinkComparison:
    """The names of one link."""

    def __init__(self, link: Link, sides: _Sides) -> None:
        self.link, self.sides = link, sides
        self.source = _distinct(name for id in link.source for name in sides.source[id])
        self.words = [word for id in link.target for word in sides.target_words[id]]
        self.source_words = [word for id in link.source for word in sides.source_words[id]]
        self.matches, self.open = self._match()
        self.target = [
            rest
            for id in link.target
            for name in sides.target[id]
            for rest in self._unmatched(name)
            if not self._is_in_source(rest)
        ]

    def _unmatched(self, name: Name) -> list[Name]:
        """What of a name of the target no name of the source has matched."""
        taken = [match.target for match in self.matches if match.target.overlaps(name.span)]
        if not taken:
            return [name]
        words = [word for word in self.words if name.span.contains(word.span)]
        groups = groupby(words, key=lambda word: any(span.contains(word.span) for span in taken))
        return [rename(name, list(group)) for is_taken, group in groups if not is_taken]

    def _is_in_source(self, name: Name) -> bool:
        """Whether the source has these very words, other than within a name still sought."""
        span = occurrence(name, self.source_words)
        return span is not None and not any(other.span.contains(span) for other in self.open)

    def _match(self) -> tuple[list[Match], list[Name]]:
        matches, unmatched = [], []
        for name in self.source:
            span = self._answer(name)
            if span is None:
                unmatched.append(name)
            else:
                matches.append(Match(self.link, name, span))
        return matches, unmatched

    def _answer(self, name: Name) -> Span | None:
        """Where the link's target names the same, by its letters or as a known person or place."""
        if (span := occurrence(name, self.words)) is not None:
            return span
        known = (other for id in self.link.target for other in self.sides.target[id])
        return next((other.span for other in known if other.ids & name.ids), None)

    def differences(self) -> list[Difference]:
        """What became of the names that have no answer, and what the target adds."""
        found = []
        for name in [name for name in self.open if self._is_telling(name)]:
            if (other := self._altered(name)) is not None:
                found.append(self._take(Change.ALTERED, name, other))
        for name in [name for name in self.open if name.kind is Kind.PERSON and not name.ids]:
            if (other := self._replacing()) is not None:
                found.append(self._take(Change.REPLACED, name, other))
            elif len(name.parts) > 1 and not self.sides.is_told(name):
                found.append(self._lost(name))
        return [*found, *self._places(), *self._left_out(), *self._additions()]

    def _is_telling(self, name: Name) -> bool:
        return name.kind is not Kind.PLACE or len(name.parts) > 1

    def _take(self, change: Change, name: Name, other: Name) -> Difference:
        self.open.remove(name)
        self.target.remove(other)
        return Difference(change, self.link, name, other)

    def _altered(self, name: Name) -> Name | None:
        """The name in the target that is this one but for a part, if there is one."""
        if self.sides.is_called_otherwise(name):
            return None
        for other in self.target:
            if other.ids & name.ids:
                continue
            related = relation(name.parts, other.parts[: len(name.parts) + 1])
            if related not in _ALTERED:
                related = relation(name.parts, other.parts[: len(name.parts)])
            if related in _ALTERED and not self._may_differ(name, other):
                return other
        return None

    def _may_differ(self, name: Name, other: Name) -> bool:
        """Whether a likeness is none, or only the spelling of the other language."""
        if name.kind is not Kind.PLACE and other.kind is Kind.PLACE:
            return True
        if name.kind is not Kind.OTHER:
            return False
        mine, yours = self.sides.respelt(name.squashed), self.sides.respelt(other.squashed)
        if not self._has_foreign_part(name) and not set(name.parts) & set(other.parts):
            return True
        if self.sides.is_translated(other, name):
            return True
        if len(name.parts) == 1:
            return mine.startswith(yours) or yours.startswith(mine)
        shortened = name.squashed.endswith(other.squashed) or name.squashed.startswith(
            other.squashed
        )
        return (shortened and len(other.parts) > 1) or self._is_generic(name, other)

    def _is_generic(self, name: Name, other: Name) -> bool:
        """Whether, of a foreign name, only words of the language itself differ: what it is."""
        differing = [part for part in name.parts if part not in other.parts]
        if not differing or not self._has_foreign_part(name):
            return False
        return not any(map(self.sides.is_foreign, differing))

    def _has_foreign_part(self, name: Name) -> bool:
        return any(map(self.sides.is_foreign, name.parts))

    def _replacing(self) -> Name | None:
        """A person in the target of whom the link's source knows nothing, if there is one."""
        near = self.sides.nearby(self.link.source, self.sides.source_words)
        strangers = (
            other
            for other in self.target
            if _is_certain_person(other)
            and (other.parts in self.sides.people or occurrence(other, near) is None)
        )
        return next(strangers, None)

    def _lost(self, name: Name) -> Difference:
        short = next(
            (
                word
                for word in self.words
                if word.is_capitalised and word.folded in (name.parts[-1], name.parts[0])
            ),
            None,
        )
        if short is None:
            return Difference(Change.MISSING, self.link, name, None)
        other = Name(short.text, short.span, (short.folded,), Kind.PERSON)
        return Difference(Change.PARTIAL, self.link, name, other)

    def _places(self) -> list[Difference]:
        """Known places of the source in whose stead the target names another."""
        found = []
        for name in [name for name in self.open if name.kind is Kind.PLACE]:
            others = [
                other
                for other in self.target
                if other.kind is Kind.PLACE and not self.sides.is_part(name, other)
            ]
            moved = _is_place_nearby(name, self.link.target, self.sides.target)
            strangers = [
                other
                for other in others
                if not (moved and _is_place_nearby(other, self.link.source, self.sides.source))
            ]
            if strangers:
                found.append(self._take(Change.REPLACED, name, strangers[0]))
        return found

    def _left_out(self) -> list[Difference]:
        """The one name of an enumeration that the target does not have."""
        listed = [name for name in self.source if len(name.parts) > 1]
        lost = [n for n in listed if n in self.open and n.kind in {Kind.PERSON, Kind.PLACE}]
        if len(lost) != 1 or len(listed) < _FEWEST_LISTED or self._has(lost[0]):
            return []
        self.open.remove(lost[0])
        return [Difference(Change.MISSING, self.link, lost[0], None)]

    def _has(self, name: Name) -> bool:
        """Whether the target may say the name in part, or otherwise."""
        if name.kind is Kind.PLACE and self._is_within_another(name):
            return True
        return bool(self.target) or any(
            word.is_capitalised and word.folded == name.parts[-1] for word in self.words
        )

    def _is_within_another(self, place: Name) -> bool:
        """Whether a place of the source is called by the name of another one there."""
        return any(place is not other and place.ids & other.ids for other in self.source)

    def _additions(self) -> list[Difference]:
        """People whom the target names and the source around the link does not."""
        near = self.sides.nearby(self.link.source, self.sides.source_words)
        return [
            Difference(Change.ADDED, self.link, None, other)
            for other in self.target
            if _is_certain_person(other) and occurrence(other, near) is None
        ]


def _is_place_nearby(name: Name, ids: Iterable[int], named: Mapping[int, Sequence[Name]]) -> bool:
    """Whether the sentences around those with ``ids`` name the same place."""
    first, last = min(ids), max(ids)
    around = range(first - _NEARBY, last + _NEARBY + 1)
    return any(other.ids & name.ids for id in around for other in named.get(id, ()))


def _is_certain_person(name: Name) -> bool:
    return name.kind is Kind.PERSON and not name.ids and len(name.parts) > 1


def _sequences(sentences: Sequence[Sequence[Word]]) -> set[tuple[str, ...]]:
    """Every sequence of words that begins with a capital and is as long as a name."""
    return {
        tuple(word.folded for word in words[start : start + length])
        for words in sentences
        for start in range(len(words))
        if words[start].is_capitalised
        for length in range(2, LONGEST_NAME + 1)
    }


def _distinct(names: Iterable[Name]) -> list[Name]:
    """The names, each spelling once."""
    return list({name.parts: name for name in reversed(list(names))}.values())[::-1]
