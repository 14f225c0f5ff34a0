"""A clause or a sentence in a third language: English, or Malay in an Indonesian text.

Quoted titles, names, and what stands in the source in the same words are no
findings. A closely related language is named only where several words show it
that the text's own language hardly has.

Why: the reader may not understand it; most often a model answered in another
language than it was asked for.

Bad: Menurut gubernur, the new policy will help small farmers.

Good: Menurut gubernur, kebijakan baru itu akan membantu petani kecil.

Silence: `ignore = ["wrong-language"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras import languages
from selaras.checks.foreign_words import Run, foreign_runs, words
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_quoted
from selaras.checks.phrases import source_phrases, stands_in
from selaras.checks.sides import Side, target_side
from selaras.documents.model import Sentence, Span
from selaras.languages.lexicon import Lexicon, lexicon, listed_words

_CLEAR = 4.5
_FEWEST_WORDS = 3
_LONGEST_TITLE = 8
_LARGE_PART = 0.5
_ENOUGH = 2000
_FAMILIAR = 3.8
_CLEAR_LEAD = 1.5
_SENTENCE = 6
_TELLING_LEAD = 1.2
_TELLING_SUM = 4.5
_TELLING_WORDS = 2
_TELLING_FREQUENCY = 3.5
_HARDLY_HAS = 4.5


def find(context: Context) -> Iterator[Finding]:
    """Flag clauses of known languages, then sentences of any other, then of related ones."""
    side = target_side(context)
    own = lexicon(side.language)
    if not own:
        return
    known = {
        code: lexicon(languages.load(code))
        for code in languages.available()
        if code not in (side.language.code, side.other_language.code)
    }
    related = side.language.table("language").get("related", ())
    copied = context.shared(source_phrases)
    for sentence in side.sentences():
        found = list(_clauses(side, sentence, own, known, copied))
        yield from found or _unknown(side, sentence, own, copied)
        for code in related:
            yield from _related(side, sentence, own, code)


def _clauses(
    side: Side, sentence: Sentence, own: Lexicon, known: dict[str, Lexicon], copied: frozenset[str]
) -> Iterator[Finding]:
    """Runs of words of the languages that selaras has data for, the clearest language for each."""
    runs = [
        (run.score, code, run)
        for code, other in known.items()
        for run in foreign_runs(sentence.text, own, other)
        if run.score >= _CLEAR and len(run.words) >= _FEWEST_WORDS
    ]
    taken: list[Span] = []
    for _, code, run in sorted(runs, key=lambda found: (-found[0], found[1])):
        if not any(run.span.overlaps(span) for span in taken):
            taken.append(run.span)
            if not _is_legitimate(sentence, run, copied):
                yield _finding(side, sentence, run.span, languages.load(code).name)


def _is_legitimate(sentence: Sentence, run: Run, copied: frozenset[str]) -> bool:
    words_of_run = sentence.text[run.span.start : run.span.end]
    is_title = run.is_name or (
        len(run.words) <= _LONGEST_TITLE and is_quoted(sentence.text, run.span)
    )
    return is_title or stands_in(words_of_run, copied)


def _unknown(
    side: Side, sentence: Sentence, own: Lexicon, copied: frozenset[str]
) -> Iterator[Finding]:
    """A whole sentence whose words the text's language hardly knows, but some other one does."""
    text = sentence.text
    spoken = [word for word in _spoken(text) if word.islower()]
    if len(spoken) < _SENTENCE or _familiarity(spoken, own) > _FAMILIAR:
        return
    code = _guess(text)
    other = listed_words(code)
    stranger = _familiarity(spoken, other) - _familiarity(spoken, own) if other else _CLEAR_LEAD
    if (
        code not in (side.language.code, side.other_language.code)
        and stranger >= _CLEAR_LEAD
        and not stands_in(text, copied)
    ):
        yield _finding(side, sentence, Span(0, len(text)), f'the language "{code}"')


def _related(side: Side, sentence: Sentence, own: Lexicon, code: str) -> Iterator[Finding]:
    """Words that the related language has and the text's own hardly has."""
    other = listed_words(code)
    leads = {
        word: other.zipf(word) - own.zipf(word)
        for word in _spoken(sentence.text)
        if word.islower()
        and other.zipf(word) >= _TELLING_FREQUENCY
        and own.zipf(word) <= min(_HARDLY_HAS, other.zipf(word) - _TELLING_LEAD)
    }
    if len(leads) < _TELLING_WORDS or sum(leads.values()) < _TELLING_SUM:
        return
    spans = [
        span.shifted(sentence.start)
        for span in words(sentence.text)
        if sentence.text[span.start : span.end] in leads
    ]
    shown = ", ".join(f'"{word}"' for word in leads)
    yield side.finding(
        f'{shown}: these words belong to the language "{code}", not to {side.language.name}.',
        *spans,
        severity=Severity.WARNING,
        language=code,
    )


def _finding(side: Side, sentence: Sentence, span: Span, name: str) -> Finding:
    shown = sentence.text[span.start : span.end]
    is_large = len(span) >= _LARGE_PART * len(sentence.text)
    return side.finding(
        f'"{shown[:60]}" is {name}, not {side.language.name}; translate it.',
        span.shifted(sentence.start),
        severity=Severity.ERROR if is_large else None,
        language=name,
    )


def _spoken(text: str) -> Iterator[str]:
    return (text[span.start : span.end] for span in words(text))


def _familiarity(spoken: list[str], known: Lexicon) -> float:
    """How common the words are in the language on average."""
    return sum(map(known.zipf, spoken)) / len(spoken)


def _guess(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text[:_ENOUGH])[0])


CHECK = Check(
    name="wrong-language",
    issue_type="untranslated",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"markup-leftover", "mojibake", "untranslated"}),
)
