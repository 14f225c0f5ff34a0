"""What the user may choose, validated, with the origin of each value.

Values come in layers (defaults, the settings file, the part of it for some
paths, the command line). A layer is flat: a dotted name (``severity.number``)
and its value; the later layer wins name by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from selaras import languages
from selaras.checks import registry
from selaras.checks.model import Severity
from selaras.errors import SettingsError

# The translator's name where there shall be none.
NO_TRANSLATOR = "none"
_MOST_THREADS = 1024
_LONGEST = 500

# Findings that the gate raises itself; their severity can be set like a check's.
GATE_FINDINGS = {
    "not-audited": Severity.ERROR,
    "missing-translation": Severity.ERROR,
    "stale-translation": Severity.WARNING,
    "suppression": Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings of one audit.

    ``options`` holds the options of single checks, by the check's name, and the
    glossaries' paths under ``glossaries``. ``thresholds`` are the least scores
    (``coverage-source``, ``chrf`` …) and ``max_warnings`` the most new warnings
    that pass the gate. ``translator`` is an installed model instead of the one that
    is found, or ``none``. ``names`` are files that list names which are right as they are.
    """

    source_language: str | None = None
    target_language: str | None = None
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    threads: int = 0
    encoder: str | None = None
    translator: str | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    max_warnings: int | None = None
    names: tuple[str, ...] = ()

    def sha256(self) -> str:
        """A checksum of everything that can change an audit's result."""
        values = asdict(self)
        del values["threads"]
        values["names"] = [_digest(path) for path in self.names]
        if "glossaries" in self.options:
            values["options"]["glossaries"] = [_digest(path) for path in self.options["glossaries"]]
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Layer:
    """Values from one origin, by dotted name."""

    origin: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """An effective value and where it came from."""

    value: Any
    origin: str


NOTHING = Layer("", {})
DEFAULTS = Layer(
    "default",
    {
        "source-language": None,
        "target-language": None,
        "fail-on": Severity.ERROR,
        "select": (),
        "ignore": (),
        "threads": 0,
        "encoder": None,
        "translator": None,
        "max-warnings": None,
        "glossaries": (),
        "names": (),
    },
)


def effective(layers: Iterable[Layer]) -> dict[str, Value]:
    """Every value that holds once all layers are laid over the defaults, sorted by name."""
    values = {
        name: Value(value, layer.origin)
        for layer in (DEFAULTS, *layers)
        for name, value in layer.values.items()
    }
    return dict(sorted(values.items()))


def build(layers: Iterable[Layer]) -> Settings:
    """The Settings that these layers add up to; raises SettingsError for a contradiction."""
    values = {name: value.value for name, value in effective(layers).items()}
    if not registry.chosen(values["select"], values["ignore"]):
        raise SettingsError("select and ignore leave no check to run: take a name out of ignore")
    both = values["source-language"]
    if both and both == values["target-language"]:
        raise SettingsError(f"source-language and target-language are both {both!r}: correct one")
    options = dict(_section(values, "checks"))
    if values["glossaries"]:
        options["glossaries"] = values["glossaries"]
    return Settings(
        source_language=values["source-language"],
        target_language=values["target-language"],
        fail_on=values["fail-on"],
        select=values["select"],
        ignore=values["ignore"],
        severity=_section(values, "severity"),
        options=options,
        threads=values["threads"],
        encoder=values["encoder"],
        translator=values["translator"],
        thresholds=_section(values, "thresholds"),
        max_warnings=values["max-warnings"],
        names=values["names"],
    )


def read_layer(
    table: Mapping[str, Any], origin: str, folder: Path, others: tuple[str, ...] = ()
) -> Layer:
    """The layer that a table of a settings file holds; paths in it start at ``folder``.

    ``others`` are names that may stand in the table too and are read elsewhere.
    Raises SettingsError, naming the origin and the nearest right name or the values
    that are possible, when a name or a value is wrong.
    """
    reader = _Reader(origin, folder, others)
    values: dict[str, Any] = {}
    for name, value in table.items():
        values.update(reader.read(name, value))
    return Layer(origin, values)


def near(name: str, names: Iterable[str], otherwise: str | None = None) -> str:
    """A hint at the name that was probably meant, or at all there are."""
    known = list(names)
    match = get_close_matches(name.lower().replace("_", "-"), known, n=1)
    if match:
        return f"did you mean {match[0]!r}?"
    return otherwise or f"there are: {', '.join(known)}"


def _section(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    prefix = f"{name}."
    return {key.removeprefix(prefix): v for key, v in values.items() if key.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the values of one table, each by its own rule."""

    origin: str
    folder: Path
    others: tuple[str, ...] = ()

    def read(self, name: str, value: Any) -> dict[str, Any]:
        """The dotted names and values that the setting ``name`` stands for."""
        sections = {
            "severity": self._severities,
            "thresholds": self._thresholds,
            "checks": self._options,
        }
        if name in sections:
            return sections[name](self._table(name, value))
        return {name: self._single(name)(name, value)}

    def _single(self, name: str) -> Callable[[str, Any], Any]:
        rules: dict[str, Callable[[str, Any], Any]] = {
            "source-language": self._language,
            "target-language": self._language,
            "fail-on": self._severity,
            "select": self._checks,
            "ignore": self._checks,
            "threads": self._threads,
            "encoder": self._text,
            "translator": self._text,
            "max-warnings": self._count,
            "glossaries": self._paths,
            "names": self._paths,
        }
        if name not in rules:
            names = (*rules, "severity", "thresholds", "checks", *self.others)
            raise self._wrong(f"there is no setting {name!r}; {near(name, names)}")
        return rules[name]

    def _severities(self, table: Mapping[str, Any]) -> dict[str, Any]:
        return {
            f"severity.{self._finding(name)}": self._severity(f"severity.{name}", value)
            for name, value in table.items()
        }

    def _thresholds(self, table: Mapping[str, Any]) -> dict[str, Any]:
        most = {"coverage-source": 1, "coverage-target": 1, "chrf": 100, "bleu": 100}
        for name, value in table.items():
            if name not in most:
                raise self._wrong(f"there is no threshold {name!r}; {near(name, most)}")
            if not _is_number(value) or not 0 <= value <= most[name]:
                raise self._wrong(
                    f"thresholds.{name} is {value!r}; it must be a number from 0 to {most[name]}"
                )
        return {f"thresholds.{name}": float(value) for name, value in table.items()}

    def _options(self, table: Mapping[str, Any]) -> dict[str, Any]:
        return {
            f"checks.{self._check(name)}": self._known_options(name, value)
            for name, value in table.items()
        }

    def _known_options(self, check: str, value: Any) -> Mapping[str, Any]:
        options = self._table(f"checks.{check}", value)
        known = sorted(registry.modules()[check].CHECK.options)
        for name in options:
            if name not in known:
                hint = near(name, known) if known else "it has none"
                raise self._wrong(f"the check {check!r} has no option {name!r}; {hint}")
        return options

    def _table(self, name: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"{name} is {value!r}; it must be a table")
        return value

    def _language(self, name: str, value: Any) -> str:
        code = self._text(name, value)
        if code not in languages.available():
            hint = near(code, languages.available())
            raise self._wrong(f"{name} is {value!r}, which selaras does not know; {hint}")
        return code

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise self._wrong(f"{name} is {value!r}; it must be a text")
        return value

    def _texts(self, name: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            hint = f", such as [{json.dumps(value)}]" if isinstance(value, str) else ""
            raise self._wrong(f"{name} is {value!r}; it must be a list of texts{hint}")
        return tuple(self._text(name, item) for item in value)

    def _count(self, name: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong(f"{name} is {value!r}; it must be a whole number, 0 or more")
        return value

    def _threads(self, name: str, value: Any) -> int:
        count = self._count(name, value)
        if count > _MOST_THREADS:
            raise self._wrong(f"{name} is {value}; it must not be more than {_MOST_THREADS}")
        return count

    def _severity(self, name: str, value: Any) -> Severity:
        if value not in list(Severity):
            raise self._wrong(f"{name} is {value!r}; it must be one of: {', '.join(Severity)}")
        return Severity(value)

    def _paths(self, name: str, value: Any) -> tuple[str, ...]:
        paths = tuple(str(self.folder / text) for text in self._texts(name, value))
        for path in paths:
            if not Path(path).is_file():
                raise self._wrong(f"{name}: there is no file {path}")
        return paths

    def _checks(self, name: str, value: Any) -> tuple[str, ...]:
        names = self._texts(name, value)
        for one in names:
            try:
                registry.chosen([one])
            except SettingsError:
                hint = near(one, [*_groups(), *registry.modules()], "see: selaras checks list")
                raise self._wrong(f"{name}: there is no check named {one!r}; {hint}") from None
        return names

    def _check(self, name: str) -> str:
        try:
            return registry.known(name)
        except SettingsError as error:
            raise self._wrong(str(error)) from None

    def _finding(self, name: str) -> str:
        return name if name in GATE_FINDINGS else self._check(name)

    def _wrong(self, message: str) -> SettingsError:
        short = message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"
        return SettingsError(f"{self.origin}: {short}")


def _groups() -> list[str]:
    return sorted({registry.group(name) for name in registry.modules()})


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
