"""Duties that became permissions or advice, and the other way round: must, should, may.

Why: in laws, rules and orders this one word decides what people are held to.

Bad: "Cán bộ phải tự học." · "Kader boleh belajar sendiri."

Good: "Cán bộ phải tự học." · "Kader wajib belajar sendiri."

Silence: ``ignore = ["modality"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.oppositions import exchanges
from selaras.checks.places import passages

_SAID = {"must": "a duty", "should": "advice", "may": "a possibility or a permission"}


def find(context: Context) -> Iterator[Finding]:
    """One finding a modal word whose force changed."""
    for passage in passages(context):
        for exchange in exchanges(context, passage, "modality"):
            one, other = exchange.source.span, exchange.target.span
            yield Finding(
                message=f"“{context.source.text[one.start : one.end]}” expresses "
                f"{_SAID[exchange.source.name]}, "
                f"“{context.target.text[other.start : other.end]}” {_SAID[exchange.target.name]}: "
                "check how binding the sentence is.",
                source=(one,),
                target=(other,),
                link=passage.link.id,
                evidence={"expected": exchange.source.name, "found": exchange.target.name},
            )


CHECK = Check("modality", "mistranslation", Severity.INFO, find, needs_alignment=True)
