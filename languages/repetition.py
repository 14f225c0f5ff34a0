"""Which words of a language may be said twice in a row, and which never are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.model import Language


@dataclass(frozen=True, slots=True)
class Repetition:
    """``allowed`` words may be doubled.

    In a language that builds words by doubling (``doubles``), only the words in
    ``never`` are flagged.
    """

    doubles: bool = False
    allowed: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def permits(self, word: str) -> bool:
        """Whether ``word``, in lower case, may stand twice in a row."""
        return word in self.allowed or (self.doubles and word not in self.never)


@lru_cache
def repetition(language: Language) -> Repetition:
    """The language's data; without any, no word may be doubled."""
    table = language.table("repetition")
    return Repetition(
        doubles=table.get("doubles", False),
        allowed=frozenset(table.get("allowed", ())),
        never=frozenset(table.get("never", ())),
    )
