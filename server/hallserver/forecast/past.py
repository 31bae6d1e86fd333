"""What is learned from and judged by: visits, and when windows were open; minutes of a day's clock, hall time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

LONG_PAUSE = 30.0  # minutes, from which a pause is no break but a time in which the window was not open


@dataclass(slots=True)
class Visit:
    """One stop of a visitor.

    Attributes:
        arrived: when the place was taken. since: when the wait began: the arrival, or the booked time.
        lead: how many minutes before the entry the place lies: 0 for an ordinary visitor.
        stop: 1 for the first matter of a visit.
        called: the first call; None when that never came.
        started: None when nobody answered.
        gone: when the number was given up, seen by the hall.
        out_of_turn: called before somebody whose place was earlier.
    """

    ticket: int
    line: str
    matter: str
    visitor_class: str
    arrived: float
    tier: int = 1
    lead: float = 0.0
    stop: int = 1
    since: float = 0.0
    called: float | None = None
    started: float | None = None
    finished: float | None = None
    window: str | None = None
    staffer: str | None = None
    gone: float | None = None
    out_of_turn: bool = False

    @property
    def wait(self) -> float | None:
        """Minutes until the first call; None when that never came."""
        return None if self.called is None else self.called - self.since


@dataclass(slots=True)
class Sat:
    """A time in which a window could call, and the matters that it could."""

    window: str
    staffer: str
    opened: float
    closed: float
    serves: frozenset[str] = frozenset()


@dataclass(slots=True)
class Paused:
    """A pause, or back-office work, within it."""

    window: str
    began: float
    ended: float


@dataclass(slots=True)
class Day:
    """What happened on one day."""

    day: date
    visits: list[Visit] = field(default_factory=list)
    sat: list[Sat] = field(default_factory=list)
    paused: list[Paused] = field(default_factory=list)


Past = Sequence[Day]


def until(day: Day, now: float) -> Day:
    """What of a day is known at a moment of it: calls without their end, waits without their call."""
    return Day(
        day.day,
        [_visit_until(each, now) for each in day.visits if each.arrived <= now],
        [replace(each, closed=min(each.closed, now)) for each in day.sat if each.opened < now],
        [each for each in day.paused if each.ended <= now],
    )


def _visit_until(visit: Visit, now: float) -> Visit:
    """A visit whose call has not ended is, as long as that lasts, as if it had not been called."""
    if visit.finished is not None and visit.finished <= now:
        return visit
    gone = visit.gone if visit.gone is not None and visit.gone <= now else None
    return replace(visit, called=None, started=None, finished=None, window=None, staffer=None, gone=gone)
