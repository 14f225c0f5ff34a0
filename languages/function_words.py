"""Words that hold sentences together and name nothing: ``function_words.toml`` of a language."""

from __future__ import annotations

from functools import lru_cache

from selaras.languages.gazetteer import word_key
from selaras.languages.model import Language


@lru_cache
def function_words(language: Language) -> frozenset[str]:
    """The function words of ``language``, by :func:`word_key`; empty without data."""
    return frozenset(map(word_key, language.table("function_words").get("words", ())))
