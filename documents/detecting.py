"""Which language a text is in: the common words of our languages first, then a general detector.

The general detector is slow to start, so it is asked only when the text shows
no plain marks of a language that selaras has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from selaras import languages
from selaras.languages.recognition import english_name, marks

_SAMPLE = 20_000
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_ENOUGH_WORDS = 20
_PLAIN = 0.12
_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Guess:
    """A language by its code, and whether the text leaves no doubt."""

    code: str
    certain: bool

    @property
    def name(self) -> str:
        """The language's name in English."""
        if self.code in languages.available():
            return languages.load(self.code).name
        return english_name(self.code)


def detect(text: str) -> Guess | None:
    """The language of ``text``; None when it holds no words to tell it by."""
    words = [word for part in _samples(text) for word in _WORD.findall(_folded(part))]
    if not words:
        return None
    shares = sorted(((_share(words, code), code) for code in languages.available()), reverse=True)
    (best, code), (second, _) = shares[0], (*shares, (0.0, ""))[1]
    if best >= _PLAIN and best >= 2 * second:
        return Guess(code, certain=len(set(words)) >= _ENOUGH_WORDS)
    return _ask_detector(words)


def _share(words: list[str], code: str) -> float:
    """The share of the words that are common in the language or written in its own letters."""
    known = marks(languages.load(code))
    return sum(word in known.words or not known.letters.isdisjoint(word) for word in words) / len(
        words
    )


def _samples(text: str) -> Iterator[str]:
    """The text's beginning, and a piece of its middle when it is long."""
    yield text[:_SAMPLE]
    if len(text) > 2 * _SAMPLE:
        middle = len(text) // 2
        yield text[middle : middle + _SAMPLE]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _ask_detector(words: list[str]) -> Guess:
    code, probability = _detector().classify(" ".join(words))
    for known in languages.available():
        if code in marks(languages.load(known)).relatives:
            code = known
    return Guess(code, certain=probability >= _CERTAIN and len(set(words)) >= _ENOUGH_WORDS)


@lru_cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
