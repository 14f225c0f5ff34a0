"""The network: an encoder built like the built-in one, and a decoder that reads its states.

The encoder normalises after each part (as the built-in one, whose weights it
starts from), the decoder before. Names of parameters are those of ``starting``.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

# As the built-in encoder was trained.
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the network."""

    source: int
    target: int
    encoder_layers: int = 8
    decoder_layers: int = 2
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    decoder_inner: int = 1536
    positions: int = 512
    dropout: float = 0.0


class SelfAttention(nn.Module):
    """Attention of a sequence to itself; only backwards where ``causal``."""

    def __init__(self, sizes: Sizes, causal: bool) -> None:
        super().__init__()
        self.inputs = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.output = nn.Linear(sizes.hidden, sizes.hidden)
        self._heads, self._causal = sizes.heads, causal

    def forward(self, states: Tensor, mask: Tensor | None = None) -> Tensor:
        """``mask`` is true where there is something to attend to."""
        query, key, value = (
            _split(part, self._heads) for part in self.inputs(states).chunk(3, dim=-1)
        )
        return self.output(_attend(query, key, value, mask, self._causal))


class CrossAttention(nn.Module):
    """Attention of the decoder to the encoder's states."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.query = nn.Linear(sizes.hidden, sizes.hidden)
        self.memory = nn.Linear(sizes.hidden, 2 * sizes.hidden)
        self.output = nn.Linear(sizes.hidden, sizes.hidden)
        self._heads = sizes.heads

    @property
    def linears(self) -> tuple[nn.Linear, nn.Linear, nn.Linear]:
        """The projections in the order in which they are applied."""
        return self.query, self.memory, self.output

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """``mask`` is true where the memory holds a state."""
        key, value = (_split(part, self._heads) for part in self.memory(memory).chunk(2, dim=-1))
        query = _split(self.query(states), self._heads)
        return self.output(_attend(query, key, value, mask, causal=False))


class EncoderLayer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.attention = SelfAttention(sizes, causal=False)
        self.attention_norm = _norm(sizes)
        self.inner = nn.Linear(sizes.hidden, sizes.inner)
        self.outer = nn.Linear(sizes.inner, sizes.hidden)
        self.outer_norm = _norm(sizes)
        self.dropout = nn.Dropout(sizes.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The states after this layer."""
        states = self.attention_norm(states + self.dropout(self.attention(states, mask)))
        changed = self.outer(functional.gelu(self.inner(states)))
        return self.outer_norm(states + self.dropout(changed))


class DecoderLayer(nn.Module):
    """One layer of the decoder."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.attention_norm = _norm(sizes)
        self.attention = SelfAttention(sizes, causal=True)
        self.cross_norm = _norm(sizes)
        self.cross = CrossAttention(sizes)
        self.outer_norm = _norm(sizes)
        self.inner = nn.Linear(sizes.hidden, sizes.decoder_inner)
        self.outer = nn.Linear(sizes.decoder_inner, sizes.hidden)
        self.dropout = nn.Dropout(sizes.dropout)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """The states after this layer."""
        states = states + self.dropout(self.attention(self.attention_norm(states)))
        states = states + self.dropout(self.cross(self.cross_norm(states), memory, mask))
        changed = self.outer(functional.gelu(self.inner(self.outer_norm(states))))
        return states + self.dropout(changed)


class Embedding(nn.Module):
    """Pieces and their places as vectors, normalised."""

    def __init__(self, sizes: Sizes, count: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(count, sizes.hidden)
        self.positions = nn.Parameter(torch.zeros(sizes.positions, sizes.hidden))
        self.norm = _norm(sizes)
        self.dropout = nn.Dropout(sizes.dropout)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of ``ids``."""
        return self.dropout(self.norm(self.pieces(ids) + self.positions[: ids.shape[1]]))


class SourceEncoder(nn.Module):
    """The encoder: ids of a source to one state a piece."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, sizes.source)
        self.heads = sizes.heads
        self.layers = nn.ModuleList(EncoderLayer(sizes) for _ in range(sizes.encoder_layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The states; ``mask`` is true where ``ids`` hold a piece."""
        return self.above(0, self.embedding(ids), mask)

    def above(self, count: int, states: Tensor, mask: Tensor) -> Tensor:
        """The states after all layers, given those after the first ``count``."""
        for layer in self.layers[count:]:
            states = layer(states, mask)
        return states


class TargetDecoder(nn.Module):
    """The decoder: pieces so far and the encoder's states to a state a piece."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.embedding = Embedding(sizes, sizes.target)
        self.layers = nn.ModuleList(DecoderLayer(sizes) for _ in range(sizes.decoder_layers))
        self.norm = _norm(sizes)
        self.bias = nn.Parameter(torch.zeros(sizes.target))

    def forward(self, ids: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """The states from which the next pieces are told."""
        states = self.embedding(ids)
        for layer in self.layers:
            states = layer(states, memory, mask)
        return self.norm(states)

    def logits(self, states: Tensor) -> Tensor:
        """How likely each piece comes next, up to a constant; the embeddings are tied."""
        return functional.linear(states, self.embedding.pieces.weight, self.bias)


class Network(nn.Module):
    """Encoder and decoder."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = SourceEncoder(sizes)
        self.decoder = TargetDecoder(sizes)

    def forward(self, source: Tensor, mask: Tensor, target: Tensor) -> Tensor:
        """The decoder's states for the pieces of ``target``."""
        return self.decoder(target, self.encoder(source, mask), mask)


def _norm(sizes: Sizes) -> nn.LayerNorm:
    return nn.LayerNorm(sizes.hidden, eps=EPSILON)


def _split(states: Tensor, heads: int) -> Tensor:
    """(texts, pieces, hidden) as (texts, heads, pieces, hidden / heads)."""
    return states.unflatten(-1, (heads, -1)).transpose(1, 2)


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
    attended = functional.scaled_dot_product_attention(
        query,
        key,
        value,
        attn_mask=None if mask is None else mask[:, None, None, :],
        is_causal=causal,
    )
    return attended.transpose(1, 2).flatten(-2)
