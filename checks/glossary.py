"""Glossaries: what a term of the source has to be, may be, or must not be in the translation.

A glossary is a CSV file (tab-separated where its name ends in ``.tsv``) with the
columns ``source``, ``target`` and, if wanted, ``note`` and ``status``
(``required``, the default, ``allowed`` or ``forbidden``).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex
from selaras.checks.model import Context
from selaras.errors import SettingsError
from selaras.languages.gazetteer import Entry, Gazetteer

STATUSES = ("required", "allowed", "forbidden")

_ABBREVIATION = regex.compile(r"\s*\(\s*(\p{Lu}[\p{Lu}\p{N}&.-]{1,9})\s*[),;]")


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a term is or is not to be in the target language, and why."""

    target: str
    status: str
    note: str = ""


Glossary = Mapping[str, tuple[Rendering, ...]]


def glossary(context: Context) -> Glossary:
    """All entries of the glossaries in the settings, by the term of the source."""
    entries: dict[str, tuple[Rendering, ...]] = {}
    for path in context.settings.get("glossaries", ()):
        for term, rendering in read_glossary(Path(path)):
            entries[term] = (*entries.get(term, ()), rendering)
    return entries


def source_terms(context: Context) -> Gazetteer:
    """The glossary's terms, to be found in the source."""
    return Gazetteer({term: Entry(term, (term,)) for term in context.shared(glossary)})


def abbreviations(context: Context) -> Mapping[str, frozenset[str]]:
    """The abbreviations that the source gives a term of the glossary in brackets."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in context.shared(source_terms).find(context.source.text):
        if short := _ABBREVIATION.match(context.source.text, mention.span.end):
            for term in mention.ids:
                found[term].add(short[1])
    return {term: frozenset(names) for term, names in found.items()}


def read_glossary(path: Path) -> Iterator[tuple[str, Rendering]]:
    """The rows of one glossary; raises SettingsError, naming the row, when one is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = "\t" if path.suffix == ".tsv" else ","
            yield from _entries(path, csv.DictReader(file, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"the glossary {path} cannot be read: {error}") from error


def _entries(path: Path, rows: csv.DictReader[str]) -> Iterator[tuple[str, Rendering]]:
    missing = [name for name in ("source", "target") if name not in (rows.fieldnames or ())]
    if missing:
        raise SettingsError(
            f"the glossary {path} has no column {' and no column '.join(map(repr, missing))}; "
            "its first line must name the columns: source,target,note,status"
        )
    yield from _checked(path, rows)


def _checked(
    path: Path, rows: Iterable[Mapping[str, str | None]]
) -> Iterator[tuple[str, Rendering]]:
    for number, row in enumerate(rows, start=2):
        source, target = ((row.get(name) or "").strip() for name in ("source", "target"))
        status = (row.get("status") or "required").strip().lower()
        if status not in STATUSES:
            raise SettingsError(
                f"row {number} of the glossary {path} has the status {status!r}; "
                f"it must be one of: {', '.join(STATUSES)}"
            )
        if source and target:
            yield source, Rendering(target, status, (row.get("note") or "").strip())
