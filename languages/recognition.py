"""How a language is recognised: letters of its own and its most common small words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from selaras.languages.model import Language

_NAMES = Path(__file__).with_name("names.toml")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a text in the language shows; ``relatives`` are codes that are taken for it."""

    letters: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()


@lru_cache
def marks(language: Language) -> Marks:
    """The marks of a language; empty ones if its folder holds none."""
    data = language.table("recognition")
    return Marks(
        letters=frozenset(data.get("letters", "")),
        words=frozenset(data.get("words", ())),
        relatives=frozenset(data.get("relatives", ())),
    )


def english_name(code: str) -> str:
    """The English name of a language by its code; the code itself if it is not listed."""
    return _names().get(code, code)


@lru_cache
def _names() -> dict[str, str]:
    return tomllib.loads(_NAMES.read_text(encoding="utf-8"))
