"""Letters that look like the right ones but are others: a Cyrillic а in "pаsar", an O in "2O25".

Full-width and ornamental letters and printers' ligatures are found too. A word
wholly in another script is left to `foreign-script`, unless it reads as a common
word of the text's language.

Why: nobody sees the difference, yet searching, sorting and reading aloud fail,
and a false address may hide behind it.

Bad: Pаsar tradisional, with a Cyrillic а.

Good: Pasar tradisional

Silence: `ignore = ["homoglyph"]` in the settings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical, occurrences
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span
from selaras.languages.lexicon import Lexicon, lexicon

# Pairs of a look-alike and the Latin letter that it is taken for.
_PAIRS = (
    "аaАAвBВBеeЕEѕsЅSіiІIїïЇÏјjЈJкkКKмMМMнHНHоoОOрpРPсcСCтTТTуyУYхxХXһhԁdԛqԝwҮYԌGґr"
    "αaΑAΒBγyεeΕEηnΗHιiΙIκkΚKΜMνvΝNοoΟOρpΡPτtΤTυuΥYχxΧXΖZωw"
    "ɑaɡgɩiʏYÐĐƉĐ"
)
_LATIN_OF = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_ORNAMENTAL = r"\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A\U0001D400-\U0001D7CB"
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SUSPECT = regex.compile(f"[{''.join(_LATIN_OF)}{_ORNAMENTAL}]")
_SUSPECT_WORD = regex.compile(rf"[\p{{L}}\p{{M}}]*{_SUSPECT.pattern}[\p{{L}}\p{{M}}]*")
_MIXED_FIGURE = regex.compile(r"(?<=\d)[OoIl](?=\d)")
_FIGURE_IN_WORD = regex.compile(r"\b\p{L}+[01][\p{L}01]*\p{Ll}\b")
_LETTER_OF_FIGURE = str.maketrans("01", "ol")
_COMMON = 3.0


def find(context: Context) -> Iterator[Finding]:
    """Flag each word that holds a look-alike."""
    for side in both_sides(context):
        known = lexicon(side.language)
        for sentence in side.sentences(boilerplate=True):
            yield from grouped(_in_words(side, sentence, known))
            yield from grouped(_in_figures(side, sentence, known))


def _in_words(side: Side, sentence: Sentence, known: Lexicon) -> Iterator[Finding]:
    if not _SUSPECT.search(sentence.text):
        return
    for match in _WORD.finditer(sentence.text):
        places = [m.start() for m in _SUSPECT.finditer(match[0])]
        right = _latin(match[0])
        if match[0] in occurrences(_SUSPECT_WORD, side.other.text):
            continue
        if places and _is_disguised(match[0], right, known):
            spans = [Span(match.start() + at, match.start() + at + 1) for at in places]
            yield _finding(side, sentence, match[0], right, spans)


def _is_disguised(word: str, right: str, known: Lexicon) -> bool:
    """Whether the word is meant to be Latin: it has Latin letters, or spells a common word."""
    if not regex.fullmatch(r"[\p{Latin}\p{M}]+", right):
        return False
    if "Ð" in word and not known.knows(right):
        return False
    if any(_LATIN_OF.get(letter) is None for letter in word):
        return len(word) > 2 or not regex.search(r"\p{Greek}", word)
    return known.zipf(right) >= _COMMON and len(word) > 1


def _latin(word: str) -> str:
    letters = (_LATIN_OF.get(letter) or unicodedata.normalize("NFKC", letter) for letter in word)
    return unicodedata.normalize("NFC", "".join(letters))


def _in_figures(side: Side, sentence: Sentence, known: Lexicon) -> Iterator[Finding]:
    """An O for a 0 between digits, or a 0 for an O inside a word."""
    text = sentence.text
    for match in _MIXED_FIGURE.finditer(text):
        span = Span(*match.span())
        if not is_technical(text, span):
            right = {"O": "0", "o": "0"}.get(match[0], "1")
            yield _finding(side, sentence, match[0], right, [span])
    for match in _FIGURE_IN_WORD.finditer(text):
        right = match[0].translate(_LETTER_OF_FIGURE)
        span = Span(*match.span())
        if known.zipf(right) >= _COMMON and not is_technical(text, span):
            yield _finding(side, sentence, match[0], right, [span])


def _finding(side: Side, sentence: Sentence, found: str, right: str, spans: list[Span]) -> Finding:
    first = sentence.text[spans[0].start]
    name = unicodedata.name(first, "another character").lower()
    return side.finding(
        f'"{found}" only looks like "{right}": it holds {name} (U+{ord(first):04X}); retype it.',
        *(span.shifted(sentence.start) for span in spans),
        suggestion=right,
        word=found,
        character=f"U+{ord(first):04X}",
    )


CHECK = Check(
    name="homoglyph",
    issue_type="characters",
    severity=Severity.ERROR,
    find=find,
    yields_to=frozenset({"mojibake"}),
)
