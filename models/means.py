"""The mean sentence vector of a language under the embedded encoder.

Vectors of one language share a direction that says only "this is Indonesian";
subtracting the language's mean leaves what the sentences say.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from selaras.errors import ModelError
from selaras.languages import Language
from selaras.models.embedded import NAME
from selaras.models.interfaces import Vectors


def language_mean(language: Language) -> Vectors | None:
    """The mean vector of ``language``, or None if it has none yet."""
    return _read(mean_path(language))


def mean_path(language: Language) -> Path:
    """The file of the mean vector: it belongs to this encoder and no other."""
    return language.folder / f"mean-{NAME}.npy"


@lru_cache
def _read(path: Path) -> Vectors | None:
    if not path.is_file():
        return None
    try:
        mean: Vectors = np.load(path, allow_pickle=False).astype(np.float32)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is not a mean vector: {error}") from error
    mean.setflags(write=False)
    return mean
