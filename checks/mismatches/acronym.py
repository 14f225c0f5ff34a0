"""Finds acronyms that the translation leaves as they are without saying what they stand for,
expands to something else, or exchanges for another acronym.

Why: "TTHC" tells an Indonesian reader nothing, and "reformasi ekonomi" is not what "CCHC" stands
for.

International acronyms (WHO, GDP, ASEAN) may stay, and so may one that the translation explains once
in brackets. What acronyms stand for, and how each language says it, is listed in ``languages/``.

Bad: "đơn giản hóa TTHC" · "menyederhanakan TTHC"

Good: "đơn giản hóa TTHC" · "menyederhanakan prosedur administrasi"

Silence: ``ignore = ["acronym"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.names.abbreviations import Abbreviation, Fault, faults


def find(context: Context) -> Iterable[Finding]:
    """The acronyms left bare or expanded wrongly."""
    for fault in faults(context):
        yield _finding(fault)


def _finding(found: Abbreviation) -> Finding:
    return Finding(
        message=_message(found),
        source=(found.source,) if found.source else (),
        target=(found.target,),
        link=found.link.id if found.link else None,
        suggestion=found.expected if found.fault is Fault.BARE else None,
        evidence={"acronym": found.acronym, "expected": found.expected, "found": found.text},
        severity=Severity.ERROR if found.fault is Fault.ANOTHER else Severity.WARNING,
    )


def _message(found: Abbreviation) -> str:
    meaning = f" (“{found.expected}”)" if found.expected else ""
    if found.fault is Fault.BARE:
        return (
            f"“{found.acronym}” is left as in the source and explained nowhere: "
            f"write out what it stands for{meaning}."
        )
    return (
        f"“{found.acronym}” became “{found.text}”: put what it stands for{meaning}, or confirm it."
    )


CHECK = Check(
    "acronym",
    "inconsistent-entities",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"organisation"}),
)
