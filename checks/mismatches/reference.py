"""Finds web and e-mail addresses, telephone numbers, hashtags and handles that differ from the
source's, or that one side lacks.

Why: an address works exactly or not at all, and nobody notices before the first reader tries it.

Bad: "lienhe@example.vn" · "lienhe@example.id"

Good: "lienhe@example.vn" · "lienhe@example.vn"

Silence: ``ignore = ["reference"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.REFERENCE, context)


CHECK = Check("reference", "other", Severity.ERROR, find, needs_alignment=True)
