"""Reads the rows of a recipe's corpora, each in every direction that the recipe asks for."""

from __future__ import annotations

import hashlib
import lzma
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from selaras.errors import SettingsError
from selaras.models.training.recipe import Corpus, Direction, Recipe


@dataclass(frozen=True, slots=True)
class Row:
    """One text and its translation, from a named source."""

    origin: str
    direction: Direction
    source: str
    target: str

    @property
    def rank(self) -> bytes:
        """A number by chance, the same for all rows with one target text."""
        return hashlib.sha256(self.target.casefold().encode()).digest()[:8]


def read_rows(recipe: Recipe, folders: Sequence[Path], all_sources: bool = False) -> Iterator[Row]:
    """Every row of the corpora, each read from the first of the folders that holds it.

    Without ``all_sources`` only those whose weights may ship.
    """
    for corpus in recipe.corpora:
        for name, first, second in _lines(_found(corpus, folders)):
            if name not in recipe.sources:
                raise SettingsError(f"{corpus.file}: the recipe does not know the source {name}.")
            if recipe.sources[name].clean or all_sources:
                yield from _directed(recipe, corpus, name, first, second)


def _directed(recipe: Recipe, corpus: Corpus, name: str, first: str, second: str) -> Iterator[Row]:
    texts = {corpus.first: first, corpus.second: second}
    for direction in recipe.directions:
        if corpus.one_way and direction.source != corpus.first:
            continue
        if texts.keys() == {direction.source, direction.target}:
            yield Row(name, direction, texts[direction.source], texts[direction.target])


def _found(corpus: Corpus, folders: Sequence[Path]) -> Path:
    paths = [folder / corpus.file for folder in folders]
    return next((path for path in paths if path.is_file()), paths[0])


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                columns = unicodedata.normalize("NFC", line).rstrip("\n").split("\t")
                if len(columns) != 3:
                    raise SettingsError(f"{path}:{number}: three columns were expected.")
                yield columns[0], columns[1], columns[2]
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")
