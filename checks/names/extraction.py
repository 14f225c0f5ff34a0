"""Names in a sentence: runs of capitalised words that are no office, body or ordinary word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex
from selaras.checks.names.model import Kind, Name, Word
from selaras.checks.names.offices import LONGEST_SENTENCE, bodies_in, offices_in
from selaras.documents.model import Document, Sentence, Span
from selaras.languages import Language
from selaras.languages.gazetteer import Gazetteer, Mention, word_key
from selaras.languages.lexicon import Lexicon, lexicon
from selaras.languages.names import Naming, folded, naming
from selaras.languages.offices import Qualified, bodies, offices
from selaras.languages.places import places

_WORD = regex.compile(r"[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]{2,}+)*+")
_JOINT = regex.compile(r"[ \u00a0-]")
_INITIAL_JOINT = regex.compile(r"\. ?")
_TITLE_GAP = regex.compile(r"[.:]?\s{0,2}")
_DAMAGE = {"So", "Sm", "Sc", "Sk", "No", "Cc", "Cf", "Lo"}
_OPENING = "\"'“‘«("
LONGEST_NAME = 5
_RARE = 3.0


@dataclass(frozen=True, slots=True)
class Finder:
    """What it takes to find names in one language; ``guests`` is the naming of the other side.

    ``lenient`` keeps every run of capitalised words, for the side that is
    searched for an answer to a name.
    """

    naming: Naming
    guests: Naming
    lenient: bool
    offices: Qualified
    bodies: Qualified
    places: Gazetteer
    lexicon: Lexicon

    def is_family_name(self, word: Word) -> bool:
        """Whether the word is a family name as this language writes it."""
        return word_key(word.text) in self.naming.family_names or (
            word.folded in self.guests.folded_family_names
        )

    def is_doubtful(self, word: Word) -> bool:
        """Whether the word may well be something else than a family name."""
        return word_key(word.text) in self.naming.doubtful or (
            word.folded in self.guests.folded_doubtful
        )

    def is_foreign(self, word: str) -> bool:
        """Whether the word is none of the language itself, by its form or for its rarity."""
        if self.naming.syllable is not None:
            return self.naming.is_foreign(word)
        return self.lexicon.zipf(word) < _RARE

    def is_syllable(self, word: Word) -> bool:
        """Whether the word looks like a syllable of either language, as of a longer name."""
        patterns = (self.naming.syllable, self.guests.syllable)
        return any(pattern and pattern.fullmatch(word.folded) for pattern in patterns)


def finder(language: Language, other: Language, lenient: bool = False) -> Finder:
    """A Finder for ``language``; names of people of ``other`` occur in it, less their marks."""
    return Finder(
        naming=naming(language),
        guests=naming(other),
        lenient=lenient,
        offices=offices(language),
        bodies=bodies(language),
        places=places(language),
        lexicon=lexicon(language),
    )


def words_of(sentence: Sentence) -> list[Word]:
    """The words of a sentence; hyphens and full stops divide, apostrophes do not.

    What is too long for a sentence is a table or damaged, and gives none.
    """
    return list(_words(sentence))


@lru_cache(maxsize=4096)
def _words(sentence: Sentence) -> tuple[Word, ...]:
    if len(sentence.text) > LONGEST_SENTENCE:
        return ()
    start = sentence.start
    return tuple(
        Word(m.group(), folded(m.group()), Span(m.start() + start, m.end() + start))
        for m in _WORD.finditer(sentence.text)
    )


def names_in(sentence: Sentence, document: Document, find: Finder) -> list[Name]:
    """The names in ``sentence``, in order: of people, of known places, and other foreign ones."""
    words = words_of(sentence)
    if not words:
        return []
    titles = [
        *(office.span for office in offices_in(sentence.text, sentence.start, find.offices)),
        *(body.span for body in bodies_in(sentence.text, sentence.start, find.bodies)),
    ]
    places = [
        mention
        for mention in find.places.find(sentence.text, sentence.start)
        if not _may_be_a_word(mention, sentence, find)
    ]
    people = [
        mention
        for mention in find.naming.people.find(sentence.text, sentence.start)
        if not any(place.span.contains(mention.span) for place in places)
    ]
    honorifics = find.naming.honorifics.find(sentence.text, sentence.start)
    company = _Company(words, titles, honorifics, people, places, document.text)
    names: list[Name] = []
    seen: set[int] = set()
    for run in _runs(words, titles, document.text, find.naming):
        seen.update(word.span.start for word in run)
        names += _names_of_run(run, company, find)
    names += [
        _place(inside[0], company)
        for mention in company.places
        if (inside := company.inside(mention)) and not seen & {word.span.start for word in inside}
    ]
    return sorted(names, key=lambda name: name.span)


def _may_be_a_word(mention: Mention, sentence: Sentence, find: Finder) -> bool:
    """Whether a place of one syllable may owe its capital to where it stands (``Anh``, ``Áo``)."""
    start = mention.span.start - sentence.start
    text = sentence.text[start : mention.span.end - sentence.start]
    if find.naming.syllable is None or find.naming.is_foreign(text) or " " in text:
        return False
    before = sentence.text[:start].rstrip()
    return not before or sentence.text[start - 1] in _OPENING or before[-1] in ".?!:"


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands around a run of capitalised words."""

    words: Sequence[Word]
    titles: Sequence[Span]
    honorifics: Sequence[Mention]
    people: Sequence[Mention]
    places: Sequence[Mention]
    text: str

    def inside(self, mention: Mention) -> list[Word]:
        """The words of a known form."""
        return [word for word in self.words if mention.span.contains(word.span)]

    def is_addressed(self, word: Word) -> bool:
        """Whether an honorific stands right before the word."""
        return any(self._right_before(mention.span, word) for mention in self.honorifics)

    def has_office(self, first: Word, last: Word) -> bool:
        """Whether an office or a body stands right before, or behind a comma after, the words."""
        return any(
            self._right_before(title, first)
            or (title.start > last.span.end and self._is_apposition(last.span.end, title.start))
            for title in self.titles
        )

    def _right_before(self, span: Span, word: Word) -> bool:
        gap = self.text[span.end : word.span.start] if span.end <= word.span.start else "?"
        return len(gap) < 4 and _TITLE_GAP.fullmatch(gap) is not None

    def _is_apposition(self, start: int, end: int) -> bool:
        return end - start < 4 and self.text[start:end].strip() in {",", "(", "-", "–"}


def _runs(
    words: Sequence[Word], titles: Sequence[Span], text: str, naming: Naming
) -> Iterator[list[Word]]:
    """Neighbouring capitalised words, broken at titles, acronyms and punctuation."""
    run: list[Word] = []
    masked = _positions(titles)
    for before, word in pairwise([None, *words]):
        assert word is not None
        joined = before is not None and _is_joined(before, word, text)
        if not joined or word.span.start in masked:
            yield from _flush(run)
        if word.span.start in masked or word.is_acronym or _is_damaged(word, text):
            yield from _flush(run)
        elif word.is_capitalised or (run and word.text in naming.particles):
            run.append(word)
        else:
            yield from _flush(run)
    yield from _flush(run)


def _is_damaged(word: Word, text: str) -> bool:
    """Whether a symbol stands right behind the word, as where its encoding broke."""
    return unicodedata.category(text[word.span.end : word.span.end + 1] or " ") in _DAMAGE


def _is_joined(before: Word, word: Word, text: str) -> bool:
    gap = text[before.span.end : word.span.start]
    return bool(_JOINT.fullmatch(gap) or (len(before.text) == 1 and _INITIAL_JOINT.fullmatch(gap)))


def _flush(run: list[Word]) -> Iterator[list[Word]]:
    while run and not run[-1].is_capitalised:
        run.pop()
    if run:
        yield list(run)
    run.clear()


def _positions(spans: Sequence[Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _names_of_run(run: list[Word], company: _Company, find: Finder) -> Iterator[Name]:
    rest = run
    while rest:
        length, kind, ids = _leading(rest, company, find)
        if kind is Kind.PLACE:
            yield _place(rest[0], company)
        elif kind is not None:
            yield _name(rest[:length], kind, ids, company.text)
        rest = rest[length:]


def _leading(
    rest: list[Word], company: _Company, find: Finder
) -> tuple[int, Kind | None, frozenset[str]]:
    """How many words at the front of a run belong together, and what they name, if anything."""
    nothing: frozenset[str] = frozenset()
    person, person_ids = _known(company.people, rest)
    if person:
        return person, Kind.PERSON, person_ids
    place, ids = _known(company.places, rest)
    titled = company.is_addressed(rest[0])
    if place == len(rest) or (place > 1 and (_begins_name(rest[place:], find) or not titled)):
        return place, Kind.PLACE, ids
    honorific, _ = _known(company.honorifics, rest)
    if honorific and honorific < len(rest) and not _begins_name(rest, find):
        return honorific, None, nothing
    if kind := _person(rest, company, find):
        return _length_of_person(rest, find), kind, nothing
    if place > 1 or (place and not all(map(find.is_syllable, rest[:2]))):
        return place, Kind.PLACE, ids
    if rest[0] is company.words[0] or rest[0].text.casefold() in find.naming.ordinary:
        return 1, None, nothing
    length = _up_to_name(rest, company, find)
    return length, _other_kind(rest[:length], company, find), nothing


def _known(mentions: Sequence[Mention], rest: list[Word]) -> tuple[int, frozenset[str]]:
    """How many words at the front of a run are within a known form, and its ids."""
    first = rest[0].span
    for mention in mentions:
        if mention.span.contains(first):
            return sum(word.span.end <= mention.span.end for word in rest), mention.ids
    return 0, frozenset()


def _place(word: Word, company: _Company) -> Name:
    mention = next(mention for mention in company.places if mention.span.contains(word.span))
    return _name(company.inside(mention), Kind.PLACE, mention.ids, company.text)


def _up_to_name(rest: list[Word], company: _Company, find: Finder) -> int:
    """How many words stand in the run before a place of several words, or a person."""
    for index in range(1, len(rest)):
        place, _ = _known(company.places, rest[index:])
        foreign_place = place and index + place == len(rest) and not find.is_syllable(rest[index])
        if (
            place > 1
            or foreign_place
            or (_begins_name(rest[index:], find) and not find.is_doubtful(rest[index]))
        ):
            return index
    return len(rest)


def _begins_name(words: Sequence[Word], find: Finder) -> bool:
    return len(words) > 1 and find.is_family_name(words[0])


def _length_of_person(rest: Sequence[Word], find: Finder) -> int:
    """How many words of a run one person has; a long run may hold a place and a person."""
    if len(rest) >= LONGEST_NAME:
        for index in range(2, len(rest) - 1):
            if find.is_family_name(rest[index]) and not find.is_doubtful(rest[index]):
                return index
    return min(len(rest), LONGEST_NAME)


def _person(rest: list[Word], company: _Company, find: Finder) -> Kind | None:
    if company.is_addressed(rest[0]):
        return Kind.PERSON
    if not _begins_name(rest, find):
        return None
    doubtful = find.is_doubtful(rest[0]) or len(rest) >= LONGEST_NAME
    if doubtful and not company.has_office(rest[0], rest[-1]):
        return Kind.LIKELY_PERSON
    return Kind.PERSON


def _other_kind(words: Sequence[Word], company: _Company, find: Finder) -> Kind | None:
    """What a run that is no known name is: none, unless foreign, rare, or of several capitals."""
    if all(len(word.text) == 1 for word in words):
        return None
    if find.naming.syllable is None and len(words) > 1 and company.has_office(words[0], words[-1]):
        return Kind.LIKELY_PERSON
    capitals = find.naming.syllable is not None and len(words) > 1
    if find.lenient or capitals or any(find.is_foreign(word.text) for word in words):
        return Kind.OTHER
    return None


def _name(words: Sequence[Word], kind: Kind, ids: frozenset[str], text: str) -> Name:
    span = Span(words[0].span.start, words[-1].span.end)
    return Name(text[span.start : span.end], span, tuple(word.folded for word in words), kind, ids)
