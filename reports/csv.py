"""The findings as CSV for spreadsheets: with a byte order mark, and with formulas defused."""

from __future__ import annotations

import csv
import io

from selaras.auditing import Audit
from selaras.reports.model import Options
from selaras.reports.spreadsheet import Value, findings_sheet

# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def render(audit: Audit, options: Options) -> str:
    """A row a finding; text that would be a formula begins with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([map(_defused, row) for row in findings_sheet(audit).rows])
    return "\ufeff" + file.getvalue()


def _defused(value: Value) -> Value:
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return "'" + value
    return value
