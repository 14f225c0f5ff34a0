"""The mean sentence vector of a language under an encoder.

Vectors of one language share a direction that says only "this is Indonesian";
subtracting the language's mean leaves what the sentences say.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from selaras.errors import ModelError
from selaras.languages import Language
from selaras.models.interfaces import Vectors
from selaras.models.store import models_folder

# The encoder that comes with selaras: its means stand among the languages' data.
EMBEDDED = "multilingual-e5-small"


def language_mean(language: Language, encoder: str = EMBEDDED) -> Vectors | None:
    """The mean vector of ``language``, or None if it has none yet."""
    return _read(mean_path(language, encoder))


def mean_path(language: Language, encoder: str = EMBEDDED) -> Path:
    """The file of the mean vector: it belongs to this encoder and no other."""
    if encoder == EMBEDDED:
        return language.folder / f"mean-{encoder}.npy"
    return models_folder() / f"{encoder}.mean-{language.code}.npy"


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
