"""Finds times of day that differ from the source's, or that one side lacks.

Why: a wrong hour is the mistake that readers of an announcement notice last and pay for first.

"15 giờ 49", "15h49", "pukul 15.49 WIB" and "3:49 p.m." agree. An hour without morning or
afternoon agrees with either; time zones are not converted.

Bad: "8 giờ 30 sáng" · "pukul 9.30 pagi"

Good: "8 giờ 30 sáng" · "pukul 08.30"

Silence: ``ignore = ["time"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.TIME, context)


CHECK = Check("time", "numbers", Severity.ERROR, find, needs_alignment=True)
