"""A ledger by itself: as a table, CSV, JSON or Markdown; and its terms as a glossary."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from selaras.checks.ledgers.model import Cell, Ledger
from selaras.errors import SettingsError
from selaras.reports import csv as spreadsheets
from selaras.reports.json import encode
from selaras.reports.markdown import escaped
from selaras.reports.model import Options
from selaras.reports.registry import format_of
from selaras.reports.spreadsheet import ledger_sheet
from selaras.reports.table import ledger_table

FORMATS = ("table", "csv", "json", "markdown")

_GLOSSARY = ("source", "target", "note", "status")
_WIDTH = Options().width


def render(ledger: Ledger, format: str, width: int = _WIDTH) -> str:
    """The ledger in one of :data:`FORMATS`, for a terminal ``width`` cells wide."""
    renderers: dict[str, Callable[[], str]] = {
        "table": lambda: ledger_table(ledger, width) + "\n",
        "csv": lambda: spreadsheets.text_of(ledger_sheet(ledger)),
        "json": lambda: encode(_values(ledger), indent=2) + "\n",
        "markdown": lambda: "".join(f"| {' | '.join(row)} |\n" for row in _markdown(ledger)),
    }
    return renderers[format]()


def format_for(path: Path) -> str:
    """The format that a file's ending asks for; SettingsError when none of a ledger's."""
    name = format_of(path)
    if name not in FORMATS:
        raise SettingsError(
            f"-o {path}: no ledger is written as {name}; "
            f"choose with --format one of: {', '.join(FORMATS)}"
        )
    return name


def as_glossary(terms: Ledger, delimiter: str = ",") -> str:
    """The ledger's terms that have one rendering throughout, as a glossary that audits read."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_GLOSSARY)
    writer.writerows(_entries(terms))
    return file.getvalue()


def _entries(terms: Ledger) -> Iterator[tuple[str, str, str, str]]:
    for row in terms.rows:
        values = dict(zip(terms.columns, row, strict=True))
        if values["status"] == "consistent":
            source, target = (" ".join(str(values[side]).split()) for side in ("term", "rendering"))
            yield source, target, f"used {values['count']} times", "required"


def _values(ledger: Ledger) -> dict[str, object]:
    rows = [dict(zip(ledger.columns, row, strict=True)) for row in ledger.rows]
    return {"schema": "selaras/ledger/1", "name": ledger.name, "rows": rows}


def _markdown(ledger: Ledger) -> Iterator[list[str]]:
    yield [escaped(column) for column in ledger.columns]
    yield ["---"] * len(ledger.columns)
    for row in ledger.rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: Cell) -> str:
    return "" if cell is None else escaped(str(cell))
