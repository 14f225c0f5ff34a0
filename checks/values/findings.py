"""Differences between values, told to an editor."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.gaps import FURNITURE
from selaras.checks.model import Context, Finding, Severity
from selaras.checks.values.matching import Difference, differences
from selaras.checks.values.model import Kind, Quantity, Value
from selaras.languages.numbers import number_words

CERTAIN = 0.5
"""How sure a changed value must be to count as an error."""

_NOUNS = {
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.TIME: "time of day",
    Kind.PERCENT: "percentage",
    Kind.UNIT: "measure",
    Kind.CURRENCY: "amount of money",
    Kind.DOCUMENT_NUMBER: "document number",
    Kind.REFERENCE: "address",
}
_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")


def findings_of(kind: Kind, context: Context) -> Iterator[Finding]:
    """The findings of one kind: changed values as errors, missing and added ones as warnings."""
    for difference in context.shared(differences):
        if difference.kind is kind:
            yield _finding(difference, context)


def _finding(difference: Difference, context: Context) -> Finding:
    source, target = difference.source, difference.target
    return Finding(
        message=_message(difference),
        source=(source.span,) if source else (),
        target=(target.span,) if target else (),
        link=difference.link.id,
        suggestion=_suggestion(source, target, context) if source and target else None,
        evidence={
            "expected": source.text if source else None,
            "found": target.text if target else None,
        },
        severity=_severity(difference, context),
    )


def _severity(difference: Difference, context: Context) -> Severity:
    """An error for a changed value; a remark in lines that every edition sets for itself."""
    ours, theirs = (
        context.source_sentences(difference.link),
        context.target_sentences(difference.link),
    )
    if all(sentence.role in FURNITURE for sentence in (*ours, *theirs)):
        return Severity.INFO
    is_changed = difference.source is not None and difference.target is not None
    return Severity.ERROR if is_changed and difference.sure >= CERTAIN else Severity.WARNING


def _message(difference: Difference) -> str:
    source, target = difference.source, difference.target
    noun = _NOUNS[difference.kind]
    if source and target:
        return (
            f"The source says “{source.text}”, the translation “{target.text}”: "
            f"correct the {noun}, or confirm it."
        )
    if source:
        return (
            f"The translation lacks the {noun} “{source.text}” of the source: "
            "add it, or confirm that it may go."
        )
    text = target.text if target else ""
    return f"The {noun} “{text}” is not in the source: check where it comes from, or remove it."


def _suggestion(source: Value, target: Value, context: Context) -> str | None:
    """The target's words with the source's figure, where only the figure differs."""
    if source.kind in (Kind.DOCUMENT_NUMBER, Kind.REFERENCE) and source.kind is target.kind:
        return source.text
    left, right = source.reading, target.reading
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return None
    ours, theirs = _DIGITS.findall(source.text), _DIGITS.findall(target.text)
    same_form = left.unit == right.unit and source.scale == target.scale
    if len(ours) != 1 or len(theirs) != 1 or not same_form or ours == theirs:
        return None
    figure = _respelled(ours[0], context)
    return target.text.replace(theirs[0], figure)


def _respelled(figure: str, context: Context) -> str:
    """A figure of the source with the separators of the target's language."""
    source, target = (
        number_words(language) for language in (context.source_language, context.target_language)
    )
    table = {
        ord(source.decimal): target.decimal,
        ord(source.grouping): target.grouping,
    }
    return figure.translate(table)
