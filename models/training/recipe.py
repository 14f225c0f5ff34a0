"""The recipe of a model: which corpora in which directions, how much each source counts, limits.

A TOML file, so that a model for other languages or other text needs no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from selaras.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of rows ``source name, first text, second text``, separated by tabs.

    With ``one_way`` only the second language is learned from the first.
    """

    file: str
    first: str
    second: str
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from: the kind of text, its licence, and whether that lets weights ship."""

    kind: str
    licence: str
    clean: bool = True


@dataclass(frozen=True, slots=True)
class Direction:
    """From which language into which."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a row must keep to, and how large the vocabularies become."""

    characters: int = 600
    ratio: float = 2.5
    differing_numbers: int = 2
    pieces: int = 128
    margin: float = 0.0
    source_pieces: int = 32000
    target_pieces: int = 8000
    common_words: int = 20000
    held_out: int = 400


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that ``prepare`` needs to know besides the text itself."""

    name: str
    corpora: tuple[Corpus, ...]
    directions: tuple[Direction, ...]
    sources: Mapping[str, Source]
    kinds: Mapping[str, float]
    limits: Limits

    def weight(self, source: str) -> float:
        """How often a row of ``source`` is read in one pass over the data."""
        return self.kinds[self.sources[source].kind]

    @property
    def target_languages(self) -> tuple[str, ...]:
        """Each language that is translated into, in the order of the recipe."""
        return tuple(dict.fromkeys(direction.target for direction in self.directions))

    @property
    def languages(self) -> tuple[str, ...]:
        """Each language of the directions, in alphabetical order."""
        return tuple(sorted({code for d in self.directions for code in (d.source, d.target)}))


def read(path: Path, directions: tuple[str, ...] = ()) -> Recipe:
    """The recipe in ``path``, for ``directions`` if any are given instead of its own."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        recipe = _recipe(table, directions or tuple(table["directions"]))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(f"{path} is no recipe: {error} is missing or wrong.") from error
    unknown = {source.kind for source in recipe.sources.values()} - set(recipe.kinds)
    if unknown:
        raise SettingsError(f"{path}: [kinds] lacks {', '.join(sorted(unknown))}.")
    return recipe


def with_target_pieces(recipe: Recipe, count: int) -> Recipe:
    """The recipe with another size of the target's vocabulary."""
    return replace(recipe, limits=replace(recipe.limits, target_pieces=count))


def _recipe(table: dict[str, Any], directions: tuple[str, ...]) -> Recipe:
    return Recipe(
        name=table["name"],
        corpora=tuple(Corpus(**corpus) for corpus in table["corpus"]),
        directions=tuple(_direction(text) for text in directions),
        sources={name: Source(**source) for name, source in table["sources"].items()},
        kinds={name: float(weight) for name, weight in table["kinds"].items()},
        limits=_limits(table.get("limits", {})),
    )


def _limits(table: dict[str, Any]) -> Limits:
    decimal = {field.name for field in fields(Limits) if isinstance(field.default, float)}
    given: dict[str, Any] = {
        name: float(value) if name in decimal else int(value) for name, value in table.items()
    }
    return Limits(**given)


def _direction(text: str) -> Direction:
    source, target = text.split("-")
    return Direction(source, target)
