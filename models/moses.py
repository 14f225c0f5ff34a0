"""Moses tokenisation and byte-pair codes: what the OPUS models among Argos packages read.

The byte-pair merges are applied here; the tokenisation is sacremoses', which
belongs to the extra ``argos``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from selaras.documents.model import Span
from selaras.errors import ModelError
from selaras.models.tokenizer import Pieces

_JOINER = "@@"
_WORD_END = "</w>"
# Characters between two words that a search may skip: normalisation removes a few.
_FAR = 20


class MosesTokenizer:
    """Words as Moses cuts them, cut further by byte-pair codes."""

    def __init__(self, merges: Path, source: str, target: str) -> None:
        try:
            from sacremoses import MosesDetokenizer, MosesPunctNormalizer
            from sacremoses import MosesTokenizer as Moses
        except ImportError as error:
            raise ModelError(
                f"The model in {merges.parent} needs the package sacremoses: "
                "install selaras with its extra, pip install 'selaras[argos]'."
            ) from error
        self._normalizer: Any = MosesPunctNormalizer(source)
        self._moses: Any = Moses(source)
        self._joiner: Any = MosesDetokenizer(target)
        self._ranks = _ranks(merges.read_text(encoding="utf-8"))
        self._cut = lru_cache(maxsize=100_000)(self._word)

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order, with places where they can be found again."""
        words = self._moses.tokenize(self._normalizer.normalize(text), escape=True)
        cut = [self._cut(word) for word in words]
        places = zip(cut, _places(text, words), strict=True)
        spans = [span for pieces, place in places for span in _spread(pieces, place)]
        return Pieces(tuple(piece for pieces in cut for piece in pieces), (), tuple(spans))

    def join(self, pieces: Iterable[str]) -> str:
        """The text that the pieces make up."""
        words = " ".join(pieces).replace(f"{_JOINER} ", "").split()
        return str(self._joiner.detokenize(words))

    def _word(self, word: str) -> tuple[str, ...]:
        symbols = [*word[:-1], word[-1] + _WORD_END]
        while len(symbols) > 1:
            first = min(pairwise(symbols), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if first not in self._ranks:
                break
            symbols = _merged(symbols, first)
        symbols[-1] = symbols[-1].removesuffix(_WORD_END)
        *inner, last = symbols
        return (*(f"{symbol}{_JOINER}" for symbol in inner), last)


def _ranks(codes: str) -> dict[tuple[str, str], int]:
    """The pairs to merge, the earlier the sooner."""
    lines = [line for line in codes.splitlines() if line and not line.startswith("#version")]
    pairs = [tuple(line.split(" ")) for line in lines]
    return {(pair[0], pair[1]): rank for rank, pair in enumerate(pairs) if len(pair) == 2}


def _merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return merged


def _places(text: str, words: Iterable[str]) -> Iterator[Span]:
    """Where each word stands, searched for from the last one's end; empty if it does not."""
    at = 0
    for word in words:
        surface = unescape(word)
        found = text.find(surface, at, at + len(surface) + _FAR)
        if found >= 0:
            at = found + len(surface)
        yield Span(at if found < 0 else found, at)


def _spread(pieces: Sequence[str], place: Span) -> Iterator[Span]:
    """The places of a word's pieces; if its letters are not those of the text, all have its own."""
    surfaces = [piece.removesuffix(_JOINER) for piece in pieces]
    if sum(map(len, surfaces)) != len(place):
        yield from (place for _ in pieces)
        return
    at = place.start
    for surface in surfaces:
        yield Span(at, at + len(surface))
        at += len(surface)
