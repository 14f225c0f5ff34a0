"""Tables as CSV for spreadsheets: with a byte order mark, and with formulas defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from selaras.auditing import Audit
from selaras.reports.model import Options
from selaras.reports.spreadsheet import Sheet, Value, findings_sheet

# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def render(audit: Audit, options: Options) -> str:
    """A row a finding."""
    return merge([audit])


def merge(audits: Sequence[Audit]) -> str:
    """The rows of all audits below one head."""
    return text_of(findings_sheet(audits))


def text_of(sheet: Sheet) -> str:
    """The sheet as CSV; what would be a formula begins with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([map(_defused, row) for row in sheet.rows])
    return "\ufeff" + file.getvalue()


def _defused(value: Value) -> Value:
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return "'" + value
    return value
