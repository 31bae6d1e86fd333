"""When the hall is open: business days and hours in the hall's time zone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hallserver.core.language.text import fold
from hallserver.core.language.why import Why, quoted

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = 5
HALVES = ("am", "pm")
NOON = time(12)
LONGEST_HOLIDAY = 28
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2}) ?[-~] ?([0-9]{1,2}):([0-9]{2})")


class NoSpan(ValueError):
    """The text is not a span of hours; `why` says so in both languages."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Span:
    """From–to within one day, hall time; the end is excluded."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Whether the span contains this time."""
        return self.start <= at < self.end

    def words(self) -> str:
        """The span as text: 09:00-12:00."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday: a holiday, or a make-up day (调休) worked like another weekday.

    If not `announced`, it is a statutory holiday of a year whose calendar is not published yet.
    """

    works: bool
    zh: str = ""
    en: str = ""
    like: str = "mon"
    announced: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """The weekly hours of a hall. `always_open` is for a demo hall and for training."""

    zone: ZoneInfo
    week: Mapping[str, Sequence[Span]]
    always_open: bool = False
    calendar: Mapping[date, CalendarDay] = field(default_factory=dict)

    def business_day(self, at: datetime) -> date:
        """The day in the hall's zone to which `at` belongs."""
        return at.astimezone(self.zone).date()

    def is_open(self, at: datetime) -> bool:
        """Whether the hall issues numbers at `at`."""
        if self.always_open:
            return True
        local = at.astimezone(self.zone)
        return any(span.holds(local.time()) for span in self.spans(local.date()))

    def spans(self, day: date) -> Sequence[Span]:
        """The day's hours: by the calendar if it names the day, else by the weekday."""
        known = self.calendar.get(day)
        if known is None:
            return self.week.get(WEEKDAYS[day.weekday()], ())
        return self.week.get(known.like, ()) if known.works else ()

    def is_workday(self, day: date) -> bool:
        """Whether the day counts towards a promised date: by the calendar, else Monday to Friday."""
        known = self.calendar.get(day)
        return day.weekday() < SATURDAY if known is None else known.works

    def knows(self, day: date) -> bool:
        """Whether the holidays of that day's year are known; always true in a hall that plans none."""
        announced = (each.year for each, known in self.calendar.items() if known.announced)
        return not self.calendar or day.year <= max(announced, default=0)

    def after_workdays(self, day: date, count: int) -> date:
        """The day `count` working days later."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and including `last`; 0 when `last` is not later."""
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def half(self, at: datetime) -> str:
        """The half-day of a window's plan: `am` before noon, hall time, `pm` from noon on."""
        return "am" if at.astimezone(self.zone).time() < NOON else "pm"

    def closing(self, at: datetime) -> datetime | None:
        """When the day's last span ends, aware UTC; None when `at` has no hours or the hall never closes."""
        local = at.astimezone(self.zone)
        spans = self.spans(local.date())
        if self.always_open or not spans:
            return None
        return datetime.combine(local.date(), spans[-1].end, self.zone).astimezone(UTC)

    def opening(self, at: datetime) -> datetime | None:
        """When the span of hours that contains `at` began, aware UTC.

        None outside all spans and in a hall that never closes.
        """
        local = at.astimezone(self.zone)
        begun = [span.start for span in self.spans(local.date()) if span.holds(local.time())]
        if self.always_open or not begun:
            return None
        return datetime.combine(local.date(), begun[-1], self.zone).astimezone(UTC)

    def next_opening(self, at: datetime) -> datetime | None:
        """When the hall next issues numbers, aware UTC; None when no day of the next four weeks has hours."""
        local = at.astimezone(self.zone)
        for ahead in range(LONGEST_HOLIDAY + 1):
            day = local.date() + timedelta(days=ahead)
            for span in self.spans(day):
                start = datetime.combine(day, span.start, self.zone)
                if start > local:
                    return start.astimezone(UTC)
        return None

    def day_bounds(self, day: date) -> tuple[datetime, datetime]:
        """The first instant of the day and of the next, aware UTC (a day may have 23 or 25 hours)."""
        start = datetime.combine(day, time(), self.zone)
        end = datetime.combine(day + timedelta(days=1), time(), self.zone)
        return start.astimezone(UTC), end.astimezone(UTC)


def parse_span(words: str) -> Span:
    """Read `09:00-12:00`, also `9:00 – 12:00` and full-width characters.

    Raises:
        NoSpan: it is not a span, or ends before it starts.
    """
    found = _SPAN.fullmatch(fold(words))
    try:
        from_h, from_m, to_h, to_m = (int(each) for each in (found.groups() if found else ()))
        span = Span(time(from_h, from_m), time(to_h, to_m))
    except ValueError as error:
        example = Why(
            f"{quoted(words)} 不是 09:00-12:00 这样的时段", f"{quoted(words)} is no span like 09:00-12:00"
        )
        raise NoSpan(example) from error
    if span.end <= span.start:
        raise NoSpan(Why(f"{quoted(words)} 的结束早于开始", f"{quoted(words)} ends before it starts"))
    return span


def overlap(spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """The first two spans of a day that overlap; None when there are none."""
    ordered = sorted(spans, key=lambda each: (each.start, each.end))
    return next(((one, two) for one, two in pairwise(ordered) if two.start < one.end), None)
