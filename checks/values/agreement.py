"""Whether two values say the same, and how plainly: 0 is the plainest agreement."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from selaras.checks.values.model import Kind, Literal, Quantity, Reading, Value
from selaras.languages.dates import Date, Time
from selaras.languages.units import Unit

CONVERSION_TOLERANCE = Fraction(3, 100)
"""How far a converted amount may be off, relative to it: people round when they convert."""

_UNCOUNTED = frozenset({"time", "calendar"})
"""Dimensions whose units other languages may leave to the noun ("16-year-old")."""

_POINT = "pp"
"""Percentage points: a share by which a share changes is another amount than a percentage."""


def key(reading: Reading) -> Hashable:
    """Equal for readings that plainly say the same."""
    if not isinstance(reading, Quantity):
        return reading
    if reading.foreign:
        return reading
    if reading.unit is None:
        return reading.amount
    if reading.unit.dimension in ("money", "ratio"):
        return reading.amount, reading.unit.symbol
    return reading.unit.base(reading.amount), reading.unit.dimension


def agreement(one: Value, other: Value) -> int | None:
    """How plainly two values agree, 0 for the plainest; None if they do not."""
    grades = [
        grade + bool(first) + bool(second)
        for first, left in enumerate(one.readings)
        for second, right in enumerate(other.readings)
        if (grade := _grade(left, right, one, other)) is not None
    ]
    return min(grades, default=None)


def _grade(left: Reading, right: Reading, one: Value, other: Value) -> int | None:
    match left, right:
        case Quantity(), Quantity():
            return _quantities(left, right, one, other)
        case Date(), Date():
            return _dates(left, right)
        case Time(), Time():
            return _times(left, right)
        case Literal(), Literal():
            return _literals(left.text, right.text, one, other)
        case Quantity(), (Date() | Time() | Literal()):
            return _bare(left, right, other)
        case ((Date() | Time() | Literal()), Quantity()):
            return _bare(right, left, one)
    return None


def _literals(left: str, right: str, one: Value, other: Value) -> int | None:
    """Equal texts; designations (A1GP) may have lost or gained letters (A1 GP) at their end."""
    if left == right:
        return 0
    short, long = sorted((left, right), key=len)
    is_extended = long.startswith(short) and long[len(short) :].isalpha()
    return 3 if is_extended and one.kind is other.kind is Kind.NUMBER else None


def _quantities(left: Quantity, right: Quantity, one: Value, other: Value) -> int | None:
    if left.foreign or right.foreign:
        equal = left.amount == right.amount and left.unit == right.unit
        alike = digits(one.text) == digits(other.text) and one.scale == other.scale
        return 1 if equal and alike else None
    if left.unit is None and right.unit is None:
        return _amounts(left.amount, right.amount, one, other)
    if left.unit is None or right.unit is None:
        unit = left.unit or right.unit
        return _with_unit(left, right, unit, one, other) if unit else None
    if left.unit.dimension != right.unit.dimension:
        return None
    if (left.unit.symbol == _POINT) != (right.unit.symbol == _POINT):
        return None
    if left.unit.dimension == "money":
        same = _same_currency(left.unit, right.unit)
        grade = _amounts(left.amount, right.amount, one, other)
        return None if same is None or grade is None else grade + same
    if left.unit == right.unit:
        return _amounts(left.amount, right.amount, one, other)
    return _converted(left, right, one, other)


def digits(text: str) -> str:
    """The digits of a text, without separators."""
    return "".join(character for character in text if character.isdigit())


def _amounts(left: Fraction, right: Fraction, one: Value, other: Value) -> int | None:
    """Equal amounts; or, where the scale words differ, equal to within the rounding."""
    if left == right:
        return 0
    if one.scale == other.scale:
        return None
    margin = min(max(one.rounding, other.rounding), CONVERSION_TOLERANCE * max(left, right))
    return 3 if abs(left - right) <= margin else None


def _with_unit(left: Quantity, right: Quantity, unit: Unit, one: Value, other: Value) -> int | None:
    if unit.dimension == "ratio":
        share, plain = (left, right) if left.unit else (right, left)
        return 3 if plain.amount < 1 and share.amount == plain.amount * 100 else None
    if left.amount == right.amount and one.spelled and other.spelled and one.weak != other.weak:
        return 3
    small = left.amount == right.amount < 1
    if (small or unit.dimension in _UNCOUNTED) and left.amount == right.amount:
        return 2
    return None


def _same_currency(left: Unit, right: Unit) -> int | None:
    """0 for the same currency, 1 for a dollar that one side leaves unsaid, None else."""
    if left.symbol == right.symbol:
        return 0
    codes = {left.symbol, right.symbol}
    other = next(iter(codes - {"dollar"}))
    return 1 if "dollar" in codes and other.endswith("D") else None


def _converted(left: Quantity, right: Quantity, one: Value, other: Value) -> int | None:
    if left.unit is None or right.unit is None:
        return None
    first, second = left.unit.base(left.amount), right.unit.base(right.amount)
    if first == second:
        return 0
    margin = max(
        one.rounding * left.unit.factor,
        other.rounding * right.unit.factor,
        CONVERSION_TOLERANCE * max(abs(first), abs(second)),
    )
    return 3 if abs(first - second) <= margin else None


def _dates(left: Date, right: Date) -> int | None:
    fields = [
        (getattr(left, name), getattr(right, name))
        for name in ("year", "month", "day", "weekday", "decade")
    ]
    shared = [(a, b) for a, b in fields if a is not None and b is not None]
    if not shared:
        years = {left.year or left.decade, right.year or right.decade}
        return 2 if len(years) == 1 and None not in years else None
    if any(a != b for a, b in shared):
        return None
    return sum((a is None) != (b is None) for a, b in fields)


def _times(left: Time, right: Time) -> int | None:
    if left.minute != right.minute:
        return None
    if left.hour == right.hour:
        return 0
    same_face = left.hour % 12 == right.hour % 12
    return 1 if same_face and not (left.exact and right.exact) else None


def _bare(quantity: Quantity, exact: Date | Time | Literal, holder: Value) -> int | None:
    """A plain number may stand for a year, a day, a month, an hour, or a document's number."""
    if quantity.unit is not None:
        return None
    match exact:
        case Date(year=year, month=None, day=None, weekday=None, decade=decade):
            return 1 if quantity.amount in (year, decade) else None
        case Date(year=None, month=None, day=day) if day:
            return 3 if quantity.amount == day else None
        case Date(year=None, month=month, day=None) if month:
            return 3 if quantity.amount == month else None
        case Time(hour=hour, minute=0):
            return 3 if quantity.amount == hour else None
        case Literal(text=text) if holder.kind is Kind.DOCUMENT_NUMBER:
            digits = text.split("/")[0].split("-")[0]
            return 3 if digits.isdigit() and quantity.amount == int(digits) else None
    return None
