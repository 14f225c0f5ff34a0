"""Every report format there is; :func:`render` turns an Audit into any of them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from selaras.errors import SettingsError
from selaras.reports.model import Format, Options

if TYPE_CHECKING:
    from selaras.auditing import Audit

_FORMATS = (
    Format("table", "table", (".txt",), "a table for the terminal"),
    Format(
        "concise",
        "concise",
        (),
        "one line a finding: path:line:column: severity check message",
        merges=True,
    ),
    Format("markdown", "markdown", (".md", ".markdown"), "a comment for a pull request"),
    Format("html", "html", (".html", ".htm"), "the review page, one self-contained file"),
    Format("json", "json", (".json",), "the audit itself, for programs"),
    Format("jsonl", "jsonl", (".jsonl", ".ndjson"), "one JSON object a line, for streams", True),
    Format("sarif", "sarif", (".sarif", ".sarif.json"), "SARIF 2.1.0, for code scanning", True),
    Format("junit", "junit", (".xml",), "JUnit XML, for build servers", True),
    Format("github", "github", (), "annotations in a GitHub workflow", True),
    Format(
        "gitlab",
        "gitlab",
        ("codequality.json", "code-quality-report.json"),
        "GitLab's Code Quality report",
        merges=True,
    ),
    Format("csv", "csv", (".csv",), "the findings for spreadsheets", True),
    Format("xlsx", "xlsx", (".xlsx",), "a workbook: findings, alignment, ledgers"),
    Format("tmx", "tmx", (".tmx",), "the alignment as a translation memory, TMX 1.4b"),
    Format("xliff", "xliff", (".xlf", ".xliff"), "the alignment with notes, XLIFF 2.0"),
)


def formats() -> dict[str, Format]:
    """Every format by its name, in the order in which help shows them."""
    return {format.name: format for format in _FORMATS}


def render(audit: Audit, format: str, **options: Any) -> str | bytes:
    """The audit as a report; ``options`` are the fields of :class:`Options`.

    Text ends with a newline; a binary format (a spreadsheet) gives bytes. Raises
    SettingsError for a format that does not exist.
    """
    module = importlib.import_module(f"selaras.reports.{known(format).module}")
    report: str | bytes = module.render(audit, Options(**options))
    return report


def merge(audits: Sequence[Audit], format: str) -> str:
    """One report of many audits; raises SettingsError where the format cannot hold many."""
    module = importlib.import_module(f"selaras.reports.{mergeable(format).module}")
    report: str = module.merge(audits)
    return report


def mergeable(name: str) -> Format:
    """The format called ``name`` if it can hold many audits; raises SettingsError otherwise."""
    format = known(name)
    if not format.merges:
        fitting = ", ".join(other.name for other in _FORMATS if other.merges)
        raise SettingsError(
            f"the format {name} holds one pair only: write it with --reports, or choose {fitting}"
        )
    return format


def known(name: str) -> Format:
    """The format called ``name``; raises SettingsError with the nearest name otherwise."""
    if name in formats():
        return formats()[name]
    near = get_close_matches(name, formats(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; choose from: {', '.join(formats())}"
    raise SettingsError(f"there is no report format named {name!r}{hint}")


def format_of(path: str | PurePath) -> str:
    """The format that a file's ending asks for; raises SettingsError when none does."""
    name = PurePath(path).name.lower()
    endings = {ending: format.name for format in _FORMATS for ending in format.endings}
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            return endings[ending]
    raise SettingsError(
        f"cannot tell the report format from the name {name!r}: "
        f"choose one with --format, or end the name with one of {' '.join(sorted(endings))}"
    )
