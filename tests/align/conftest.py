"""A small encoder for tests of the aligner: words with the same stem have the same vector."""

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from selaras.documents.tokens import word_spans
from selaras.languages import Language
from selaras.models.interfaces import TokenVectors
from selaras.models.means import language_mean


class WordEncoder:
    """A text is the sum of its words' vectors; a word's vector hangs on its letters alone.

    A word of one language says the same as one of the other when they differ
    in nothing but capitals: VA and va.
    """

    name = "words"
    dimensions = 384

    def sentences(self, texts: Sequence[str]) -> np.ndarray:
        rows = [self._vectors(text).sum(axis=0) + 1e-3 for text in texts]
        vectors = np.array(rows, np.float32).reshape(-1, self.dimensions)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        found = []
        for text in texts:
            spans = tuple(word_spans(text))
            pieces = tuple(text[span.start : span.end] for span in spans)
            found.append(TokenVectors(pieces, spans, self._vectors(text)))
        return found

    def mean(self, language: Language) -> np.ndarray | None:
        return language_mean(language)

    def _vectors(self, text: str) -> np.ndarray:
        words = [text[span.start : span.end].lower() for span in word_spans(text)]
        rows = [vector_of(word, self.dimensions) for word in words]
        return np.array(rows, np.float32).reshape(-1, self.dimensions)


@cache
def vector_of(word: str, dimensions: int) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture(scope="session")
def encoder() -> WordEncoder:
    return WordEncoder()
