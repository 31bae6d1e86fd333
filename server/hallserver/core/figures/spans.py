"""The spans that a hall accounts for: a day, a week from Monday to Sunday, a month; and the one before each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from hallserver.core.workdays import LONGEST_HOLIDAY, Hours

SPANS = ("day", "week", "month")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """Some business days; both count."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Its days, in order."""
        return [self.first + n * _DAY for n in range((self.last - self.first).days + 1)]


def period_of(span: str, day: date) -> Period:
    """The day, week or month that `day` belongs to."""
    if span == "month":
        first = day.replace(day=1)
        return Period(first, (first + 31 * _DAY).replace(day=1) - _DAY)
    if span == "week":
        monday = day - day.weekday() * _DAY
        return Period(monday, monday + 6 * _DAY)
    return Period(day, day)


def before(span: str, period: Period, hours: Hours) -> Period:
    """The span before: for a day the last one with hours, so that a Monday stands beside its Friday."""
    day = period.first - _DAY
    if span == "day":
        for n in range(LONGEST_HOLIDAY):
            if hours.spans(day - n * _DAY):
                return period_of(span, day - n * _DAY)
    return period_of(span, day)


def is_finished(period: Period, hours: Hours, closed: Collection[date], today: date) -> bool:
    """Whether nothing more comes: it is over, or every day of it on which the hall opens is closed."""
    opens = [day for day in period.days() if hours.always_open or hours.spans(day)]
    return period.last < today or all(day in closed for day in opens)


def finished(span: str, hours: Hours, closed: Collection[date], today: date, most: int) -> list[Period]:
    """The newest finished spans with a closed day, the newest first, `most` of them."""
    found: list[Period] = []
    for day in sorted(closed, reverse=True):
        period = period_of(span, day)
        if period not in found[-1:] and is_finished(period, hours, closed, today):
            found.append(period)
        if len(found) == most:
            break
    return found
