"""What the hall publishes (公开): its figures, and the order of its queues by number."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from hallserver.contract.lobby import LineOnBoard
from hallserver.core.language.words import Words


class ServiceFigures(Struct, frozen=True):
    """Figures of some days: services, waits until the call, estimates of the wait, ratings.

    `within_percent`: called within `level_ms`. `told`: visitors who were told a wait, called or
    not, but those who gave up before its end; `told_kept`: those called within it. `satisfied`: rated 3 of 5 or better; ratings that a review removed do not count.
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


class PublicFigures(Struct, frozen=True):
    """Today so far, and the thirty days before it."""

    now: datetime
    today: ServiceFigures
    month: ServiceFigures


class CalledNumber(Struct, frozen=True):
    """A number at a window."""

    number: str
    window: str


class LineOrder(Struct, frozen=True):
    """The numbers of a line in calling order, the first ones of `waiting`; and the numbers at a window."""

    code: str
    name: Words
    waiting: int
    numbers: tuple[str, ...]
    called: tuple[CalledNumber, ...]


class PublicQueue(Struct, frozen=True):
    """The lines with visitors who wait or are served, by prefix: numbers only, never a class or a name.

    `waits`: every line's wait and offer, as the board shows them.
    """

    now: datetime
    lines: tuple[LineOrder, ...]
    waits: tuple[LineOnBoard, ...] = ()
