"""A language is a folder of data files; :func:`load` finds it, typed readers interpret it.

Every folder holds ``language.toml`` (name and script). What more it holds (how
sentences end, numbers, dates, names …) is read by the module of that name in
this package, so that a language may start small.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras.errors import LanguageError

_SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code, with the folder that holds its data."""

    code: str
    name: str
    scripts: tuple[str, ...]
    folder: Path

    def table(self, name: str) -> dict[str, Any]:
        """The content of ``NAME.toml`` in the language's folder; empty if it has none."""
        return _toml(self.folder / f"{name}.toml")

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of ``NAME.csv`` in the language's folder; empty if it has none."""
        return _csv(self.folder / f"{name}.csv")


def available(*more_folders: Path) -> list[str]:
    """The codes of all languages that can be loaded, sorted."""
    return sorted(
        path.parent.name
        for folder in (_SHIPPED, *more_folders)
        for path in folder.glob("*/language.toml")
    )


@lru_cache
def load(code: str, *more_folders: Path) -> Language:
    """The language ``code``, from the folders given or from those that selaras ships.

    Raises LanguageError, naming the languages there are, when it is none of them.
    """
    for parent in (*more_folders, _SHIPPED):
        folder = parent / code
        if (folder / "language.toml").is_file():
            head = _toml(folder / "language.toml")
            return Language(code, head["name"], tuple(head["scripts"]), folder)
    known = ", ".join(available(*more_folders))
    raise LanguageError(f"selaras has no data for the language {code!r}; it has: {known}")


@lru_cache
def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache
def _csv(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
