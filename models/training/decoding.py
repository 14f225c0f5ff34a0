"""Greedy translation by the network itself: slow, but the yardstick of the converted model."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from selaras.models.training.batches import BEGIN, END, PAD
from selaras.models.training.network import Network
from torch import Tensor


@torch.no_grad()
def greedy(network: Network, sources: Sequence[Sequence[int]], longest: int) -> list[list[int]]:
    """The likeliest piece at each step for each source; sources come without their end."""
    network.eval()
    source = torch.nn.utils.rnn.pad_sequence(
        [torch.tensor([*ids, END]) for ids in sources], batch_first=True, padding_value=PAD
    )
    mask = source != PAD
    memory = network.encoder(source, mask)
    told = torch.full((len(sources), 1), BEGIN)
    for _ in range(longest):
        states = network.decoder(told, memory, mask)
        following = network.decoder.logits(states[:, -1]).argmax(dim=-1)
        told = torch.cat([told, following[:, None]], dim=1)
        if bool((told == END).any(dim=1).all()):
            break
    return [_until_end(row) for row in told[:, 1:]]


def _until_end(row: Tensor) -> list[int]:
    ids: list[int] = row.tolist()
    return ids[: ids.index(END)] if END in ids else ids
