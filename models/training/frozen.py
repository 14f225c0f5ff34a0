"""The states after an encoder's first layers that do not learn, computed once and kept on disk.

CTranslate2 runs them with int8 weights, as the finished model will. The file is
as long as all rows' states, but takes room only for those that were computed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from selaras.models.devices import open_model
from selaras.models.training.batches import PAD, Rows, padded
from selaras.models.training.dataset import START, Dataset

if TYPE_CHECKING:
    from selaras.models.training.network import SourceEncoder

_STATES, _DONE = "states.f16", "states.done"

States = npt.NDArray[np.float16]


class FrozenStates:
    """The states after the encoder's first ``layers`` for the rows of a data set."""

    def __init__(self, data: Dataset, encoder: SourceEncoder, layers: int, threads: int) -> None:
        from selaras.models.training.export import export_encoder

        folder = data.folder / f"states-{layers}-{_digest(data)}"
        folder.mkdir(parents=True, exist_ok=True)
        self._data = data
        # A row has its end besides its pieces.
        self._ends = data.source.ends + np.arange(1, len(data) + 1)
        hidden = encoder.embedding.pieces.embedding_dim
        self._states = _mapped(folder / _STATES, "float16", (int(self._ends[-1]), hidden))
        self._done = _mapped(folder / _DONE, "uint8", (len(data),))
        with TemporaryDirectory() as built:
            export_encoder(encoder, layers, Path(built))
            self._model = open_model("Encoder", Path(built), threads=threads)

    def padded(self, rows: Rows) -> States:
        """The states of the rows side by side, zero where a row has ended."""
        missing = rows[self._done[rows] == 0]
        if len(missing):
            self._compute(np.unique(missing))
        found = [self._states[self._place(row)] for row in rows]
        filled = np.zeros((len(rows), max(map(len, found)), self._states.shape[1]), np.float16)
        for line, states in zip(filled, found, strict=True):
            line[: len(states)] = states
        return filled

    def _place(self, row: int) -> slice:
        return slice(self._ends[row - 1] if row else 0, self._ends[row])

    def _compute(self, rows: Rows) -> None:
        from ctranslate2 import StorageView

        ids = padded(self._data.source, rows).astype(np.int32)
        lengths = (ids != PAD).sum(axis=1, dtype=np.int32)
        output = self._model.forward_batch(
            StorageView.from_array(ids), StorageView.from_array(lengths)
        )
        states = np.asarray(output.last_hidden_state)
        for row, found, length in zip(rows, states, lengths, strict=True):
            self._states[self._place(row)] = found[:length]
        self._done[rows] = 1


def _digest(data: Dataset) -> str:
    """What the states depend on: the pieces of the rows, and the weights at the start."""
    found = hashlib.blake2b(digest_size=6)
    for array in (data.source.ids, data.source.ends):
        found.update(array.tobytes())
    found.update((data.folder / START).read_bytes())
    return found.hexdigest()


def _mapped(path: Path, kind: str, shape: tuple[int, ...]) -> np.memmap[tuple[int, ...], np.dtype]:
    known = path.is_file() and path.stat().st_size == np.prod(shape) * np.dtype(kind).itemsize
    return np.memmap(path, kind, mode="r+" if known else "w+", shape=shape)
