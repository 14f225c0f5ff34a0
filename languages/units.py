"""Units of measurement and currencies: their names in a language, and how they convert.

``languages/units.toml`` knows the units themselves (dimension, factor), a
language's own ``units.toml`` what it calls them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
from selaras.languages.model import Language

_COMMON = Path(__file__).with_name("units.toml")

_POWER = regex.compile(r"(?:<sup>\s?|\^)([23])(?!\d)(?:\s?</sup>)?")
_WORD = regex.compile(r"[\p{L}\p{M}²³]+(?:/[\p{L}\p{M}]+)?|[%‰°$€£¥₫]")
_SIGNS_BEFORE = {"US$": "USD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "$": "dollar"} | {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₫": "VND",
    "₩": "KRW",
}
_SIGNS_AFTER = {"$": "dollar", "€": "EUR", "£": "GBP", "¥": "JPY", "₫": "VND"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its symbol, what it measures, and the way to that dimension's base unit.

    Of a currency the dimension is ``money`` and the symbol its ISO 4217 code, or
    ``dollar`` where the text does not say whose.
    """

    symbol: str
    dimension: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def base(self, amount: Fraction) -> Fraction:
        """``amount`` of this unit in the base unit of its dimension."""
        return amount * self.factor + self.offset


@dataclass(frozen=True, slots=True)
class UnitNames:
    """What a language calls its units, compiled to patterns that stand after or before a number."""

    after: regex.Pattern[str]
    before: regex.Pattern[str]
    units: Mapping[str, Unit]

    def unit_after(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The unit named right after ``position`` (where a number ends), and where it ends."""
        match = self.after.match(text, position)
        if not match:
            return None
        unit = self.units[_folded(match["symbol"] or match["name"], bool(match["name"]))]
        power = _POWER.match(text, match.end())
        squared = self.units.get(unit.symbol + "²³"[int(power[1]) - 2]) if power else None
        return (squared, power.end()) if power and squared else (unit, match.end())

    def mentions(self, unit: Unit, text: str) -> bool:
        """Whether ``text`` names the unit, with or without a number."""
        words = {_folded(match[0]) for match in _WORD.finditer(text)}
        names = (name for name, known in self.units.items() if known.symbol == unit.symbol)
        return any(words.issuperset(name.split()) for name in names if name in words or " " in name)

    def currency_before(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The currency written right before ``position`` (where a number begins), and its start."""
        window = text[max(0, position - 8) : position]
        match = self.before.search(window)
        if not match:
            return None
        name = match["symbol"] or _folded(match["name"])
        return self.units[f"{name} before"], position - len(window) + match.start()


@lru_cache
def unit_names(language: Language) -> UnitNames:
    """The units as the language names them; symbols alone where it has no ``units.toml``."""
    table = language.table("units")
    units, currencies = _units(), table.get("currencies", {})
    named = {
        _folded(name): units[symbol]
        for symbol, names in table.get("names", {}).items()
        for name in names
    } | {_folded(name): Unit(code, "money") for code, names in currencies.items() for name in names}
    aliases = {alias: units[symbol] for alias, symbol in _common()["aliases"].items()}
    symbols = units | aliases | {sign: Unit(code, "money") for sign, code in _SIGNS_AFTER.items()}
    before = {
        name: Unit(code, "money")
        for code, names in table.get("currencies_before", {}).items()
        for name in names
    } | {code.casefold(): Unit(code, "money") for code in currencies if code.isupper()}
    signs = {sign: Unit(code, "money") for sign, code in _SIGNS_BEFORE.items()}
    return UnitNames(
        after=_after(symbols.keys() - _common()["spelled_only"], named, table.get("unless", {})),
        before=_before(signs, before),
        units=named | symbols | {f"{name} before": unit for name, unit in (before | signs).items()},
    )


@lru_cache
def _units() -> dict[str, Unit]:
    return {
        symbol: _unit(symbol, dimension, entry)
        for dimension, entries in _common().items()
        if isinstance(entries, dict) and dimension != "aliases"
        for symbol, entry in entries.items()
    }


@lru_cache
def _common() -> dict[str, Any]:
    return tomllib.loads(_COMMON.read_text(encoding="utf-8"))


def _unit(symbol: str, dimension: str, entry: str | dict[str, Any]) -> Unit:
    if isinstance(entry, str):
        return Unit(symbol, dimension, Fraction(entry))
    return Unit(symbol, dimension, Fraction(entry["factor"]), Fraction(entry["offset"]))


def _folded(name: str, spelled: bool = True) -> str:
    """A name as the tables list it: symbols keep their capitals."""
    return " ".join((name.casefold() if spelled else name).split()).replace(" / ", "/")


def _after(
    symbols: Iterable[str], names: Iterable[str], unless: Mapping[str, list[str]]
) -> regex.Pattern[str]:
    calendar = r"(?!\s?\d)" if names else ""
    spelled = [
        _spelled(name) + _not_before(unless.get(name, ())) for name in sorted(names, key=_longest)
    ]
    signs = [_spelled(symbol) for symbol in sorted(symbols, key=_longest)]
    return regex.compile(
        r"[\s-]{0,2}+(?=[^\d\s.,;:()]|\(\p{L}\))"
        rf"(?:(?P<name>(?i:{'|'.join(spelled) or '(?!)'}))"
        rf"(?![\p{{L}}\p{{M}}]){calendar}"
        rf"|(?P<symbol>{'|'.join(signs)})(?:(?<=[%‰])|(?![\p{{L}}\p{{M}}²³/])))"
    )


def _before(signs: Iterable[str], names: Iterable[str]) -> regex.Pattern[str]:
    spelled = "|".join(regex.escape(name) for name in sorted(names, key=_longest))
    exact = "|".join(regex.escape(sign) for sign in sorted(signs, key=_longest))
    return regex.compile(
        rf"(?:(?<![\p{{L}}\p{{M}}])(?P<name>(?i:{spelled or '(?!)'}))|(?P<symbol>{exact}))\s?$"
    )


def _spelled(name: str) -> str:
    """A pattern of the name; a slash may stand between spaces ("km / jam")."""
    return r"\s".join(regex.escape(part) for part in name.split()).replace("/", r"\s?/\s?")


def _not_before(words: Iterable[str]) -> str:
    listed = "|".join(regex.escape(word) for word in words)
    return rf"(?!\s(?:{listed})(?![\p{{L}}\p{{M}}]))" if listed else ""


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name
