"""Finds numbers of resolutions, decrees, decisions and other documents that differ from the
source's, or that one side lacks.

Why: readers look a document up by its number; one wrong digit leads to another document or to
none.

A document's number is kept exactly; only đ may become d, and the bare number may stand for the
whole.

Bad: "Nghị quyết số 57-NQ/TW" · "Resolusi No. 75-NQ/TW"

Good: "Nghị quyết số 57-NQ/TW" · "Resolusi No. 57-NQ/TW"

Silence: ``ignore = ["document-number"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.DOCUMENT_NUMBER, context)


CHECK = Check("document-number", "numbers", Severity.ERROR, find, needs_alignment=True)
