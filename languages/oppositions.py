"""Words of opposite meaning, by concept: ``polarity.toml`` and ``modality.toml`` of a language.

A table of the file is a concept, its keys are the poles (``change``: ``up``,
``down``), and the poles' values the words. All languages share the names of
both, so that a word of one language can be compared with a word of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.documents.model import Span
from selaras.languages.gazetteer import Entry, Gazetteer
from selaras.languages.model import Language

_NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Pole:
    """A word of a text, and one of the concepts it may stand for with its pole there."""

    span: Span
    concept: str
    name: str


@dataclass(frozen=True, slots=True)
class Oppositions:
    """The opposites of one file of a language."""

    words: Gazetteer

    def find(self, text: str, offset: int = 0) -> list[Pole]:
        """Each word of ``text`` that has an opposite, once for each concept it may stand for."""
        return [
            Pole(mention.span, *name.split("."))
            for mention in self.words.find(text, offset)
            for name in sorted(mention.ids - {_NEUTRAL})
        ]


@lru_cache
def oppositions(language: Language, name: str) -> Oppositions:
    """The opposites in ``NAME.toml`` of ``language``; empty if it has none."""
    table = language.table(name)
    entries = {_NEUTRAL: Entry(_NEUTRAL, tuple(table.get(_NEUTRAL, ())))}
    for concept, poles in table.items():
        if concept != _NEUTRAL:
            ids = {f"{concept}.{pole}": forms for pole, forms in poles.items()}
            entries |= {id: Entry(id, tuple(forms)) for id, forms in ids.items()}
    return Oppositions(Gazetteer(entries))
