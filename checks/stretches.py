"""Stretches of a sentence that nothing on the other side answers: which are worth a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from selaras.align.model import Unmatched
from selaras.checks.model import Severity
from selaras.documents.model import Span

SEVERITY = Severity.WARNING

# A stretch is a warning where its sentence is at most so likely to be wholly answered, and the
# evidence (about so many wholly unanswered words) at least so strong. Of omitted ones the
# strongest is one, too, where the sentence is hardly likely to be wholly answered.
_OMITTED = ((0.3, 2.6), (0.12, 1.5))
_DOUBTFUL = 0.08
# From this evidence on, a translation model that agrees makes an omitted stretch a warning.
WORTH_ASKING = 1.7
_ADDED = ((0.6, 2.2), (0.45, 1.8), (0.25, 1.2), (0.12, 0.8))
# Where more of the sentence than this is unanswered, the whole sentence is in question; less
# is enough where the other side is so much shorter that it sums the sentence up.
_MOST, _MOST_OF_SUMMED_UP = 0.8, 0.55
_SUMMED_UP = 0.5
_ABBREVIATION = regex.compile(r"\b\p{Lu}{3,}\b")


def clauses(stretches: Sequence[Unmatched], sentence: Span, other: Span) -> Iterator[Unmatched]:
    """The stretches of a sentence that the ``other`` side answers for the rest."""
    is_summed_up = len(other) < _SUMMED_UP * len(sentence)
    most = _MOST_OF_SUMMED_UP if is_summed_up else _MOST
    if sum(len(stretch.span) for stretch in stretches) <= most * len(sentence):
        yield from stretches


def weight_of_omitted(
    stretch: Unmatched, others: Sequence[Unmatched], coverage: float
) -> Severity | None:
    """None, the check's own severity, for a sure case; a remark for a weak one.

    ``others`` are all stretches of the sentence, ``coverage`` is the probability that it is
    wholly answered: where it is not, the strongest stretch tells why.
    """
    if _is_sure(stretch, coverage, _OMITTED):
        return None
    is_strongest = stretch.evidence == max(other.evidence for other in others)
    return None if is_strongest and coverage <= _DOUBTFUL else Severity.INFO


def weight_of_added(stretch: Unmatched, coverage: float) -> Severity | None:
    """None, the check's own severity, for a sure case; a remark for a weak one."""
    return None if _is_sure(stretch, coverage, _ADDED) else Severity.INFO


def _is_sure(stretch: Unmatched, coverage: float, bars: Sequence[tuple[float, float]]) -> bool:
    return any(coverage <= most and stretch.evidence >= least for most, least in bars)


def is_spelt_out(sentence: str, other: str) -> bool:
    """Whether an abbreviation on the other side, and not on this, may stand for a stretch."""
    return bool(set(_ABBREVIATION.findall(other)) - set(_ABBREVIATION.findall(sentence)))
