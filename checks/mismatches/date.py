"""Finds dates, years, months, decades and days of the week that differ from the source's, or
that one side lacks.

Why: a wrong day sends people to an event that is over; a wrong year changes what a plan
promises.

Dates are compared part by part, whichever way they are written: "21/4", "ngày 21 tháng 4 năm
2025" and "Senin, 21 April 2025" agree; a part that one side leaves unsaid is no difference.

Bad: "ngày 21/4/2025" · "24 April 2025"

Good: "ngày 21/4/2025" · "21 April 2025"

Silence: ``ignore = ["date"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.DATE, context)


CHECK = Check("date", "numbers", Severity.ERROR, find, needs_alignment=True)
