"""Cuts texts into the subword pieces of a sentencepiece model, each with its place in the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from selaras.documents.model import Span
from selaras.errors import ModelError

_SURROGATE = re.compile("[\ud800-\udfff]")
# Sentencepiece gets long texts in parts, cut at a space where there is one.
_PART = 20_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text: their texts, ids, and places (empty for what stands nowhere)."""

    texts: tuple[str, ...]
    ids: tuple[int, ...]
    spans: tuple[Span, ...]


class Tokenizer:
    """A sentencepiece model."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        try:
            self._model: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"{path} is not a sentencepiece model: {error}") from error

    def prepare(self, texts: Iterable[str]) -> None:
        """Get ready for ``texts``; a whole model always is."""

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order."""
        found = list(self._found(text))
        return Pieces(
            tuple(piece for piece, _, _ in found),
            tuple(number for _, number, _ in found),
            tuple(span for _, _, span in found),
        )

    def join(self, pieces: Iterable[str]) -> str:
        """The text that the pieces make up."""
        return str(self._model.decode_pieces(list(pieces)))

    def number(self, piece: str) -> int:
        """The id of ``piece``; that of the unknown piece if it is none."""
        return int(self._model.piece_to_id(piece))

    def _found(self, text: str) -> Iterator[tuple[str, int, Span]]:
        for start, surface in surfaces(text):
            found = self._model.encode(surface, return_type="offset_mapping")
            for piece, number, place in zip(
                found["pieces"], found["ids"], found["offsets"], strict=True
            ):
                yield piece, number, _trimmed(surface, *place).shifted(start)


class ShiftedTokenizer(Tokenizer):
    """A sentencepiece model whose ids were renumbered, as XLM-R has them.

    Four control pieces come first, so that every other piece is one further on.
    """

    _CONTROL: ClassVar = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}

    def number(self, piece: str) -> int:
        """The id of ``piece``; that of the unknown piece if it is none."""
        return self._CONTROL.get(piece, self._shifted(super().number(piece)))

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text`` in order."""
        found = super().pieces(text)
        return replace(found, ids=tuple(map(self._shifted, found.ids)))

    def _shifted(self, number: int) -> int:
        return self._CONTROL["<unk>"] if number == self._model.unk_id() else number + 1


def surfaces(text: str) -> Iterator[tuple[int, str]]:
    """What sentencepiece is given of ``text``, part by part, and where each part begins."""
    # A lone surrogate cannot be encoded; the stand-in, a square, has the same length.
    text = _SURROGATE.sub("\u25a1", text)
    for part in parts(text, _PART):
        yield part.start, text[part.start : part.end]


def parts(text: str, size: int) -> Iterator[Span]:
    """``text`` in parts of at most ``size`` characters, cut before a space if one is near."""
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text) and (space := text.rfind(" ", start + 1 + size // 2, end)) > 0:
            end = space
        yield Span(start, end)
        start = end


def windows(count: int, limit: int) -> Iterator[slice]:
    """The range ``count`` in the fewest slices of at most ``limit``, as even as can be."""
    number = max(1, -(-count // limit))
    edges = [count * index // number for index in range(number + 1)]
    yield from (slice(*pair) for pair in itertools.pairwise(edges))


def token_batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indexes in batches of like length, each of at most ``budget`` tokens with its padding."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if batch and lengths[index] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _trimmed(text: str, start: int, end: int) -> Span:
    """The range without what normalisation takes for a space at its ends."""
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or not character.isprintable() or character == "\ufffd"
