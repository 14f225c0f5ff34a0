"""Finds measures whose unit differs from the source's, and measures that one side lacks. A
measure with another figure in the same unit is reported by the check number.

Why: metres for kilometres, or hectares for square metres, are wrong by orders of magnitude.

Converted values are right within rounding: "3.000 dặm" agrees with "4.800 km", "90 °F" with "32
°C".

Bad: "đường dài 5 km" · "jalan sepanjang 5 meter"

Good: "đường dài 5 km" · "jalan sepanjang 5.000 meter"

Silence: ``ignore = ["unit"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.UNIT, context)


CHECK = Check("unit", "numbers", Severity.ERROR, find, needs_alignment=True)
