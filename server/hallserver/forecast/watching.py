"""Watches one hall: follows its log, learns its habits once a day, and tells what to expect at each look.

It follows the log for what services last today, and for whether told waits were kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine

from hallserver.core.events import (
    ABSENT,
    PLAN_KINDS,
    Event,
    StopFacts,
    TicketCalled,
    TicketCancelled,
    TicketExpired,
    TicketIssued,
    facts_of,
)
from hallserver.core.queue.foretold import Foretold
from hallserver.forecast.habits import Habits
from hallserver.forecast.learning import RELEARN_MINUTES, YOUNG_DAYS, Catalogue, Pace, learn
from hallserver.forecast.remembering import days_before, past, read_day
from hallserver.forecast.seeing import look
from hallserver.forecast.table import make_table
from hallserver.forecast.telling import Levels, Told, groups_of
from hallserver.store import queries
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.disk import durable
from hallserver.store.log import read

FOLDER = "forecast"
HABITS, LEVELS = "habits.json", "levels.json"
MINUTE_MS = 60_000
RELEARN = timedelta(minutes=RELEARN_MINUTES)
NEVER = datetime.min.replace(tzinfo=UTC)
_logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(slots=True)
class Promise:
    """A told wait that has not been settled: when it was told, and what."""

    since: datetime
    told: Told


@dataclass(slots=True)
class Watcher:
    """What is known of one hall, and one look after the other.

    Args:
        data: the hall's folder.
        reader: of its database.
    """

    data: Path
    reader: Engine
    _plan: Plan | None = None
    _habits: Habits | None = None
    _levels: Levels = field(default_factory=Levels)
    _pace: Pace | None = None
    _day: date | None = None
    _learned_at: datetime = NEVER
    _seq: int = 0
    _promises: dict[int, Promise] = field(default_factory=dict)

    def look(self, now: datetime) -> Foretold | None:
        """Look at the hall once; None while nobody sits at any window.

        Args:
            now: aware.
        """
        with self.reader.connect() as connection:
            plan = self._follow(connection)
            head = queries.head_seq(connection)
            habits = self._learned(connection, plan, now)
            self._settle_late(now)
            if not queries.OPEN_SESSIONS.run(connection).all():
                return None
            pace = self._pace or Pace(habits)
            seen = look(connection, plan, now, pace.factor)
        return make_table(seen, plan.rules.classes, habits, self._levels, seq=head, seed=head)

    def keep(self) -> None:
        """Write down how far the told waits are from being kept as they should be."""
        _write(self.data, LEVELS, self._levels)

    # the log --------------------------------------------------------------------------------------------------

    def _follow(self, connection: Connection) -> Plan:
        """Read what has happened since the last look."""
        if self._plan is None:
            self._levels = _read(self.data, LEVELS, Levels) or Levels()
            self._plan, self._seq = load_plan(connection), queries.head_seq(connection)
            return self._plan
        while events := read(connection, self._seq):
            self._seq = events[-1].seq
            if any(event.kind in PLAN_KINDS for event in events):
                self._plan = load_plan(connection)
            for event in events:
                self._hear(event, self._plan)
        return self._plan

    def _hear(self, event: Event, plan: Plan) -> None:
        told = facts_of(event)
        if not isinstance(told, StopFacts):
            return
        if isinstance(told, TicketIssued) and told.told_by is not ABSENT and told.held is None:
            local = event.at.astimezone(plan.hours.zone)
            groups = groups_of(told.line, told.class_, local.hour * 60 + local.minute)
            low, high = (end / MINUTE_MS for end in told.told[1:])
            self._promises[told.stop] = Promise(event.at, Told(low, high, groups))
        elif isinstance(told, TicketCalled) and (promise := self._promises.pop(told.stop, None)):
            waited = (event.at - promise.since).total_seconds() / 60
            self._levels.hear(promise.told, kept=waited <= promise.told.high)
        elif isinstance(told, TicketCancelled | TicketExpired):
            self._promises.pop(told.stop, None)
        service = getattr(told, "service", ABSENT)
        if service is not ABSENT and service["part"] == 1 and self._pace is not None:
            self._pace.hear(told.matter, service["staffer"], service["service_ms"] / MINUTE_MS)

    def _settle_late(self, now: datetime) -> None:
        """Whoever still waits past the end that was told need not be called for that to be known."""
        for stop, promise in list(self._promises.items()):
            if (now - promise.since).total_seconds() / 60 > promise.told.high:
                self._levels.hear(promise.told, kept=False)
                del self._promises[stop]

    # what is learned ------------------------------------------------------------------------------------------

    def _learned(self, connection: Connection, plan: Plan, now: datetime) -> Habits:
        """The habits for this day, learned at its first look; a young hall learns every ten minutes, also from today."""
        day = plan.hours.business_day(now)
        habits = self._habits
        if habits is None or self._day != day:
            habits = _read(self.data, HABITS, Habits)
            if habits is None or habits.version.split()[0] != day.isoformat():
                habits = self._learn(connection, plan, now, day.isoformat())
            self._promises.clear()
            return self._use(habits, day, now)
        if habits.days < YOUNG_DAYS and now >= self._learned_at + RELEARN:
            local = now.astimezone(plan.hours.zone)
            habits = self._learn(connection, plan, now, f"{day} {local:%H:%M}", also_today=True)
            return self._use(habits, day, now)
        return habits

    def _use(self, habits: Habits, day: date, now: datetime) -> Habits:
        self._habits, self._day, self._learned_at, self._pace = habits, day, now, Pace(habits)
        return habits

    def _learn(
        self, connection: Connection, plan: Plan, now: datetime, version: str, *, also_today: bool = False
    ) -> Habits:
        began, today = monotonic(), plan.hours.business_day(now)
        days = list(past(connection, plan, days_before(connection, today)))
        if also_today:
            days.append(read_day(connection, plan, today, now))
        habits = learn(days, catalogue_of(plan), version)
        _write(self.data, HABITS, habits)
        _logger.info("learned from %d days in %.1f s", habits.days, monotonic() - began)
        return habits


def catalogue_of(plan: Plan) -> Catalogue:
    """What the plan says of matters."""
    return Catalogue(
        {code: float(each.norm_minutes) for code, each in plan.matters.items()},
        {code: each.line for code, each in plan.matters.items()},
    )


def _read(data: Path, name: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode((data / FOLDER / name).read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        _logger.warning("%s is not readable, and made anew: %s", name, error)
        return None


def _write(data: Path, name: str, value: Any) -> None:
    durable.make_folder(data / FOLDER)
    durable.put(data / FOLDER / name, lambda path: path.write_bytes(msgspec.json.encode(value)))
