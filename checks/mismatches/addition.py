"""Sentences of the translation that nothing in the source corresponds to.

Neighbouring sentences are one finding. Site furniture is never reported;
captions, bylines and datelines only as remarks.

Why: what the source does not say is published in its name: a sentence of
another article, an explanation by the translator, or an invention of a model.

Bad: "Hội nghị kết thúc lúc 17 giờ." ·
"Konferensi berakhir pukul 17.00. Semua peserta diberi hadiah."

Good: "Hội nghị kết thúc lúc 17 giờ." · "Konferensi berakhir pukul 17.00."

Silence: ``ignore = ["addition"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import gaps, severity, told
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import facing


def find(context: Context) -> Iterator[Finding]:
    """One finding a run of target sentences without counterpart."""
    apart = {passage.target for passage in facing(context)}
    for run in gaps(context.target, context.alignment.by_target, apart):
        verb = "has" if len(run) == 1 else "have"
        yield Finding(
            message=f"{told(run)} of the translation {verb} no counterpart in the source: "
            "check where this comes from, or remove it.",
            target=tuple(sentence.span for sentence in run),
            severity=severity(run),
            evidence={"sentences": len(run)},
        )


CHECK = Check(
    "addition",
    "addition",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"boilerplate", "duplicate-sentence", "length", "meaning"}),
)
