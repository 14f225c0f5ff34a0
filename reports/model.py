"""What a report format is, and what its caller may choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chooses about a report; every format ignores what it has no use for.

    ``show`` asks the table for one more view (``alignment`` or ``ledgers``),
    ``width`` is the terminal's in cells, ``limit`` the largest size of a Markdown
    report in characters, ``embed_text`` puts the documents' full texts into JSON.
    """

    embed_text: bool = False
    show: str | None = None
    colour: bool = False
    width: int = 120
    limit: int = 60_000


@dataclass(frozen=True, slots=True)
class Format:
    """A report format: its name, the module that renders it, the file endings that ask for it.

    One that ``merges`` can hold many audits in one report.
    """

    name: str
    module: str
    endings: tuple[str, ...]
    about: str
    merges: bool = False
