"""The models that can be fetched by name, as ``registry.toml`` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from selaras.errors import ModelError

_SHIPPED = Path(__file__).with_name("registry.toml")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to fetch, with its size and SHA-256 where they are known."""

    url: str
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """Its last part."""
        return PurePosixPath(urlsplit(self.url).path).name


@dataclass(frozen=True, slots=True)
class Entry:
    """A model in the registry."""

    name: str
    kind: str
    languages: tuple[str, ...]
    licence: str
    revision: str = ""
    multilingual: bool = False
    non_commercial: bool = False
    files: tuple[RemoteFile, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def size(self) -> int | None:
        """Bytes to fetch, if all are known."""
        sizes = [file.size for file in self.files]
        return sum(filter(None, sizes)) if sizes and all(sizes) else None

    @property
    def directions(self) -> str:
        """What it translates, in a few words."""
        if self.multilingual:
            return f"between {', '.join(self.languages)} and more"
        return "-".join(self.languages)


def entries(path: Path = _SHIPPED) -> Mapping[str, Entry]:
    """Every model of the registry, by name."""
    return _entries(path)


def entry(name: str, path: Path = _SHIPPED) -> Entry:
    """The model ``name``; raises ModelError, naming those there are, when it is none of them."""
    known = entries(path)
    if name not in known:
        raise ModelError(f"No model is called {name!r}; there are: {', '.join(sorted(known))}.")
    return known[name]


def parts(name: str) -> list[Entry]:
    """What is fetched for ``name``: the model, or those that its pivot goes through."""
    found = entry(name)
    return [part for other in found.through for part in parts(other)] or [found]


@lru_cache
def _entries(path: Path) -> Mapping[str, Entry]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _entry(name, table) for name, table in tables.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is not a registry of models: {error}") from error


def _entry(name: str, table: Mapping[str, Any]) -> Entry:
    revision = table.get("revision", "")
    files = tuple(
        RemoteFile(file["url"].format(revision=revision), file.get("size"), file.get("sha256"))
        for file in table.get("files", ())
    )
    return Entry(
        name=name,
        kind=table["kind"],
        languages=tuple(table["languages"]),
        licence=table["licence"],
        revision=revision,
        multilingual=table.get("multilingual", False),
        non_commercial=table.get("non-commercial", False),
        files=files,
        through=tuple(table.get("through", ())),
    )
