"""Finds numbers that the translation changed, dropped or added: digits, number words, scale
words, ordinals, fractions and ranges, compared as amounts, however either language writes
them.

Why: a figure is what readers remember and quote; a lost zero or a "miliar" for "triệu" makes the
publication wrong by a thousand times, and it reads as fluently as the right one.

A number written in another way is no difference: "1,2 nghìn tỷ" equals "1,2 triliun", "1.000"
equals "seribu", "khóa XIII" equals "ke-13". Small number words ("một", "hai", "satu") may go
unrepeated.

Bad: "2,5 triệu lượt khách" · "2,5 miliar wisatawan"

Good: "2,5 triệu lượt khách" · "2,5 juta wisatawan"

Silence: ``ignore = ["number"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.values import Kind, findings_of


def find(context: Context) -> Iterable[Finding]:
    """The values of this kind that do not agree."""
    return findings_of(Kind.NUMBER, context)


CHECK = Check("number", "numbers", Severity.ERROR, find, needs_alignment=True)
