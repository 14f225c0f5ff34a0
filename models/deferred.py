"""An encoder loaded beside other work: a wrong file is told at once, and no time is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cached_property
from threading import Thread

from selaras.languages import Language
from selaras.models.interfaces import Encoder, TokenVectors, Vectors


class DeferredEncoder:
    """Stands for the encoder that ``load`` gives, and loads it once.

    ``at_once`` begins to load it in the background, while documents are read;
    otherwise it is loaded at its first use.
    """

    def __init__(self, load: Callable[[], Encoder], at_once: bool = False) -> None:
        self._load = load
        self._loading = _begun(load) if at_once else None

    @cached_property
    def _encoder(self) -> Encoder:
        return self._loading.result() if self._loading else self._load()

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

    def mean(self, language: Language) -> Vectors | None:
        """The mean vector of all of a language's sentences, or None if it is not known."""
        return self._encoder.mean(language)


def _begun(load: Callable[[], Encoder]) -> Future[Encoder]:
    """``load`` in a thread that does not keep the program from ending."""
    future: Future[Encoder] = Future()

    def run() -> None:
        try:
            future.set_result(load())
        except Exception as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
