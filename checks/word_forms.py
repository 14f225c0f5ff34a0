"""How a text writes its words: with a capital, small, as acronyms, and in longer names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import regex
from selaras.documents.folding import folded

# No part of an address, of a word with a hyphen or an apostrophe, or of a code with digits.
WORD = regex.compile(r"(?<![\p{N}\p{L}'’.@/-])\p{L}[\p{L}\p{M}]*(?![\p{N}\p{L}'’@/]|\.\p{L})")
_STARTS = regex.compile(r"(?:\A|[.!?…:;\"“(«\-–—])[\s\"“(«]*\Z")
_LOOK_BACK = 6
_STEM = 6


@dataclass(frozen=True, slots=True)
class Forms:
    """How often a text writes its words with a capital amid a sentence, and small; all folded.

    ``acronyms`` are in capitals; ``pairs`` are neighbours with a capital each;
    ``stems`` are the beginnings of the capitalised words that are long enough.
    """

    capitalised: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    acronyms: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)


def forms_of(texts: Iterable[str]) -> Forms:
    """The forms of all words of ``texts``."""
    forms = Forms()
    for text in texts:
        _count(text, forms)
    return forms


def stem(key: str) -> str | None:
    """The beginning of a long word, by which spellings of one name are alike."""
    return key[:_STEM] if len(key) >= _STEM else None


def starts_sentence(text: str, place: int) -> bool:
    """Whether a word at ``place`` begins a sentence or a quotation."""
    return bool(_STARTS.search(text[max(0, place - _LOOK_BACK) : place]))


def _count(text: str, forms: Forms) -> None:
    before, end = "", 0
    for match in WORD.finditer(text):
        word, key = match[0], folded(match[0])
        if text[end : match.start()] != " ":
            before = ""
        end = match.end()
        if not word[0].isupper():
            forms.small[key] += 1
            before = ""
            continue
        if before:
            forms.pairs.add((before, key))
        before = key
        if word.isupper() and len(word) > 1:
            forms.acronyms.add(key)
        elif not starts_sentence(text, match.start()):
            forms.capitalised[key] += 1
            if beginning := stem(key):
                forms.stems.add(beginning)
