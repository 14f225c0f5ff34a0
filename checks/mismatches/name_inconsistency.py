"""Finds names that the source writes in one way and the translation in several.

Why: "Ha Long" here and "Halong" there look like two places, and no search finds both.

A short form beside the full one ("Rusia", "Federasi Rusia") and an abbreviation are no
inconsistency. Of several spellings, those that occur less often are flagged. Two accepted names of
one place ("Tiongkok", "China") or renderings of one body are remarked as information.

Bad: "Hạ Long … Hạ Long" · "Ha Long … Halong"

Good: "Hạ Long … Hạ Long" · "Ha Long … Ha Long"

Silence: ``ignore = ["name-inconsistency"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.names.spelling import Variant, body_variants, name_variants


def find(context: Context) -> Iterable[Finding]:
    """The rarer spellings of each name, then the rarer renderings of each body."""
    for variant in name_variants(context):
        yield _finding(variant, Severity.WARNING if variant.is_other_spelling else Severity.INFO)
    for variant in body_variants(context):
        yield _finding(variant, Severity.INFO)


def _finding(variant: Variant, severity: Severity) -> Finding:
    return Finding(
        message=(
            f"“{variant.source}” is “{variant.text}” here and “{variant.usual}” elsewhere "
            "in the translation: use one form throughout."
        ),
        source=variant.source_spans,
        target=variant.target_spans,
        suggestion=variant.usual if severity is Severity.WARNING else None,
        evidence={"expected": variant.usual, "found": variant.text},
        severity=severity,
    )


CHECK = Check(
    "name-inconsistency",
    "inconsistency",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"name", "organisation"}),
)
