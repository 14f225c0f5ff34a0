"""Clauses of a translated sentence that its source does not support.

The words of both sentences are compared in context; what is reported is a
stretch of words of the translation that nothing in the source answers. How sure
that is stands in the evidence; weak cases are remarks.

Why: a promise, a reason or a detail that the source never gave is published in
its name.

Bad: "Trường mở lớp cho người lớn tuổi." ·
"Sekolah membuka kelas bagi lansia dan membagikan tablet gratis kepada keluarga miskin."

Good: "Trường mở lớp cho người lớn tuổi." · "Sekolah membuka kelas bagi warga lanjut usia."

Silence: ``ignore = ["partial-addition"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import shortened
from selaras.checks.model import Check, Context, Finding
from selaras.checks.places import birthplace, passages
from selaras.checks.stretches import SEVERITY, clauses, is_spelt_out, weight_of_added


def find(context: Context) -> Iterator[Finding]:
    """One finding a clause of the translation that no word of the source answers."""
    for passage in passages(context):
        if passage.words is None:
            continue
        for stretch in clauses(passage.words.added, passage.target, passage.source):
            place = birthplace(passage, stretch.span)
            words = context.target.text[stretch.span.start : stretch.span.end]
            whole = context.target.text[passage.target.start : passage.target.end]
            if is_spelt_out(whole, context.source.text[place.start : place.end]):
                continue
            yield Finding(
                message=f"Nothing in the source sentence supports “{shortened(words)}”: "
                "check where it comes from, or remove it.",
                source=(place,),
                target=(stretch.span,),
                link=passage.link.id,
                severity=weight_of_added(stretch, passage.words.target_coverage),
                evidence={"strength": stretch.evidence},
            )


CHECK = Check(
    "partial-addition",
    "addition",
    SEVERITY,
    find,
    needs_alignment=True,
    yields_to=frozenset(
        {
            "boilerplate",
            "duplicate-sentence",
            "placeholder",
            "repeated-phrase",
            "untranslated",
            "wrong-language",
        }
    ),
)
