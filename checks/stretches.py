"""Stretches of a sentence that nothing on the other side answers: which are worth a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from selaras.align.model import Unmatched
from selaras.checks.model import Severity
from selaras.documents.model import Span

SEVERITY = Severity.WARNING

# Evidence (about so many wholly unanswered words) from which on a stretch is a warning.
_SURE = 1.8
# Where more of the sentence than this is unanswered, the whole sentence is in question.
_MOST = 0.55
_ABBREVIATION = regex.compile(r"\b\p{Lu}{3,}\b")


def clauses(stretches: Sequence[Unmatched], sentence: Span) -> Iterator[Unmatched]:
    """The stretches of a sentence that is answered for the rest."""
    if sum(len(stretch.span) for stretch in stretches) <= _MOST * len(sentence):
        yield from stretches


def weight(stretch: Unmatched) -> Severity | None:
    """None, the check's own severity, for a sure case; a remark for a weak one."""
    return None if stretch.evidence >= _SURE else Severity.INFO


def is_spelt_out(sentence: str, other: str) -> bool:
    """Whether an abbreviation on the other side, and not on this, may stand for a stretch."""
    return bool(set(_ABBREVIATION.findall(other)) - set(_ABBREVIATION.findall(sentence)))
