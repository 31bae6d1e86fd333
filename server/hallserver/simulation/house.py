"""A hall with a simulated clock: commands run one by one through the writer's own code, at its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, RootTransaction, select

from hallserver.core.clock import HallClock
from hallserver.core.errors import HallError, NotFound
from hallserver.core.events import PLAN_KINDS
from hallserver.services import timers
from hallserver.services.context import Command, Timeouts
from hallserver.store import connect, schema
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.private_keys import keys_of
from hallserver.store.engines.protocol import store_of
from hallserver.store.log import Log
from hallserver.store.watching.dues import Moment
from hallserver.writer import Task, WriterState, commit_durably, run_one

T = TypeVar("T")
TOGETHER = 200  # events in one transaction
QUIET_FOR = timedelta(minutes=3)  # of simulated time without a command, in which nothing is looked at
SLOW_EVERY = timedelta(minutes=10)  # of simulated time, between two looks at what becomes due with the day


class NoDemo(HallError):
    """A real hall's log may not contain simulated visitors."""

    code = "no_demo"
    zh = "只能在演示大厅中模拟。"
    en = "Only a demo hall can be simulated in process: a real hall's log takes no invented visitors."


class House:
    """The open database of a demo hall, and its time."""

    def __init__(self, connection: Connection, newest: datetime) -> None:
        self.connection = connection
        self.now = newest
        self._began = newest
        self._clock = HallClock(lambda: newest, self._elapsed)
        self._state = WriterState(load_plan(connection), Timeouts())
        connection.rollback()
        self.commands = 0
        self._group: tuple[RootTransaction, Log] | None = None
        self._looked, self._day = newest, date.min
        self._seen = -1, newest  # commands and time at the last look at what is due

    def _elapsed(self) -> float:
        return (self.now - self._began).total_seconds()

    @property
    def plan(self) -> Plan:
        """Return the plan in force."""
        return self._state.plan

    def do(self, command: Command[T]) -> T:
        """Run a command now; commands are committed in groups, as they are in a busy hall.

        Raises:
            HallError: what the command raised; nothing was changed.
        """
        task = Task(command, answer=None)
        if self._group is None:
            self._group = self.connection.begin(), Log(self.connection)
        log = self._group[1]
        before = len(log.events)
        raw: Any = self.connection.connection.dbapi_connection
        run_one(raw, store_of(self.connection), task, self.connection, log, self._clock, self._state)
        self.commands += 1
        if task.failure:
            raise task.failure
        if any(event.kind in PLAN_KINDS for event in log.events[before:]):
            self.commit()
            with self.connection.begin():
                self._state.plan = load_plan(self.connection).taught_as(self._state.plan)
        elif len(log.events) >= TOGETHER:
            self.commit()
        return task.outcome

    def commit(self) -> None:
        """Write what was done since the last commit."""
        if self._group is not None:
            transaction, log = self._group
            self._group = None
            log.write()
            commit_durably(keys_of(self.connection), transaction, log.sealed)

    def tries(self, command: Command[T]) -> T | None:
        """Run a command that the hall may refuse; None when it does."""
        try:
            return self.do(command)
        except HallError:
            return None

    def read(self, statement: Any) -> list[Any]:
        """Return rows as they are now."""
        self.commit()
        with self.connection.begin():
            return list(self.connection.execute(statement))

    def passes(self, at: datetime) -> None:
        """Advance the time, and run the duties that are due by then."""
        self.now = max(at, self.now)
        now = self._clock.now()
        if self.commands == self._seen[0] and now < self._seen[1] + QUIET_FOR:
            return
        self._seen = self.commands, now
        day = self.plan.hours.business_day(now)
        also_slow = now >= self._looked + SLOW_EVERY or day != self._day
        if also_slow:
            self._looked, self._day = now, day
        if timers.is_anything_due(Moment(self.connection, self.plan, now), also_slow=also_slow):
            while self.do(timers.run_due):
                pass  # a long backlog is done in rounds


@contextmanager
def opened(data: Path) -> Iterator[House]:
    """Open a demo hall while no server runs.

    Raises:
        HallRuns: a server runs. NoDemo: it is a real hall.
    """
    lock = HallLock(data)
    engine = connect.writing_engine(data)
    try:
        with engine.connect() as connection:
            connect.check_schema(connection)
            if not connection.execute(select(schema.hall.c.demo)).scalar_one():
                raise NoDemo
            newest = select(schema.events.c.at).order_by(schema.events.c.seq.desc()).limit(1)
            at = connection.execute(newest).scalar_one_or_none()
            if at is None:
                raise NotFound(what="event", name=1)
            connection.rollback()
            # durability is not needed: simulated data can be lost and simulated again
            store_of(connection).begin_writing(connection.connection.dbapi_connection)
            store_of(connection).be_careless(connection.connection.dbapi_connection)
            keys_of(connection).durable = False
            house = House(connection, at.astimezone(UTC))
            yield house
            house.commit()
    finally:
        engine.dispose()
        lock.release()
