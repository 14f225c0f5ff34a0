"""Names that a language has for known things, and a linear search for them in a text.

A concept has one id in all languages (``people-committee``, ``country:GB``) and in
each its own accepted forms, the preferred one first. Forms are found word by word:
the case, hyphens and the place of a tone mark on its vowel do not matter (``Uỷ``
and ``Ủy`` are one word), but a form of one word written with a capital is only
found with a capital.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import regex
from selaras.documents.model import Span

_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*|[^\p{L}\p{N}\s\-‐‑–./'’\"“”]|\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with the forms that a language accepts for it, the preferred one first."""

    id: str
    forms: tuple[str, ...]
    note: str = ""

    @property
    def preferred(self) -> str:
        """The form to suggest."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Mention:
    """A known form in a text: where it stands, and the concepts it may stand for."""

    span: Span
    ids: frozenset[str]


@dataclass(frozen=True)
class Gazetteer:
    """The concepts of one kind in one language, by id.

    With ``proper`` every capital of a form has to be a capital in the text, as
    in place names.
    """

    entries: Mapping[str, Entry]
    proper: bool = False

    def find(self, text: str, offset: int = 0) -> list[Mention]:
        """The longest known forms in ``text``, left to right, none overlapping another."""
        tokens, trie = _tokens(text), self._trie
        if self._beginnings.isdisjoint(tokens.distinct):
            return []
        mentions, end = [], 0
        for at in [number for number, key in enumerate(tokens.keys) if key in trie]:
            if at < end:
                continue
            length, ids = self._longest(tokens, at)
            if length:
                end = at + length
                start, stop = tokens.spans[at][0], tokens.spans[end - 1][1]
                mentions.append(Mention(Span(start + offset, stop + offset), ids))
        return mentions

    def _longest(self, tokens: _Tokens, start: int) -> tuple[int, frozenset[str]]:
        node, best = self._trie, (0, frozenset[str]())
        for at in range(start, len(tokens.keys)):
            if tokens.keys[at] not in node:
                break
            node = node[tokens.keys[at]]
            if forms := node.get(""):
                capitals = tokens.capitals[start : at + 1]
                ids = frozenset(id for id, needed in forms if _has_capitals(capitals, needed))
                best = (at - start + 1, ids) if ids else best
        return best

    @cached_property
    def _trie(self) -> dict[str, Any]:
        """Nested by the keys of words; under "" the ids that end there, with their capitals."""
        root: dict[str, Any] = {}
        for entry in self.entries.values():
            for form in entry.forms:
                words = _TOKEN.findall(form)
                node = root
                for word in words:
                    node = node.setdefault(word_key(word), {})
                node.setdefault("", []).append((entry.id, self._needed(words)))
        return root

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The keys of the words that forms begin with."""
        return frozenset(self._trie)

    def _needed(self, words: list[str]) -> tuple[bool, ...]:
        """Which words of a form must have a capital in the text too."""
        strict = self.proper or len(words) == 1
        return tuple(strict and word[0].isupper() for word in words)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words and signs of a text: their places, keys, and whether they have a capital."""

    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]
    distinct: frozenset[str]
    capitals: tuple[bool, ...]


@lru_cache(maxsize=4096)
def _tokens(text: str) -> _Tokens:
    """The tokens of ``text``: many gazetteers search each sentence."""
    found = [(match.span(), match.group()) for match in _TOKEN.finditer(text)]
    keys = tuple(word_key(word) for _, word in found)
    return _Tokens(
        tuple(span for span, _ in found),
        keys,
        frozenset(keys),
        tuple(word[0].isupper() for _, word in found),
    )


def _has_capitals(capitals: tuple[bool, ...], needed: tuple[bool, ...]) -> bool:
    return all(has or not need for has, need in zip(capitals, needed, strict=True))


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word without case, its marks sorted behind its letters, so that spellings meet."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return letters + "".join(sorted(char for char in decomposed if unicodedata.combining(char)))


def read_entries(rows: Iterable[Mapping[str, str]]) -> dict[str, Entry]:
    """Entries from rows of ``id``, ``preferred``, ``accepted`` (divided by ``|``) and ``note``."""
    return {row["id"]: Entry(row["id"], tuple(_forms(row)), row.get("note") or "") for row in rows}


def _forms(row: Mapping[str, str]) -> Iterator[str]:
    yield row["preferred"]
    yield from (form for form in (row.get("accepted") or "").split("|") if form)
