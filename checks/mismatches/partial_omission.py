"""Clauses of a source sentence that its translation leaves out.

The words of both sentences are compared in context; what is reported is a
stretch of words of the source that nothing in the translation answers. How sure
that is stands in the evidence. Weak cases are remarks; where a calibrated translation
model finds the translation likelier without the stretch, the less weak become warnings.

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
from dataclasses import dataclass

from selaras.align.model import Unmatched
from selaras.checks.gaps import shortened
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, neighbourhood, passages
from selaras.checks.stretches import (
    SEVERITY,
    WORTH_ASKING,
    clauses,
    is_spelt_out,
    weight_of_omitted,
)
from selaras.documents.model import Span


def find(context: Context) -> Iterator[Finding]:
    """One finding a clause of the source that no word of the translation answers."""
    found = list(_stretches(context))
    asked = [(one.passage.link, one.stretch.span) for one in found if one.is_weak]
    contrasts = dict(zip(asked, context.untranslated(asked), strict=True))
    for one in found:
        link, span = one.passage.link, one.stretch.span
        contrast = contrasts.get((link, span))
        agrees = "" if contrast is None else " (a translation model agrees)"
        words = shortened(context.source.text[span.start : span.end])
        yield Finding(
            message=f"The translation of this sentence leaves out “{words}”{agrees}: "
            "translate it, or confirm that it may go.",
            source=(span,),
            target=(one.place,),
            link=link.id,
            severity=one.severity if contrast is None else None,
            evidence=_evidence(one.stretch, contrast),
        )


def _evidence(stretch: Unmatched, contrast: float | None) -> dict[str, float]:
    told = {} if contrast is None else {"contrast": round(contrast, 2)}
    return {"strength": stretch.evidence, **told}


@dataclass(frozen=True, slots=True)
class _Omitted:
    """A stretch that the translation seems to leave out, and the place where it should be."""

    passage: Passage
    stretch: Unmatched
    place: Span
    severity: Severity | None

    @property
    def is_weak(self) -> bool:
        """Whether a second witness would make it a sure case."""
        return self.severity is not None and self.stretch.evidence >= WORTH_ASKING


def _stretches(context: Context) -> Iterator[_Omitted]:
    for passage in passages(context):
        if passage.words is None:
            continue
        omitted, coverage = passage.words.omitted, passage.words.source_coverage
        for stretch in clauses(omitted, passage.source, passage.target):
            place = neighbourhood(passage, stretch.span)
            whole = context.source.text[passage.source.start : passage.source.end]
            if not is_spelt_out(whole, context.target.text[place.start : place.end]):
                severity = weight_of_omitted(stretch, omitted, coverage)
                yield _Omitted(passage, stretch, place, severity)


CHECK = Check(
    "partial-omission",
    "omission",
    SEVERITY,
    find,
    needs_alignment=True,
    yields_to=frozenset({"truncated", "untranslated", "wrong-language"}),
)
