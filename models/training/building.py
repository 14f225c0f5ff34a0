"""Builds a network: fresh for a data set, or again from a checkpoint."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import torch
from selaras.models.training import checkpoints, starting
from selaras.models.training.checkpoints import Array, Checkpoint
from selaras.models.training.dataset import START, Dataset
from selaras.models.training.network import Network, Sizes
from selaras.models.training.warm_start import warm_start


def fresh(data: Dataset, sizes: Sizes, cold: bool = False) -> Network:
    """A network that starts from the built-in encoder; a ``cold`` decoder from chance."""
    arrays = starting.read(data.folder / START)
    network = Network(sizes)
    warm_start(network, arrays, data, cold)
    return network


def sizes_for(data: Dataset, **chosen: Any) -> Sizes:
    """Sizes that fit the data and the weights that training starts from."""
    arrays = starting.read(data.folder / START)
    positions, hidden = arrays["positions"].shape
    inner = len(arrays["layers.0.inner.weight"])
    sizes = Sizes(
        source=data.about.source_size,
        target=data.about.target_pieces,
        encoder_layers=starting.layer_count(arrays),
        hidden=hidden,
        heads=int(arrays["heads"][0]),
        inner=inner,
        decoder_inner=inner,
        positions=positions,
    )
    return replace(sizes, **chosen)


def rebuilt(data: Dataset, checkpoint: Checkpoint) -> Network:
    """The network of a checkpoint; what it leaves out never learned and is as at the start."""
    sizes = Sizes(**checkpoint.options["sizes"])  # type: ignore[arg-type]
    network = fresh(data, sizes, cold=True)
    put(network, checkpoint)
    return network


def differing_sizes(network: Network, checkpoint: Checkpoint) -> str:
    """The sizes that the checkpoint's network has and this one has not; dropout may differ."""
    ours, theirs = asdict(network.sizes), dict(checkpoint.options["sizes"])  # type: ignore[call-overload]
    return ", ".join(
        f"{name} {theirs[name]}"
        for name in ours
        if name != "dropout" and theirs[name] != ours[name]
    )


def put(network: Network, checkpoint: Checkpoint) -> None:
    """Put a checkpoint's weights into the network."""
    names = checkpoints.weight_names(checkpoint)
    stored = {name: _tensor(checkpoint.arrays[name]) for name in names}
    network.load_state_dict(stored, strict=False)


def _tensor(array: Array) -> torch.Tensor:
    return torch.from_numpy(np.array(array, dtype=np.float32))
