"""What a ledger is: a table that a reviewer sorts and reads beside the texts."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | None
"""A cell of a ledger; places are given as ``line:column``."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A named table: the titles of its columns, and rows with one cell a column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
