"""A project: a folder with a settings file, the pairs of documents it names, and their settings.

The settings stand in ``selaras.toml``, or under ``[tool.selaras]`` in
``pyproject.toml``, in the working folder or the nearest one above it.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from selaras.baseline import FILE_NAME
from selaras.errors import SettingsError
from selaras.patterns import Pattern
from selaras.settings import NOTHING, Layer, Value, effective, near, read_layer

SETTINGS_FILE = "selaras.toml"


@dataclass(frozen=True, slots=True)
class PairPattern:
    """Which files are sources, which file is the translation of each, and settings of theirs."""

    source: Pattern
    target: Pattern
    layer: Layer


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for the pairs of which one document matches one of the patterns."""

    patterns: tuple[Pattern, ...]
    layer: Layer

    def matches(self, pair: Pair) -> bool:
        """Whether a pattern matches one of the two documents."""
        paths = pair.source, pair.target
        return any(p.match(path) is not None for p in self.patterns for path in paths)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation, which may be missing, relative to the project's folder."""

    source: str
    target: str
    layer: Layer

    @property
    def name(self) -> str:
        """How baselines and reports call the pair."""
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True, slots=True)
class Project:
    """What the settings file says; without one, a project has neither pairs nor settings."""

    folder: Path
    layer: Layer = NOTHING
    pairs: tuple[PairPattern, ...] = ()
    overrides: tuple[Override, ...] = ()
    baseline: Path | None = None

    def found_pairs(self) -> Iterator[Pair]:
        """Every pair whose source exists, in the order of the settings file, each once."""
        seen = set()
        for pattern in self.pairs:
            for path in pattern.source.files(self.folder):
                values = pattern.source.match(path)
                if values is None or pattern.target.match(path) is not None:
                    continue
                pair = Pair(path, pattern.target.filled(values), pattern.layer)
                if pair.name not in seen:
                    seen.add(pair.name)
                    yield pair

    def pair(self, source: Path, target: Path) -> Pair:
        """The pair of these two files, with the settings of the first pattern that fits it."""
        names = self.relative(source), self.relative(target)
        for pattern in self.pairs:
            values = pattern.source.match(names[0])
            if values is not None and pattern.target.filled(values) == names[1]:
                return Pair(*names, pattern.layer)
        return Pair(*names, NOTHING)

    def named(self, name: str) -> str:
        """A pair's name as this project has it; a report may name its files otherwise."""
        source, arrow, target = name.partition(" -> ")
        return self.pair(Path(source), Path(target)).name if arrow else name

    def layers(self, pair: Pair) -> tuple[Layer, ...]:
        """The layers of settings that hold for a pair; the last one wins."""
        matching = (override.layer for override in self.overrides if override.matches(pair))
        return (self.layer, pair.layer, *matching)

    def relative(self, path: Path) -> str:
        """The path as pairs and patterns have it: from the project's folder, with ``/``."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - "..", but no link, is resolved
        if absolute.is_relative_to(self.folder):
            return absolute.relative_to(self.folder).as_posix()
        return path.as_posix()


def find_project(start: Path) -> Project:
    """The project that ``start`` lies in; raises SettingsError when its settings are wrong."""
    for folder in (start.absolute(), *start.absolute().parents):
        for name in (SETTINGS_FILE, "pyproject.toml"):
            project = _project_in(folder / name)
            if project:
                return project
    return Project(start.absolute())


def read_project(path: Path) -> Project:
    """The project of a settings file; raises SettingsError when it is none."""
    project = _project_in(path)
    if project is None:
        raise SettingsError(f"there are no settings of selaras in {path}")
    return project


def describe(project: Project, *files: Path) -> str:
    """Every effective value as TOML, with its origin; those of a pair if its files are given."""
    layers = project.layers(project.pair(*files)) if files else (project.layer,)
    return "\n".join(_described(name, value) for name, value in effective(layers).items())


def _described(name: str, value: Value) -> str:
    if value.value is None:
        return f"# {name} is not set  # {value.origin}"
    return f"{name} = {_toml(value.value)}  # {value.origin}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False, default=str)


def write_starter(folder: Path) -> Path:
    """Write a commented settings file; raises SettingsError when there is one already."""
    path = folder / SETTINGS_FILE
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(resources.files("selaras").joinpath("starter.toml").read_text("utf-8"))
    except FileExistsError:
        raise SettingsError(f"{path} is there already; selaras changes no settings") from None
    return path


def _project_in(path: Path) -> Project | None:
    text = _text(path)
    if text is None:
        return None
    if path.name != "pyproject.toml":
        return _project(_parsed(text, path), path.parent, path.name)
    if "tool.selaras" not in text:
        return None
    table = _parsed(text, path).get("tool", {}).get("selaras")
    if not isinstance(table, dict):
        return None
    return _project(table, path.parent, "pyproject.toml [tool.selaras]")


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror or error}") from None
    except ValueError:
        raise SettingsError(f"{path} is not UTF-8 text") from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from None
    except RecursionError:
        raise SettingsError(f"{path} is not valid TOML: it is nested too deeply") from None


def _project(content: dict[str, Any], folder: Path, origin: str) -> Project:
    own = {name: content.pop(name, None) for name in ("pairs", "overrides", "baseline")}
    if "tool" in content:
        raise SettingsError(f"{origin}: leave [tool.selaras] out, it belongs into pyproject.toml")
    return Project(
        folder=folder.absolute(),
        layer=read_layer(content, origin, folder, tuple(own)),
        pairs=_pair_patterns(own["pairs"], origin, folder),
        overrides=tuple(
            _override(table, f"{origin}, overrides {number}", folder)
            for number, table in enumerate(_tables(own["overrides"], "overrides", origin), start=1)
        ),
        baseline=_baseline(own["baseline"], folder, origin),
    )


def _tables(value: Any, name: str, origin: str) -> Sequence[dict[str, Any]]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise SettingsError(f"{origin}: {name} must be written as tables: [[{name}]]")
    return value


def _pair_patterns(value: Any, origin: str, folder: Path) -> tuple[PairPattern, ...]:
    """The patterns of all pairs; what one calls the source, no other may call its translation."""
    patterns = tuple(
        _pair_pattern(table, f"{origin}, pairs {number}", folder)
        for number, table in enumerate(_tables(value, "pairs", origin), start=1)
    )
    numbers = {(p.source.text, p.target.text): n for n, p in enumerate(patterns, start=1)}
    for (source, target), number in numbers.items():
        other = numbers.get((target, source), 0)
        if other > number:
            raise SettingsError(f"{origin}: pairs {number} and {other} translate each other")
    return patterns


def _pair_pattern(table: dict[str, Any], origin: str, folder: Path) -> PairPattern:
    allowed = {"source", "target", "source-language", "target-language"}
    for name in table:
        if name not in allowed:
            raise SettingsError(f"{origin}: there is no {name!r}; {near(name, sorted(allowed))}")
    source, target = (
        _pattern(table.pop(side, None), side, origin) for side in ("source", "target")
    )
    unknown = sorted(target.wildcards - source.wildcards)
    if unknown:
        raise SettingsError(f"{origin}: target {target.text!r} has wildcards that source has not")
    if source.text == target.text:
        raise SettingsError(f"{origin}: source and target are the same, {source.text!r}")
    return PairPattern(source, target, read_layer(table, origin, folder))


def _override(table: dict[str, Any], origin: str, folder: Path) -> Override:
    paths = table.pop("paths", None)
    if not isinstance(paths, list) or not paths:
        raise SettingsError(f"{origin}: paths must be a list of paths, such as 'archive/**'")
    patterns = tuple(_pattern(path, "paths", origin) for path in paths)
    return Override(patterns, read_layer(table, origin, folder))


def _pattern(value: Any, name: str, origin: str) -> Pattern:
    if not isinstance(value, str) or not value:
        raise SettingsError(f"{origin}: {name} must be a path, such as 'news/{{name}}.md'")
    if value.startswith("/") or ".." in value.split("/"):
        raise SettingsError(f"{origin}: {name} {value!r} must lie inside the project's folder")
    pattern = Pattern(value.replace("\\", "/").removeprefix("./"))
    if pattern.trouble:
        raise SettingsError(f"{origin}: {name} {value!r} {pattern.trouble}")
    return pattern


def _baseline(value: Any, folder: Path, origin: str) -> Path:
    if value is None:
        return folder / FILE_NAME
    if not isinstance(value, str) or not value:
        raise SettingsError(f"{origin}: baseline is {value!r}; it must be the path of a file")
    return folder / value
