"""The ledger of figures: every value of both texts, how each writes it, whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from selaras.checks.ledgers.model import Cell, Ledger
from selaras.checks.model import Context
from selaras.checks.values.matching import Comparison, comparisons, side_values
from selaras.checks.values.model import Literal, Quantity, Reading, Value
from selaras.documents.model import Document
from selaras.languages.dates import Date, Time

COLUMNS = ("type", "value", "unit", "source", "target", "source place", "target place", "status")

_MOST_PLACES = 9
"""Decimal places up to which an amount is shown as a decimal number."""


def figures(context: Context) -> Ledger:
    """The figures of both texts in the order of the source; those of the target alone come last.

    Small number words that only one side has are left out: they are mostly articles.
    """
    rows = [_row(context, *entry) for entry in _entries(context)]
    return Ledger("figures", COLUMNS, tuple(rows))


Entry = tuple[Value | None, Value | None, str]


def _entries(context: Context) -> list[Entry]:
    compared = [entry for one in context.shared(comparisons) for entry in _compared(one)]
    listed = {value for entry in compared for value in entry[:2] if value}
    return sorted([*compared, *_rest(context, listed)], key=_order)


def _compared(comparison: Comparison) -> Iterator[Entry]:
    differing = {(one.span, other.span) for one, other, _ in comparison.changed}
    for one, other in comparison.agreed:
        if (one.span, other.span) not in differing:
            yield one, other, "agreed"
    for one, other, _ in comparison.changed:
        yield one, other, "differs"
    for value in comparison.missing:
        yield value, None, "only in the source"
    for value in comparison.added:
        yield None, value, "only in the target"


def _rest(context: Context, listed: set[Value]) -> Iterator[Entry]:
    """Values of sentences without a counterpart, and such as one side says more often."""
    found = context.shared(side_values)
    for link in context.alignment.links:
        source, target = found.of(link)
        for value in source:
            if not value.weak and value not in listed:
                yield value, None, "only in the source" if link.is_gap else "repeated in the source"
        for value in target:
            if not value.weak and value not in listed:
                yield None, value, "only in the target" if link.is_gap else "repeated in the target"


def _order(entry: Entry) -> tuple[bool, int, int]:
    source, target, _ = entry
    return (
        source is None,
        source.span.start if source else 0,
        target.span.start if target else 0,
    )


def _row(
    context: Context, source: Value | None, target: Value | None, status: str
) -> tuple[Cell, ...]:
    kind, reading = next((str(v.kind), v.reading) for v in (source, target) if v)
    unit = reading.unit if isinstance(reading, Quantity) else None
    return (
        kind,
        shown(reading),
        unit.symbol if unit else None,
        source.text if source else None,
        target.text if target else None,
        _place(context.source, source),
        _place(context.target, target),
        status,
    )


def _place(document: Document, value: Value | None) -> str | None:
    if value is None:
        return None
    line, column = document.position(value.span.start)
    return f"{line}:{column}"


def shown(reading: Reading) -> str:
    """A reading in one notation for all languages: 2500000, 2025-04-21, 15:49."""
    match reading:
        case Quantity(amount=amount):
            return _plain(amount)
        case Time(hour=hour, minute=minute):
            return f"{hour:02d}:{minute:02d}"
        case Literal(text=text):
            return text
        case Date(weekday=weekday, decade=decade) if weekday or decade:
            return f"{decade}s" if decade else f"day {weekday} of the week"
        case Date(year=year, month=month, day=day):
            return _calendar(year, month, day)


def _calendar(year: int | None, month: int | None, day: int | None) -> str:
    """As ISO 8601 writes it, with a hyphen for each part that is not said."""
    parts = [str(year) if year else "-"]
    if month or day:
        parts.append(f"{month:02d}" if month else "-")
    if day:
        parts.append(f"{day:02d}")
    return "-".join(parts)


def _plain(amount: Fraction) -> str:
    """A whole number or a decimal one; a fraction where no decimal is exact."""
    for places in range(_MOST_PLACES + 1):
        scaled = amount * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**places)
            return f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"{amount.numerator}/{amount.denominator}"
