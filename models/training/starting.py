"""The weights that training starts from: the built-in encoder's, for the pieces that are kept.

They take a few megabytes, so that a machine without the encoder can train.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from selaras.models import weights
from selaras.models.embedded import weight_file
from selaras.models.interfaces import Vectors
from selaras.models.training import blocks
from selaras.models.training.vocabulary import Vocabulary
from selaras.models.weights import Weights

# Embeddings of pieces that the encoder lacks start small.
_SPREAD = 0.05


def write(path: Path, source: Vocabulary, target: Vocabulary, tags: int, layers: int) -> None:
    """Write the first ``layers`` layers and the embeddings of both vocabularies."""
    opened = weights.read(weight_file())
    hidden = opened.shape.hidden
    words = opened.tensor("emb.word", opened.shape.vocabulary, hidden)
    # A tag stands where the encoder expects its beginning of a text.
    begin = np.repeat(words[:1], tags, axis=0)
    arrays = {
        "source": np.concatenate([_embeddings(words, source.rows), begin]),
        "target": _embeddings(words, target.rows),
        "positions": opened.tensor("emb.pos", opened.shape.positions, hidden)
        + opened.tensor("emb.type", opened.shape.token_types, hidden)[0],
        "heads": np.array([opened.shape.heads], np.float32),
        **_norm(opened, "emb.ln", "embedding.norm"),
    }
    for index in range(min(layers, opened.shape.layers)):
        arrays |= _layer(opened, f"l{index}", f"layers.{index}")
    np.savez_compressed(path, **dict[str, Any](blocks.packed(arrays)))


def read(path: Path) -> dict[str, Vectors]:
    """The stored arrays by name, as float32."""
    with np.load(path) as stored:
        return blocks.unpacked(dict(stored))


def layer_count(arrays: dict[str, Vectors]) -> int:
    """How many layers are stored."""
    return len({name.split(".")[1] for name in arrays if name.startswith("layers.")})


def _embeddings(words: Vectors, rows: Sequence[int]) -> Vectors:
    spread = np.random.default_rng(1).normal(scale=_SPREAD, size=(len(rows), words.shape[1]))
    found = words[np.maximum(rows, 0)]
    return np.where(np.asarray(rows)[:, None] >= 0, found, spread).astype(np.float32)


def _layer(opened: Weights, name: str, to: str) -> dict[str, Vectors]:
    hidden, inner = opened.shape.hidden, opened.shape.inner
    three = [opened.tensor(f"{name}.{part}.w", hidden, hidden) for part in "qkv"]
    biases = [opened.tensor(f"{name}.{part}.b", hidden) for part in "qkv"]
    return {
        f"{to}.attention.inputs.weight": np.concatenate(three),
        f"{to}.attention.inputs.bias": np.concatenate(biases),
        f"{to}.attention.output.weight": opened.tensor(f"{name}.ao.w", hidden, hidden),
        f"{to}.attention.output.bias": opened.tensor(f"{name}.ao.b", hidden),
        **_norm(opened, f"{name}.aln", f"{to}.attention_norm"),
        f"{to}.inner.weight": opened.tensor(f"{name}.fi.w", inner, hidden),
        f"{to}.inner.bias": opened.tensor(f"{name}.fi.b", inner),
        f"{to}.outer.weight": opened.tensor(f"{name}.fo.w", hidden, inner),
        f"{to}.outer.bias": opened.tensor(f"{name}.fo.b", hidden),
        **_norm(opened, f"{name}.oln", f"{to}.outer_norm"),
    }


def _norm(opened: Weights, name: str, to: str) -> dict[str, Vectors]:
    hidden = opened.shape.hidden
    return {
        f"{to}.weight": opened.tensor(f"{name}.w", hidden),
        f"{to}.bias": opened.tensor(f"{name}.b", hidden),
    }
