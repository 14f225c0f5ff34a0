"""Offices that people hold and bodies they hold them in: ``offices.csv`` and ``bodies.csv``.

An id may carry what qualifies it after plus signs: ``minister+deputy`` is the
deputy of ``minister``, ``party-committee+province`` the provincial one. What stands
behind a slash narrows: ``minister/foreign`` is a ``minister`` too. Rows whose id
begins with ``before:``, ``after:`` or ``level:`` are such qualifiers by themselves,
for words that stand beside an office or a body. ``none:`` marks forms that hold the
words of an office and are none (``Đại sứ quán``, an embassy).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.gazetteer import Entry, Gazetteer, read_entries
from selaras.languages.model import Language


@dataclass(frozen=True, slots=True)
class Qualified:
    """Offices or bodies, and the words that qualify them by where they stand.

    ``before`` and ``after`` hold modifiers of an office (deputy, acting …);
    ``levels`` the levels of a body (province, city …), which may stand on either side.
    """

    names: Gazetteer
    before: Gazetteer
    after: Gazetteer
    levels: Gazetteer


@lru_cache
def offices(language: Language) -> Qualified:
    """The offices of people in ``language``; empty if it has none."""
    return _qualified(language, "offices")


@lru_cache
def bodies(language: Language) -> Qualified:
    """The bodies of party, state and the world in ``language``; empty if it has none."""
    return _qualified(language, "bodies")


def _qualified(language: Language, table: str) -> Qualified:
    entries = read_entries(language.rows(table))
    prefixes = ("before:", "after:", "level:")
    names = {id: entry for id, entry in entries.items() if not id.startswith(prefixes)}
    return Qualified(Gazetteer(names), *(Gazetteer(_below(entries, prefix)) for prefix in prefixes))


def _below(entries: dict[str, Entry], prefix: str) -> dict[str, Entry]:
    return {
        id.removeprefix(prefix): Entry(id.removeprefix(prefix), entry.forms)
        for id, entry in entries.items()
        if id.startswith(prefix)
    }
