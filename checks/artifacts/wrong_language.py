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

from collections.abc import Collection, Iterator, Mapping, Sequence

from selaras import languages
from selaras.checks.foreign_words import Run, foreign_runs, leading, words
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_quoted
from selaras.checks.phrases import source_phrases, stands_in
from selaras.checks.sides import Side, target_side
from selaras.documents.model import Sentence, Span
from selaras.languages.lexicon import Lexicon, lexicon, listed_words
from selaras.languages.recognition import english_name

_CLEAR = 5.5
_CLEAR_WITH_GRAMMAR = 3.5
_FEWEST_WORDS = 3
_PHRASE = 4
_LONGEST_TITLE = 8
_LARGE_PART = 0.5
_FAMILIAR = 3.8
_STRANGE = 6.0
_GUESSES = 3
_UNLISTED = 2.8
_LARGEST_LEAD = 2.0
_TELLING_LEAD = 1.0
_PLAIN_LEAD = 1.4
_CLEAR_SUM = 3.0
_CLEAR_WORDS = 2
_MEAN_LEAD = 0.2
_MEAN_SUM = 1.5
_SENTENCE = 6
_HARDLY_HAS = 4.6


def find(context: Context) -> Iterator[Finding]:
    """Flag clauses of any other language, then sentences of related ones."""
    side = target_side(context)
    own = lexicon(side.language)
    if not own:
        return
    ours = (side.language.code, side.other_language.code)
    known = {
        code: lexicon(languages.load(code)) for code in languages.available() if code not in ours
    }
    related = side.language.table("language").get("related", ())
    copied = context.shared(source_phrases)
    for sentence in side.sentences():
        others = {**known, **_guessed(sentence.text, own, (*ours, *related))}
        yield from _clauses(side, sentence, own, others, copied)
        for code in related:
            yield from _related(side, sentence, own, code)


def _clauses(
    side: Side, sentence: Sentence, own: Lexicon, others: dict[str, Lexicon], copied: frozenset[str]
) -> Iterator[Finding]:
    """Runs of words of other languages, the clearest language for each."""
    runs = [
        (run.score, code, run)
        for code, other in others.items()
        for run in foreign_runs(sentence.text, own, other)
        if _is_clear(sentence.text, run)
    ]
    taken: list[Span] = []
    for _, code, run in sorted(runs, key=lambda found: (-found[0], found[1])):
        if not any(run.span.overlaps(span) for span in taken):
            taken.append(run.span)
            if not _is_legitimate(sentence, run, copied):
                yield _finding(side, sentence, run.span, _name(code))


def _guessed(text: str, own: Lexicon, ruled_out: Collection[str]) -> dict[str, Lexicon]:
    """The likeliest languages of a stretch whose words the text's own hardly knows."""
    stretch = _strangest(text, own)
    if not stretch:
        return {}
    codes = [code for code in _guesses(stretch) if code not in ruled_out]
    return {code: listed_words(code) for code in codes}


def _strangest(text: str, own: Lexicon) -> str:
    """The stretch of ``text`` whose small words are the most unknown; none if all is familiar."""
    spans = words(text)
    said = [text[span.start : span.end] for span in spans]
    scores = [_FAMILIAR - _familiarity(word, own) if word.islower() else 0.0 for word in said]
    score, first, last = max(
        ((score, first, last) for first, last, score in leading(scores)), default=(0.0, 0, 0)
    )
    small = sum(word.islower() for word in said[first : last + 1])
    clear = score >= _STRANGE and small >= _FEWEST_WORDS
    return text[spans[first].start : spans[last].end] if clear else ""


def _familiarity(word: str, own: Lexicon) -> float:
    return own.zipf(word) or (_FAMILIAR if own.knows(word) else 0.0)


def _is_clear(text: str, run: Run) -> bool:
    """Whether the run is a phrase: words of grammar tell it from terms in a row."""
    if len(text[run.span.start : run.span.end].split()) < _FEWEST_WORDS:
        return False
    if run.grammar and run.total >= _PHRASE:
        return run.score >= _CLEAR_WITH_GRAMMAR
    unmixed = len(run.words) >= _FEWEST_WORDS and not run.own
    return run.score >= _CLEAR and (unmixed or run.grammar > 0)


def _is_legitimate(sentence: Sentence, run: Run, copied: frozenset[str]) -> bool:
    words_of_run = sentence.text[run.span.start : run.span.end]
    is_title = run.is_name or (
        len(run.words) <= _LONGEST_TITLE and is_quoted(sentence.text, run.span)
    )
    return is_title or stands_in(words_of_run, copied)


def _related(side: Side, sentence: Sentence, own: Lexicon, code: str) -> Iterator[Finding]:
    """Words that the related language has and the text's own hardly has.

    A few that are plainly the other's tell it, or one, where all of the sentence
    leans that way.
    """
    text, other = sentence.text, listed_words(code)
    leads = {
        span: _lead(text[span.start : span.end], own, other)
        for span in words(text)
        if text[span.start : span.end].islower()
    }
    telling = {
        span: text[span.start : span.end]
        for span, lead in leads.items()
        if lead >= _TELLING_LEAD and own.zipf(text[span.start : span.end]) <= _HARDLY_HAS
    }
    if not _leans(list(leads.values()), {word: leads[span] for span, word in telling.items()}):
        return
    shown = ", ".join(f'"{word}"' for word in dict.fromkeys(telling.values()))
    yield side.finding(
        f"{shown}: {_name(code)} rather than {side.language.name}.",
        *(span.shifted(sentence.start) for span in telling),
        severity=Severity.WARNING,
        language=code,
    )


def _leans(leads: Sequence[float], telling: Mapping[str, float]) -> bool:
    """Whether a sentence of words with these leads is rather one of the related language."""
    several = len(telling) >= _CLEAR_WORDS
    total = sum(leads)
    leaning = total >= _MEAN_SUM and total / max(_SENTENCE, len(leads)) >= _MEAN_LEAD
    return (several and (leaning or sum(telling.values()) >= _CLEAR_SUM)) or (
        leaning and max(telling.values(), default=0.0) >= _PLAIN_LEAD
    )


def _lead(word: str, own: Lexicon, other: Lexicon) -> float:
    """How much more common the word is in the related language; 0 if neither knows it."""
    at_home, abroad = own.zipf(word), other.zipf(word)
    if not at_home and not abroad:
        return 0.0
    lead = (abroad or _UNLISTED) - (at_home or _UNLISTED)
    return max(-_LARGEST_LEAD, min(_LARGEST_LEAD, lead))


def _finding(side: Side, sentence: Sentence, span: Span, name: str) -> Finding:
    shown = sentence.text[span.start : span.end]
    is_large = len(span) >= _LARGE_PART * len(sentence.text)
    return side.finding(
        f'"{shown[:60]}" is {name}, not {side.language.name}; translate it.',
        span.shifted(sentence.start),
        severity=Severity.ERROR if is_large else None,
        language=name,
    )


def _name(code: str) -> str:
    return languages.load(code).name if code in languages.available() else english_name(code)


def _guesses(stretch: str) -> list[str]:
    import py3langid

    ranked = py3langid.rank(stretch)
    return [str(code) for code, _ in ranked[:_GUESSES]]


CHECK = Check(
    name="wrong-language",
    issue_type="untranslated",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"markup-leftover", "mojibake", "untranslated"}),
)
