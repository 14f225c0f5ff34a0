"""Checkpoints: weights and the state of the optimiser in pieces of at most 15 MB.

A checkpoint is a folder: ``index.json`` says which arrays there are, in which
order they stand in ``weights.000``, ``weights.001`` …, and how far training was.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from selaras.errors import ModelError

Array = npt.NDArray[np.generic]

# What the names of the optimiser's arrays begin with.
OPTIMISER = "optimiser/"
_INDEX = "index.json"
_PIECE = 14_000_000


@dataclass(frozen=True, slots=True)
class Position:
    """How far training was: the next batch of which pass, after how many steps and seconds."""

    step: int = 0
    epoch: int = 0
    batch: int = 0
    seconds: float = 0.0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Arrays by name, the options that the network was built with, and the position."""

    arrays: Mapping[str, Array]
    options: Mapping[str, object]
    position: Position


def save(folder: Path, checkpoint: Checkpoint) -> None:
    """Write the checkpoint; an interrupted write leaves no half of it under that name."""
    fresh = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    content = b"".join(np.ascontiguousarray(a).tobytes() for a in checkpoint.arrays.values())
    for number, start in enumerate(range(0, len(content), _PIECE)):
        (fresh / f"weights.{number:03}").write_bytes(content[start : start + _PIECE])
    index = {
        "arrays": [[name, a.dtype.str, list(a.shape)] for name, a in checkpoint.arrays.items()],
        "options": dict(checkpoint.options),
        "position": asdict(checkpoint.position),
    }
    (fresh / _INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def load(folder: Path) -> Checkpoint:
    """The checkpoint in ``folder``; raises ModelError when it is none."""
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        content = b"".join(path.read_bytes() for path in sorted(folder.glob("weights.*")))
        arrays, start = {}, 0
        for name, kind, shape in index["arrays"]:
            array = np.frombuffer(content, kind, int(np.prod(shape)), start).reshape(shape)
            arrays[name], start = array, start + array.nbytes
        return Checkpoint(arrays, index["options"], Position(**index["position"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder} is no whole checkpoint: {error}.") from error


def saved(folder: Path) -> list[Path]:
    """The checkpoints of a run, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"step-*/{_INDEX}"))


def weight_names(checkpoint: Checkpoint) -> list[str]:
    """The names of the network's weights, without the optimiser's state."""
    return [name for name in checkpoint.arrays if not name.startswith(OPTIMISER)]


def thin(found: Sequence[Path], keep: int) -> None:
    """Delete all but the last ``keep`` checkpoints, and the optimiser's state in those."""
    kept = found[-keep:] if keep else []
    for folder in found:
        if folder in kept:
            _lighten(folder)
        else:
            shutil.rmtree(folder)


def _lighten(folder: Path) -> None:
    checkpoint = load(folder)
    light = {name: checkpoint.arrays[name] for name in weight_names(checkpoint)}
    if len(light) < len(checkpoint.arrays):
        save(folder, Checkpoint(light, checkpoint.options, checkpoint.position))
