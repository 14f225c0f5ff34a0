"""How much two values that disagree look like one value before and after a change."""

from __future__ import annotations

from selaras.checks.values.agreement import digits
from selaras.checks.values.model import Kind, Literal, Quantity, Value
from selaras.languages.dates import Date, Time


def likeness(one: Value, other: Value) -> float:
    """0 for values that cannot be one another's change, up to 1 for a single slip."""
    left, right = one.reading, other.reading
    if isinstance(left, Literal) or isinstance(right, Literal):
        return _literals(one, other)
    if isinstance(left, Time) != isinstance(right, Time):
        return 0.0
    if isinstance(left, Time) and isinstance(right, Time):
        return 0.5 + 0.2 * (left.hour == right.hour) + 0.2 * (left.minute == right.minute)
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return _quantities(left, right, one, other)
    if isinstance(left, Date) and isinstance(right, Date):
        return _dates(left, right)
    return _year_for_number(one, other)


def _year_for_number(one: Value, other: Value) -> float:
    """A year that stands as such on one side only."""
    years = [r.year for r in (one.reading, other.reading) if isinstance(r, Date)]
    amounts = [r for r in (one.reading, other.reading) if isinstance(r, Quantity)]
    if not years or not years[0] or not amounts or amounts[0].unit:
        return 0.0
    return _digits_alike(one.text, other.text)


def _literals(one: Value, other: Value) -> float:
    if one.kind is not other.kind or type(one.reading) is not type(other.reading):
        return 0.0
    return _closeness(one.text.casefold(), other.text.casefold())


def _quantities(left: Quantity, right: Quantity, one: Value, other: Value) -> float:
    if left.amount == right.amount:
        return 1.0 if _is_telling(left, right) else 0.45
    if one.weak or other.weak:
        return 0.5 if left.unit == right.unit else 0.0
    same_unit = (left.unit and left.unit.symbol) == (right.unit and right.unit.symbol)
    alike = _digits_alike(one.text, other.text)
    if same_unit:
        return max(0.6 if left.unit else 0.45, alike)
    return max(0.3, alike - 0.2)


def _is_telling(left: Quantity, right: Quantity) -> bool:
    """Whether a difference in the unit is one: on one side alone, only per cent surely is."""
    if left.unit and right.unit:
        return {left.unit.dimension, right.unit.dimension} != {"ratio"}
    unit = left.unit or right.unit
    return unit is not None and unit.dimension == "ratio"


def _dates(left: Date, right: Date) -> float:
    fields = ("year", "month", "day", "weekday", "decade")
    pairs = [(getattr(left, name), getattr(right, name)) for name in fields]
    shared = [a == b for a, b in pairs if a is not None and b is not None]
    return 0.5 + 0.4 * sum(shared) / len(shared) if shared else 0.0


def _digits_alike(one: str, other: str) -> float:
    left, right = digits(one), digits(other)
    if not left or not right:
        return 0.3
    if left == right or sorted(left) == sorted(right):
        return 0.9
    return _closeness(left, right)


def _closeness(one: str, other: str) -> float:
    """1 less the share of characters that an edit from one to the other touches."""
    if len(one) > 200 or len(other) > 200:
        return 0.0
    row = list(range(len(other) + 1))
    for first, left in enumerate(one, start=1):
        before, row[0] = row[0], first
        for second, right in enumerate(other, start=1):
            before, row[second] = (
                row[second],
                min(row[second] + 1, row[second - 1] + 1, before + (left != right)),
            )
    return 1 - row[-1] / max(len(one), len(other), 1)


def kind_of_change(one: Value, other: Value) -> Kind:
    """The check that a change belongs to: what differs decides, the amount before its unit."""
    left, right = one.reading, other.reading
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if left.amount != right.amount:
            return Kind.NUMBER
        kinds = {one.kind, other.kind}
        for kind in (Kind.PERCENT, Kind.CURRENCY, Kind.UNIT):
            if kind in kinds:
                return kind
        return Kind.NUMBER
    for kind in (Kind.DATE, Kind.TIME):
        if kind in (one.kind, other.kind):
            return kind
    return one.kind
