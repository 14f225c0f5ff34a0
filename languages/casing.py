"""Which words of a language are always written with a capital letter, and which need none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.model import Language


@dataclass(frozen=True, slots=True)
class Casing:
    """Words in lower case: ``always`` capitalised, and ``optional``, right in either form."""

    always: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


@lru_cache
def casing(language: Language) -> Casing:
    """The language's data; empty without any."""
    table = language.table("casing")
    return Casing(frozenset(table.get("always", ())), frozenset(table.get("optional", ())))
