"""When the hall is open: business days and hours in the hall's own zone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """From–to within one day, hall time; the end does not belong to it."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Hours:
    """The week of a hall. `always_open` is for a demo hall and for training."""

    zone: ZoneInfo
    week: Mapping[str, Sequence[Span]]
    always_open: bool = False

    def business_day(self, at: datetime) -> date:
        """The day in the hall's zone to which `at` belongs."""
        return at.astimezone(self.zone).date()

    def is_open(self, at: datetime) -> bool:
        """Whether numbers are given at `at`."""
        if self.always_open:
            return True
        local = at.astimezone(self.zone)
        spans = self.week.get(WEEKDAYS[local.weekday()], ())
        return any(span.start <= local.time() < span.end for span in spans)

    def closing(self, at: datetime) -> datetime | None:
        """When the day's last span ends, aware UTC; None when `at` has no hours or the hall never closes."""
        local = at.astimezone(self.zone)
        spans = self.week.get(WEEKDAYS[local.weekday()], ())
        if self.always_open or not spans:
            return None
        return datetime.combine(local.date(), spans[-1].end, self.zone).astimezone(UTC)

    def next_opening(self, at: datetime) -> datetime | None:
        """When numbers are given again, aware UTC; None when no day of the week has hours."""
        local = at.astimezone(self.zone)
        for ahead in range(8):
            day = local.date() + timedelta(days=ahead)
            for span in self.week.get(WEEKDAYS[day.weekday()], ()):
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
    """Read `09:00-12:00`.

    Raises:
        ValueError: when it is no span, or ends before it starts.
    """
    found = _SPAN.fullmatch(words)
    if not found:
        raise ValueError(f"“{words}” is no span like 09:00-12:00")
    numbers = [int(each) for each in found.groups()]
    span = Span(time(numbers[0], numbers[1]), time(numbers[2], numbers[3]))
    if span.end <= span.start:
        raise ValueError(f"“{words}” ends before it starts")
    return span
