"""Places sent to followers: at once on an event of their number, else every few seconds if changed.

A line with events is ranked once for all its followers; other lines are skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine

from hallserver.contract import PlaceOfFollower
from hallserver.core.events import (
    Event,
    StopFacts,
    TicketCancelled,
    TicketPlaced,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowPlanned,
    WindowResumed,
    WindowWorked,
    WindowWorking,
    fact,
    facts_of,
)
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.queue import waiting
from hallserver.traffic.turns import look_around
from hallserver.views.queue import visits as visit_views

YIELD_EVERY = 50
ALL_AGAIN_S = 30.0  # what is foreseen changes also where nothing happens


_OF_WINDOWS = (
    WindowOpened,
    WindowPaused,
    WindowResumed,
    WindowWorking,
    WindowWorked,
    WindowClosed,
    WindowPlanned,
)
"""Events after which a window calls more, less or others: every place may have changed."""


class Places:
    """Sends followers their places.

    Args:
        reader: for the lines.
        plan, now: the plan in force and hall time.
        tell: sends a place to all followers of a ticket.
    """

    def __init__(
        self,
        reader: Engine,
        plan: Callable[[], Plan],
        now: Callable[[], datetime],
        tell: Callable[[int, PlaceOfFollower], None],
    ) -> None:
        self._reader, self._plan, self._now, self._tell = reader, plan, now, tell
        self._followers: defaultdict[int, set[str]] = defaultdict(set)
        self._last: dict[int, PlaceOfFollower] = {}
        self._changed: set[str] = set()
        self._seen_plan: Plan | None = None
        self._seen_all_at = 0.0

    def join(self, ticket: int, sid: str) -> None:
        """Add a socket that follows a ticket."""
        self._followers[ticket].add(sid)

    def leave(self, ticket: int, sid: str) -> None:
        """Remove a socket that followed a ticket."""
        self._followers[ticket].discard(sid)
        if not self._followers[ticket]:
            del self._followers[ticket]
            self._last.pop(ticket, None)

    def of(self, ticket: int) -> PlaceOfFollower:
        """Return the place that a follower is sent."""
        with self._reader.connect() as connection:
            return self._look_up(connection, ticket)

    def hear(self, event: Event) -> None:
        """Note the lines that an event affects, and tell the followers of its own ticket at once."""
        if not self._followers:
            return
        told = facts_of(event)
        if isinstance(told, _OF_WINDOWS):
            self._changed.update(self._plan().lines)
        elif isinstance(told, StopFacts):
            self._changed.add(told.line)
        ticket = fact(told, "ticket")
        if ticket in self._followers:
            if isinstance(
                told, TicketPlaced | TicketCancelled
            ):  # a matter more or less: the same place, told again
                self._last.pop(ticket, None)
            self._tell_if_new(ticket, self.of(ticket))

    def tell_changed(self) -> None:
        """Rank the lines with events, one after the other, and tell followers whose place has changed."""
        plan = self._plan()
        lines, self._changed = self._changed, set()
        is_old = plan.forecasts.newest is not None and monotonic() > self._seen_all_at + ALL_AGAIN_S
        if plan is not self._seen_plan or is_old:  # windows or durations may differ, or waits have gone by
            self._seen_plan, self._seen_all_at, lines = plan, monotonic(), set(plan.lines)
        if not (lines and self._followers):
            return
        with self._reader.connect() as connection:
            able = waiting.able_by_matter(connection)
            for line in sorted(lines):
                self._tell_line(connection, plan, line, able)
                look_around()

    def _tell_line(
        self, connection: Connection, plan: Plan, line: str, able: dict[str, list[waiting.Able]]
    ) -> None:
        told = 0
        for each in waiting.in_line(connection, line):
            if each.ticket not in self._followers:
                continue
            if (
                each.stops > 1 or each.needs
            ):  # which of its stops represents the visit cannot be decided within one line
                place = self._look_up(connection, each.ticket)
            else:
                windows = able.get(each.matter, ())
                wait = waiting.told_range(plan, each.matter, each.ahead, windows, each.visitor_class)
                place = PlaceOfFollower(each.ahead, wait.low_ms, wait.high_ms, None, State.WAITING)
            self._tell_if_new(each.ticket, place)
            told += 1
            if told % YIELD_EVERY == 0:
                look_around()

    def _tell_if_new(self, ticket: int, place: PlaceOfFollower) -> None:
        if place != self._last.get(ticket):
            self._last[ticket] = place
            self._tell(ticket, place)

    def _look_up(self, connection: Connection, ticket: int) -> PlaceOfFollower:
        view: Any = visit_views.ticket_view(connection, self._plan(), ticket, self._now())
        wait = view.wait
        return PlaceOfFollower(
            view.ahead,
            wait.low_ms if wait else 0,
            wait.high_ms if wait else 0,
            view.window if view.state in {"called", "serving"} else None,
            view.state,
        )
