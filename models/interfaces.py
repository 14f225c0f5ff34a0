"""What the rest of selaras may ask of a model, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from selaras.documents.model import Span

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


class Encoder(Protocol):
    """A cross-lingual sentence encoder."""

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One unit-length vector a text: float32 of shape (texts, dimensions)."""

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The pieces of each text with their vectors in context."""


class Translator(Protocol):
    """A translation model for one direction."""

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text."""
