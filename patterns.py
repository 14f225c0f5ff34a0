"""Paths with wildcards: ``news/{name}.vi.md`` finds files, and tells the name of their partner."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

_WILDCARD = regex.compile(r"\{(?P<name>[^\W\d_]\w*)\}|\*\*/|\*\*|\*")
_MATCHES = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*"}


@dataclass(frozen=True)
class Pattern:
    """A path in which ``{name}`` and ``*`` stand for a part, ``**`` for any folders.

    Paths are relative and use ``/``, whatever the system.
    """

    text: str

    @cached_property
    def trouble(self) -> str | None:
        """What is wrong with the pattern; None when nothing is."""
        if any(set("{}") & set(text) for key, text in self._parts if not key):
            return "has a brace that is no {name}: a letter, then letters, digits and _"
        return None

    @cached_property
    def wildcards(self) -> frozenset[str]:
        """The wildcards by key: ``{name}`` by its name, the others by kind and number."""
        return frozenset(key for key, _ in self._parts if key)

    def match(self, path: str) -> dict[str, str] | None:
        """What each wildcard stands for in ``path``; None when the path does not match."""
        found = self._expression.fullmatch(path)
        return found.groupdict() if found else None

    def filled(self, values: Mapping[str, str]) -> str:
        """The path with the values in place of the wildcards."""
        return "".join(values[key] if key else text for key, text in self._parts)

    def files(self, folder: Path) -> Iterator[str]:
        """The files below ``folder`` that match, sorted; hidden folders are left out."""
        fixed = self._parts[0][1] if self._parts and not self._parts[0][0] else ""
        start = folder / fixed.rpartition("/")[0]
        for parent, folders, names in os.walk(start):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(parent, name).relative_to(folder).as_posix()
                if self.match(path) is not None:
                    yield path

    @cached_property
    def _parts(self) -> tuple[tuple[str, str], ...]:
        """The text cut up: each wildcard with its key, each literal with an empty one."""
        parts, end = [], 0
        nameless: Counter[str] = Counter()
        for wildcard in _WILDCARD.finditer(self.text):
            kind = wildcard.group()
            nameless[kind] += 1
            key = wildcard["name"] or f"_{len(kind)}_{nameless[kind]}"
            parts += [("", self.text[end : wildcard.start()]), (key, kind)]
            end = wildcard.end()
        return (*parts, ("", self.text[end:]))

    @cached_property
    def _expression(self) -> regex.Pattern[str]:
        seen: set[str] = set()
        pieces = []
        for key, text in self._parts:
            if not key:
                pieces.append(regex.escape(text))
            elif key in seen:
                pieces.append(f"(?P={key})")
            else:
                pieces.append(f"(?P<{key}>{_MATCHES.get(text, '[^/]+')})")
                seen.add(key)
        return regex.compile("".join(pieces))
