"""Acronyms with what they stand for: ``acronyms.csv`` in a language's folder.

Columns: ``id`` (the same in all languages), ``acronyms`` and ``expansions``
(each by ``|``; a language that has no acronym for the thing leaves the first
empty), and ``fixed``: ``yes`` if only the expansions listed are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.gazetteer import Entry, Gazetteer
from selaras.languages.model import Language


@dataclass(frozen=True, slots=True)
class Acronym:
    """How one language writes a thing that some language abbreviates."""

    id: str
    acronyms: tuple[str, ...]
    expansions: tuple[str, ...]
    fixed: bool


@dataclass(frozen=True, slots=True)
class Acronyms:
    """The acronyms of a language: by id, by the acronym itself, and as a search."""

    by_id: Mapping[str, Acronym]
    by_acronym: Mapping[str, Acronym]
    expansions: Gazetteer


@lru_cache
def acronyms(language: Language) -> Acronyms:
    """The acronyms of ``language``; empty if it has none."""
    known = [_acronym(row) for row in language.rows("acronyms")]
    expansions = {one.id: Entry(one.id, one.expansions) for one in known if one.expansions}
    return Acronyms(
        by_id={one.id: one for one in known},
        by_acronym={acronym: one for one in known for acronym in one.acronyms},
        expansions=Gazetteer(expansions),
    )


def _acronym(row: Mapping[str, str]) -> Acronym:
    return Acronym(
        id=row["id"],
        acronyms=tuple(filter(None, row["acronyms"].split("|"))),
        expansions=tuple(filter(None, row["expansions"].split("|"))),
        fixed=row["fixed"] == "yes",
    )
