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
from itertools import pairwise

import regex
from selaras import languages
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical, occurrences
from selaras.checks.sides import Side, target_side
from selaras.checks.word_forms import WORD, Forms, forms_of, starts_sentence, stem
from selaras.documents.folding import folded
from selaras.documents.model import Sentence, Span
from selaras.languages.casing import Casing, casing
from selaras.languages.lexicon import Lexicon, lexicon

_MIXED = regex.compile(r"\p{Ll}\p{Lu}{2,}|\p{Lu}{2,}\p{Ll}{3,}|\p{Ll}+\p{Lu}\p{Ll}+\p{Lu}\p{L}*")
_MIXED_WORD = regex.compile(r"\p{L}+\p{Lu}\p{L}*")
_ROMAN_NUMERAL = regex.compile(r"i{2,3}|iv|vi{1,3}|ix|xi{1,3}|xiv|xvi{0,3}|xi?x|xxi{0,3}")
_ORDINARY = 3.0
_FAIRLY_COMMON = 4.0
_VERY_COMMON = 5.0
_SHORTEST_NAME = 4
_SHORTEST_SHOUT = 5
_HEADLINE = 0.5
_HOME_LEAD = 0.5


def find(context: Context) -> Iterator[Finding]:
    """Flag words whose case is wrong, sentence by sentence."""
    side = target_side(context)
    whole = context.shared(_target_forms)
    known = _Known(
        lexicon(side.language),
        tuple(
            lexicon(languages.load(code))
            for code in languages.available()
            if code != side.language.code
        ),
        casing(side.language),
    )
    for sentence in side.sentences():
        source = forms_of(other.text for other in side.counterparts(sentence))
        judge = _Judge(sentence.text, source, whole, known)
        yield from grouped(_small(side, sentence, judge))
        yield from grouped(_loud(side, sentence, judge))


def _target_forms(context: Context) -> Forms:
    return forms_of(sentence.text for sentence in target_side(context).sentences())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of words: how common they are here and abroad, and which need capitals."""

    own: Lexicon
    others: tuple[Lexicon, ...]
    data: Casing

    def is_own_word(self, word: str) -> bool:
        """Whether the word is far more common in the text's language than in any other."""
        here = self.own.zipf(word)
        if here < _ORDINARY:
            return not here and self.own.knows(word)
        return here - max((other.zipf(word) for other in self.others), default=0.0) >= _HOME_LEAD


@dataclass(frozen=True, slots=True)
class _Judge:
    """A sentence with the forms of its source and of the whole translation."""

    text: str
    source: Forms
    whole: Forms
    known: _Known

    def words(self) -> list[Span]:
        """The words of the sentence, those of addresses left out."""
        spans = [Span(*match.span()) for match in WORD.finditer(self.text)]
        return [span for span in spans if not is_technical(self.text, span)]

    def needs_capital(self, word: str, before: str) -> bool:
        """Whether a word in lower case should have a capital."""
        data, key = self.known.data, folded(word)
        if word in data.always or f"{before} {word}" in data.phrases:
            return True
        if word in data.optional or len(word) < 2 or key in self.source.small:
            return False
        if word in data.acronyms or key in self.source.acronyms:
            return word in data.acronyms or self.known.own.zipf(word) < _VERY_COMMON
        if _ROMAN_NUMERAL.fullmatch(word) and before[:1].isupper():
            return True
        frequency = self.known.own.zipf(word)
        is_name = (frequency < _VERY_COMMON and key in self.source.capitalised) or (
            frequency < _FAIRLY_COMMON
            and (
                stem(key) in self.source.stems
                or self.whole.capitalised[key] > self.whole.small[key]
            )
        )
        return is_name and len(word) >= _SHORTEST_NAME and not self.known.is_own_word(word)

    def is_part_of_name(self, left: Span, right: Span) -> bool:
        """Whether the source, or the translation elsewhere, writes both words with a capital."""
        one, two = (self.text[span.start : span.end] for span in (left, right))
        pair = folded(one), folded(two)
        if self.text[left.end : right.start] != " " or pair[1] in self.source.small:
            return False
        if pair in self.source.pairs and pair[0] not in self.source.small:
            rare = min(map(self.known.own.zipf, (one, two))) < _FAIRLY_COMMON
            return rare or pair in self.whole.pairs
        if self.known.own.syllabic:
            return False
        amid = one[0].isupper() and not starts_sentence(self.text, left.start)
        return amid and pair in self.whole.pairs

    def is_loud(self, word: str) -> bool:
        """Whether a word is in capitals though it is no acronym, or of an odd mix."""
        key = folded(word)
        if word.islower() or word[1:].islower() or key in self.source.acronyms:
            return False
        if word.isupper() and len(word) >= _SHORTEST_SHOUT:
            seen = (
                forms.capitalised[key] + forms.small[key] for forms in (self.source, self.whole)
            )
            return any(seen) or word.lower() in self.known.data.always
        return bool(_MIXED.fullmatch(word)) and self.known.own.zipf(word) >= _ORDINARY


def _small(side: Side, sentence: Sentence, judge: _Judge) -> Iterator[Finding]:
    """Words in lower case that should have a capital, neighbouring ones together."""
    text, spans = sentence.text, judge.words()
    wrong: set[Span] = set()
    for left, right in pairwise([Span(0, 0), *spans]):
        word = text[right.start : right.end]
        if word.islower() and judge.needs_capital(word, text[left.start : left.end]):
            wrong.add(right)
        if len(left) and judge.is_part_of_name(left, right):
            wrong.update(span for span in (left, right) if text[span.start : span.end].islower())
    for group in _neighbouring(text, sorted(wrong)):
        shown = text[group.start : group.end]
        right_form = _right_form(shown, judge)
        yield side.finding(
            f'"{shown}" is written with a small letter here; write "{right_form}".',
            group.shifted(sentence.start),
            suggestion=right_form,
            found=shown,
            expected=right_form,
        )


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


def _right_form(shown: str, judge: _Judge) -> str:
    acronyms = judge.source.acronyms | judge.known.data.acronyms
    return " ".join(
        word.upper()
        if folded(word) in acronyms or _ROMAN_NUMERAL.fullmatch(word)
        else word.capitalize()
        for word in shown.split()
    )


def _loud(side: Side, sentence: Sentence, judge: _Judge) -> Iterator[Finding]:
    """Words in capitals, or of mixed case, that are no acronyms."""
    spans = judge.words()
    words = [sentence.text[span.start : span.end] for span in spans]
    if sum(word.isupper() for word in words) > _HEADLINE * len(words):
        return
    for span, word in zip(spans, words, strict=True):
        if judge.is_loud(word) and word not in occurrences(_MIXED_WORD, side.other.text):
            yield side.finding(
                f'"{word}" is written in an unusual mix of letters; write "{word.capitalize()}".',
                span.shifted(sentence.start),
                suggestion=word.capitalize(),
                found=word,
                expected=word.capitalize(),
            )


CHECK = Check(
    name="casing",
    issue_type="typographical",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"untranslated", "mojibake", "homoglyph"}),
)
