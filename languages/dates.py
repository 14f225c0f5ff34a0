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
_LETTER = r"[\p{L}\p{M}]"
_ORDINAL = r"(?:st|nd|rd|th)"
_PIVOT = 40
"""Two-digit years below are of this century, others of the last."""


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


Rule = tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterable[Moment]]]
"""A pattern, and what a match of it means."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's dates and times, compiled, and its days of the week (Monday is 1)."""

    rules: tuple[Rule, ...]
    hint: regex.Pattern[str]
    weekdays: Mapping[str, int] = field(default_factory=dict)


@lru_cache
def date_words(language: Language) -> DateWords:
    """The language's dates; numeric ones alone where it has no ``dates.toml``."""
    table = language.table("dates")
    names = [*table.get("months", {}), *table.get("months_spelled", {}), *table.get("weekdays", {})]
    return DateWords(
        rules=(*_DateRules(table).rules(), *_TimeRules(table.get("clock", {})).rules()),
        # Every date and every time holds a digit or the name of a month or a day.
        hint=regex.compile(rf"\d|{_words(names)}"),
        weekdays=table.get("weekdays", {}),
    )


def moments(text: str, language: Language) -> list[Moment]:
    """The dates and times in ``text``, in order; ``text`` should be in composed form (NFC).

    Rules come most specific first, and no character counts twice.
    """
    words = date_words(language)
    if not words.hint.search(text):
        return []
    found: list[Moment] = []
    taken = bytearray(len(text))
    for pattern, read in words.rules:
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


class _DateRules:
    """Builds the patterns of dates from a language's table, most specific first."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.months: dict[str, int] = table.get("months", {})
        self.spelled: dict[str, int] = table.get("months_spelled", {})
        self.weekdays: dict[str, int] = table.get("weekdays", {})
        self.month_first = table.get("numeric") == "mdy"
        self.day_word = _words(table.get("day_before", ()))
        self.month_word = _words(table.get("month_before", ()))
        self.year_word = _words(table.get("year_before", ()))
        self.joiner = rf"(?:{_DASH}|\s{_words(table.get('joiners', ()))}\s)"
        self.month_number = rf"(?P<month>\d{{1,2}}(?!\d)|{_words(self.spelled)}(?!{_LETTER}))"

    def rules(self) -> Iterator[Rule]:
        """All patterns, each with what a match of it means."""
        readings = (
            (self._range, (*self._spelled_ranges(), *self._numeric_ranges())),
            (self._date, (*self._spelled_dates(), *self._numeric_dates())),
            (self._decade, self._decades()),
            (self._date, self._years()),
            (self._short_year, [r"(?<![\p{L}\p{N}])['’](?P<short>\d\d)(?![\p{L}\p{N}])"]),
            (self._date, (*self._lone_months(), *self._weekdays(), *self._lone_days())),
        )
        for read, patterns in readings:
            for pattern in patterns:
                yield regex.compile(pattern), read

    @property
    def _month(self) -> str:
        """A month as a word, or, after the word for month, as a number or numeral."""
        named = rf"(?:{self.month_word}\s)?(?P<month>{_words(self.months)})(?!{_LETTER})\.?"
        return rf"(?<!\p{{L}})(?:{named}|{self.month_word}\s{self.month_number})"

    @property
    def _year(self) -> str:
        """A year after a month: ", 2025", " năm 2025", "/2025"; it may be missing."""
        joint = rf",?\s(?:(?:of\s)?{self.year_word}\s)?|\s?[/-]\s?"
        return rf"(?:(?:{joint})(?P<year>\d{{4}})(?![\d/]|[.,]\d))"

    def _spelled_ranges(self) -> Iterator[str]:
        first = r"(?<![\d.,/])(?P<first>\d{1,2})"
        days = rf"{first}{self.joiner}(?P<day>\d{{1,2}})"
        yield rf"(?:{self.day_word}\s)?{days}\s{self._month}{self._year}?"
        if self.month_first:
            after = rf"{first}{_DASH}(?P<day>\d{{1,2}})(?!\d){_ORDINAL}?"
            yield rf"{self._month}\s{after}{self._year}?"

    def _numeric_ranges(self) -> Iterator[str]:
        if not self.month_first:
            first = rf"(?:(?<!\p{{L}}){self.day_word}\s|{_NUMERIC})(?P<first>\d{{1,2}})"
            days = rf"{first}{self.joiner}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})"
            yield rf"{days}(?:/(?P<year>\d{{4}}))?{_NUMERIC_END}"

    def _spelled_dates(self) -> Iterator[str]:
        day = rf"(?<![\d.,/])(?P<day>\d{{1,2}}){_ORDINAL}?(?:\sof)?"
        yield rf"(?:{self.day_word}\s)?{day}\s?{self._month}{self._year}?"
        if self.month_first:
            after = rf"(?P<day>\d{{1,2}})(?!\d|[.,]\d){_ORDINAL}?(?!\s?[%°])"
            yield rf"{self._month}\s{after}{self._year}?"
        yield rf"{self._month}{self._year}"

    def _numeric_dates(self) -> Iterator[str]:
        first, second = ("month", "day") if self.month_first else ("day", "month")
        two = rf"(?P<{first}>\d{{1,2}})(?P<by>[/.-])(?P<{second}>\d{{1,2}})"
        yield rf"{_NUMERIC}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d){_NUMERIC_END}"
        yield rf"{_NUMERIC}{two}(?P=by)(?P<year>\d{{4}}){_NUMERIC_END}"
        yield rf"(?<!\p{{L}}){self.day_word}\s{two}{_NUMERIC_END}"
        month_and_year = rf"(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_NUMERIC_END}"
        yield rf"(?:{self.month_word}\s|{_NUMERIC}){month_and_year}"

    def _decades(self) -> Iterator[str]:
        before = _words(self.table.get("decade_before", ()))
        after = _words(self.table.get("decade_after", ()))
        decade = r"(?P<decade>\d{3}0|['’]?\d0)"
        optional = rf"(?:(?<!\p{{L}})(?:{before}|{self.year_word})\s)?"
        yield rf"{optional}(?<![\d.,]){decade}{after}(?![\p{{L}}\d])"
        yield rf"(?<!\p{{L}}){before}\s{decade}(?!\d|[.,/]\d)"

    def _years(self) -> Iterator[str]:
        yield rf"(?<!\p{{L}}){self.year_word}\s(?P<year>\d{{3,4}})(?![\d%]|[.,/]\d)"

    def _lone_months(self) -> Iterator[str]:
        ambiguous = set(self.table.get("months_ambiguous", ()))
        shortened = {name for name in self.months if self._is_shortened(name)}
        clear = self.months.keys() - ambiguous - shortened
        yield rf"(?<!\p{{L}})(?:{self.month_word}\s)?{self._capitalised(clear)}"
        prepositions = _words(self.table.get("month_prepositions", ()))
        yield rf"(?<=(?<!\p{{L}}){prepositions}[\s-]){self._capitalised(ambiguous)}"
        yield rf"(?<![\p{{L}}\d]|\d\s){self.month_word}\s{self.month_number}(?![.,]\d)"

    def _capitalised(self, months: Iterable[str]) -> str:
        return rf"(?P<month>(?=\p{{Lu}}){_words(months)})(?!{_LETTER})"

    def _is_shortened(self, name: str) -> bool:
        """Whether it is the beginning of another name of the month: "jan"."""
        return any(
            other.startswith(name) and other != name and self.months[other] == self.months[name]
            for other in self.months
        )

    def _weekdays(self) -> Iterator[str]:
        """Days of the week by name, with a capital; ambiguous ones not first in a sentence."""
        clear = self.weekdays.keys() - self.table.get("weekdays_ambiguous", ())
        shown = r"(?=\p{Lu}|\p{Ll}+\s\p{Lu})"
        for names, start in ((clear, r"(?<!\p{L})"), (self.weekdays, r"(?<=\p{L}\s|,\s)")):
            yield rf"{start}(?P<weekday>{shown}{_words(names)})(?!{_LETTER})"

    def _lone_days(self) -> Iterator[str]:
        yield rf"(?<!\p{{L}}){self.day_word}\s(?P<day>\d{{1,2}})(?![\d/%]|[.,]\d)"

    def _date(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        date = Date(
            year=_number(groups.get("year")),
            month=self._named(groups.get("month"), self.months | self.spelled),
            day=_number(groups.get("day")),
            weekday=self._named(groups.get("weekday"), self.weekdays),
        )
        if _is_possible(date):
            yield Moment(Span(*match.span()), date)

    def _range(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        month = self._named(groups["month"], self.months | self.spelled)
        first = Date(None, month, int(groups["first"]))
        last = Date(_number(groups.get("year")), month, int(groups["day"]))
        if _is_possible(first) and _is_possible(last) and int(groups["first"]) < int(groups["day"]):
            split = match.start("day")
            begin = match.start() if match.start("month") > split else match.start("first")
            yield Moment(Span(begin, match.end("first")), first)
            yield Moment(Span(split, match.end()), last)

    def _decade(self, match: regex.Match[str]) -> Iterator[Moment]:
        digits = match["decade"].lstrip("'’")
        decade = int(digits) + (1900 if len(digits) == 2 else 0)
        if 1000 <= decade < 2100:
            yield Moment(Span(*match.span()), Date(decade=decade))

    def _short_year(self, match: regex.Match[str]) -> Iterator[Moment]:
        short = int(match["short"])
        year = short + (2000 if short < _PIVOT else 1900)
        yield Moment(Span(*match.span()), Date(year=year))

    def _named(self, text: str | None, names: Mapping[str, int]) -> int | None:
        if text is None or text.isdigit():
            return _number(text)
        return names[" ".join(text.casefold().split())]


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _is_possible(date: Date) -> bool:
    return (date.month is None or 1 <= date.month <= 12) and (
        date.day is None or 1 <= date.day <= 31
    )


class _TimeRules:
    """Builds the patterns of times of day from a language's table, most specific first."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.halves = {
            " ".join(name.split()): half
            for half in ("am", "pm", "either")
            for name in table.get(half, ())
        }
        self.before = _words(table.get("before", ()))
        self.after = rf"(?:{_words(table.get('hour_after', ()))}(?!\p{{L}}))"
        self.mark = f"[{regex.escape(table.get('separators', ':'))}]"
        self.half = rf"(?:\s?(?P<half>{_words(self.halves)})(?!{_LETTER}))"
        self.zone = rf"(?:\s?\(?{_words(table.get('zones', ()))}(?!\p{{L}}))"
        self.hour = r"(?<![\d.,:/])(?P<hour>\d{1,2})"

    def rules(self) -> Iterator[Rule]:
        """All patterns; every match of one is a time, or the two ends of a span of time."""
        for pattern in (*self._marked_before(), *self._marked_after(), *self._written_out()):
            yield regex.compile(pattern), self._time

    @property
    def _clock(self) -> str:
        """Hours and minutes with a mark between, perhaps with seconds or the word for hour."""
        minutes = r"(?P<minute>[0-5]\d)(?![\d%]|[.,:]\d)"
        return rf"{self.hour}{self.mark}{minutes}(?:\s?{self.after})?"

    def _marked_before(self) -> Iterator[str]:
        """After a word such as "pukul"."""
        until = rf"(?:{_DASH}(?P<until>\d{{1,2}}){self.mark}(?P<until_minute>[0-5]\d)(?!\d))?"
        start = rf"(?<!\p{{L}}){self.before}\s"
        yield rf"{start}{self._clock}{until}{self.half}?{self.zone}?"
        yield rf"{start}{self.hour}(?![.,]\d|\d){self.half}?{self.zone}?"

    def _marked_after(self) -> Iterator[str]:
        """With a word such as "giờ" after the hour, and minutes or a part of the day."""
        minute = rf"(?:{_words(self.table.get('minute_after', ()))}(?!\p{{L}}))"
        minutes = rf"(?P<minute>[0-5]\d(?!\d|[.,]\d)|\d(?=\s?{minute}))(?:\s?{minute})?"
        # "15h49": the word for hour may stand between digits here.
        joint = rf"\s?{_words(self.table.get('hour_after', ()))}\s?"
        yield rf"{self.hour}{joint}{minutes}{self.half}?"
        thirty = rf"(?P<thirty>{_words(self.table.get('half', ()))})(?!\p{{L}})"
        yield rf"{self.hour}{joint}{thirty}{self.half}?"
        yield rf"{self.hour}\s?{self.after}{self.half}"
        yield rf"{self.hour}\s{_words(self.table.get('exactly', ()))}{self.half}?"

    def _written_out(self) -> Iterator[str]:
        """Without such a word: by a part of the day, a time zone, or a colon."""
        yield rf"{self._clock}(?:{self.half}{self.zone}?|{self.zone})"
        yield rf"{self.hour}{self.half}"
        yield rf"{self.hour}:(?P<minute>[0-5]\d)(?::\d\d)?(?![\d%]|[.,:]\d)(?:\s?{self.after})?"

    def _time(self, match: regex.Match[str]) -> Iterator[Moment]:
        groups = match.groupdict()
        half = self.halves.get(" ".join((groups.get("half") or "").casefold().split()), "")
        minute = 30 if groups.get("thirty") else int(groups.get("minute") or 0)
        times = [(match.span(), int(groups["hour"]), minute)]
        if groups.get("until"):
            times = [
                ((match.start(), match.end("minute")), int(groups["hour"]), minute),
                (
                    (match.start("until"), match.end()),
                    int(match["until"]),
                    int(match["until_minute"]),
                ),
            ]
        if all(hour <= 24 for _, hour, _ in times):
            for span, hour, minutes in times:
                yield Moment(Span(*span), _time_of_day(hour, minutes, half))


def _time_of_day(hour: int, minute: int, half: str) -> Time:
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return Time(hour % 24, minute, exact=hour > 12 or half in ("am", "pm"))
