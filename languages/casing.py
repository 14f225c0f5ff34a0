"""Which words of a language are always written with a capital letter, and which need none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.model import Language


@dataclass(frozen=True, slots=True)
class Casing:
    """Words in lower case: those ``always`` capitalised, ``acronyms``, and ``optional`` ones.

    An optional word is right in either form, whatever the source does. Of the
    ``phrases`` of two words the second has a capital.
    """

    always: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()


@lru_cache
def casing(language: Language) -> Casing:
    """The language's data; empty without any."""
    table = language.table("casing")
    return Casing(**{name: frozenset(table.get(name, ())) for name in Casing.__dataclass_fields__})
