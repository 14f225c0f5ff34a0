"""Words that became their opposite: more for less, before for after, import for export.

Why: one such word turns the news around, and nothing in the sentence shows it.

A word is reported where the source has one of a pair of opposites and the
translation only the other one. What is denied on one side is left to the check
negation.

Bad: "Giá gạo tăng mạnh." · "Harga beras turun tajam."

Good: "Giá gạo tăng mạnh." · "Harga beras naik tajam."

Silence: ``ignore = ["polarity"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.oppositions import exchanges
from selaras.checks.places import passages


def find(context: Context) -> Iterator[Finding]:
    """One finding a word that stands for its opposite."""
    for passage in passages(context):
        for exchange in exchanges(context, passage, "polarity"):
            one, other = exchange.source.span, exchange.target.span
            said, put = (
                context.source.text[one.start : one.end],
                context.target.text[other.start : other.end],
            )
            yield Finding(
                message=f"“{put}” says the opposite of “{said}” in the source: correct it, "
                "or confirm that the sentence says the same.",
                source=(one,),
                target=(other,),
                link=passage.link.id,
                evidence={"expected": said, "found": put, "concept": exchange.source.concept},
            )


CHECK = Check("polarity", "mistranslation", Severity.WARNING, find, needs_alignment=True)
