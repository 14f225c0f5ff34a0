"""Finds offices that the translation changes: another office, the deputy become the head, "acting",
"former" or "alternate" lost, offices of a person that it leaves out, and offices that the source
does not have.

Why: to call a deputy secretary the secretary is an error of protocol, and of fact.

Offices are compared person by person, then those of nobody named, body by body. Every language has
its list of offices with all accepted renderings ("Chủ tịch" is "Ketua" or "Presiden") in
``languages/``; what is not listed is not judged.

Bad: "Phó Bí thư Tỉnh ủy Vũ Quyết Tiến" · "Sekretaris Komite Partai Provinsi Vu Quyet Tien"

Good: "Phó Bí thư Tỉnh ủy Vũ Quyết Tiến" · "Wakil Sekretaris Komite Partai Provinsi Vu Quyet Tien"

Silence: ``ignore = ["title"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.names.offices import Office
from selaras.checks.names.rendering import office_renderings
from selaras.checks.names.titles import Fault, TitleDifference, title_differences


def find(context: Context) -> Iterable[Finding]:
    """The offices that differ."""
    for difference in context.shared(title_differences):
        yield _finding(difference, context)


def _finding(difference: TitleDifference, context: Context) -> Finding:
    source, target = difference.source, difference.target
    if source is None:
        return _added(difference)
    expected = office_renderings(source, context.target_language)
    return Finding(
        message=_message(difference, source, expected),
        source=(source.span,),
        target=(target.span,) if target else (),
        link=difference.link.id,
        suggestion=expected[0] if target and len(expected) == 1 else None,
        evidence={
            "expected": source.text,
            "found": target.text if target else None,
            "renderings": expected,
            "person": difference.holder.text if difference.holder else None,
        },
        severity=_severity(difference),
    )


def _severity(difference: TitleDifference) -> Severity:
    """Another office is certain only where a person tells whose it is."""
    certain = difference.fault is Fault.QUALIFIED or (
        difference.fault is Fault.ANOTHER and difference.holder is not None
    )
    return Severity.ERROR if certain else Severity.WARNING


def _added(difference: TitleDifference) -> Finding:
    assert difference.target is not None
    return Finding(
        message=f"The source has no office “{difference.target.text}” here: "
        "take it out, or confirm it.",
        target=(difference.target.span,),
        link=difference.link.id,
        evidence={"found": difference.target.text},
        severity=Severity.WARNING,
    )


def _message(difference: TitleDifference, source: Office, expected: list[str]) -> str:
    whose = f" of {difference.holder.text}" if difference.holder else ""
    office = f"The office “{source.text}”{whose}"
    hint = f" (“{expected[0]}”)" if expected else ""
    if difference.target is None:
        return f"{office} is missing from the translation: add it{hint}, or confirm that it may go."
    return f"{office} became “{difference.target.text}”: put the right office{hint}, or confirm it."


CHECK = Check("title", "inconsistent-entities", Severity.ERROR, find, needs_alignment=True)
