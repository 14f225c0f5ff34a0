"""Dates and times as a language writes them: "ngày 21 tháng 4", "21 April 2025", "pukul 15.49".

``moments(text, language)`` finds them. The words come from the language's
``dates.toml``; without that file numeric dates (21/4/2025) alone are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex
from selaras.documents.model import Span
from selaras.languages.model import Language

_NUMERIC = r"(?<![\w/.-])"
_NUMERIC_END = r"(?![\w/]|[.,-]\d)"
_DASH = r"\s?[-–—]\s?"


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as the text tells it; ``decade`` is that decade's first year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    decade: int | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; ``exact`` says that the half of the day is known."""

    hour: int
    minute: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time with its place in the text."""

    span: Span
    value: Date | Time


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's words of dates, compiled: each rule is a pattern and what a match means."""

    dates: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterable[Moment]]], ...]
    times: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterable[Moment]]], ...]
    weekdays: Mapping[str, int] = field(default_factory=dict)


Rule = tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterable[Moment]]]


@lru_cache
def date_words(language: Language) -> DateWords:
    """The language's dates; numeric ones alone where it has no ``dates.toml``."""
    table = language.table("dates")
    return DateWords(
        dates=tuple(_DateRules(table).rules()),
        times=tuple(_TimeRules(table.get("clock", {})).rules()),
        weekdays=table.get("weekdays", {}),
    )


def moments(text: str, language: Language) -> list[Moment]:
    """The dates and times in ``text``, in order; ``text`` should be in composed form (NFC).

    Rules come most specific first, and no character counts twice.
    """
    words = date_words(language)
    found: list[Moment] = []
    taken = bytearray(len(text))
    for pattern, read in (*words.dates, *words.times):
        for match in pattern.finditer(text):
            read_here = list(read(match))
            if read_here and not any(taken[match.start() : match.end()]):
                found += read_here
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return sorted(found, key=lambda moment: moment.span)


def _words(names: Iterable[str]) -> str:
    """A pattern of any of the names, longest first, without regard to capitals."""
    listed = sorted(names, key=lambda name: (-len(name), name))
    alternatives = "|".join(r"\s".join(map(regex.escape, name.split())) for name in listed)
    return f"(?i:{alternatives or '(?!)'})"


def _whole_words(names: Iterable[str]) -> str:
    return rf"(?<![\p{{L}}\p{{N}}])(?:{_words(names)})(?![\p{{L}}\p{{N}}])"


class _DateRules:
    """Builds the patterns of dates from a language's table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.months: dict[str, int] = table.get("months", {})
        self.spelled: dict[str, int] = table.get("months_spelled", {})
        self.month_first = table.get("numeric") == "mdy"

    def rules(self) -> Iterator[Rule]:
        yield from self._with_month_words()
        yield from self._numeric()
        yield from self._years()
        yield from self._lone_words()

    def _pattern(self, pattern: str) -> regex.Pattern[str]:
        return regex.compile(pattern)

    @property
    def _month(self) -> str:
        """A month as a word, or, after the word for month, as a number or numeral."""
        before = _words(self.table.get("month_before", ()))
        names = rf"(?P<month>{_words(self.months)})(?![\p{{L}}\p{{M}}])\.?"
        numbers = (
            rf"{before}\s(?P<month>\d{{1,2}}(?!\d)|{_words(self.spelled)}(?![\p{{L}}\p{{M}}]))"
        )
        return rf"(?<!\p{{L}})(?:(?:{before}\s)?{names}|{numbers})"

    @property
    def _year(self) -> str:
        before = _words(self.table.get("year_before", ()))
        return rf"(?:,?\s(?:(?:of\s)?{before}\s)?|\s?[/-]\s?)(?P<year>\d{{4}})(?![\d/]|[.,]\d)"

    @property
    def _day_word(self) -> str:
        return rf"(?:{_words(self.table.get('day_before', ()))}\s)?"

    def _with_month_words(self) -> Iterator[Rule]:
        day = r"(?<![\d.,/])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sof)?"
        days = rf"(?<![\d.,/])(?P<first>\d{{1,2}})(?:{_DASH}|\s\p{{L}}{{1,8}}\s)(?P<day>\d{{1,2}})"
        month, year = self._month, self._year
        yield self._pattern(rf"{self._day_word}{days}\s{month}(?:{year})?"), self._range
        yield self._pattern(rf"{self._day_word}{day}\s{month}(?:{year})?"), self._date
        if self.months:
            day_after = r"(?P<day>\d{1,2})(?!\d|[.,]\d)(?:st|nd|rd|th)?(?!\s?[%°])"
            days_after = rf"(?P<first>\d{{1,2}}){_DASH}(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?"
            if self.month_first:
                yield self._pattern(rf"{month}\s{days_after}(?:{year})?"), self._range
                yield self._pattern(rf"{month}\s{day_after}(?:{year})?"), self._date
        yield self._pattern(rf"{month}{year}"), self._date

    def _numeric(self) -> Iterator[Rule]:
        first, second = ("month", "day") if self.month_first else ("day", "month")
        day_word = _words(self.table.get("day_before", ()))
        two = rf"(?P<{first}>\d{{1,2}})(?P<by>[/.-])(?P<{second}>\d{{1,2}})"
        yield (
            self._pattern(
                rf"{_NUMERIC}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){_NUMERIC_END}"
            ),
            self._date,
        )
        yield (
            self._pattern(rf"{_NUMERIC}{two}(?P=by)(?P<year>\d{{4}}){_NUMERIC_END}"),
            self._date,
        )
        ranged = rf"(?P<first>\d{{1,2}}){_DASH}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})"
        if not self.month_first:
            yield (
                self._pattern(rf"{_NUMERIC}{ranged}(?:/(?P<year>\d{{4}}))?{_NUMERIC_END}"),
                self._range,
            )
        yield (
            self._pattern(rf"(?<!\p{{L}}){day_word}\s{two}{_NUMERIC_END}"),
            self._date,
        )
        before = _words(self.table.get("month_before", ()))
        yield (
            self._pattern(
                rf"(?:{before}\s|{_NUMERIC})(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_NUMERIC_END}"
            ),
            self._date,
        )

    def _years(self) -> Iterator[Rule]:
        decade_before = _words(self.table.get("decade_before", ()))
        decade_after = _words(self.table.get("decade_after", ()))
        year_before = _words(self.table.get("year_before", ()))
        optional = rf"(?:(?<!\p{{L}})(?:{decade_before}|{year_before})\s)"
        short = r"(?P<decade>\d{3}0|['’]?\d0)"
        yield (
            self._pattern(rf"{optional}?(?<![\d.,]){short}{decade_after}(?![\p{{L}}\d])"),
            self._decade,
        )
        if "decade_after" not in self.table or decade_before != _words(["the"]):
            yield (
                self._pattern(rf"(?<!\p{{L}}){decade_before}\s{short}(?![\d]|[.,/]\d)"),
                self._decade,
            )
        yield (
            self._pattern(rf"(?<!\p{{L}}){year_before}\s(?P<year>\d{{3,4}})(?![\d%]|[.,/]\d)"),
            self._date,
        )
        yield (
            self._pattern(r"(?<![\p{L}\p{N}])['’](?P<short>\d\d)(?![\p{L}\p{N}])"),
            self._short_year,
        )

    def _lone_words(self) -> Iterator[Rule]:
        before = _words(self.table.get("month_before", ()))
        ambiguous = set(self.table.get("months_ambiguous", ()))
        plain = {name for name in self.months if name not in ambiguous and len(name) > 3}
        short = {name for name in self.months if len(name) == 3 and self.months[name] == 5}
        names = rf"(?P<month>(?=\p{{Lu}}){_words(plain | (short - ambiguous))})(?![\p{{L}}\p{{M}}])"
        yield self._pattern(rf"(?<!\p{{L}})(?:{before}\s)?{names}"), self._date
        prepositions = self.table.get("month_prepositions")
        if prepositions:
            name = rf"(?P<month>(?=\p{{Lu}}){_words(ambiguous)})(?![\p{{L}}\p{{M}}])"
            yield self._pattern(rf"(?<!\p{{L}}){_words(prepositions)}[\s-]{name}"), self._date
        numbers = rf"(?P<month>\d{{1,2}}(?!\d|[.,]\d)|{_words(self.spelled)}(?![\p{{L}}\p{{M}}]))"
        yield self._pattern(rf"(?<![\p{{L}}\d]|\d\s){before}\s{numbers}"), self._date
        if weekdays := self.table.get("weekdays"):
            shown = r"(?=\p{Lu}|\p{Ll}+\s\p{Lu})"
            clear = weekdays.keys() - self.table.get("weekdays_ambiguous", ())
            for names, start in ((clear, r"(?<!\p{L})"), (weekdays, r"(?<=\p{L}\s|,\s)")):
                name = rf"(?P<weekday>{shown}{_words(names)})(?![\p{{L}}\p{{M}}])"
                yield self._pattern(start + name), self._date
        day = _words(self.table.get("day_before", ()))
        yield (
            self._pattern(rf"(?<!\p{{L}}){day}\s(?P<day>\d{{1,2}})(?![\d/%]|[.,]\d)"),
            self._date,
        )

    def _date(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        date = Date(
            year=_number(groups.get("year")),
            month=self._month_number(groups.get("month")),
            day=_number(groups.get("day")),
            weekday=self._weekday_number(groups.get("weekday")),
        )
        if _is_possible(date, match):
            yield Moment(_trimmed(match), date)

    def _range(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        month = self._month_number(groups["month"])
        first = Date(None, month, int(groups["first"]))
        last = Date(_number(groups.get("year")), month, int(groups["day"]))
        joined = match.string[match.end("first") : match.start("day")].strip(" -–—")
        if not _is_possible(first, match) or not _is_possible(last, match):
            return
        if first.day and last.day and (first.day < last.day or joined):
            yield Moment(Span(*match.span("first")), first)
            yield Moment(Span(match.start("day"), match.end()), last)

    def _decade(self, match: regex.Match[str]) -> Iterator[Moment]:
        digits = match["decade"].lstrip("'’")
        decade = int(digits) + (1900 if len(digits) == 2 else 0)
        if 1000 <= decade < 2100:
            yield Moment(Span(*match.span()), Date(decade=decade))

    def _short_year(self, match: regex.Match[str]) -> Iterator[Moment]:
        short = int(match["short"])
        year = short + (2000 if short < 40 else 1900)
        yield Moment(Span(*match.span()), Date(year=year))

    def _month_number(self, text: str | None) -> int | None:
        if text is None or text.isdigit():
            return _number(text)
        name = " ".join(text.casefold().split())
        return self.months.get(name) or self.spelled.get(name)

    def _weekday_number(self, text: str | None) -> int | None:
        if text is None:
            return None
        number: int = self.table["weekdays"][" ".join(text.casefold().split())]
        return number


def _trimmed(match: regex.Match[str]) -> Span:
    """The match without white space at its ends."""
    text = match[0]
    start = match.start() + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _is_possible(date: Date, match: regex.Match[str]) -> bool:
    months, days = date.month is None or 1 <= date.month <= 12, True
    if date.day is not None:
        days = 1 <= date.day <= 31
    return months and days


class _TimeRules:
    """Builds the patterns of times of day from a language's table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.halves = {
            " ".join(name.split()): half
            for half in ("am", "pm", "either")
            for name in table.get(half, ())
        }

    def rules(self) -> Iterator[Rule]:
        before = _words(self.table.get("before", ()))
        after = _words(self.table.get("hour_after", ()))
        minute = rf"(?:{_words(self.table.get('minute_after', ()))}(?!\p{{L}}))"
        marks = f"[{regex.escape(self.table.get('separators', ':'))}]"
        half = rf"(?:\s?(?P<half>{_words(self.halves)})(?![\p{{L}}\p{{M}}]))"
        zone = rf"(?:\s?\(?{_words(self.table.get('zones', ()))}(?!\p{{L}}))"
        hour, minutes = r"(?<![\d.,:/])(?P<hour>\d{1,2})", r"(?P<minute>[0-5]\d)(?![\d%]|[.,:]\d)"
        rest = rf"(?:{marks}\d\d)?(?:\s?{after}(?!\p{{L}}))?"
        clock = rf"{hour}{marks}{minutes}{rest}"
        if "before" in self.table:
            until = rf"(?:{_DASH}(?P<until>\d{{1,2}}){marks}(?P<until_minute>[0-5]\d)(?!\d))?"
            yield regex.compile(rf"(?<!\p{{L}}){before}\s{clock}{until}{half}?{zone}?"), self._time
            yield (
                regex.compile(rf"(?<!\p{{L}}){before}\s{hour}(?![\d.,]\d|\d){half}?{zone}?"),
                self._time,
            )
        if "hour_after" in self.table:
            yield (
                regex.compile(
                    rf"{hour}\s?{after}\s?(?P<minute>[0-5]?\d)(?!\d|[.,]\d)(?:\s?{minute}|(?!\s?\p{{L}}{{1,3}}(?!\p{{L}}))){half}?"
                ),
                self._time,
            )
            yield (
                regex.compile(
                    rf"{hour}\s?{after}\s(?P<thirty>{_words(self.table.get('half', ()))})(?!\p{{L}}){half}?"
                ),
                self._time,
            )
            yield regex.compile(rf"{hour}\s?{after}(?!\p{{L}}){half}"), self._time
        yield regex.compile(rf"{clock}(?:{half}{zone}?|{zone})"), self._time
        yield regex.compile(rf"{hour}{half}"), self._time
        yield regex.compile(rf"{hour}:{minutes}{rest}"), self._time

    def _time(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        minute = 30 if groups.get("thirty") else int(groups.get("minute") or 0)
        half = self.halves.get(" ".join((groups.get("half") or "").casefold().split()), "")
        hours = [(int(groups["hour"]), minute, match.start(), match.end())]
        if groups.get("until"):
            start = match.start("until")
            hours = [(hours[0][0], minute, match.start(), match.end("minute"))]
            hours += [(int(groups["until"]), int(groups["until_minute"]), start, match.end())]
        if all(hour <= 24 for hour, *_ in hours):
            for hour, minutes, start, end in hours:
                yield Moment(Span(start, end), _time_of_day(hour, minutes, half))


def _time_of_day(hour: int, minute: int, half: str) -> Time:
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return Time(hour % 24, minute, exact=hour > 12 or half in ("am", "pm"))
