"""A sentence encoder on CTranslate2: vectors of whole texts, and of their pieces in context.

CTranslate2 takes the padding out before it computes, so a text's vectors do not
depend on the batch it stands in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from selaras.documents.model import Span
from selaras.languages import Language
from selaras.models.cache import Cache
from selaras.models.devices import open_model, worker_count
from selaras.models.interfaces import TokenVectors, Vectors
from selaras.models.means import language_mean
from selaras.models.tokenizer import Pieces, token_batches, windows

# Tokens in one batch, padding included: more costs memory and is no faster.
_BATCH = 1024
# Texts whose vectors are computed before they are stored: bounds the memory.
_ROUND = 512


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model wants its texts: what stands before and after them, and how many pieces fit.

    ``model`` names the weights, whatever their number type; ``pooling`` is how states
    become one vector: their ``mean``, or the ``first`` of them.
    """

    name: str
    model: str
    fingerprint: str
    prefix: str
    begin: int
    end: int
    positions: int
    dimensions: int
    pooling: str = "mean"


@dataclass(frozen=True, slots=True)
class Dense:
    """A layer with tanh that a sentence's vector goes through."""

    weight: Vectors
    bias: Vectors

    def __call__(self, vectors: Vectors) -> Vectors:
        """The vectors after the layer."""
        after: Vectors = np.tanh(vectors @ self.weight.T + self.bias)
        return after


class Subwords(Protocol):
    """What an encoder needs of a tokenizer."""

    def number(self, piece: str) -> int:
        """The id of ``piece``."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Get ready for ``texts``."""

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order."""


class SentenceEncoder:
    """Two models with one tokenizer: one for whole texts, one for the pieces in them."""

    def __init__(
        self,
        recipe: Recipe,
        tokenizer: Subwords,
        sentences: Path,
        words: Path,
        threads: int = 0,
        cache: Cache | None = None,
        dense: Dense | None = None,
    ) -> None:
        self._recipe = recipe
        self._tokenizer = tokenizer
        self._sentence_folder = sentences
        self._word_folder = words
        self._workers = worker_count(threads)
        self._cache = cache or Cache(None)
        self._dense = dense
        self._before = (recipe.begin, *self._tokenizer.pieces(recipe.prefix).ids)

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""
        return self._recipe.name

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One unit-length vector a text: float32 of shape (texts, dimensions)."""
        found = [self._read(content) for content in self._kept("sentence", texts, self._pooled)]
        return _unit(np.concatenate([self._nothing, *found]))

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The pieces of each text with their vectors in context."""
        return [self._read_tokens(one) for one in self._kept("tokens", texts, self._in_context)]

    def mean(self, language: Language) -> Vectors | None:
        """The mean vector of ``language``, or None if it has none yet."""
        return language_mean(language, self._recipe.model)

    @cached_property
    def _nothing(self) -> Vectors:
        return np.zeros((0, self._recipe.dimensions), np.float32)

    @cached_property
    def _sentence_model(self) -> Any:
        return open_model("Encoder", self._sentence_folder, threads=self._workers)

    @cached_property
    def _word_model(self) -> Any:
        return open_model("Encoder", self._word_folder, threads=self._workers)

    def _kept(
        self, kind: str, texts: Sequence[str], compute: Callable[[list[str]], Iterator[bytes]]
    ) -> list[bytes]:
        """What is stored of each text, from the cache where it is there.

        All vectors pass through float16, so that fresh and stored ones are the same.
        """
        space = f"{self._recipe.fingerprint}/{kind}"
        distinct = list(dict.fromkeys(texts))
        known = self._cache.get(space, distinct)
        missing = [text for text in distinct if text not in known]
        for start in range(0, len(missing), _ROUND):
            some = missing[start : start + _ROUND]
            fresh = dict(zip(some, compute(some), strict=True))
            self._cache.put(space, fresh)
            known.update(fresh)
        return [known[text] for text in texts]

    def _read(self, content: bytes) -> Vectors:
        stored = np.frombuffer(content, np.float16).reshape(-1, self._recipe.dimensions)
        return stored.astype(np.float32)

    def _read_tokens(self, content: bytes) -> TokenVectors:
        """The pieces, their places, and their vectors, as :meth:`_in_context` wrote them."""
        head, _, vectors = content.partition(b"\n")
        pieces, starts, ends = json.loads(head)
        return TokenVectors(
            tuple(pieces), tuple(map(Span, starts, ends)), _unit(self._read(vectors))
        )

    def _pooled(self, texts: list[str]) -> Iterator[bytes]:
        """The vector of each text: of all its windows together."""
        pool = _first if self._recipe.pooling == "first" else _mean
        for windows_of_text in self._states(self._sentence_model, texts):
            vector = pool(windows_of_text)
            yield _stored(_unit(self._dense(vector) if self._dense else vector))

    def _in_context(self, texts: list[str]) -> Iterator[bytes]:
        """The vectors of each text's own pieces: of all its windows, one after the other.

        Pieces that stand nowhere in the text and only mark a space are left out.
        """
        inside = slice(len(self._before), -1)
        every = self._states(self._word_model, texts)
        for text, windows_of_text in zip(texts, every, strict=True):
            pieces = self._tokenizer.pieces(text)
            shown = [index for index, span in enumerate(pieces.spans) if len(span)]
            vectors = np.concatenate([states[inside] for states in windows_of_text])[shown]
            spans = [pieces.spans[index] for index in shown]
            head = (
                [pieces.texts[index] for index in shown],
                [span.start for span in spans],
                [span.end for span in spans],
            )
            yield json.dumps(head).encode() + b"\n" + _stored(_unit(vectors))

    def _states(self, model: Any, texts: list[str]) -> Iterator[list[Vectors]]:
        """The states of each text's windows, in the order of the texts."""
        self._tokenizer.prepare(texts)
        cut = [self._windows(self._tokenizer.pieces(text)) for text in texts]
        states = iter(self._forward(model, [window for of_text in cut for window in of_text]))
        for of_text in cut:
            yield [next(states) for _ in of_text]

    def _windows(self, pieces: Pieces) -> list[list[int]]:
        """The ids of a text, in as many windows as its length needs."""
        room = self._recipe.positions - len(self._before) - 1
        return [
            [*self._before, *pieces.ids[window], self._recipe.end]
            for window in windows(len(pieces.ids), room)
        ]

    def _forward(self, model: Any, sequences: list[list[int]]) -> list[Vectors]:
        """The model's last states for each sequence of ids, in the order given."""
        batches = list(token_batches([len(ids) for ids in sequences], _BATCH))
        states: list[Vectors] = [self._nothing] * len(sequences)
        with ThreadPoolExecutor(self._workers) as pool:
            rows = pool.map(lambda batch: _run(model, [sequences[i] for i in batch]), batches)
            for batch, outputs in zip(batches, rows, strict=True):
                for index, output in zip(batch, outputs, strict=True):
                    states[index] = output
        return states


def _mean(windows_of_text: list[Vectors]) -> Vectors:
    """The mean of all token vectors."""
    sums = [states.sum(axis=0, dtype=np.float64) for states in windows_of_text]
    total = sum(len(states) for states in windows_of_text)
    mean: Vectors = (np.sum(sums, axis=0) / total)[None].astype(np.float32)
    return mean


def _first(windows_of_text: list[Vectors]) -> Vectors:
    """The first token's vector; the mean of those of several windows."""
    first: Vectors = np.mean([states[0] for states in windows_of_text], axis=0)[None]
    return first


def _run(model: Any, batch: list[list[int]]) -> list[Vectors]:
    """One batch through the model; rows that pad a sequence are cut off."""
    import ctranslate2

    lengths = np.array([len(ids) for ids in batch], np.int32)
    padded = np.zeros((len(batch), lengths.max()), np.int32)
    for row, ids in zip(padded, batch, strict=True):
        row[: len(ids)] = ids
    output = model.forward_batch(_on_device(padded, ctranslate2), _on_device(lengths, ctranslate2))
    states = np.asarray(output.last_hidden_state, np.float32)
    return [row[:length] for row, length in zip(states, lengths, strict=True)]


def _on_device(array: npt.NDArray[np.int32], ctranslate2: Any) -> Any:
    return ctranslate2.StorageView.from_array(array)


def _stored(vectors: Vectors) -> bytes:
    return vectors.astype(np.float16).tobytes()


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
