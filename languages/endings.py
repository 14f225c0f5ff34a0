"""Which words cannot end a sentence of a language."""

from __future__ import annotations

from functools import lru_cache

from selaras.languages.model import Language


@lru_cache
def never_last(language: Language) -> frozenset[str]:
    """Words, in lower case, after which a sentence must go on; empty without data."""
    return frozenset(language.table("endings").get("never_last", ()))
