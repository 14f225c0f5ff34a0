"""The prepared data on disk: pieces of every row as flat arrays, small enough to carry anywhere.

``rows.npz`` holds the pieces of all sources and of all targets, one row after the
other, with the length of each row, and by number where it is from and what it
translates; ``about.json`` tells what is in it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from selaras.errors import ModelError

SOURCE_MODEL, TARGET_MODEL = "source.model", "target.model"
HELD_OUT = "held-out.tsv"
START = "start.npz"
_ABOUT, _ROWS = "about.json", "rows.npz"

Ids = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """What one source gave."""

    kind: str
    licence: str
    rows: int


@dataclass(frozen=True, slots=True)
class About:
    """What the data were made from; a tag is numbered after the pieces of the source."""

    name: str
    directions: tuple[str, ...]
    tags: tuple[str, ...]
    source_pieces: int
    target_pieces: int
    clean: bool
    kinds: dict[str, float]
    sources: dict[str, Part]
    dropped: dict[str, int]
    seconds: float = 0.0

    @property
    def source_size(self) -> int:
        """Rows that the source's embeddings need: pieces and tags."""
        return self.source_pieces + len(self.tags)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of all rows: their pieces in one array, and where each row ends in it."""

    ids: Ids
    ends: Numbers

    def __getitem__(self, row: int) -> Ids:
        start = self.ends[row - 1] if row else 0
        return self.ids[start : self.ends[row]]

    @property
    def lengths(self) -> Numbers:
        """The number of pieces of each row."""
        return np.diff(self.ends, prepend=0)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The rows: their sides, and the number of each one's source and direction in ``about``."""

    folder: Path
    about: About
    source: Side
    target: Side
    origins: Ids
    directions: Ids

    def __len__(self) -> int:
        return len(self.origins)

    def weights(self, changed: Mapping[str, float], directions: Collection[str]) -> Weights:
        """How often each row is read in a pass, by its kind; other ``directions`` are left out.

        ``changed`` are weights of kinds that differ from the recipe's.
        """
        kinds = self.about.kinds | dict(changed)
        by_source = [kinds[part.kind] for part in self.about.sources.values()]
        wanted = [not directions or name in directions for name in self.about.directions]
        found: Weights = np.array(by_source, np.float32)[self.origins]
        return found * np.array(wanted)[self.directions]


def side(rows: Sequence[Sequence[int]]) -> Side:
    """Rows of pieces, put one after the other."""
    flat = [number for row in rows for number in row]
    return _side(np.array(flat, np.uint16), np.array([len(row) for row in rows], np.uint16))


def write(dataset: Dataset) -> None:
    """Write the arrays and what is known of them into the data's folder."""
    np.savez_compressed(
        dataset.folder / _ROWS,
        source=dataset.source.ids,
        source_lengths=dataset.source.lengths.astype(np.uint16),
        target=dataset.target.ids,
        target_lengths=dataset.target.lengths.astype(np.uint16),
        origins=dataset.origins,
        directions=dataset.directions,
    )
    text = json.dumps(asdict(dataset.about), indent=1, ensure_ascii=False)
    (dataset.folder / _ABOUT).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Dataset:
    """The data in ``folder``; raises ModelError when there are none."""
    try:
        with np.load(folder / _ROWS) as stored:
            source, target = (
                _side(stored[name], stored[f"{name}_lengths"]) for name in ("source", "target")
            )
            numbers = stored["origins"], stored["directions"]
        return Dataset(folder, read_about(folder), source, target, *numbers)
    except (OSError, ValueError, KeyError) as error:
        raise _missing(folder, error) from error


def read_about(folder: Path) -> About:
    """What the data in ``folder`` were made from."""
    try:
        table = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        table |= {name: tuple(table[name]) for name in ("directions", "tags")}
        table["sources"] = {name: Part(**part) for name, part in table["sources"].items()}
        return About(**table)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _missing(folder, error) from error


def _side(ids: Ids, lengths: Ids) -> Side:
    return Side(ids, np.cumsum(lengths, dtype=np.int64))


def _missing(folder: Path, error: Exception) -> ModelError:
    return ModelError(f"{folder} holds no prepared data ({error}): prepare them first.")
