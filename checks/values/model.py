"""What a value is: a place in a text, and the readings that its form allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from selaras.documents.model import Span
from selaras.languages.dates import Date, Time
from selaras.languages.units import Unit

LARGEST_WEAK = Fraction(12)
"""Up to here a number in words may be missing on the other side: part of an idiom, an article."""


class Kind(StrEnum):
    """What kind of value it is; also the name of the check that reports it."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    PERCENT = "percent"
    UNIT = "unit"
    CURRENCY = "currency"
    DOCUMENT_NUMBER = "document-number"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, with the unit it is counted in, if the text names one that we know.

    ``foreign`` says that its separators were read by the other convention.
    """

    amount: Fraction
    unit: Unit | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """Something kept as it is: a document number, an address, a designation such as A320."""

    text: str


Reading = Quantity | Date | Time | Literal


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a document: where it stands, and what it may mean, likeliest first.

    ``spelled`` says that it is written in words. A ``weak`` value may be missing
    on the other side without harm: "một" may be an article, "kedua" part of an
    idiom. ``rounding`` is how far the amount may be off because of its last
    digit, ``scale`` what its scale word multiplies by; they matter only where
    units or scales are converted.
    """

    kind: Kind
    span: Span
    text: str
    readings: tuple[Reading, ...]
    spelled: bool = False
    weak: bool = False
    rounding: Fraction = Fraction(0)
    scale: Fraction = Fraction(1)

    @property
    def reading(self) -> Reading:
        """The likeliest reading."""
        return self.readings[0]
