"""Where a model runs: the device, the number type, and how many threads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from selaras.errors import ModelError

# The fastest number type first. "default", which a CPU gets, keeps what the model is stored in,
# or what the machine has in its place.
_TYPES = {"cuda": ("int8_float16", "int8", "float16")}


def worker_count(threads: int) -> int:
    """``threads``, or the number of cores this process may use if that is 0."""
    if threads > 0:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_model(kind: str, folder: Path, device: str = "cpu", threads: int = 0) -> Any:
    """The CTranslate2 model in ``folder``; ``kind`` is "Encoder" or "Translator".

    Raises ModelError when the device or the model is not usable.
    """
    import ctranslate2

    try:
        return getattr(ctranslate2, kind)(
            str(folder),
            device=device,
            compute_type=_compute_type(device),
            inter_threads=worker_count(threads) if device == "cpu" else 1,
            intra_threads=1,
        )
    except (RuntimeError, ValueError) as error:
        reason = str(error).strip().split("\n")[0]
        raise ModelError(f"The model in {folder} cannot run on {device}: {reason}") from error


def _compute_type(device: str) -> str:
    import ctranslate2

    supported = ctranslate2.get_supported_compute_types(device)
    return next((name for name in _TYPES.get(device, ()) if name in supported), "default")
