"""Words that deny, in a language: ``negation.toml`` in its folder.

Besides the plain negators there are phrases that contain one and deny nothing
("not only"), and words that are negative by their meaning (lack, avoid, refuse):
a translator may put either a negator for them or such a word for a negator. Words
that deny by a prefix or an ending ("unused", "goalless") count among those, where what
remains of them is a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.gazetteer import Entry, Gazetteer
from selaras.languages.lexicon import Lexicon, lexicon
from selaras.languages.model import Language

# What may follow a word that ends a clause.
_CLAUSE_END = regex.compile(r"\s*(?:[.,;:?!…)\]\"”’»]|\Z|\n)")
# "No. 5", "no 5": what stands before a number counts.
_COUNTING = regex.compile(r"\.?\s?\d")
_NEXT_WORD = regex.compile(r"\s+(\p{L}[\p{L}\p{M}]*)")
# What is left of a word without an affix that denies is at least so long.
_SHORTEST_REST = 4


@dataclass(frozen=True, slots=True)
class Denials:
    """Where a text denies: ``plain`` by a negator, ``implicit`` by the meaning of a word."""

    plain: tuple[Span, ...]
    implicit: tuple[Span, ...]


@dataclass(frozen=True)
class Affixes:
    """What a word that denies may begin or end with.

    A prefix maps to the endings that the rest of the word may have; none means any.
    Words among ``unless`` only look like it.
    """

    prefixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suffixes: tuple[str, ...] = ()
    unless: frozenset[str] = frozenset()

    def deny(self, word: str, known: Lexicon) -> bool:
        """Whether ``word`` is a known word with an affix that denies it."""
        lower = word.lower()
        if lower in self.unless:
            return False
        return any(len(rest) >= _SHORTEST_REST and known.knows(rest) for rest in self._rests(lower))

    def _rests(self, word: str) -> list[str]:
        """What remains of the word, for each affix that it has."""
        rests = [
            word[len(prefix) :]
            for prefix, endings in self.prefixes.items()
            if word.startswith(prefix) and (not endings or word.endswith(endings))
        ]
        return rests + [word.removesuffix(end) for end in self.suffixes if word.endswith(end)]


@dataclass(frozen=True)
class Negation:
    """How a language denies; false where it has no data."""

    words: Gazetteer
    asking: Gazetteer
    affixes: Affixes = field(default_factory=Affixes)
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}))
    counting: frozenset[str] = frozenset()
    limiting: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words.entries["negators"].forms)

    def find(self, text: str) -> Denials:
        """The denials in ``text``, in order, as offsets into it."""
        mentions = self.words.find(text)
        asking = [m.span for m in self.asking.find(text) if _CLAUSE_END.match(text, m.span.end)]
        plain = [
            m.span
            for m in mentions
            if "negators" in m.ids
            and not any(span.contains(m.span) for span in asking)
            and not self._counts(text, m.span)
            and not self._limits(text, m.span)
        ]
        implicit = [m.span for m in mentions if "implicit" in m.ids]
        taken = {m.span.start for m in mentions}
        implicit += [span for span in self._affixed(text) if span.start not in taken]
        return Denials(tuple(plain), tuple(sorted(implicit)))

    def _counts(self, text: str, span: Span) -> bool:
        """Whether the word only announces a number ("No. 5")."""
        word = text[span.start : span.end].lower()
        return word in self.counting and bool(_COUNTING.match(text, span.end))

    def _limits(self, text: str, span: Span) -> bool:
        """Whether the negator only says that more follows ("not only")."""
        following = _NEXT_WORD.match(text, span.end)
        return following is not None and following[1].lower() in self.limiting

    def _affixed(self, text: str) -> list[Span]:
        if not self.affixes.prefixes and not self.affixes.suffixes:
            return []
        return [
            span
            for span in word_spans(text)
            if self.affixes.deny(text[span.start : span.end], self.lexicon)
        ]


@lru_cache
def negation(language: Language) -> Negation:
    """How ``language`` denies."""
    table = language.table("negation")
    affixes = table.get("affixes", {})
    return Negation(
        words=_gazetteer(table, ("negators", "neutral", "implicit")),
        asking=_gazetteer(table, ("asking",)),
        affixes=Affixes(
            {prefix: tuple(ends) for prefix, ends in affixes.get("prefixes", {}).items()},
            tuple(affixes.get("suffixes", ())),
            frozenset(affixes.get("unless", ())),
        ),
        lexicon=lexicon(language) if affixes else Lexicon({}),
        counting=frozenset(table.get("counting", ())),
        limiting=frozenset(table.get("limiting", ())),
    )


def _gazetteer(table: dict[str, list[str]], names: Iterable[str]) -> Gazetteer:
    return Gazetteer({name: Entry(name, tuple(table.get(name, ()))) for name in names})
