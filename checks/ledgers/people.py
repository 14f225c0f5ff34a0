"""The ledger of people and offices: who is named on each side, in which office, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selaras.checks.ledgers.model import Cell, Ledger
from selaras.checks.model import Context
from selaras.checks.names.appointments import Holder, appointments
from selaras.checks.names.comparison import comparison, source_names, target_names
from selaras.checks.names.model import Kind, Name
from selaras.checks.names.titles import title_differences
from selaras.documents.model import Document, Span

COLUMNS = (
    "person",
    "source offices",
    "target name",
    "target offices",
    "source place",
    "target place",
    "status",
)


@dataclass(slots=True)
class _Entry:
    """What both sides say of one person; spellings and offices in the order of the text."""

    source: dict[str, Span] = field(default_factory=dict)
    target: dict[str, Span] = field(default_factory=dict)
    source_offices: dict[str, None] = field(default_factory=dict)
    target_offices: dict[str, None] = field(default_factory=dict)
    differs: bool = False


def people(context: Context) -> Ledger:
    """The people of both texts in the order of the source; those of the target alone come last."""
    entries = _entries(context)
    ordered = sorted(entries, key=lambda entry: (not entry.source, _first(entry)))
    return Ledger("people", COLUMNS, tuple(_row(entry, context) for entry in ordered))


def _entries(context: Context) -> list[_Entry]:
    by_name: dict[tuple[str, ...], _Entry] = {}
    _matched(by_name, context)
    for holder in context.shared(appointments).holders:
        if holder.source.kind is not Kind.PLACE:
            entry = by_name.setdefault(holder.source.parts, _Entry())
            _add(entry.target, _text(context.target, holder.target), holder.target)
            _add_offices(entry, holder)
    for difference in context.shared(title_differences):
        if difference.holder and difference.holder.parts in by_name:
            by_name[difference.holder.parts].differs = True
    _unmatched(by_name, context)
    return list(by_name.values())


def _matched(by_name: dict[tuple[str, ...], _Entry], context: Context) -> None:
    compared = context.shared(comparison)
    for match in compared.matches:
        if _is_person(match.source):
            entry = by_name.setdefault(match.source.parts, _Entry())
            _add(entry.source, match.source.text, match.source.span)
            _add(entry.target, _text(context.target, match.target), match.target)
    for difference in compared.differences:
        if difference.source and difference.target and _is_person(difference.source):
            entry = by_name.setdefault(difference.source.parts, _Entry())
            _add(entry.source, difference.source.text, difference.source.span)
            _add(entry.target, difference.target.text, difference.target.span)
            entry.differs = True


def _unmatched(by_name: dict[tuple[str, ...], _Entry], context: Context) -> None:
    """People whom only one side names, or names once more."""
    known = {span for entry in by_name.values() for span in entry.target.values()}
    for name in _all(context.shared(source_names)):
        _add(by_name.setdefault(name.parts, _Entry()).source, name.text, name.span)
    for name in _all(context.shared(target_names)):
        if not any(name.span.overlaps(span) for span in known):
            _add(by_name.setdefault(name.parts, _Entry()).target, name.text, name.span)


def _all(names: dict[int, list[Name]]) -> Iterator[Name]:
    for found in names.values():
        yield from (name for name in found if name.kind is Kind.PERSON and len(name.parts) > 1)


def _is_person(name: Name) -> bool:
    return name.kind in {Kind.PERSON, Kind.LIKELY_PERSON} and len(name.parts) > 1


def _add(places: dict[str, Span], text: str, span: Span) -> None:
    places.setdefault(" ".join(text.split()), span)


def _add_offices(entry: _Entry, holder: Holder) -> None:
    _add(entry.source, holder.source.text, holder.source.span)
    entry.source_offices.update(dict.fromkeys(office.text for office in holder.source_offices))
    entry.target_offices.update(dict.fromkeys(office.text for office in holder.target_offices))


def _row(entry: _Entry, context: Context) -> tuple[Cell, ...]:
    return (
        next(iter(entry.source), None) or next(iter(entry.target), None),
        "; ".join(entry.source_offices) or None,
        "; ".join(entry.target) or None,
        "; ".join(entry.target_offices) or None,
        _place(context.source, entry.source.values()),
        _place(context.target, entry.target.values()),
        _status(entry),
    )


def _status(entry: _Entry) -> str:
    if not entry.target:
        return "only in the source"
    if not entry.source:
        return "only in the target"
    return "differs" if entry.differs else "agreed"


def _first(entry: _Entry) -> int:
    return min(span.start for span in (entry.source or entry.target).values())


def _place(document: Document, spans: Iterable[Span]) -> str | None:
    first = min((span.start for span in spans), default=None)
    if first is None:
        return None
    line, column = document.position(first)
    return f"{line}:{column}"


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]
