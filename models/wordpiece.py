"""Cuts texts into the pieces of a WordPiece vocabulary (``vocab.txt``), as BERT reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex
from selaras.documents.model import Span
from selaras.errors import ModelError
from selaras.models.tokenizer import Pieces

_UNKNOWN = "[UNK]"
_INSIDE = "##"
# Letters and their marks between spaces; signs and Chinese characters stand alone.
_WORD = regex.compile(r"[\p{Han}]|[\p{P}$+<=>^`|~]|[^\s\p{Han}\p{P}$+<=>^`|~]+")
# Neither shown nor a space: left out before words are cut.
_DROPPED = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD&&[^\t\n\r]]", regex.V1)
_LONGEST_WORD = 100


class WordPieceTokenizer:
    """Each word from its longest known beginning to its end; a word with an unknown part is one."""

    def __init__(self, path: Path, lower: bool) -> None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"{path} is not a WordPiece vocabulary: {error}") from error
        self._ids = {piece: number for number, piece in enumerate(lines)}
        self._lower = lower
        self._longest = max(map(len, self._ids), default=1)
        if _UNKNOWN not in self._ids:
            raise ModelError(f"{path} is not a WordPiece vocabulary: it lacks {_UNKNOWN}.")

    def number(self, piece: str) -> int:
        """The id of ``piece``; that of the unknown piece if it is none."""
        return self._ids.get(piece, self._ids[_UNKNOWN])

    def prepare(self, texts: Iterable[str]) -> None:
        """Get ready for ``texts``; a whole vocabulary always is."""

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order."""
        found = [piece for word in _WORD.finditer(text) for piece in self._cut(*word.span(), text)]
        return Pieces(
            tuple(piece for piece, _ in found),
            tuple(self.number(piece) for piece, _ in found),
            tuple(span for _, span in found),
        )

    def _cut(self, start: int, end: int, text: str) -> list[tuple[str, Span]]:
        """The pieces of one word."""
        letters = list(self._letters(text, start, end))
        word = "".join(letter for letter, _ in letters)
        if not word:
            return []
        found = list(self._greedy(word)) if len(word) <= _LONGEST_WORD else []
        if not found:
            return [(_UNKNOWN, Span(start, end))]
        places = [place for _, place in letters]
        return [(piece, Span(places[a], places[b - 1] + 1)) for piece, a, b in found]

    def _greedy(self, word: str) -> Iterator[tuple[str, int, int]]:
        """The longest pieces one after the other; nothing if one is missing."""
        found: list[tuple[str, int, int]] = []
        start = 0
        while start < len(word):
            prefix = _INSIDE if start else ""
            for end in range(min(len(word), start + self._longest), start, -1):
                if prefix + word[start:end] in self._ids:
                    found.append((prefix + word[start:end], start, end))
                    start = end
                    break
            else:
                return
        yield from found

    def _letters(self, text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The word's characters as the vocabulary has them, each with its place in the text."""
        for place in range(start, end):
            if _DROPPED.match(text[place]):
                continue
            if not self._lower:
                yield text[place], place
                continue
            for letter in unicodedata.normalize("NFD", text[place].lower()):
                if unicodedata.category(letter) != "Mn":
                    yield letter, place
