"""Letters of a script that neither language is written in, such as the Chinese 培养 in "memb培养".

Letters that the other document has too are left alone, and so is a single Greek
letter that stands for a quantity. A name given in its own script between
brackets or quotation marks is only remarked on.

Why: translation models now and then slip into another language in the middle of
a word. The reader meets a sign that cannot be read, and half a word; a spell
checker of the newsroom often skips it.

Bad: Kami akan memb培养 sumber daya manusia.

Good: Kami akan membina sumber daya manusia.

Silence: `ignore = ["foreign-script"]` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import occurrences
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span
from selaras.languages import Language
from selaras.languages.lexicon import lexicon

_LETTERS_BEFORE = regex.compile(r"[\p{L}\p{M}]*\Z")
_LETTERS_AFTER = regex.compile(r"[\p{L}\p{M}]*")
_QUANTITY = regex.compile(r"\p{Greek}")
_LONGEST_WORD = 60
_LONGEST_SYMBOL = 3
_CLEAR_LEAD = 1.5
_SHORTEST_HEAD = 2


def find(context: Context) -> Iterator[Finding]:
    """Flag each run of letters that belongs to neither language."""
    native = frozenset(context.source_language.scripts + context.target_language.scripts)
    letters = _foreign_letters(native)
    for side in both_sides(context):
        for sentence in side.sentences(boilerplate=True):
            yield from grouped(_in_sentence(side, sentence, letters))


def _in_sentence(side: Side, sentence: Sentence, letters: regex.Pattern[str]) -> Iterator[Finding]:
    for match in letters.finditer(sentence.text):
        if match[0] not in occurrences(letters, side.other.text):
            yield from _judge(side, sentence, Span(*match.span()))


def _judge(side: Side, sentence: Sentence, run: Span) -> Iterator[Finding]:
    text = sentence.text
    letters = text[run.start : run.end]
    word = _word_around(text, run)
    broken = word != run
    if _QUANTITY.fullmatch(letters) and len(word) <= _LONGEST_SYMBOL:
        return
    script = _script(letters[0])
    shown = text[word.start : word.end]
    place = f'inside the word "{shown}"' if broken else "in the text"
    yield side.finding(
        f'{script} letters "{letters}" stand {place}; write what was meant in '
        f"{side.language.name}.",
        run.shifted(sentence.start),
        severity=None if broken or not _set_apart(text, run) else Severity.INFO,
        suggestion=_suggestion(side, text, word, run) if broken else None,
        script=script,
        word=shown,
        letters=letters,
    )


@lru_cache
def _foreign_letters(native: frozenset[str]) -> regex.Pattern[str]:
    known = "".join(rf"\p{{{script}}}" for script in sorted(native))
    letter = rf"[\p{{L}}--[{known}\p{{Common}}\p{{Inherited}}]]"
    return regex.compile(rf"(?V1){letter}\p{{M}}*(?:[ ·・]?{letter}\p{{M}}*)*")


def _word_around(text: str, run: Span) -> Span:
    before = _LETTERS_BEFORE.search(text[max(0, run.start - _LONGEST_WORD) : run.start])
    after = _LETTERS_AFTER.match(text[run.end : run.end + _LONGEST_WORD])
    return Span(
        run.start - len(before[0] if before else ""), run.end + len(after[0] if after else "")
    )


def _set_apart(text: str, run: Span) -> bool:
    """Whether the run stands between brackets or quotation marks, as a name in its script does."""
    before = text[max(0, run.start - 2) : run.start].rstrip()[-1:]
    after = text[run.end : run.end + 2].lstrip()[:1]
    return before in set("([«“\"'‘/,;:：") and after in set(")]»”\"'’/,;")


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "unknown").split()[0]
    return "Chinese" if name == "CJK" else name.capitalize()


def _suggestion(side: Side, text: str, word: Span, run: Span) -> str | None:
    head, tail = text[word.start : run.start].lower(), text[run.end : word.end].lower()
    return _only_fit(side.language, head, tail) if len(head) >= _SHORTEST_HEAD else None


@lru_cache(maxsize=1024)
def _only_fit(language: Language, head: str, tail: str) -> str | None:
    """The one common word that begins and ends as the broken one, if there is one."""
    known = lexicon(language)
    fits = sorted(
        (
            (known.zipf(candidate), candidate)
            for candidate in known.beginning_with(head)
            if candidate.endswith(tail) and len(candidate) > len(head + tail)
        ),
        reverse=True,
    )
    if not fits or (len(fits) > 1 and fits[0][0] - fits[1][0] < _CLEAR_LEAD):
        return None
    return fits[0][1]


CHECK = Check(
    name="foreign-script",
    issue_type="characters",
    severity=Severity.ERROR,
    find=find,
    yields_to=frozenset({"homoglyph", "mojibake"}),
)
