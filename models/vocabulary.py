"""A tokenizer that opens at once: it holds only the pieces that its texts can use.

Opening a sentencepiece model of 250,000 pieces takes nearly a second. None of
these pieces reaches beyond a word, so the pieces that a text can use are
stretches of its words; a model of them alone cuts the text just as the whole
one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from selaras.models.tokenizer import Pieces, Tokenizer, surfaces
from selaras.models.unigram import SPECIAL, unigram_model

Ids = npt.NDArray[np.int32]

_PIECES, _NUMBERS = "pieces.npy", "numbers.npy"
_NUMBER = np.dtype([("id", "<i4"), ("score", "<f4")])
# What stands before each word, and shows where it begins.
_SPACE = "\u2581"
# Stretches of words looked up at a time: bounds the memory, not the result.
_AT_ONCE = 50_000


def write(folder: Path, pieces: Sequence[str], scores: Sequence[float]) -> None:
    """Write the pieces of a unigram model, sorted, and with each its number and its score."""
    if any(_SPACE in piece[1:] for piece in pieces):
        raise ValueError("a piece reaches beyond a word")
    listed = np.array(pieces)
    order = np.argsort(listed)
    numbers = np.empty(len(order), _NUMBER)
    numbers["id"], numbers["score"] = order, np.array(scores, "<f4")[order]
    np.save(folder / _PIECES, listed[order])
    np.save(folder / _NUMBERS, numbers)


class Vocabulary:
    """Pieces in alphabetical order, left on the disk: a text looks at few of them."""

    def __init__(self, folder: Path) -> None:
        self._pieces: npt.NDArray[np.str_] = np.load(folder / _PIECES, mmap_mode="r")
        self._numbers: npt.NDArray[Any] = np.load(folder / _NUMBERS)
        self._longest = self._pieces.itemsize // np.dtype("U1").itemsize
        control = np.searchsorted(self._pieces, SPECIAL)
        rarest = np.argmin(self._numbers["score"])
        # The lowest score of all settles what an unknown character costs.
        self.always: Ids = np.append(control, rarest).astype(np.int32)

    def within(self, words: Iterable[str]) -> Ids:
        """The places of all pieces that are stretches of ``words``."""
        found = [np.zeros(0, np.int32)]
        for stretches in self._stretches(words):
            wanted = np.array(stretches)
            places = np.searchsorted(self._pieces, wanted)
            inside = places < len(self._pieces)
            places, wanted = places[inside], wanted[inside]
            found.append(places[self._pieces[places] == wanted].astype(np.int32))
        return np.unique(np.concatenate(found))

    def model(self, places: Ids) -> tuple[Any, Ids]:
        """A sentencepiece model of the pieces at ``places``, and their numbers in the whole one."""
        import sentencepiece

        numbers = self._numbers[places]
        order = np.argsort(numbers["id"])
        pieces, scores = self._pieces[places[order]], numbers["score"][order]
        content = unigram_model(zip(pieces.tolist(), scores.tolist(), strict=True))
        model = sentencepiece.SentencePieceProcessor(model_proto=content)
        return model, numbers["id"][order]

    def _stretches(self, words: Iterable[str]) -> Iterator[list[str]]:
        """All stretches of the words that are short enough, some at a time."""
        some: set[str] = set()
        for word in words:
            for start in range(len(word)):
                last = min(len(word), start + self._longest)
                some.update([word[start:end] for end in range(start + 1, last + 1)])
                if len(some) > _AT_ONCE:
                    yield list(some)
                    some.clear()
        if some:
            yield list(some)


class PrunedTokenizer(Tokenizer):
    """A sentencepiece model of the pieces that the texts seen so far can use."""

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceNormalizer

        self._vocabulary = Vocabulary(folder)
        self._normalizer: Any = SentencePieceNormalizer(
            rule_name="nmt_nfkc",
            add_dummy_prefix=True,
            remove_extra_whitespaces=True,
            escape_whitespaces=True,
        )
        self._words: set[str] = set()
        self._places = self._vocabulary.always
        self._model, self._numbers = self._vocabulary.model(self._places)

    def prepare(self, texts: Iterable[str]) -> None:
        """Take in the pieces that ``texts`` can use: better at once than one by one."""
        fresh = {word for text in texts for word in self._words_of(text)} - self._words
        if not fresh:
            return
        self._words |= fresh
        places = np.union1d(self._places, self._vocabulary.within(fresh))
        if len(places) > len(self._places):
            self._places = places
            self._model, self._numbers = self._vocabulary.model(places)

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order."""
        self.prepare([text])
        found = super().pieces(text)
        return replace(found, ids=tuple(self._numbers[list(found.ids)].tolist()))

    def _words_of(self, text: str) -> Iterator[str]:
        for _, surface in surfaces(text):
            words = self._normalizer.normalize(surface).split(_SPACE)
            yield from (_SPACE + word for word in words)
