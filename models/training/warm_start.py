"""Puts the built-in encoder's weights into a new network, in its encoder and in its decoder.

The decoder's layers start from encoder layers spread over its depth: their
attention serves both to the text so far and to the source.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from selaras.models.interfaces import Vectors
from selaras.models.training.batches import END
from selaras.models.training.dataset import Dataset
from selaras.models.training.network import DecoderLayer, Network
from torch import Tensor, nn

# The decoder's last norm: so small that first guesses are unsure.
_UNSURE = 0.1
_SPREAD = 0.02


def warm_start(
    network: Network, arrays: Mapping[str, Vectors], data: Dataset, cold: bool = False
) -> None:
    """Start ``network`` from the arrays of ``starting`` and the counts of the data's pieces.

    A ``cold`` decoder has its embeddings from there, its layers from chance.
    """
    stored = {name: torch.from_numpy(array) for name, array in arrays.items()}
    with torch.no_grad():
        _start_encoder(network, stored)
        _start_embedding(network.decoder.embedding, stored, stored["target"])
        network.decoder.norm.weight.fill_(_UNSURE)
        for index, layer in enumerate(network.decoder.layers):
            if cold:
                _start_by_chance(layer)
            else:
                _start_layer(layer, stored, _origin(network, index))
        network.decoder.bias.copy_(_frequencies(data, network.sizes.target))


def _start_encoder(network: Network, stored: Mapping[str, Tensor]) -> None:
    _start_embedding(network.encoder.embedding, stored, stored["source"])
    for name, parameter in network.encoder.layers.named_parameters():
        parameter.copy_(stored[f"layers.{name}"])


def _origin(network: Network, index: int) -> str:
    """The layer of the encoder that a layer of the decoder starts from."""
    layers = network.sizes.encoder_layers
    chosen = (2 * index + 1) * layers // (2 * len(network.decoder.layers))
    return f"layers.{chosen}"


def _start_embedding(embedding: nn.Module, stored: Mapping[str, Tensor], pieces: Tensor) -> None:
    embedding.pieces.weight.copy_(pieces)
    embedding.positions.copy_(stored["positions"][: len(embedding.positions)])
    embedding.norm.weight.copy_(stored["embedding.norm.weight"])
    embedding.norm.bias.copy_(stored["embedding.norm.bias"])


def _start_layer(layer: DecoderLayer, stored: Mapping[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        inputs = stored[f"{name}.attention.inputs.{part}"]
        query, memory = inputs[: len(inputs) // 3], inputs[len(inputs) // 3 :]
        output = stored[f"{name}.attention.output.{part}"]
        getattr(layer.attention.inputs, part).copy_(inputs)
        getattr(layer.attention.output, part).copy_(output)
        getattr(layer.cross.query, part).copy_(query)
        getattr(layer.cross.memory, part).copy_(memory)
        getattr(layer.cross.output, part).copy_(output)
        for linear in ("inner", "outer"):
            getattr(getattr(layer, linear), part).copy_(stored[f"{name}.{linear}.{part}"])


def _start_by_chance(layer: DecoderLayer) -> None:
    for module in layer.modules():
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=_SPREAD)
            nn.init.zeros_(module.bias)


def _frequencies(data: Dataset, size: int) -> Tensor:
    """The logarithm of each piece's share of the targets: what a decoder learns first."""
    counts = np.bincount(data.target.ids, minlength=size).astype(np.float32) + 0.1
    counts[END] = len(data)
    shares = np.log(counts / counts.sum())
    return torch.from_numpy(shares - shares.mean())
