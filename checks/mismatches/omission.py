"""Sentences of the source that nothing in the translation corresponds to.

Neighbouring sentences that are missing together are one finding. Site furniture
is never reported; captions, bylines and datelines only as remarks, since every
edition has its own.

Why: the reader of the translation never learns what the sentence says, and
nothing in a fluent translation shows that it is gone.

Bad: "Hội nghị kết thúc lúc 17 giờ. Lãnh đạo tỉnh cảm ơn các đại biểu." ·
"Konferensi berakhir pukul 17.00."

Good: "Hội nghị kết thúc lúc 17 giờ." · "Konferensi berakhir pukul 17.00."

Silence: ``ignore = ["omission"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import gaps, severity, told
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import facing


def find(context: Context) -> Iterator[Finding]:
    """One finding a run of source sentences without counterpart."""
    apart = {passage.source for passage in facing(context)}
    for run in gaps(context.source, context.alignment.by_source, apart):
        verb = "has" if len(run) == 1 else "have"
        yield Finding(
            message=f"{told(run)} of the source {verb} no counterpart in the translation: "
            "translate what is missing, or confirm that it may go.",
            source=tuple(sentence.span for sentence in run),
            severity=severity(run),
            evidence={"sentences": len(run)},
        )


CHECK = Check(
    "omission",
    "omission",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"length", "meaning"}),
)
