"""Words that deny, in a language: ``negation.toml`` in its folder.

Besides the plain negators there are phrases that contain one and deny nothing
("not only"), and words that are negative by their meaning (lack, avoid, refuse):
a translator may put either a negator for them or such a word for a negator.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex
from selaras.documents.model import Span
from selaras.languages.gazetteer import Entry, Gazetteer
from selaras.languages.model import Language

# What may follow a word that ends a clause.
_CLAUSE_END = regex.compile(r"\s*(?:[.,;:?!…)\]\"”’»]|\Z|\n)")


@dataclass(frozen=True, slots=True)
class Denials:
    """Where a text denies: ``plain`` by a negator, ``implicit`` by the meaning of a word."""

    plain: tuple[Span, ...]
    implicit: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language denies; false where it has no data."""

    words: Gazetteer
    asking: Gazetteer

    def __bool__(self) -> bool:
        return bool(self.words.entries["negators"].forms)

    def find(self, text: str) -> Denials:
        """The denials in ``text``, in order, as offsets into it."""
        mentions = self.words.find(text)
        asking = {m.span for m in self.asking.find(text) if _CLAUSE_END.match(text, m.span.end)}
        return Denials(
            plain=tuple(m.span for m in mentions if "negators" in m.ids and m.span not in asking),
            implicit=tuple(m.span for m in mentions if "implicit" in m.ids),
        )


@lru_cache
def negation(language: Language) -> Negation:
    """How ``language`` denies."""
    table = language.table("negation")
    return Negation(
        words=_gazetteer(table, ("negators", "neutral", "implicit")),
        asking=_gazetteer(table, ("asking",)),
    )


def _gazetteer(table: dict[str, list[str]], names: Iterable[str]) -> Gazetteer:
    return Gazetteer({name: Entry(name, tuple(table.get(name, ()))) for name in names})
