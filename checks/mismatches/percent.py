"""Finds percentages that lost or gained their sign, percentages that became percentage points,
and percentages that one side lacks. A percentage with another figure is reported by the check
number.

Why: "88" is not "88 %", and a rise by 2 percentage points is not one by 2 %.

"%", "phần trăm", "persen" and "per cent" are the same; "một nửa" equals "50 persen".

Bad: "tăng 12%" · "naik 12"

Good: "tăng 12%" · "naik 12 persen"

Silence: ``ignore = ["percent"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.PERCENT, context)


CHECK = Check("percent", "numbers", Severity.ERROR, find, needs_alignment=True)
