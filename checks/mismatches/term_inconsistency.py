"""One term of the source under several names in the translation.

Followed are names in quotation marks, terms of the glossary, and phrases that
the source repeats. Inflected forms, abbreviations and the source's own words are
no other name. Of a repeated phrase only renderings that share too little with
its usual one are reported.

Why: readers take two names for two things: two programmes, two offices, two laws.

Bad: “Literasi Digital untuk Rakyat” in one paragraph, “Pendidikan Populer Digital” in another,
for the same campaign.

Good: “Literasi Digital untuk Rakyat” wherever the source has the same name.

Silence: ``ignore = ["term-inconsistency"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import shortened
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.renderings import Rendered, Rendering, rendered_terms


def find(context: Context) -> Iterator[Finding]:
    """One finding a term whose renderings differ."""
    for rendered in context.shared(rendered_terms):
        if rendered.varying:
            yield _finding(context, rendered)


def _finding(context: Context, rendered: Rendered) -> Finding:
    uses = [use for rendering in rendered.varying for use in rendering.uses]
    names = ", ".join(_told(context, rendering) for rendering in rendered.renderings)
    return Finding(
        message=f"“{shortened(rendered.term.text)}” has several names in the translation: "
        f"{names}. Decide on one.",
        source=tuple(use.source for use in uses),
        target=tuple(use.target for use in uses),
        link=uses[0].passage.link.id,
        evidence={
            "term": rendered.term.text,
            "renderings": {r.text: len(r.uses) for r in rendered.renderings},
        },
    )


def _told(context: Context, rendering: Rendering) -> str:
    lines = sorted({context.target.position(use.target.start)[0] for use in rendering.uses})
    places = ", ".join(map(str, lines[:5]))
    where = f"line {places}" if len(lines) == 1 else f"lines {places}"
    return f"“{shortened(rendering.text)}” ({len(rendering.uses)}×, {where})"


CHECK = Check(
    "term-inconsistency",
    "inconsistency",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"terminology"}),
)
