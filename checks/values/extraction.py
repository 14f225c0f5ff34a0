"""Finds the values in a text, each character in one value at most.

Exact things come first (addresses, document numbers), then dates and times,
then numbers with what stands around them: per cent, currency, unit, ordinal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import regex
from selaras.checks.values.model import LARGEST_WEAK, Kind, Literal, Quantity, Reading, Value
from selaras.documents.model import Span
from selaras.languages.dates import Date, Moment, Time, date_words, moments
from selaras.languages.model import Language
from selaras.languages.numbers import Numeral, composed, number_words, numerals
from selaras.languages.units import Unit, unit_names

_REFERENCE = regex.compile(
    r"""
      (?P<web> (?:https?://|www\.) [^\s<>"'“”‘’«»{}|\\^`]++
        | (?<![\p{L}\p{N}@.-]) [\p{L}\p{N}-]{1,63}+ (?:\. [\p{L}\p{N}-]{1,63}+ ){0,5}
          \. (?:vn|id|com|org|net|gov|edu|info|io) (?:/[^\s<>"'“”‘’«»]*+)?
          (?![\p{L}\p{N}.-]{0,99}[@\p{L}]) )
    | (?P<mail> (?<![\p{L}\p{N}._%+-]) [\p{L}\p{N}._%+-]{1,64}+ @
        [\p{L}\p{N}-]{1,63}+ (?:\.[\p{L}\p{N}-]{1,63}+){1,5} )
    | (?P<tag> (?<![\p{L}\p{N}_&/]) [#@] [\p{L}_][\p{L}\p{M}\p{N}_]{1,100}+ )
    | (?P<phone> (?<![\p{L}\p{N}.,/+-]) (?: \+\d{1,3}[\s.-]? | \(0\d{1,4}\)\s? | 0 (?=\d) )
        \d{1,4} (?:[\s.-]?\d{2,4}){2,4} (?![\p{N}/,%-]|\.\d) )
    """,
    regex.VERBOSE,
)

_CODE = r"\p{Lu}[\p{Lu}\p{Ll}\p{M}]*+"
_DOCUMENT_NUMBER = regex.compile(
    rf"""
    (?<![\p{{L}}\p{{N}}/-]) \d{{1,6}}+ \p{{Ll}}?+
    (?: / \d{{4}} / (?={_CODE}) {_CODE} (?:[-/] {_CODE})*+ (?:\d{{1,2}}+)?
      | \s?[-/]\s? (?=\p{{Lu}}{{2}}) {_CODE} (?:\s?[-/]\s? (?=\p{{Lu}}) {_CODE} )++
      | / (?=\p{{Lu}}{{2}}) {_CODE}
      | - \p{{Lu}}{{2,3}}+ (?= \s\d | [\s.,;:)”"] | $ )
    ) (?![\p{{L}}\p{{N}}])
    """,
    regex.VERBOSE,
)

_DESIGNATION = regex.compile(
    r"(?<![\p{L}\p{N}_])(?:\p{L}[\p{L}\p{M}]{0,12}+-?\d|\d[\d.]{0,8}+-?\p{L})"
    r"[\p{L}\p{M}\p{N}]{0,20}+(?:-[\p{Lu}\p{N}][\p{L}\p{N}]{0,9}+)?+"
)
# What a number is glued to in a name (A320, COVID-19, 4G), but not in 6x6, nor where a sign
# has been decoded wrongly to a letter and a symbol (7â€“2, 35Â°).
_NAME_BEFORE = regex.compile(r"(?<!\d)\p{L}$|(?:\p{L}\p{L}|[^\d\s]x|^x)$|\p{L}-$")
_NAME_AFTER = regex.compile(r"(?!x\d|â€|Â)\p{L}|-\p{Lu}{2}")
# Digits that are no values: raised ones, and those of character references.
_MARKUP = regex.compile(r"<su[bp]>[^<>]{0,9}</su[bp]>|&#?\w{1,8};")
_DOTTED_TIME = regex.compile(r"(\d{1,2})\.([0-5]\d)")
_SLASHED = regex.compile(r"(?<![\w/.,-])(\d{1,3}+)/(\d{1,3}+)(?![\w/]|[.,-]\d)")
_YEAR_BEFORE = regex.compile(r"(?<!\d)([12]\d{3})\s?(?:[-–—]|â€[“”])\s?$")
# A word with a capital beside another, the first of them within a sentence.
_NAME_WORD_BEFORE = regex.compile(r"(?<=[\p{Ll}\d,]\s)\p{Lu}[\p{L}\p{M}]+\s$")
_NAME_WORD_AFTER = regex.compile(r"\s\p{Lu}[\p{Ll}\p{M}]+")
_DASH = regex.compile(r"\s?(?:[-–—]|â€[“”])\s?")
_MONEY_SCALE = regex.compile(r"\s?(\p{L})(?![\p{L}\p{M}\d])")
_ALWAYS = "24/7"
_YEARS = range(1000, 2200)


def values(text: str, language: Language) -> list[Value]:
    """The values in ``text``, in order, with offsets into ``text``."""
    normal, offsets = composed(text)
    found = _Extraction(normal, language).values()
    if offsets is None:
        return found
    return [
        replace(value, span=Span(offsets[value.span.start], offsets[value.span.end]))
        for value in found
    ]


class _Extraction:
    """The values of one text, from the most exact kind to the most general."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.taken = bytearray(len(text))
        self.found: list[Value] = []

    def values(self) -> list[Value]:
        for kind in (self._references, self._document_numbers, self._moments, self._slashed):
            self._keep(kind())
        self._keep(self._quantities())
        self._keep(self._designations())
        return sorted(self.found, key=lambda value: value.span)

    def _keep(self, found: Iterator[Value]) -> None:
        for value in found:
            start, end = value.span.start, value.span.end
            if not any(self.taken[start:end]):
                self.found.append(value)
                self.taken[start:end] = b"\1" * (end - start)

    def _value(self, kind: Kind, span: Span, *readings: Reading, weak: bool = False) -> Value:
        return Value(kind, span, self.text[span.start : span.end], readings, weak=weak)

    def _references(self) -> Iterator[Value]:
        for match in _REFERENCE.finditer(self.text):
            found = match[0].rstrip(".,;:!?)]}…")
            span = Span(match.start(), match.start() + len(found))
            digits = "".join(character for character in found if character.isdigit())
            if match["phone"] and not 8 <= len(digits) <= 14:
                continue
            text = digits if match["phone"] else found.casefold().rstrip("/")
            yield self._value(Kind.REFERENCE, span, Literal(text))

    def _document_numbers(self) -> Iterator[Value]:
        for match in _DOCUMENT_NUMBER.finditer(self.text):
            literal = Literal(regex.sub(r"\s", "", match[0]).upper().replace("Đ", "D"))
            yield self._value(Kind.DOCUMENT_NUMBER, Span(*match.span()), literal)

    def _moments(self) -> Iterator[Value]:
        for moment in moments(self.text, self.language):
            kind = Kind.TIME if isinstance(moment.value, Time) else Kind.DATE
            weak = self._is_in_name(moment)
            yield self._value(kind, moment.span, moment.value, *self._ordinal(moment), weak=weak)

    def _is_in_name(self, moment: Moment) -> bool:
        """Whether a lone month stands beside a name, and may be one: "June Almeida"."""
        value, span = moment.value, moment.span
        if not isinstance(value, Date) or replace(value, month=None) != Date():
            return False
        if not self.text[span.start].isupper():
            return False
        before = _NAME_WORD_BEFORE.search(self.text, max(0, span.start - 40), span.start)
        return bool(before or _NAME_WORD_AFTER.match(self.text, span.end))

    def _ordinal(self, moment: Moment) -> Iterator[Quantity]:
        """The ordinal that a weekday's name also is, where days are numbered."""
        if isinstance(moment.value, Date) and moment.value.weekday:
            name = self.text[moment.span.start : moment.span.end].lower()
            for numeral in numerals(name, self.language):
                yield Quantity(numeral.amount)

    def _slashed(self) -> Iterator[Value]:
        """Two numbers with a slash: a day and month, or a fraction."""
        units = unit_names(self.language)
        month_first = self.language.table("dates").get("numeric") == "mdy"
        for match in _SLASHED.finditer(self.text):
            first, second = int(match[1]), int(match[2])
            day, month = (second, first) if month_first else (first, second)
            readings: list[Reading] = []
            if 1 <= day <= 31 and 1 <= month <= 12:
                readings.append(Date(month=month, day=day))
            if second > 12 and not 1 <= month <= 12:
                for part in (1, 2):
                    yield self._value(Kind.NUMBER, Span(*match.span(part)), _plain(match[part]))
                continue
            unit, end = units.unit_after(self.text, match.end()) or (None, match.end())
            if second:
                readings.append(Quantity(Fraction(first, second), unit))
            if readings:
                readings = readings[::-1] if unit else readings
                kind = Kind.DATE if isinstance(readings[0], Date) else Kind.NUMBER
                span = Span(match.start(), end)
                yield self._value(kind, span, *readings, weak=match[0] == _ALWAYS)

    def _quantities(self) -> Iterator[Value]:
        markup = bytearray(len(self.text))
        for match in _MARKUP.finditer(self.text):
            markup[match.start() : match.end()] = b"\1" * len(match[0])
        free = [
            numeral
            for numeral in numerals(self.text, self.language)
            if not any(self.taken[numeral.span.start : numeral.span.end])
            and not markup[numeral.span.start]
            and not self._is_designation(numeral)
        ]
        measured = [_Measured.of(numeral, self.text, self.language) for numeral in free]
        for index, one in enumerate(measured):
            following = measured[index + 1] if index + 1 < len(measured) else None
            if following and self._is_range(one, following):
                one = one.until(following)
            yield self._quantity(one)

    def _is_designation(self, numeral: Numeral) -> bool:
        """Whether the digits are part of a name such as A320, COVID-19 or 4G."""
        if numeral.spelled or numeral.ordinal:
            return False
        start, end = numeral.span.start, numeral.span.end
        units = unit_names(self.language)
        if units.currency_before(self.text, start):
            return False
        if _NAME_BEFORE.search(self.text, max(0, start - 3), start):
            return True
        glued = bool(_NAME_AFTER.match(self.text, end))
        return glued and units.unit_after(self.text, end) is None and not self._has_scale(numeral)

    def _has_scale(self, numeral: Numeral) -> bool:
        return not numeral.plain and numeral.mantissa != numeral.amount

    def _is_range(self, one: _Measured, following: _Measured) -> bool:
        if one.numeral.plain and one.numeral.amount in _YEARS and not following.numeral.plain:
            return False
        between = self.text[one.end : following.start]
        words = self.language.table("numbers").get("range_words", ())
        return bool(_DASH.fullmatch(between)) or between.strip().casefold() in words

    def _readings(self, one: _Measured) -> Iterator[Reading]:
        numeral = one.numeral
        if one.unit is None:
            yield from self._clock(numeral)
            yield from self._calendar(numeral)
        for index, amount in enumerate(one.amounts):
            yield Quantity(amount, one.unit, foreign=bool(index))
        if one.unit and one.unit.symbol == "h" and numeral.plain and numeral.amount <= 24:
            hour = int(numeral.amount)
            yield Time(hour % 24, 0, exact=hour > 12)

    def _quantity(self, one: _Measured) -> Value:
        numeral = one.numeral
        readings = tuple(self._readings(one))
        kind = {Date: Kind.DATE, Time: Kind.TIME}.get(type(readings[0]), one.kind)
        span = Span(one.start, one.end)
        return Value(
            kind=kind,
            span=span,
            text=self.text[span.start : span.end],
            readings=readings,
            spelled=numeral.spelled,
            weak=(numeral.spelled or numeral.ordinal)
            and numeral.amount <= (1 if one.unit else LARGEST_WEAK),
            rounding=one.rounding,
            scale=one.scale,
        )

    def _clock(self, numeral: Numeral) -> Iterator[Time]:
        """A time without its marker, where the language writes times with a full stop: 15.49."""
        match = _DOTTED_TIME.fullmatch(self.text, numeral.span.start, numeral.span.end)
        dotted = "." in self.language.table("dates").get("clock", {}).get("separators", "")
        if match and dotted and number_words(self.language).decimal != "." and int(match[1]) < 24:
            yield Time(int(match[1]), int(match[2]), exact=int(match[1]) > 12)

    def _calendar(self, numeral: Numeral) -> Iterator[Reading]:
        """A year without the word for it, or a weekday that is also an ordinal."""
        surface = self.text[numeral.span.start : numeral.span.end]
        if numeral.plain and len(surface) == 4 and int(numeral.amount) in _YEARS:
            likely = 1800 <= numeral.amount < 2100
            if likely:
                yield Date(year=int(numeral.amount))
        if numeral.plain and len(surface) == 2:
            yield from self._abbreviated_year(numeral)
        if numeral.ordinal and numeral.spelled:
            nearby = self.text[max(0, numeral.span.start - 20) : numeral.span.end]
            phrase = " ".join(nearby.casefold().rsplit(maxsplit=2)[-2:])
            if weekday := date_words(self.language).weekdays.get(phrase):
                yield Date(weekday=weekday)

    def _abbreviated_year(self, numeral: Numeral) -> Iterator[Date]:
        """The last year of "1995-96"."""
        start = numeral.span.start
        first = _YEAR_BEFORE.search(self.text, max(0, start - 7), start)
        if first and int(first[1]) % 100 < numeral.amount:
            yield Date(year=int(first[1]) // 100 * 100 + int(numeral.amount))

    def _designations(self) -> Iterator[Value]:
        for match in _DESIGNATION.finditer(self.text):
            yield self._value(
                Kind.NUMBER, Span(*match.span()), Literal(match[0].casefold()), weak=True
            )


def _plain(digits: str) -> Quantity:
    return Quantity(Fraction(digits))


@dataclass(frozen=True, slots=True)
class _Measured:
    """A numeral with the unit before or after it."""

    numeral: Numeral
    amounts: tuple[Fraction, ...]
    unit: Unit | None
    start: int
    end: int
    rounding: Fraction
    scale: Fraction

    @classmethod
    def of(cls, numeral: Numeral, text: str, language: Language) -> _Measured:
        names = unit_names(language)
        start, end = numeral.span.start, numeral.span.end
        unit = None
        if not numeral.ordinal and (after := names.unit_after(text, end)):
            unit, end = after
        scale = numeral.amount / numeral.mantissa if numeral.mantissa else Fraction(1)
        by = Fraction(1)
        if before := names.currency_before(text, numeral.span.start):
            letter = _money_scale(text, numeral.span.end, language) if scale == 1 else None
            if letter:
                (scale, end), unit = letter, None
                by = scale
            if unit is None or unit.dimension == "money":
                unit, start = (unit or before[0]), before[1]
        amounts = tuple(amount * by for amount in numeral.amounts)
        rounding = _step(numeral.mantissa) / 2 * scale
        return cls(numeral, amounts, unit, start, end, rounding, scale)

    @property
    def kind(self) -> Kind:
        """What the unit makes of the number."""
        if self.unit is None:
            return Kind.NUMBER
        return {"money": Kind.CURRENCY, "ratio": Kind.PERCENT}.get(self.unit.dimension, Kind.UNIT)

    def until(self, last: _Measured) -> _Measured:
        """The first number of a range, with the scale and unit of the last: "3-5 triệu đồng"."""
        if self.unit is not None or self.numeral.ordinal:
            return self
        mantissa, scale = last.numeral.mantissa, Fraction(1)
        if mantissa and self.numeral.mantissa == self.numeral.amount < mantissa:
            scale = last.numeral.amount / mantissa
        amounts = tuple(amount * scale for amount in self.amounts)
        rounding = self.rounding * scale
        return replace(self, amounts=amounts, unit=last.unit, rounding=rounding, scale=scale)


def _money_scale(text: str, end: int, language: Language) -> tuple[Fraction, int] | None:
    """The letter behind an amount of money that multiplies it, and where it ends."""
    match = _MONEY_SCALE.match(text, end)
    scale = number_words(language).money_scales.get(match[1]) if match else None
    return (scale, match.end()) if match and scale else None


def _step(mantissa: Fraction) -> Fraction:
    """One unit of the last digit that says something: 0.1 of 2.5, 100 of 1,300."""
    step = Fraction(1)
    if not mantissa:
        return step
    while (mantissa / step).denominator > 1 and step > Fraction(1, 10**9):
        step /= 10
    while mantissa % (step * 10) == 0:
        step *= 10
    return step
