"""What the network is told about its guesses: the cross-entropy of the expected pieces.

On the CPU the comparison with all pieces of the target's vocabulary is a large
part of the cost. It can be made with a sample: the pieces that the batch expects
and some of the others, which then stand for all the rest.
"""

from __future__ import annotations

import math

import torch
from selaras.models.training.network import TargetDecoder
from torch import Tensor
from torch.nn import functional


def full_loss(decoder: TargetDecoder, states: Tensor, expected: Tensor, smoothing: float) -> Tensor:
    """The mean cross-entropy over the whole vocabulary, with smoothed labels."""
    logits = decoder.logits(states).float()
    return functional.cross_entropy(logits, expected, label_smoothing=smoothing)


def sampled_loss(decoder: TargetDecoder, states: Tensor, expected: Tensor, others: int) -> Tensor:
    """The mean cross-entropy over the expected pieces and ``others`` by chance.

    The others' logits are raised by how many pieces each stands for, so that the
    sum over the vocabulary is estimated without bias.
    """
    weight = decoder.embedding.pieces.weight
    found, places = torch.unique(expected, return_inverse=True)
    chosen = _others(found, len(weight), others)
    candidates = torch.cat([found, chosen])
    raised = math.log((len(weight) - len(found)) / max(1, len(chosen)))
    bias = decoder.bias[candidates] + raised * (torch.arange(len(candidates)) >= len(found))
    logits = functional.linear(states, weight[candidates], bias)
    return functional.cross_entropy(logits, places)


def _others(found: Tensor, size: int, count: int) -> Tensor:
    """``count`` pieces by chance that are not among the ``found``."""
    absent = torch.ones(size, dtype=torch.bool)
    absent[found] = False
    rest = absent.nonzero().flatten()
    return rest[torch.randperm(len(rest))[:count]]
