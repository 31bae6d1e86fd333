"""What the past teaches about a hall: one small table, made at night, named by a version."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

NO_SHOW_EDGES: tuple[float, ...] = (0, 5, 10, 15, 20, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240)
"""Minutes waited at which the share of no-shows is kept, and interpolated between."""


class Lasting(msgspec.Struct, frozen=True):
    """A log-normal duration: mean and deviation of its logarithm, in log minutes."""

    mu: float
    sigma: float


class LateEntry(msgspec.Struct, frozen=True):
    """Visitors who enter a line in front of others: of a class with credit, after another stop, sent first.

    Attributes:
        visitor_class: theirs.
        per_minute: how many come a minute, by hour of the day (24 figures).
        lead: how many minutes before their entry their place lies; a sample of at most 50.
        tier: theirs.
    """

    visitor_class: str
    tier: int
    per_minute: tuple[float, ...]
    lead: tuple[float, ...]


class Habits(msgspec.Struct, frozen=True):
    """A hall's habits; durations in minutes.

    Attributes:
        version: names the table; a told wait is kept with it.
        days: from how many days it was learned; 0: from norms alone.
        service: matter → how long it takes an average staffer.
        known: matter → how many services it was learned from.
        staffers: (staffer, matter) → what is added to `mu`, as "staffer|matter"; "staffer|" for other matters.
        walk: from the call to the start. gap: from the end of a service to the next call.
        missed: from the call to the end of a call that nobody answers.
        no_show: the share of calls that nobody answers, by minutes waited, at `NO_SHOW_EDGES`.
        no_show_of: line → factor on it.
        leave: the chance a minute that somebody who waits gives the number up visibly, at `NO_SHOW_EDGES`.
        out_of_turn: the share of calls that take somebody other than the first.
        breaks: pauses an hour of work. pause: how long one lasts.
        entries: line → those who enter in front of others.
        pace: deviation of a day's pace from the usual one, of its logarithm.
    """

    version: str
    days: int
    service: dict[str, Lasting]
    known: dict[str, int] = {}
    staffers: dict[str, float] = {}
    walk: Lasting = Lasting(-0.4, 0.4)
    gap: Lasting = Lasting(-0.7, 0.6)
    missed: Lasting = Lasting(0.4, 0.3)
    no_show: tuple[float, ...] = (0.04,) * len(NO_SHOW_EDGES)
    no_show_of: dict[str, float] = {}
    leave: tuple[float, ...] = (0.0,) * len(NO_SHOW_EDGES)
    out_of_turn: float = 0.0
    breaks: float = 0.0
    pause: Lasting = Lasting(2.3, 0.5)
    entries: dict[str, tuple[LateEntry, ...]] = {}
    pace: float = 0.1

    def added(self, staffer: str, matter: str) -> float:
        """What a staffer adds to `mu` of a matter."""
        return self.staffers.get(f"{staffer}|{matter}", self.staffers.get(f"{staffer}|", 0.0))


def at_edges(values: Sequence[float], minutes: float) -> float:
    """A value that is kept at `NO_SHOW_EDGES`, interpolated."""
    right = bisect_right(NO_SHOW_EDGES, minutes)
    if right == len(NO_SHOW_EDGES):
        return values[-1]
    left = max(right - 1, 0)
    share = (minutes - NO_SHOW_EDGES[left]) / (NO_SHOW_EDGES[right] - NO_SHOW_EDGES[left])
    return values[left] + (values[right] - values[left]) * max(share, 0.0)
