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
        tokens = list(_TOKEN.finditer(text))
        keys = [word_key(token.group()) for token in tokens]
        mentions, at = [], 0
        while at < len(tokens):
            length, ids = self._longest(tokens, keys, at)
            if length:
                span = Span(tokens[at].start(), tokens[at + length - 1].end())
                mentions.append(Mention(span.shifted(offset), ids))
            at += max(length, 1)
        return mentions

    def _longest(
        self, tokens: list[regex.Match[str]], keys: list[str], start: int
    ) -> tuple[int, frozenset[str]]:
        node, best = self._trie, (0, frozenset[str]())
        for at in range(start, len(tokens)):
            if keys[at] not in node:
                break
            node = node[keys[at]]
            words = [token.group() for token in tokens[start : at + 1]]
            ids = frozenset(
                id for id, form in node.get("", ()) if self._same_case(form.split(" "), words)
            )
            if ids:
                best = (at - start + 1, ids)
        return best

    def _same_case(self, form: list[str], words: list[str]) -> bool:
        if self.proper or len(form) == 1:
            return all(
                word[0].isupper() for word, own in zip(words, form, strict=True) if own[0].isupper()
            )
        return True

    @cached_property
    def _trie(self) -> dict[str, Any]:
        root: dict[str, Any] = {}
        for entry in self.entries.values():
            for form in entry.forms:
                words = _TOKEN.findall(form)
                node = root
                for word in words:
                    node = node.setdefault(word_key(word), {})
                node.setdefault("", []).append((entry.id, " ".join(words)))
        return root


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
