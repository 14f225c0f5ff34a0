"""Sentence encoders besides the one that comes with selaras: converted once, then run alike.

An installed encoder is a folder with ``encoder.json``, two models (whole, for
sentences, and its lower layers, for words), and its tokenizer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from selaras.errors import ModelError
from selaras.models import embedded
from selaras.models.building import SENTENCES, WORDS
from selaras.models.cache import Cache, default_cache
from selaras.models.encoder import Dense, Recipe, SentenceEncoder, Subwords
from selaras.models.interfaces import Encoder
from selaras.models.store import CHECKSUMS, models_folder
from selaras.models.tokenizer import ShiftedTokenizer
from selaras.models.wordpiece import WordPieceTokenizer

FILE = "encoder.json"
WORDPIECE, SENTENCEPIECE = "vocab.txt", "sentencepiece.model"
DENSE = "dense.npz"
POOLINGS = ("mean", "first")


@dataclass(frozen=True, slots=True)
class EncoderDescription:
    """A sentence encoder: what its texts need, and how a vector is made of its states.

    ``pooling`` is ``mean`` (of all states) or ``first`` (the first token's); where
    ``dense`` is true, a layer with tanh follows.
    """

    name: str
    origin: str
    licence: str
    tokenizer: str
    begin: str
    end: str
    positions: int
    dimensions: int
    pooling: str = "mean"
    prefix: str = ""
    lower: bool = False
    dense: bool = False

    def write(self, folder: Path) -> None:
        """Put it into the encoder's folder."""
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / FILE).write_text(content, encoding="utf-8")


def read(folder: Path) -> EncoderDescription:
    """The description in an encoder's folder; raises ModelError if it is none."""
    try:
        return EncoderDescription(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{folder} holds no encoder that selaras knows ({error}): convert it again."
        ) from error


def installed_encoders() -> list[EncoderDescription]:
    """Every installed encoder, sorted by name."""
    return [read(path.parent) for path in sorted(models_folder().glob(f"*/{FILE}"))]


def find_encoder(
    name: str | None = None,
    threads: int = 0,
    cache: Cache | None = None,
    notify: Callable[[str], None] = lambda message: None,
) -> Encoder:
    """The installed encoder called ``name``, or the one that comes with selaras.

    Raises ModelError, naming those there are, if none is called so.
    """
    if name in {None, "", embedded.NAME}:
        return embedded.embedded_encoder(threads, cache, notify)
    folder = models_folder() / str(name)
    if not (folder / FILE).is_file():
        known = ", ".join([embedded.NAME, *(each.name for each in installed_encoders())])
        raise ModelError(f"No encoder called {name!r} is installed; there are: {known}.")
    return open_encoder(folder, threads, cache if cache is not None else default_cache())


def open_encoder(folder: Path, threads: int = 0, cache: Cache | None = None) -> SentenceEncoder:
    """The encoder in ``folder``."""
    described = read(folder)
    tokenizer = _tokenizer(folder, described)
    recipe = Recipe(
        name=described.name,
        model=described.name,
        fingerprint=_fingerprint(folder),
        prefix=described.prefix,
        begin=tokenizer.number(described.begin),
        end=tokenizer.number(described.end),
        positions=described.positions,
        dimensions=described.dimensions,
        pooling=described.pooling,
    )
    return SentenceEncoder(
        recipe,
        tokenizer,
        folder / SENTENCES,
        folder / WORDS,
        threads,
        cache,
        dense=_dense(folder / DENSE) if described.dense else None,
    )


def _tokenizer(folder: Path, described: EncoderDescription) -> Subwords:
    path = folder / described.tokenizer
    if described.tokenizer == WORDPIECE:
        return WordPieceTokenizer(path, described.lower)
    return ShiftedTokenizer(path)


def _dense(path: Path) -> Dense:
    with np.load(path, allow_pickle=False) as arrays:
        return Dense(arrays["weight"].astype(np.float32), arrays["bias"].astype(np.float32))


def _fingerprint(folder: Path) -> str:
    import ctranslate2

    files = (folder / CHECKSUMS).read_bytes()
    return hashlib.sha256(files + ctranslate2.__version__.encode()).hexdigest()[:16]
