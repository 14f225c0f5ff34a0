"""Finds people and places whose name the translation changes, exchanges or leaves out.

Why: a wrong syllable makes another person. Readers, and the person named, see it before anything
else.

Marks are dropped rightly ("Phạm Đức Ấn" is "Pham Duc An"), a space in a place name may go ("Ha
Noi", "Hanoi"), foreign names may follow the spelling of the language, and a person once named in
full may later be called by the given name alone or not by name. One name left out of
a list is reported all the same, and so are people whom only a lost sentence names. Places, and
people with an established name in each language ("Tập Cận Bình", "Xi Jinping"), are compared by
the lists in ``languages/``.

Bad: "Chủ tịch UBND tỉnh Phạm Đức Ấn" · "Ketua Komite Rakyat Provinsi Pham Duc Binh"

Good: "Chủ tịch UBND tỉnh Phạm Đức Ấn" · "Ketua Komite Rakyat Provinsi Pham Duc An"

Silence: ``ignore = ["name"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.names.comparison import comparison
from selaras.checks.names.model import Change, Difference, Kind, Name
from selaras.documents.folding import unmarked
from selaras.languages.names import naming

_GROUPED = {Change.MISSING, Change.ADDED}


def find(context: Context) -> Iterable[Finding]:
    """The names that differ; those missing from or added to one link together."""
    differences = context.shared(comparison).differences
    for difference in differences:
        if difference.change not in _GROUPED:
            yield _changed(difference, context)
    for change in _GROUPED & {difference.change for difference in differences}:
        alike = [difference for difference in differences if difference.change is change]
        for _, group in groupby(alike, key=lambda difference: difference.link.id):
            yield _grouped(list(group))


def _changed(difference: Difference, context: Context) -> Finding:
    source, target = difference.source, difference.target
    assert source is not None
    assert target is not None
    return Finding(
        message=_message(difference.change, source, target),
        source=(source.span,),
        target=(target.span,),
        link=difference.link.id,
        suggestion=_suggestion(difference.change, source, context),
        evidence={"expected": source.text, "found": target.text},
        severity=_severity(difference.change, source, target),
    )


def _message(change: Change, source: Name, target: Name) -> str:
    if change is Change.REPLACED:
        return (
            f"The translation names “{target.text}” where the source names “{source.text}”: "
            "put the right name, or confirm it."
        )
    if change is Change.PARTIAL:
        return (
            f"The translation says only “{target.text}” and nowhere the full name “{source.text}”: "
            "give the full name once."
        )
    return (
        f"The name “{source.text}” of the source became “{target.text}”: "
        "correct the spelling, or confirm it."
    )


def _severity(change: Change, source: Name, target: Name) -> Severity:
    reordered = sorted(source.parts) == sorted(target.parts)
    doubtful = source.kind is Kind.OTHER and (len(source.parts) == 1 or reordered)
    return Severity.WARNING if change is Change.PARTIAL or doubtful else Severity.ERROR


def _suggestion(change: Change, source: Name, context: Context) -> str | None:
    if source.ids or change is Change.PARTIAL:
        return None
    if source.kind is Kind.OTHER:
        return source.text
    return None if naming(context.target_language).family_names else unmarked(source.text)


def _grouped(group: list[Difference]) -> Finding:
    names = list(_names(group))
    listed = ", ".join(f"“{name.text}”" for name in names)
    spans = tuple(name.span for name in names)
    missing = group[0].change is Change.MISSING
    return Finding(
        message=(
            f"The translation does not name {listed}, whom the source names: "
            "add the name, or confirm that it may go."
            if missing
            else f"The source does not name {listed} here: take the name out, or confirm it."
        ),
        source=spans if missing else (),
        target=() if missing else spans,
        link=group[0].link.id,
        evidence={"expected" if missing else "found": [name.text for name in names]},
        severity=Severity.WARNING,
    )


def _names(group: Iterable[Difference]) -> Iterator[Name]:
    for difference in group:
        name = difference.source or difference.target
        if name is not None:
            yield name


CHECK = Check(
    "name",
    "inconsistent-entities",
    Severity.ERROR,
    find,
    needs_alignment=True,
    yields_to=frozenset({"mojibake", "replacement-character", "foreign-script", "homoglyph"}),
)
