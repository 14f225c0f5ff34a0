"""Statements that lost or gained a "not": no, never, without, not yet, do not.

Words that are negative by their meaning (lack, avoid, refuse) may stand for a
negator, and idioms such as "not only" deny nothing.

Why: the translation says the opposite, in a sentence that reads well.

Bad: "Tỉnh chưa hài lòng với kết quả." · "Provinsi sudah puas dengan hasilnya."

Good: "Tỉnh chưa hài lòng với kết quả." · "Provinsi belum puas dengan hasilnya."

Silence: ``ignore = ["negation"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, passages
from selaras.checks.reversals import Reversal, negations


def find(context: Context) -> Iterator[Finding]:
    """One finding a negator without counterpart, on either side."""
    for passage in passages(context):
        for reversal in negations(context, passage):
            yield _finding(passage, reversal)


def _finding(passage: Passage, reversal: Reversal) -> Finding:
    return Finding(
        message=_message(reversal),
        source=(reversal.source,),
        target=(reversal.target,),
        link=passage.link.id,
        evidence={"word": reversal.word, "lost": reversal.lost},
    )


def _message(reversal: Reversal) -> str:
    if reversal.lost:
        return (
            f"The source denies this (“{reversal.word}”), the translation does not: "
            "put the negation back, or confirm that the sentence says the same."
        )
    return (
        f"The translation denies this (“{reversal.word}”), the source does not: "
        "take the negation out, or confirm that the sentence says the same."
    )


CHECK = Check("negation", "mistranslation", Severity.WARNING, find, needs_alignment=True)
