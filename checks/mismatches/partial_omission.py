"""Clauses of a source sentence that its translation leaves out.

The words of both sentences are compared in context; what is reported is a
stretch of words of the source that nothing in the translation answers. How sure
that is stands in the evidence; weak cases are remarks.

Why: a sentence that lost a condition, an example or a speaker's reservation
still reads well, and nobody misses what is gone.

Bad: "Tỉnh hỗ trợ vốn, đất đai và đào tạo nghề cho thanh niên." ·
"Provinsi membantu modal bagi pemuda."

Good: "Tỉnh hỗ trợ vốn và đất đai." · "Provinsi membantu modal dan lahan."

Silence: ``ignore = ["partial-omission"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import shortened
from selaras.checks.model import Check, Context, Finding
from selaras.checks.places import neighbourhood, passages
from selaras.checks.stretches import SEVERITY, clauses, is_spelt_out, weight_of_omitted


def find(context: Context) -> Iterator[Finding]:
    """One finding a clause of the source that no word of the translation answers."""
    for passage in passages(context):
        if passage.words is None:
            continue
        omitted, coverage = passage.words.omitted, passage.words.source_coverage
        for stretch in clauses(omitted, passage.source, passage.target):
            place = neighbourhood(passage, stretch.span)
            words = context.source.text[stretch.span.start : stretch.span.end]
            whole = context.source.text[passage.source.start : passage.source.end]
            if is_spelt_out(whole, context.target.text[place.start : place.end]):
                continue
            yield Finding(
                message=f"The translation of this sentence leaves out “{shortened(words)}”: "
                "translate it, or confirm that it may go.",
                source=(stretch.span,),
                target=(place,),
                link=passage.link.id,
                severity=weight_of_omitted(stretch, omitted, coverage),
                evidence={"strength": stretch.evidence},
            )


CHECK = Check(
    "partial-omission",
    "omission",
    SEVERITY,
    find,
    needs_alignment=True,
    yields_to=frozenset({"truncated", "untranslated", "wrong-language"}),
)
