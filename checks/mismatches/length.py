"""Translations that are far too short or far too long for their source.

What is usual is taken from the document's own pairs of sentences, and from what
is known of the two languages. Short sentences may vary more.

Why: a long sentence that became a few words was summed up, not translated; one
that doubled says more than its source.

Bad: A sentence of forty words, translated by six.

Good: A sentence of forty words, translated by thirty-five.

Silence: ``ignore = ["length"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from statistics import median

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, facing, passages
from selaras.languages.length import expansion

# How far from the usual ratio a translation may be.
_LEAST, _MOST = 0.6, 1.6
# The variance of a translation's length, per character of its source (Gale and Church, 1993;
# measured on professional translations), and how many standard deviations are too many.
_VARIANCE, _DEVIATIONS = 3.35, 3.0
# An abbreviation, and how much longer the words are that it stands for.
_ABBREVIATION = regex.compile(r"\b\p{Lu}(?:\p{Lu}|&)+\b")
_SPELLED_OUT = 20
# What is known of the languages weighs as much as so many pairs of sentences.
_PRIOR = 8


def find(context: Context) -> Iterator[Finding]:
    """One finding a pair whose lengths do not fit each other."""
    usual = context.shared(usual_ratio)
    for passage in chain(passages(context), facing(context)):
        expected, found = usual * len(passage.source), len(passage.target)
        if _is_usual(expected, found) or _is_usual(expected + _unfolded(passage), found):
            continue
        ratio = found / max(1.0, expected)
        yield Finding(
            message=f"The translation is {_told(ratio)} what its source lets expect: "
            f"check whether something {'is missing' if ratio < 1 else 'was added'}.",
            source=(passage.source,),
            target=(passage.target,),
            link=passage.link.id,
            evidence={"ratio": round(ratio, 2), "usual": round(usual, 2)},
        )


def usual_ratio(context: Context) -> float:
    """The usual length of a translation in this document, per character of its source."""
    known = expansion(context.source_language, context.target_language)
    ratios = [len(passage.target) / len(passage.source) for passage in passages(context)]
    return median([*ratios, *[known or 1.0] * _PRIOR])


def _unfolded(passage: Passage) -> int:
    """The characters that abbreviations add to the side that spells them out."""
    ours, theirs = (
        len(_ABBREVIATION.findall(text)) for text in (passage.source_text, passage.target_text)
    )
    return _SPELLED_OUT * (ours - theirs)


def _is_usual(expected: float, found: int) -> bool:
    if _LEAST * expected <= found <= _MOST * expected:
        return True
    return abs(found - expected) <= _DEVIATIONS * math.sqrt(_VARIANCE * expected)


def _told(ratio: float) -> str:
    return f"{ratio:.0%} of" if ratio < 1 else f"{ratio:.1f} times"


CHECK = Check(
    "length",
    "length",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset({"partial-omission", "partial-addition", "truncated"}),
)
