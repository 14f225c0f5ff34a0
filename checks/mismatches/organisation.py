"""Finds bodies that the translation exchanges for others: a people's committee for a people's
council, a Party committee for a government, one ministry for another, the province for the city.

Why: a decision belongs to the body that took it. Names of Party and State bodies look alike, and
machines and tired eyes mix them up.

Every language has its list of bodies with all accepted renderings in ``languages/``; what is not
listed is not judged. A body that the translation merely leaves out is no finding of this check.

Bad: "Đảng ủy UBND tỉnh" · "Komite Partai Provinsi"

Good: "Đảng ủy UBND tỉnh" · "Komite Partai di Komite Rakyat Provinsi"

Silence: ``ignore = ["organisation"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.names.organisations import BodyDifference, body_differences
from selaras.checks.names.rendering import body_renderings


def find(context: Context) -> Iterable[Finding]:
    """The bodies that differ."""
    for difference in context.shared(body_differences):
        yield _finding(difference, context)


def _finding(difference: BodyDifference, context: Context) -> Finding:
    source, target = difference.source, difference.target
    expected = body_renderings(source, context.target_language)
    return Finding(
        message=_message(difference, expected),
        source=(source.span,),
        target=(target.span,),
        link=difference.link.id,
        evidence={"expected": source.text, "found": target.text, "renderings": expected},
    )


def _message(difference: BodyDifference, expected: list[str]) -> str:
    hint = f" (“{expected[0]}”)" if expected else ""
    said = f"“{difference.source.text}” became “{difference.target.text}”"
    if difference.is_level:
        return f"{said}, a body of another level: put the right level, or confirm it."
    return f"{said}, which is another body: put the right one{hint}, or confirm it."


CHECK = Check("organisation", "inconsistent-entities", Severity.ERROR, find, needs_alignment=True)
