"""What all sentences of a language share: the mean vector of the embedded encoder."""

from __future__ import annotations

import numpy as np

from selaras.languages import Language
from selaras.models.interfaces import Vectors

_FILE = "mean-multilingual-e5-small.npy"


def language_mean(language: Language) -> Vectors | None:
    """The language's mean sentence vector, float32 of shape (384,); None if it ships none."""
    path = language.folder / _FILE
    if not path.is_file():
        return None
    vector: Vectors = np.load(path, allow_pickle=False)
    return vector
