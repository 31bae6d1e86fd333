"""A hall with a simulated clock: commands run one by one through the writer's own code, at its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from hallserver.core.clock import HallClock
from hallserver.core.errors import HallError, NotFound
from hallserver.core.events import PLAN_KINDS
from hallserver.services import timers
from hallserver.services.context import Command, Timeouts
from hallserver.store import connect, schema
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.dues import Moment
from hallserver.store.lock import HallLock
from hallserver.writer import Task, WriterState, run_group

T = TypeVar("T")


class NoDemo(HallError):
    """A real hall's log may not contain simulated visitors."""

    code = "no_demo"
    zh = "只能在演示大厅中模拟。"
    en = "Only a demo hall can be simulated in process: a real hall's log takes no invented visitors."


class House:
    """The open database of a demo hall, and its time."""

    def __init__(self, connection: Connection, newest: datetime) -> None:
        self._connection = connection
        self.now = newest
        self._began = newest
        self._clock = HallClock(lambda: newest, self._elapsed)
        self._state = WriterState(load_plan(connection), Timeouts())
        connection.rollback()
        self.commands = 0

    def _elapsed(self) -> float:
        return (self.now - self._began).total_seconds()

    @property
    def plan(self) -> Plan:
        """Return the plan in force."""
        return self._state.plan

    def do(self, command: Command[T]) -> T:
        """Run a command now.

        Raises:
            HallError: what the command raised; nothing was changed.
        """
        task = Task(command, answer=None)
        events, lost = run_group(self._connection, [task], self._clock, self._state)
        self.commands += 1
        if failure := lost or task.failure:
            raise failure
        if any(event.kind in PLAN_KINDS for event in events):
            with self._connection.begin():
                self._state.plan = load_plan(self._connection)
        return task.outcome

    def tries(self, command: Command[T]) -> T | None:
        """Run a command that the hall may refuse; None when it does."""
        try:
            return self.do(command)
        except HallError:
            return None

    def read(self, statement: Any) -> list[Any]:
        """Return rows as they are now."""
        with self._connection.begin():
            return list(self._connection.execute(statement))

    def passes(self, at: datetime) -> None:
        """Advance the time, and run the duties that are due by then."""
        self.now = max(at, self.now)
        with self._connection.begin():
            due = timers.is_anything_due(Moment(self._connection, self.plan, self._clock.now()))
        if due:
            self.do(timers.run_due)


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
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA synchronous=OFF")
            yield House(connection, at.astimezone(UTC))
    finally:
        engine.dispose()
        lock.release()
