"""Links read back from a file, whoever wrote it, to be scored.

Known are the tab-separated values and JSON Lines of selaras, Vecalign's
``[0,1]:[2]:0.43``, and plain ``0,1<TAB>2``. Every line tells its own form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import regex
from selaras.align.formats.tsv import HEADINGS
from selaras.align.scoring import Bead
from selaras.errors import DocumentError

_NUMBERS = r"((?:[0-9]{1,9}(?![0-9])(?:, ?+)?+)*+)"
_VECALIGN = regex.compile(rf"\[{_NUMBERS}\] ?: ?\[{_NUMBERS}\](?: ?:.*)?")
_COLUMNS = regex.compile(rf"{_NUMBERS}\t{_NUMBERS}(?:\t.*)?")
# A quoted line in an error message is cut here.
_LONGEST_QUOTE = 40

Side = tuple[int, ...]


def read_links(path: Path) -> list[Bead]:
    """The links of an alignment file, as sentence numbers of both sides.

    Raises DocumentError when the file cannot be read, a line is no link, or a
    sentence stands in two links.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DocumentError(f"{path} cannot be read as an alignment: {reason or error}") from None
    links = list(_links(lines, path))
    if not links:
        raise DocumentError(f"{path} holds no links")
    _refuse_doubles(links, path)
    return [(source, target) for _, source, target in links]


def _links(lines: list[str], path: Path) -> Iterator[tuple[int, Side, Side]]:
    headings = "\t".join(HEADINGS)
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r")
        if not line.strip() or (number == 1 and line.startswith(headings)):
            continue
        link = _link(line)
        if link is None:
            shown = line[:_LONGEST_QUOTE]
            raise DocumentError(
                f"{path}, line {number}: {shown!r} is no link; known are TSV and JSON Lines as "
                "selaras writes them, Vecalign's [0,1]:[2]:cost, and 0,1<TAB>2"
            )
        if link[0] or link[1]:
            yield number, *link


def _link(line: str) -> tuple[Side, Side] | None:
    """The numbers on both sides, or None when the line is no link."""
    if line.startswith("{"):
        return _of_json(line)
    found = _VECALIGN.fullmatch(line.strip()) or _COLUMNS.fullmatch(line)
    return (_numbers(found[1]), _numbers(found[2])) if found else None


def _numbers(text: str) -> Side:
    return tuple(int(number) for number in regex.findall("[0-9]+", text))


def _of_json(line: str) -> tuple[Side, Side] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    sides = value.get("source"), value.get("target")
    if all(isinstance(side, list) and all(type(n) is int for n in side) for side in sides):
        return tuple(sides[0]), tuple(sides[1])
    return None


def _refuse_doubles(links: list[tuple[int, Side, Side]], path: Path) -> None:
    seen: dict[tuple[str, int], int] = {}
    for line, source, target in links:
        for name, number in [("source", n) for n in source] + [("target", n) for n in target]:
            if seen.setdefault((name, number), line) != line:
                raise DocumentError(
                    f"{path}, line {line}: {name} sentence {number} is linked in line "
                    f"{seen[name, number]} already; each may stand in one link only"
                )
