"""Font encodings of before Unicode: how a language's text looks when it was typed for one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex
from selaras import languages

_LETTER = regex.compile(r"\p{L}")
_SAMPLE = 20_000
_FEWEST_WORDS = 8
_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class FontEncoding:
    """A font encoding by its usual name, the language written in it, and the marks that tell it."""

    name: str
    language: str
    marks: regex.Pattern[str]


def font_encoding(text: str) -> FontEncoding | None:
    """The font encoding that ``text`` is in, told by its marks in many words; None if none."""
    words = [word for word in text[:_SAMPLE].split() if _LETTER.search(word)]
    if len(words) < _FEWEST_WORDS:
        return None
    shares = [
        (sum(encoding.marks.search(word) is not None for word in words) / len(words), encoding)
        for encoding in _known()
    ]
    share, likeliest = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return likeliest if share >= _SHARE else None


@lru_cache
def _known() -> tuple[FontEncoding, ...]:
    return tuple(
        FontEncoding(entry["name"], languages.load(code).name, regex.compile(entry["marks"]))
        for code in languages.available()
        for entry in languages.load(code).table("encodings").get("fonts", ())
    )
