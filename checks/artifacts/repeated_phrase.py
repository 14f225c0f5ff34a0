"""A phrase said again right after itself, as when a translation model runs in a loop.

A phrase is two words or more, or one word four times. Where the source repeats
itself too, the translation may.

Why: the sentence makes no sense, and what should stand there is often missing.

Bad: Kami akan meningkatkan kapasitas meningkatkan kapasitas meningkatkan kapasitas.

Good: Kami akan meningkatkan kapasitas dan mutu layanan.

Silence: `ignore = ["repeated-phrase"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.loops import Loop, loops
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence


def find(context: Context) -> Iterator[Finding]:
    """Flag each loop, whole."""
    for side in both_sides(context):
        for sentence in side.sentences():
            found = loops(sentence.text)
            if found and not any(loops(other.text) for other in side.counterparts(sentence)):
                yield from (_finding(side, sentence, loop) for loop in found)


def _finding(side: Side, sentence: Sentence, loop: Loop) -> Finding:
    phrase = sentence.text[loop.phrase.start : loop.phrase.end]
    return side.finding(
        f'"{phrase[:60]}" is said {loop.times} times in a row; say it once.',
        loop.span.shifted(sentence.start),
        severity=Severity.ERROR if loop.times > 2 else None,
        suggestion=phrase,
        times=loop.times,
    )


CHECK = Check(
    name="repeated-phrase",
    issue_type="duplication",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"duplicate-sentence"}),
)
