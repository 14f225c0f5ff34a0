"""Documents that hardly share a sentence: one verdict instead of hundreds of findings.

The checks that compare sentence with sentence are left out for such a pair.

Why: the wrong file was handed in, or the translation was made from another
article; whatever else would be reported about the pair would mislead.

Bad: A report of a conference, audited against the translation of a report of another one.

Good: A report of a conference, audited against its own translation, even a shortened one.

Silence: ``ignore = ["correspondence"]`` in the settings, where unrelated pairs may pass the gate.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.model import Check, Context, Finding, Severity


def find(context: Context) -> Iterator[Finding]:
    """One finding, without a place, when the documents do not correspond."""
    if context.alignment.corresponds:
        return
    linked = sum(len(link.source) for link in context.alignment.pairs)
    yield Finding(
        message="These documents do not correspond: hardly any sentence of one translates a "
        "sentence of the other. Check that the two files belong together.",
        evidence={"linked": linked, "sentences": len(context.source.sentences)},
    )


CHECK = Check("correspondence", "mistranslation", Severity.ERROR, find)
