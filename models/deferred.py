"""An encoder that is loaded when it is first used, so that a wrong file is told at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from selaras.models.interfaces import Encoder, TokenVectors, Vectors


class DeferredEncoder:
    """Stands for the encoder that ``load`` gives; loads it once, at its first use."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""
        return self._encoder.name

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """One unit-length vector a text: float32 of shape (texts, dimensions)."""
        return self._encoder.sentences(texts)

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The pieces of each text with their vectors in context."""
        return self._encoder.tokens(texts)
