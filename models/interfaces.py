"""What the rest of selaras may ask of a model, whichever it is."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from selaras.documents.model import Span
from selaras.languages import Language

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text's subword pieces: where each stands in the text, and its vector.

    ``spans`` has one entry a piece (offsets into the text given, never empty);
    ``vectors`` is float32 of shape (pieces, dimensions), rows of unit length.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]
    vectors: Vectors

    def checksum(self) -> bytes:
        """What tells these from others: the pieces, and a sum of vectors that may have changed."""
        pieces = "\0".join(self.pieces).encode("utf-8", "surrogatepass")
        vectors = zlib.crc32(np.ascontiguousarray(self.vectors).data)
        return hashlib.blake2b(pieces, digest_size=12).digest() + vectors.to_bytes(4, "big")


class Encoder(Protocol):
    """A cross-lingual sentence encoder."""

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One unit-length vector a text: float32 of shape (texts, dimensions)."""

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The pieces of each text with their vectors in context."""

    def mean(self, language: Language) -> Vectors | None:
        """The mean vector of all of a language's sentences, or None if it is not known."""


@dataclass(frozen=True, slots=True)
class TokenScores:
    """How probable a translation is to a model, piece by piece, given its source.

    ``spans`` are the pieces' places in the translation (empty for a piece that
    stands nowhere), ``log_probabilities`` natural logarithms, one a piece;
    ``end`` is that of the translation ending where it does.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]
    log_probabilities: tuple[float, ...]
    end: float

    @property
    def mean(self) -> float:
        """The mean log-probability of all pieces and the end."""
        return (sum(self.log_probabilities) + self.end) / (len(self.log_probabilities) + 1)


class Quality(StrEnum):
    """What a model's translations are good for, the humblest first."""

    GIST = "gist"
    DRAFT = "draft"
    GOOD = "good"


class Translator(Protocol):
    """A translation model for one direction."""

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""

    @property
    def quality(self) -> Quality | None:
        """What its translations are good for; None where nobody measured it."""

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text."""


@runtime_checkable
class Scorer(Translator, Protocol):
    """A translation model that can also judge a translation it did not make."""

    @property
    def doubtful_surprise(self) -> float | None:
        """The surprise from which it doubts a word; None where its judgement is worth nothing."""

    @property
    def least_contrast(self) -> float | None:
        """The contrast from which it takes a stretch of the source for untranslated, or None."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[TokenScores | None]:
        """The scores of each target given its source; None where a text is too long."""


@runtime_checkable
class Glosser(Translator, Protocol):
    """A translator that goes through a third language and can show what it read there."""

    def gloss(self, texts: Sequence[str]) -> list[str]:
        """Each text in the language between."""

    def from_gloss(self, glosses: Sequence[str]) -> list[str]:
        """The translation of each text in the language between."""
