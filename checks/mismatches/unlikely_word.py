"""Words that a translation model finds improbable, and that the other side does not explain.

The model reads the sentence and its counterpart word by word. A word is reported
when it is improbable where it stands, and no likelier given the counterpart than
without it; where a model for the other direction is there, the words of the
source are judged in the same way. The check asks only models that were calibrated
(``selaras models calibrate``) and found able to tell exchanged words from right
ones; with any other it is silent.

Why: a wrong word in a fluent sentence is what a reader takes for a fact.

Bad: "Thị trưởng khai mạc cuộc họp." · "Wali kota membuka kancing."

Good: "Thị trưởng khai mạc cuộc họp." · "Wali kota membuka rapat."

Silence: ``ignore = ["unlikely-word"]`` in the settings, or accept the single finding in the
baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.model import Check, Context, Finding, Severity


def find(context: Context) -> Iterator[Finding]:
    """One finding a doubtful word."""
    for link in context.alignment.pairs:
        doubts = context.doubts(link)
        for span in doubts.target:
            word = context.target.text[span.start : span.end]
            yield Finding(
                message=f"The source does not lead a translation model to expect “{word}” here: "
                "compare both sentences.",
                target=(span,),
                link=link.id,
            )
        for span in doubts.source:
            word = context.source.text[span.start : span.end]
            yield Finding(
                message=f"Nothing in the translation leads a model to expect “{word}” here: "
                "see whether it is translated.",
                source=(span,),
                link=link.id,
                severity=Severity.INFO,
            )


CHECK = Check(
    "unlikely-word",
    "mistranslation",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset(
        {
            "broken-word",
            "foreign-script",
            "name",
            "negation",
            "organisation",
            "partial-addition",
            "partial-omission",
            "polarity",
            "terminology",
            "title",
            "untranslated",
            "wrong-language",
        }
    ),
)
