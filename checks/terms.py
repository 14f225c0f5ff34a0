"""What recurs in the source, and how each occurrence is rendered.

Three kinds of terms are followed through the documents: names in quotation marks
(programmes, campaigns), terms of the glossary, and frequent phrases. The
rendering of an occurrence is what the word alignment puts in its place; in the
case of a quoted name, the quoted name of the translation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex
from selaras.checks.glossary import source_terms
from selaras.checks.model import Context
from selaras.checks.places import Passage, passages
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.function_words import function_words
from selaras.languages.gazetteer import Entry, Gazetteer, word_key
from selaras.languages.lexicon import lexicon
from selaras.languages.model import Language
from selaras.languages.offices import offices

_QUOTED = regex.compile(r"[“„«\"‘]\s*(\p{Lu}[^“”„«»\"‘’.!?:;\n]{3,80}?)[,.]?\s*[”»\"’]")
_NAME_WORDS = range(2, 9)
_PHRASE_WORDS = range(2, 7)
# Where each syllable is written by itself, two of them are but one word.
_FEWEST_SYLLABLES = 3
_FEWEST_USES = 3
# Words of a rendering may stand so far apart, in words.
_GAP = 1


class Source(StrEnum):
    """Why something counts as a term."""

    NAME = "name"
    GLOSSARY = "glossary"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a term, and the place and words that render it."""

    passage: Passage
    source: Span
    target: Span
    rendering: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is first written, why it counts as one, and its rendered uses in order."""

    text: str
    kind: Source
    uses: tuple[Use, ...]


def terms(context: Context) -> tuple[Term, ...]:
    """The terms that are rendered at least twice, in the order of the source."""
    names = _quoted_names(context)
    phrases = frequent_phrases(context)
    known = [
        *((form, Source.NAME) for form in names),
        *((form, Source.GLOSSARY) for form in context.shared(source_terms).entries),
        *((form, Source.PHRASE) for form in phrases),
    ]
    kinds = dict(reversed(known))
    gazetteer = Gazetteer({form: Entry(form, (form,)) for form in kinds}, proper=True)
    uses: dict[str, list[Use]] = defaultdict(list)
    for passage in passages(context):
        for mention in gazetteer.find(passage.source_text, passage.source.start):
            form = min(mention.ids)
            if use := _use(context, passage, mention.span, kinds[form]):
                uses[form].append(use)
    found = [Term(form, kinds[form], tuple(those)) for form, those in uses.items()]
    return tuple(
        sorted((t for t in found if len(t.uses) > 1), key=lambda term: term.uses[0].source)
    )


def content_words(text: str, language: Language) -> list[str]:
    """The words of ``text`` that name something."""
    hollow = function_words(language)
    spoken = [text[span.start : span.end] for span in word_spans(text)]
    return [word for word in spoken if word_key(word) not in hollow]


def _quoted_names(context: Context) -> list[str]:
    """The quoted names of the source that stand in it more than once, as first written."""
    first: dict[str, str] = {}
    for match in _QUOTED.finditer(context.source.text):
        if len(word_spans(match[1])) in _NAME_WORDS:
            first.setdefault(word_key(match[1]), match[1])
    return list(first.values())


def _use(context: Context, passage: Passage, span: Span, kind: Source) -> Use | None:
    if passage.words is None:
        return None
    answers = passage.words.counterpart(span)
    place = _quotation(context, passage, answers) if kind is Source.NAME else None
    place = place or _cluster(answers, passage.words.target_words)
    if place is None:
        return None
    return Use(passage, span, place, context.target.text[place.start : place.end])


def _quotation(context: Context, passage: Passage, answers: Sequence[Span]) -> Span | None:
    """The quoted name of the target that holds most of the answering words."""
    quoted = [Span(*m.span(1)) for m in _QUOTED.finditer(passage.target_text)]
    places = [span.shifted(passage.target.start) for span in quoted]
    held = {place: sum(place.contains(answer) for answer in answers) for place in places}
    return max(held, key=lambda place: (held[place], -place.start), default=None)


def _cluster(answers: Sequence[Span], words: Sequence[Span]) -> Span | None:
    """The longest run of the answering words that stand together."""
    place = {word: number for number, word in enumerate(words)}
    runs: list[list[Span]] = []
    for answer in answers:
        if runs and place[answer] - place[runs[-1][-1]] <= _GAP + 1:
            runs[-1].append(answer)
        else:
            runs.append([answer])
    best = max(runs, key=len, default=None)
    return Span(best[0].start, best[-1].end) if best else None


def frequent_phrases(context: Context) -> list[str]:
    """Phrases of several words that the source repeats, none a part of a longer one.

    Offices are none: what they are called is judged person by person.
    """
    runs = list(_runs(context))
    counts = _counts(runs)
    shortest = _FEWEST_SYLLABLES if lexicon(context.source_language).syllabic else 2
    first: dict[tuple[str, ...], str] = {}
    for words in runs:
        for size in range(shortest, _PHRASE_WORDS.stop):
            for start in range(len(words) - size + 1):
                key = tuple(word_key(word) for word in words[start : start + size])
                if counts.get(key, 0) >= _FEWEST_USES:
                    first.setdefault(key, " ".join(words[start : start + size]))
    held = offices(context.source_language).names
    return [first[key] for key in _whole(first, counts) if not held.find(first[key])]


def _runs(context: Context) -> Iterator[list[str]]:
    """Stretches of words of linked sentences that no punctuation or function word divides."""
    hollow = function_words(context.source_language)
    for passage in passages(context):
        yield from _runs_of(passage.source_text, hollow)


def _runs_of(text: str, hollow: frozenset[str]) -> Iterator[list[str]]:
    run: list[str] = []
    end = 0
    for span in word_spans(text):
        word = text[span.start : span.end]
        is_hollow = word_key(word) in hollow or not word[0].isalpha()
        if run and (is_hollow or text[end : span.start].strip(" \t\xa0")):
            yield run
            run = []
        if not is_hollow:
            run.append(word)
        end = span.end
    if run:
        yield run


def _counts(runs: Iterable[Sequence[str]]) -> Mapping[tuple[str, ...], int]:
    """How often each phrase occurs; longer ones are counted only if their beginning is frequent."""
    counts: Counter[tuple[str, ...]] = Counter()
    keyed = [tuple(word_key(word) for word in run) for run in runs]
    for size in _PHRASE_WORDS:
        level = Counter(
            run[start : start + size]
            for run in keyed
            for start in range(len(run) - size + 1)
            if size == _PHRASE_WORDS.start or counts[run[start : start + size - 1]] >= _FEWEST_USES
        )
        counts.update({key: count for key, count in level.items() if count >= _FEWEST_USES})
    return counts


def _whole(
    keys: Iterable[tuple[str, ...]], counts: Mapping[tuple[str, ...], int]
) -> list[tuple[str, ...]]:
    """The phrases that occur outside longer ones too."""
    inside: set[tuple[str, ...]] = set()
    known = list(keys)
    for key in known:
        for part in (key[1:], key[:-1]):
            if counts.get(part) == counts[key]:
                inside.add(part)
    return [key for key in known if key not in inside]
