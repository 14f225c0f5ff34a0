"""Words, clauses or whole sentences of the source language left in the translation.

Names, quoted titles and words that the target language has borrowed are no
findings. What stands in the source word for word weighs more than what only
looks like its language.

Why: the reader of the translation cannot read it, and a clause of the message
is lost.

Bad: Konferensi itu membahas phát triển nguồn nhân lực chất lượng cao.

Good: Konferensi itu membahas pengembangan sumber daya manusia bermutu tinggi.

Silence: `ignore = ["untranslated"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras import languages
from selaras.checks.foreign_words import Run, foreign_runs, mean_lead
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_quoted
from selaras.checks.phrases import source_phrases, stands_in
from selaras.checks.sides import Side, target_side
from selaras.documents.model import Sentence
from selaras.languages.lexicon import lexicon

_CLEAR = 4.0
_COPIED = 1.5
_CERTAIN_WORDS = 3
_LONGEST_TITLE = 6
_RARE = 1.0
_COMMON = 4.5
_THIRD_LEAD = 1.0


def find(context: Context) -> Iterator[Finding]:
    """Flag each run of words of the source language in the target."""
    side = target_side(context)
    own, other = lexicon(side.language), lexicon(side.other_language)
    copied = context.shared(source_phrases)
    for sentence in side.sentences():
        for run in foreign_runs(sentence.text, own, other):
            yield from _judge(side, sentence, run, copied)


def _judge(side: Side, sentence: Sentence, run: Run, source: frozenset[str]) -> Iterator[Finding]:
    words = sentence.text[run.span.start : run.span.end]
    is_copy = stands_in(words, source)
    if run.score < (_COPIED if is_copy else _CLEAR) or not run.words or run.is_name:
        return
    if _is_of_a_third(side, run):
        return
    is_title = len(run.words) <= _LONGEST_TITLE and is_quoted(sentence.text, run.span)
    if is_title or (not run.strange and _may_be_borrowed(side, run, is_copy)):
        return
    certain = len(run.words) >= _CERTAIN_WORDS
    yield side.finding(
        f'"{_shortened(words)}" is still {side.other_language.name}; translate it.',
        run.span.shifted(sentence.start),
        severity=None if certain else Severity.WARNING,
        language=side.other_language.code,
        words=len(run.words),
        copied=is_copy,
    )


def _is_of_a_third(side: Side, run: Run) -> bool:
    """Whether the words only stray in the source language, and are at home in a third one."""
    ours = (side.language.code, side.other_language.code)
    other = lexicon(side.other_language)
    third = (lexicon(languages.load(code)) for code in languages.available() if code not in ours)
    return any(mean_lead(run.words, known, other) >= _THIRD_LEAD for known in third)


def _may_be_borrowed(side: Side, run: Run, is_copy: bool) -> bool:
    """Whether one or two words in the text's own letters are rather borrowed, or a name."""
    if not is_copy:
        return len(run.words) < _CERTAIN_WORDS
    own, other = lexicon(side.language), lexicon(side.other_language)
    rare = all(own.zipf(word) < _RARE and other.zipf(word) >= _COMMON for word in run.words)
    return len(run.words) == 1 and not rare


def _shortened(words: str, limit: int = 60) -> str:
    return words if len(words) <= limit else words[: limit - 1] + "…"


CHECK = Check(
    name="untranslated",
    issue_type="untranslated",
    severity=Severity.ERROR,
    find=find,
)
