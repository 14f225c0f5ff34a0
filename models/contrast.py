"""Contrastive conditioning: is a text likelier as a translation of less than its source?

If a model finds the target likelier once a stretch of the source is cut out, the
target probably does not translate that stretch (Vamvas and Sennrich 2022, "As
Little as Possible, as Much as Necessary: Detecting Over- and Undertranslations
with Contrastive Conditioning"). Both scores are of the same target: how fluent it
is, and how well the model knows its words, weigh alike on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from selaras.documents.model import Span
from selaras.models.interfaces import Scorer

_COMMAS = regex.compile(r"\s*,(?:\s*(?=[,.;:!?…]))")
_BEFORE_MARK = regex.compile(r"\s+(?=[,.;:!?…])")
_FIRST_MARK = regex.compile(r"^[\s,;:]+")
_EMPTY = regex.compile(r"\(\s*\)|\[\s*\]|“\s*”|‘\s*’|«\s*»|\"\s*\"")
_TELLING = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a source (offsets into its text), and the target that may lack it."""

    source: str
    stretch: Span
    target: str

    @property
    def rest(self) -> str:
        """The source without the stretch, and without the marks that this leaves alone."""
        before, after = self.source[: self.stretch.start], self.source[self.stretch.end :]
        joined = " ".join(_EMPTY.sub("", f"{before} {after}").split())
        rest = _FIRST_MARK.sub("", _COMMAS.sub("", _BEFORE_MARK.sub("", joined)))
        return rest if _TELLING.search(rest) else ""


def contrasts(scorer: Scorer, cuts: Sequence[Cut]) -> list[float | None]:
    """By how much each target is likelier without the stretch: in mean log-probability a piece.

    Above 0 speaks for the stretch being untranslated. None where a text is too long, or where
    nothing of the source would remain.
    """
    rests = [cut.rest for cut in cuts]
    targets = [cut.target for cut in cuts]
    scores = scorer.score([*(cut.source for cut in cuts), *rests], [*targets, *targets])
    whole, less = scores[: len(cuts)], scores[len(cuts) :]
    return [
        other.mean - one.mean if one and other else None
        for one, other in zip(whole, less, strict=True)
    ]
