"""The writer: the only place that writes. Commands queue, run in groups of one transaction, get answers.

Commands run on the hub and commit in a thread: while one group syncs, the next one gathers (ADR 3). Each
command has its own savepoint, so a failing one is rolled back alone. Nothing is answered, pushed or cached
before COMMIT. A command may run twice, so it must have no other effects.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import gevent
from gevent.event import AsyncResult
from gevent.queue import Queue
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DatabaseError

from hallserver.core.clock import HallClock, wall_clock
from hallserver.core.errors import HallAway, HallError, HallStopping, StoreBusy, StoreFull
from hallserver.core.events import PLAN_KINDS, Event
from hallserver.core.figures.durations import Durations
from hallserver.services.context import Command, CommandContext, Timeouts
from hallserver.store.catalogue import Plan, load_plan
from hallserver.store.connect import trouble
from hallserver.store.disk.lock import HallRuns
from hallserver.store.disk.noted_head import NotedHead
from hallserver.store.disk.private_keys import PrivateKeys, Sealed, keys_of
from hallserver.store.engines.protocol import Store, Trouble, store_of
from hallserver.store.log import Log

T = TypeVar("T")
PATIENCE_S = 2.0  # how long a command waits while another program locks the database
BETWEEN_TRIES_S = 0.05
RECONNECT_S = 0.25

_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Task(Generic[T]):
    """A command on its way through the writer."""

    command: Command[T]
    answer: Any = field(default_factory=AsyncResult)
    asked: float = field(default_factory=time.monotonic)
    outcome: T = field(init=False)  # once it has run
    failure: BaseException | None = None
    dropped: bool = False  # it waited too long for another program, and will never begin


class GroupLost(RuntimeError):
    """The database itself rolled back the transaction (disk full, I/O error), with the group's earlier commands."""


@dataclass(slots=True)
class WriterState:
    """What commands know besides the database; replaced as a whole, never mutated."""

    plan: Plan
    timeouts: Timeouts
    live_zones: frozenset[str] = frozenset()


def run_group(
    connection: Connection,
    group: Sequence[Task[Any]],
    clock: HallClock,
    state: WriterState,
    commit: Callable[[RootTransaction, Log], None] | None = None,
) -> tuple[list[Event], BaseException | None]:
    """Run commands in one transaction; return the committed events, or why the whole group failed.

    `commit` makes the group durable, the keys of its private parts first.
    """
    try:
        transaction = connection.begin()
    except (DatabaseError, sqlite3.Error) as failure:
        return [], failure
    try:
        raw: Any = connection.connection.dbapi_connection
        log, store = Log(connection), store_of(connection)
        for task in group:
            run_one(raw, store, task, connection, log, clock, state)
        log.write()
        if commit is None:
            commit_durably(keys_of(connection), transaction, log.sealed)
        else:
            commit(transaction, log)
    except Exception as failure:  # noqa: BLE001 - the top of the writer's loop: every waiting caller is told
        with suppress(DatabaseError):  # of a lost connection
            transaction.close()  # rolls back what was not committed
        return [], failure
    return log.events, None


def run_one(
    raw: Any,
    store: Store,
    task: Task[Any],
    connection: Connection,
    log: Log,
    clock: HallClock,
    state: WriterState,
) -> None:
    """Run one command of an open group in a savepoint of its own.

    Raises:
        GroupLost: the database rolled the whole transaction back.
    """
    task.failure = None
    mark = log.mark()
    store.begin_command(raw)
    try:
        work = CommandContext(connection, log, state.plan, clock.now(), state.timeouts, state.live_zones)
        task.outcome = task.command(work)
        store.end_command(raw)
    except Exception as failure:
        if not raw.in_transaction:
            raise GroupLost(str(failure)) from failure
        store.undo_command(raw)
        log.rewind(mark)
        task.failure = failure


class Writer:
    """Call it with a command: it returns after the commit, with what the command returned or raised.

    Args:
        engine: the writing engine; its one connection lives in the writer's own thread.
        clock: hall time.
        timeouts: the settings that commands use.
        noted: where the head of each commit is noted before any answer is sent; None notes nothing.
    """

    def __init__(
        self,
        engine: Engine,
        clock: HallClock,
        timeouts: Timeouts,
        noted: NotedHead | None = None,
    ) -> None:
        self.clock = clock
        self._listeners: list[Callable[[Sequence[Event]], None]] = []
        self._noted = noted
        self._queue: Queue[Task[Any] | None] = Queue()
        self._pool = ThreadPool(1)
        self._engine = engine
        self._unsure: Log | None = None  # of a group whose COMMIT was never answered
        self._connection: Connection = engine.connect()
        self.state = WriterState(self._load(), timeouts)
        self.groups = self.commands = self.largest = 0
        self.took = Durations()
        self.failing = False  # the last group met a full or failing disk
        self.away = False  # the database's server cannot be reached
        self.taken = False  # another server has become this hall's writer: this one never writes again
        self.head_seq = 0  # of the newest event since the hall was opened
        self._closed = False
        self._store = store_of(self._connection)
        self._term: int | None = None  # of this writer, once it has begun
        self._begin_term()
        self._loop = gevent.spawn(self._run)

    def __call__(self, command: Command[T]) -> T:
        """Run a command through the writer.

        Raises:
            HallStopping: after `close`. HallError: what the command raised. StoreFull: the disk is full.
                StoreBusy: another program locks the database; the command was not begun, and never will be.
        """
        if self._closed:
            raise HallStopping
        if self.taken:
            raise HallAway
        task = Task(command)
        self._queue.put(task)
        outcome: T = task.answer.get()
        return outcome

    def subscribe(self, listener: Callable[[Sequence[Event]], None]) -> None:
        """Add a listener, called on the hub with the events of each group after its commit."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Finish the queue, then stop the writer."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        self._loop.join()
        self.checkpoint()
        self._connection.close()
        self._pool.kill()
        if self._noted is not None:
            self._noted.close()

    def checkpoint(self) -> None:
        """Leave everything in one place, such as SQLite's log in its file, as far as readers allow it."""
        self._store.settle(self._connection.connection.dbapi_connection)

    def disconnect(self) -> None:
        """Leave the database; nothing may be asked until the writer is back."""
        self._connection.close()

    def reconnect(self) -> None:
        """Come back to the database on a connection of its own.

        Raises:
            DatabaseError: with Trouble.TAKEN, another server has written meanwhile.
        """
        self._connection.close()
        self._connection = self._engine.connect()
        self._begin_term()

    def _begin_term(self) -> None:
        raw: Any = self._connection.connection.dbapi_connection
        self._term = self._store.begin_writing(raw, after=self._term)
        self._store.wait_for_copies(raw)

    def sync_note(self) -> None:
        """Sync the noted head to disk, so that it survives a power cut."""
        if self._noted is not None:
            self._pool.apply(self._noted.sync)

    def _run(self) -> None:
        closing = False
        while not closing:
            group = [self._queue.get()]
            while len(group) < self._store.largest_group and not self._queue.empty():
                group.append(self._queue.get_nowait())
            closing = None in group
            tasks = [task for task in group if task and not task.dropped]
            if tasks:
                self._commit_safely(tasks)

    def _commit_safely(self, group: list[Task[Any]]) -> None:
        """Commit a group; whatever fails, the writer goes on and each caller gets an answer."""
        try:
            self._commit(group)
        except Exception as failure:  # the top of a worker's loop: logged, and it goes on
            _logger.exception("the writer met what it did not expect")
            for task in group:
                if not task.answer.ready():
                    task.answer.set_exception(failure)

    def _commit(self, group: list[Task[Any]]) -> None:
        self.groups += 1
        self.commands += len(group)
        self.largest = max(self.largest, len(group))
        group, events, lost = self._run_when_free(group)
        if lost and len(group) > 1 and not self.taken:  # the failing command shows when each runs alone
            _logger.warning("a group of %d is run again one by one: %r", len(group), lost)
            for task in group:
                self._commit([task])
            return
        self.failing = lost is not None and isinstance(_as_hall_error(lost), StoreFull)
        if any(event.kind in PLAN_KINDS for event in events):
            self.state.plan = self._load().taught_as(self.state.plan)
        if events and self._noted is not None:
            self._noted.note(self.state.plan.epoch, events[-1].seq, events[-1].hash, wall_clock())
        done = time.monotonic()
        for task in group:
            self.took.add(done - task.asked)
            if failure := lost or task.failure:
                task.answer.set_exception(_as_hall_error(failure))
            else:
                task.answer.set(task.outcome)
        if events:
            self.head_seq = events[-1].seq
            self._tell(events)

    def _tell(self, events: list[Event]) -> None:
        """Pass a group's events to each listener; a failing listener affects no other."""
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:  # the top of each listener: the commit stands even if a listener fails
                _logger.exception("a reader of the log failed at event %d", events[0].seq)

    def _run_when_free(
        self, group: list[Task[Any]]
    ) -> tuple[list[Task[Any]], list[Event], BaseException | None]:
        """Run a group once no other program locks the database; return what is left of it.

        Commands that waited too long are dropped, also those that still queue. The hub goes on reading.
        """
        while group := [task for task in group if not task.dropped]:
            self._unsure = None
            events, lost = run_group(self._connection, group, self.clock, self.state, self._make_durable)
            found = trouble(_cause_of(lost))
            if found is Trouble.AWAY:
                events = self._come_back(group)
                if self.taken:
                    return group, [], HallAway()
                if events:
                    return group, events, None
            elif found is Trouble.BUSY:
                self._drop_late(group, StoreBusy)
                gevent.sleep(BETWEEN_TRIES_S)
            else:
                if found is Trouble.TAKEN:
                    self._put_down()
                return group, events, lost
        return [], [], None

    def _come_back(self, group: list[Task[Any]]) -> list[Event]:
        """Connect again, and settle a group whose COMMIT was never answered; return its events if they stand.

        The chain settles it: either the log ends with the group's own hash, or with the one before it, and it is run
        again. Who has waited too long is told that the hall is away, and may repeat with the same key.
        """
        self.away = True
        _logger.error("the database's server cannot be reached; trying again")
        while True:
            try:
                self.reconnect()
                head = Log(self._connection).head_hash
                self._connection.rollback()
            except DatabaseError as failure:
                found = trouble(failure)
                if found is Trouble.TAKEN:
                    self._put_down()
                    return []
                if found not in {Trouble.AWAY, Trouble.BUSY}:
                    raise
            except HallRuns:
                _logger.exception("another server may have become this hall")
            else:
                break
            self._drop_late(group, HallAway)
            if self._closed and all(task.dropped for task in group):
                return []
            gevent.sleep(RECONNECT_S)
        self.away = False
        unsure, self._unsure = self._unsure, None
        _logger.error("the database's server is back")
        if unsure is None or head == unsure.began_with:
            return []
        if head == unsure.head_hash:
            return unsure.events
        self._put_down()
        return []

    def _put_down(self) -> None:
        """Stop writing for good: the log goes on elsewhere."""
        self.taken = True
        _logger.critical("another server has become this hall's writer; this one writes no more")

    def _drop_late(self, group: list[Task[Any]], why: type[HallError]) -> None:
        """Answer whoever has waited for `PATIENCE_S` while the database is locked or away."""
        late = time.monotonic() - PATIENCE_S
        for task in (*group, *self._queue.queue):
            if task is not None and task.asked <= late and not task.dropped:
                task.dropped = True
                task.answer.set_exception(why())

    def _make_durable(self, transaction: RootTransaction, log: Log) -> None:
        """COMMIT in the writer's own thread: the hub goes on reading requests while the disk syncs.

        Raises:
            DatabaseError: from the thread; raised there, gevent would print a traceback.
        """
        self._unsure = log
        failure = self._pool.apply(_try_commit, (keys_of(self._connection), transaction, log.sealed))
        if failure is not None:
            raise failure
        self._unsure = None

    def _load(self) -> Plan:
        """Read the plan on a connection that waits for no writer."""
        self._connection.execution_options(reads=True)
        try:
            with self._connection.begin():
                return load_plan(self._connection)
        finally:
            self._connection.execution_options(reads=False)


def commit_durably(keys: PrivateKeys, transaction: RootTransaction, sealed: list[Sealed]) -> None:
    """Commit, once the keys of the private parts are on disk."""
    if sealed:
        keys.keep(sealed)
    transaction.commit()


def _try_commit(
    keys: PrivateKeys, transaction: RootTransaction, sealed: list[Sealed]
) -> BaseException | None:
    try:
        commit_durably(keys, transaction, sealed)
    except Exception as failure:  # noqa: BLE001 - returned to the hub, which raises it
        return failure
    return None


def _cause_of(failure: BaseException | None) -> BaseException | None:
    return failure.__cause__ if isinstance(failure, GroupLost) else failure


def _as_hall_error(failure: BaseException) -> BaseException:
    """Convert a full, failing or busy database into a HallError; return other failures unchanged."""
    cause = _cause_of(failure)
    if isinstance(cause, HallError):
        return cause
    found = trouble(cause)
    return _AS_TOLD[found]() if found in _AS_TOLD else failure


_AS_TOLD: Mapping[Trouble | None, type[HallError]] = {
    Trouble.BUSY: StoreBusy,
    Trouble.FULL: StoreFull,
    Trouble.AWAY: HallAway,
    Trouble.TAKEN: HallAway,
}
