"""Two documents as the aligner sees them: sentence vectors, token vectors, lengths.

Each is computed once, when first asked for, and shared by everything that
aligns sentences or words. Sentence vectors are centred: what all sentences of a
language and of a document have in common is taken away, so that what remains
tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from selaras import languages
from selaras.documents.model import Document, Role, Sentence
from selaras.models.interfaces import Encoder, TokenVectors, Vectors

Floats = npt.NDArray[np.float32]

# The language's mean weighs as much as this many sentences of the document.
_MEAN_WEIGHT = 30.0


@dataclass(frozen=True)
class View:
    """One document: the sentences that take part in the alignment, and their vectors.

    ``sentences`` are all but the boilerplate, in order; every array below has
    one row for each of them.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    encoder: Encoder

    @classmethod
    def of(cls, document: Document, encoder: Encoder) -> View:
        """The view of a document through an encoder."""
        sentences = tuple(s for s in document.sentences if s.role is not Role.BOILERPLATE)
        return cls(document, sentences, encoder)

    def __len__(self) -> int:
        return len(self.sentences)

    @cached_property
    def row(self) -> dict[int, int]:
        """The row of each sentence in the arrays below, by its id."""
        return {sentence.id: number for number, sentence in enumerate(self.sentences)}

    @cached_property
    def lengths(self) -> Floats:
        """The length of each sentence in characters."""
        return np.array([max(len(s.text), 1) for s in self.sentences], np.float32)

    @cached_property
    def paragraphs(self) -> Floats:
        """The number of the paragraph that each sentence stands in."""
        return np.array([s.paragraph for s in self.sentences], np.float32)

    @cached_property
    def vectors(self) -> Vectors:
        """The centred sentence vectors: float32 of shape (sentences, dimensions).

        They are not of unit length: what little centring leaves of an
        uncharacteristic sentence weighs little where sentences are joined.
        """
        raw = self.encoder.sentences([s.text for s in self.sentences])
        return centred(raw, self.encoder.mean(languages.load(self.document.language)))

    @cached_property
    def tokens(self) -> Sequence[TokenVectors]:
        """The token vectors of each sentence."""
        return self.encoder.tokens([s.text for s in self.sentences])


@dataclass(frozen=True)
class Views:
    """Both documents, seen through the same encoder."""

    source: View
    target: View
    translations: Mapping[int, str] | None = None

    @classmethod
    def of(
        cls,
        source: Document,
        target: Document,
        encoder: Encoder,
        translations: Mapping[int, str] | None = None,
    ) -> Views:
        """The views of a pair of documents.

        ``translations`` are those of the source's sentences, by their ids, where there
        is a translator: one more view, of the source in the target's language.
        """
        return cls(View.of(source, encoder), View.of(target, encoder), translations)


def centred(vectors: Vectors, language_mean: Vectors | None) -> Vectors:
    """Subtract the mean of the language, moved towards that of the document.

    The shorter the document, the more the language's mean counts; without one,
    the document's own is taken.
    """
    if not len(vectors):
        return vectors
    if language_mean is None:
        mean = vectors.mean(axis=0)
    else:
        total = vectors.sum(axis=0) + _MEAN_WEIGHT * language_mean
        mean = total / (len(vectors) + _MEAN_WEIGHT)
    difference: Vectors = (vectors - mean).astype(np.float32)
    return difference


def normalised(vectors: Vectors) -> Vectors:
    """Rows of unit length."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, 1e-9)
    return unit
