"""Finds amounts of money whose currency differs from the source's, and amounts that one side
lacks. An amount with another figure in the same currency is reported by the check number.

Why: the same figure in another currency is another sum: a thousand đồng are not a thousand
dollars.

A dollar that one side does not name agrees with any dollar. Exchange rates are not applied.

Bad: "500 tỷ đồng" · "500 miliar rupiah"

Good: "500 tỷ đồng" · "500 miliar dong"

Silence: ``ignore = ["currency"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.CURRENCY, context)


CHECK = Check("currency", "numbers", Severity.ERROR, find, needs_alignment=True)
