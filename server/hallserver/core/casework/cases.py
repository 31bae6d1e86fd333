"""A case (承诺件): accepted at a window, decided by its department, which keeps the promise; then the visitor gets the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hallserver.core.workdays import Hours

REMIND_WORKDAYS = 2
EXTRA_WORKDAYS = 10  # 行政许可法第四十二条: ten days more than the legal limit, with approval and reason
LONGEST_PROMISE = timedelta(days=3650)


class Case(StrEnum):
    """The states of a case."""

    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"  # waits for the visitor's papers; this time does not count for the department
    READY = "ready"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"  # the window took the acceptance back within the minute


class Way(StrEnum):
    """How a result reaches a visitor who does not come to a window for it."""

    POST = "post"
    LOCKER = "locker"
    ELECTRONIC = "electronic"  # an e-licence


OPEN = (Case.ACCEPTED, Case.SUPPLEMENT, Case.READY)
RUNNING = (
    Case.ACCEPTED,
)  # the states in which days count: what is ready waits for the visitor, and is never late

MOVES: dict[str, tuple[Case, Case]] = {
    "supplement": (Case.ACCEPTED, Case.SUPPLEMENT),
    "resume": (Case.SUPPLEMENT, Case.ACCEPTED),
    "ready": (Case.ACCEPTED, Case.READY),
    "hand_over": (Case.READY, Case.HANDED_OVER),
    "withdraw": (Case.ACCEPTED, Case.WITHDRAWN),
    "keep": (Case.HANDED_OVER, Case.READY),  # a handing-over was taken back within the minute
    "undecide": (Case.HANDED_OVER, Case.ACCEPTED),  # decided and handed over at one window, then taken back
}


class Result(StrEnum):
    """A department's decision; either reaches the visitor."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision of one department: the result, and the reason for a refusal."""

    result: Result = Result.GRANTED
    reason: str | None = None


def number_of(year: int, counter: int) -> str:
    """Write a case's number.

    >>> number_of(2026, 123)
    '2026-000123'
    """
    return f"{year}-{counter:06d}"


def counted_anew(accepted: date, day: date, was: Hours, known: Hours, *, reserved: bool) -> date:
    """Recount a promised day after a change of the calendar: the same number of working days.

    The visitor never loses: a promise made under a known calendar may move earlier, never later. Only a
    promise made under the reserve that a year's holidays are not announced yet may move both ways.

    Args:
        accepted: the day from which the promise counts.
        day: the promised day.
        was: the calendar of the last count.
        known: the present calendar.
        reserved: whether the visitor was told that the day may move.
    """
    days = was.workdays_between(accepted, day)
    before, after = was.after_workdays(accepted, days), known.after_workdays(accepted, days)
    if before == after or (after > day and not reserved):
        return day
    return after


def latest_extension(
    accepted: date, legal_days: int, promised_days: int, away: int, after: Callable[[date, int], date]
) -> date:
    """The last day to which a case may be extended: ten working days beyond the legal limit.

    Args:
        accepted: the day of acceptance.
        legal_days: the matter's legal limit, in working days; 0 when the catalogue has none.
        promised_days: the promised working days, which count instead if they are more.
        away: working days spent waiting for the visitor.
        after: returns the day that is so many working days after a day.
    """
    return after(accepted, max(legal_days, promised_days) + EXTRA_WORKDAYS + away)
