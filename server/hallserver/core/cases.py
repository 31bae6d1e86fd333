"""A case (承诺件): accepted at a window, ready at its department, handed over at a window; the clock stops only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hallserver.core.workdays import Hours

REMIND_WORKDAYS = 2
EXTRA_WORKDAYS = 10  # 行政许可法第四十二条: ten days more than the limit by law, with approval and reason
LONGEST_PROMISE = timedelta(days=3650)


class Case(StrEnum):
    """Where a case is."""

    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"  # the visitor has to bring papers: this time is not the department's
    READY = "ready"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"  # the window took its end back within the minute


OPEN = (Case.ACCEPTED, Case.SUPPLEMENT, Case.READY)
RUNNING = (Case.ACCEPTED, Case.READY)  # where days count

MOVES: dict[str, tuple[Case, Case]] = {
    "supplement": (Case.ACCEPTED, Case.SUPPLEMENT),
    "resume": (Case.SUPPLEMENT, Case.ACCEPTED),
    "ready": (Case.ACCEPTED, Case.READY),
    "hand_over": (Case.READY, Case.HANDED_OVER),
    "withdraw": (Case.ACCEPTED, Case.WITHDRAWN),
    "keep": (Case.HANDED_OVER, Case.READY),  # a handing-over that was taken back within the minute
    "undecide": (Case.HANDED_OVER, Case.ACCEPTED),  # decided and handed over at one window, and taken back
}


class Result(StrEnum):
    """What a department decided; both are handed over at a window."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decided:
    """A department's part is done: with which result, and why not."""

    result: Result = Result.GRANTED
    reason: str | None = None


def number_of(year: int, counter: int) -> str:
    """Write a case's number.

    >>> number_of(2026, 123)
    '2026-000123'
    """
    return f"{year}-{counter:06d}"


def counted_anew(accepted: date, day: date, was: Hours, known: Hours, *, reserved: bool) -> date:
    """The day of a promise when the calendar has become another: the same number of working days, counted anew.

    In the visitor's favour: what was promised under a known calendar is never put later, it can only come sooner. Only what
    was promised with the reserve that a year's holidays were not announced yet moves both ways.

    Args:
        accepted: the day from which it is counted.
        day: the promise.
        was: the calendar under which it was counted last.
        known: the calendar as it is now.
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
    """The last day to which a case may be extended: ten working days beyond the limit by law.

    Args:
        accepted: the day on which it was accepted.
        legal_days: the matter's limit by law, in working days; 0 when the catalogue has none.
        promised_days: what counts where there is none.
        away: working days that the case was with the visitor.
        after: the day so many working days later.
    """
    return after(accepted, max(legal_days, promised_days) + EXTRA_WORKDAYS + away)
