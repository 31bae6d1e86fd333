"""What the hall publishes to anybody (公开): its figures, and the order of its queues by number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallserver.core.words import Words


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """What was done in some days: services, the wait until the call, promises of the wait, ratings.

    `within_percent`: called within `level_ms`. `told`: visitors who were told a wait, `told_kept` how many of them
    were called within it. `satisfied`: rated 3 of 5 or better; ratings that a review has struck out do not count.
    """

    first_day: date
    last_day: date
    served: int
    mean_wait_ms: int
    p50_wait_ms: int
    p90_wait_ms: int
    mean_service_ms: int
    level_ms: int
    within_percent: int
    told: int
    told_kept: int
    rated: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Today so far, and the thirty days before it."""

    now: datetime
    today: ServiceFigures
    month: ServiceFigures


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number at a window."""

    number: str
    window: str


@dataclass(frozen=True, slots=True)
class LineOrder:
    """A line's numbers as they would be called now, the first ones of `waiting`; and those at a window."""

    code: str
    name: Words
    waiting: int
    numbers: tuple[str, ...]
    called: tuple[CalledNumber, ...]


@dataclass(frozen=True, slots=True)
class PublicQueue:
    """The lines in which somebody waits or is served, by prefix: numbers only, never a class or a name."""

    now: datetime
    lines: tuple[LineOrder, ...]
