"""A name or an acronym in lower case, SHOUTED or mixed: "quang ninh", "ai", "INdonesia".

A word is held against its form in the source (diacritics aside), against its
other appearances in the translation, and against the words that the language
always writes with a capital.

Why: a name in lower case reads like a common word and is not found again;
shouting looks like an advertisement.

Bad: Provinsi quang ninh menerapkan ai di JAKARTA.

Good: Provinsi Quang Ninh menerapkan AI di Jakarta.

Silence: `ignore = ["casing"]` in the settings; words that may be written either way go into
`optional` in the language's `casing.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical, occurrences
from selaras.checks.sides import Side, target_side
from selaras.documents.folding import folded
from selaras.documents.model import Sentence, Span
from selaras.languages.casing import casing
from selaras.languages.lexicon import lexicon

_WORD = regex.compile(r"(?<![\p{N}\p{L}'’.@/-])\p{L}[\p{L}\p{M}]*(?![\p{N}\p{L}'’@/]|\.\p{L})")
_STARTS = regex.compile(r"(?:\A|[.!?…:;\"“(«\-–—])[\s\"“(«]*\Z")
_MIXED = regex.compile(r"\p{Ll}\p{Lu}{2,}|\p{Lu}{2,}\p{Ll}{3,}|\p{Ll}+\p{Lu}\p{Ll}+\p{Lu}\p{L}*")
_MIXED_WORD = regex.compile(r"\p{L}+\p{Lu}\p{L}*")
_ORDINARY = 3.0
_VERY_COMMON = 5.0
_SAFE_LENGTH = 5
_SHOUTED_LENGTH = 5
_HEADLINE = 0.5


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a text writes its words, each folded: with a capital amid a sentence, small, as acronym."""

    capitalised: frozenset[str]
    small: frozenset[str]
    acronyms: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def find(context: Context) -> Iterator[Finding]:
    """Flag words whose case is wrong, sentence by sentence."""
    side = target_side(context)
    whole = context.shared(_target_forms)
    for sentence in side.sentences():
        source = _forms([other.text for other in side.counterparts(sentence)])
        spans = [Span(*match.span()) for match in _WORD.finditer(sentence.text)]
        yield from _small(side, sentence, spans, source, whole)
        yield from _loud(side, sentence, spans, source, whole)


def _target_forms(context: Context) -> _Forms:
    return _forms([sentence.text for sentence in target_side(context).sentences()])


def _forms(texts: list[str]) -> _Forms:
    capitalised, small, acronyms, pairs = set(), set(), set(), set()
    for text in texts:
        before = ""
        for match in _WORD.finditer(text):
            word, key = match[0], folded(match[0])
            starts = bool(_STARTS.search(text[max(0, match.start() - 6) : match.start()]))
            if word.isupper() and len(word) > 1:
                acronyms.add(key)
            elif word[0].isupper() and not starts:
                capitalised.add(key)
            if word[0].isupper():
                if before:
                    pairs.add((before, key))
            else:
                small.add(key)
            before = key if word[0].isupper() else ""
    return _Forms(*map(frozenset, (capitalised, small, acronyms, pairs)))


def _small(
    side: Side, sentence: Sentence, spans: list[Span], source: _Forms, whole: _Forms
) -> Iterator[Finding]:
    """Words in lower case that should have a capital, neighbouring ones together."""
    text = sentence.text
    wrong: list[Span] = []
    for index, span in enumerate(spans):
        word = text[span.start : span.end]
        neighbours = [text[s.start : s.end] for s in spans[max(0, index - 1) : index + 2]]
        if word.islower() and not is_technical(text, span):
            if _needs_capital(side, word, source, whole) or _in_name(word, neighbours, source):
                wrong.append(span)
    for group in _neighbouring(text, wrong):
        shown = text[group.start : group.end]
        right = _right_form(shown, source)
        yield side.finding(
            f'"{shown}" is written with a small letter here; write "{right}".',
            group.shifted(sentence.start),
            suggestion=right,
            found=shown,
            expected=right,
        )


def _needs_capital(side: Side, word: str, source: _Forms, whole: _Forms) -> bool:
    data, key = casing(side.language), folded(word)
    if word in data.optional or len(word) < 2:
        return False
    if word in data.always:
        return True
    known = lexicon(side.language).zipf(word)
    if key in source.acronyms and key not in source.small:
        return known < _VERY_COMMON
    unusual = known < _ORDINARY
    if key in source.capitalised and key not in source.small:
        return unusual or (len(word) >= _SAFE_LENGTH and key in whole.capitalised)
    return unusual and key in whole.capitalised and key not in source.small and len(word) > 3


def _in_name(word: str, neighbours: list[str], source: _Forms) -> bool:
    """Whether the word stands beside another that the source's name has beside it too."""
    keys = [folded(neighbour) for neighbour in neighbours]
    place = neighbours.index(word)
    around = {
        *zip(keys[max(0, place - 1) : place + 1], keys[max(0, place - 1) + 1 :], strict=False)
    }
    return bool(source.pairs & around) and not folded(word) in source.small


def _neighbouring(text: str, spans: list[Span]) -> Iterator[Span]:
    """The spans, those joined that only a space divides."""
    waiting: Span | None = None
    for span in spans:
        if waiting and text[waiting.end : span.start] == " ":
            waiting = Span(waiting.start, span.end)
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


def _right_form(shown: str, source: _Forms) -> str:
    return " ".join(
        word.upper() if folded(word) in source.acronyms else word.capitalize()
        for word in shown.split()
    )


def _loud(
    side: Side, sentence: Sentence, spans: list[Span], source: _Forms, whole: _Forms
) -> Iterator[Finding]:
    """Words in capitals, or of mixed case, that are no acronyms."""
    words = [sentence.text[span.start : span.end] for span in spans]
    if sum(word.isupper() for word in words) > _HEADLINE * len(words):
        return
    for span, word in zip(spans, words, strict=True):
        if _is_loud(side, word, source, whole) and not is_technical(sentence.text, span):
            right = word.capitalize()
            yield side.finding(
                f'"{word}" is written in an unusual mix of letters; write "{right}".',
                span.shifted(sentence.start),
                suggestion=right,
                found=word,
                expected=right,
            )


def _is_loud(side: Side, word: str, source: _Forms, whole: _Forms) -> bool:
    if word.islower() or word[1:].islower() or folded(word) in source.acronyms:
        return False
    key = folded(word)
    if word.isupper() and len(word) >= _SHOUTED_LENGTH:
        elsewhere = any(key in forms.capitalised | forms.small for forms in (source, whole))
        return elsewhere or word.lower() in casing(side.language).always
    copied = word in occurrences(_MIXED_WORD, side.other.text)
    return (
        not copied
        and bool(_MIXED.fullmatch(word))
        and lexicon(side.language).zipf(word) >= _ORDINARY
    )


CHECK = Check(
    name="casing",
    issue_type="typographical",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"untranslated", "mojibake", "homoglyph"}),
)
