"""What became of the source's acronyms: kept, explained, left bare, or expanded wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex
from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.organisations import target_bodies
from selaras.documents.model import Sentence, Span
from selaras.languages.acronyms import Acronym, Acronyms, acronyms
from selaras.languages.gazetteer import Mention
from selaras.languages.offices import bodies

_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}&/-])\p{Lu}+(?:[&-]\p{Lu}+)*(?![\p{L}\p{N}&/-])")
_GLOSS = regex.compile(r"\(\s*(\p{Lu}+(?:[&-]\p{Lu}+)*)\s*\)")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_NEARBY = 1
_BEFORE_GLOSS = 90


class Fault(StrEnum):
    """What is wrong with an acronym in the target."""

    BARE = "left as it is"
    ANOTHER = "expanded to what another stands for"
    ALTERED = "expanded to something like it"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An acronym at fault: what it should be, what is found instead, and where."""

    fault: Fault
    link: Link | None
    acronym: str
    expected: str | None
    text: str
    source: Span | None
    target: Span


def faults(context: Context) -> Iterator[Abbreviation]:
    """All acronyms at fault: those of the source link by link, then the target's own glosses."""
    lists = acronyms(context.source_language), acronyms(context.target_language)
    explained = _explained(context)
    for link in context.alignment.pairs:
        yield from _of_link(link, context, *lists, explained)
    yield from _wrong_glosses(context, lists[1])


def _of_link(
    link: Link, context: Context, mine: Acronyms, yours: Acronyms, explained: set[str]
) -> Iterator[Abbreviation]:
    found = dict(reversed(list(_occurrences(context.source_sentences(link)))))
    own = _source_meanings(link, context) | {
        acronym.id for text in found if (acronym := mine.by_acronym.get(text))
    }
    bare = dict(_occurrences(context.target_sentences(link)))
    for text, span in sorted(found.items(), key=lambda item: item[1]):
        acronym = mine.by_acronym.get(text)
        if text not in bare and acronym:
            yield from _not_kept(link, text, span, acronym, yours, own, context)
            continue
        puzzling = acronym is not None or _is_foreign_to(text, context)
        if puzzling and text in bare and text not in {*explained, *yours.by_acronym}:
            expected = _preferred(acronym, yours)
            yield Abbreviation(Fault.BARE, link, text, expected, text, span, bare[text])


def _not_kept(
    link: Link,
    text: str,
    span: Span,
    acronym: Acronym,
    yours: Acronyms,
    own: set[str],
    context: Context,
) -> Iterator[Abbreviation]:
    """What the target has for an acronym that it does not keep, if that is wrong."""
    inside = context.target_sentences(link)
    bare = dict(_occurrences(inside))
    strange = _strange(bare, own, yours)
    if strange and not _is_rendered(acronym, yours, inside, context):
        expected = _preferred(acronym, yours)
        said = context.target.text[strange.start : strange.end]
        yield Abbreviation(Fault.ANOTHER, link, text, expected, said, span, strange)
    elif not _is_rendered(acronym, yours, _nearby(link, context), context):
        yield from _expanded_otherwise(link, text, span, acronym, yours, own, context)


def _strange(bare: Mapping[str, Span], own: set[str], yours: Acronyms) -> Span | None:
    """An acronym of the target that stands for nothing that the source says."""
    known = ((yours.by_acronym.get(text), span) for text, span in bare.items())
    return next((span for entry, span in known if entry and entry.id not in own), None)


def _expanded_otherwise(
    link: Link,
    text: str,
    span: Span,
    acronym: Acronym,
    yours: Acronyms,
    own: set[str],
    context: Context,
) -> Iterator[Abbreviation]:
    """The phrase that stands in the stead of a fixed expansion, if one is to be found."""
    entry = yours.by_id.get(acronym.id)
    is_body = acronym.id in bodies(context.source_language).names.entries
    if entry is None or is_body or not entry.fixed or not entry.expansions:
        return
    for sentence in context.target_sentences(link):
        mentions = _expansions(sentence, yours)
        other = next(
            (m for m in mentions if not m.ids & own and _share_a_word(m, entry, context)), None
        )
        fault, place = Fault.ANOTHER, other.span if other else None
        if place is None:
            fault, place = Fault.ALTERED, _likeness(sentence, entry, mentions)
        if place is not None:
            found = context.target.text[place.start : place.end]
            yield Abbreviation(fault, link, text, entry.expansions[0], found, span, place)
            return


def _source_meanings(link: Link, context: Context) -> set[str]:
    """The ids of what the link's source writes out in full."""
    written = acronyms(context.source_language).expansions
    return {
        id
        for sentence in context.source_sentences(link)
        for mention in written.find(sentence.text)
        for id in mention.ids
    }


def _share_a_word(mention: Mention, entry: Acronym, context: Context) -> bool:
    found = _words(context.target.text[mention.span.start : mention.span.end])
    return any(set(found) & set(_words(form)) for form in entry.expansions)


def _likeness(sentence: Sentence, entry: Acronym, taken: list[Mention]) -> Span | None:
    """A phrase that begins as an expansion does and goes on otherwise."""
    words = list(_WORD.finditer(sentence.text))
    heads = {forms[0]: len(forms) for form in entry.expansions if len(forms := _words(form)) > 1}
    for index, word in enumerate(words[:-1]):
        length = heads.get(word.group().casefold())
        span = Span(word.start(), words[min(index + (length or 1), len(words)) - 1].end())
        place = span.shifted(sentence.start)
        if length and not any(mention.span.overlaps(place) for mention in taken):
            return place
    return None


def _wrong_glosses(context: Context, yours: Acronyms) -> Iterator[Abbreviation]:
    """Acronyms in brackets behind the words of another: ``Organisasi Perdagangan Dunia (WHO)``."""
    for sentence in context.target.sentences:
        for match in _GLOSS.finditer(sentence.text):
            acronym = yours.by_acronym.get(match[1])
            start = max(0, match.start() - _BEFORE_GLOSS)
            before = sentence.text[start : match.start()].rstrip()
            found = yours.expansions.find(before, sentence.start + start)[-1:]
            if acronym is None or not found or acronym.id in found[0].ids:
                continue
            place = found[0].span
            if place.end == sentence.start + start + len(before):
                text = context.target.text[place.start : place.end]
                expected = acronym.expansions[0]
                yield Abbreviation(Fault.ANOTHER, None, match[1], expected, text, None, place)


def _occurrences(sentences: Iterable[Sentence]) -> Iterator[tuple[str, Span]]:
    for sentence in sentences:
        if sentence.text.isupper():
            continue
        for match in _ACRONYM.finditer(sentence.text):
            if len(match.group()) > 1:
                yield match.group(), Span(*match.span()).shifted(sentence.start)


def _nearby(link: Link, context: Context) -> list[Sentence]:
    first, last = min(link.target), max(link.target)
    return list(context.target.sentences[max(0, first - _NEARBY) : last + _NEARBY + 1])


def _expansions(sentence: Sentence, known: Acronyms) -> list[Mention]:
    return known.expansions.find(sentence.text, sentence.start)


def _is_rendered(
    acronym: Acronym, yours: Acronyms, near: Sequence[Sentence], context: Context
) -> bool:
    """Whether the target writes out what it stands for, has its own acronym, or names the body."""
    if any(acronym.id in m.ids for sentence in near for m in _expansions(sentence, yours)):
        return True
    entry = yours.by_id.get(acronym.id)
    own = set(entry.acronyms) if entry else set()
    if own & {text for text, _ in _occurrences(near)}:
        return True
    named = context.shared(target_bodies)
    return any(acronym.id in body.heads for sentence in near for body in named[sentence.id])


def _is_foreign_to(text: str, context: Context) -> bool:
    """Whether the acronym has letters that the target's language does not write."""
    return not text.isascii() and bool(acronyms(context.target_language).by_id)


def _explained(context: Context) -> set[str]:
    """The acronyms that the target puts in brackets, or brackets behind, somewhere."""
    text = context.target.text
    behind = regex.findall(r"(\p{Lu}+(?:[&-]\p{Lu}+)*)\s?\(", text)
    return {match[1] for match in _GLOSS.finditer(text)} | set(behind)


def _preferred(acronym: Acronym | None, yours: Acronyms) -> str | None:
    entry = yours.by_id.get(acronym.id) if acronym else None
    return entry.expansions[0] if entry and entry.expansions else None


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]
