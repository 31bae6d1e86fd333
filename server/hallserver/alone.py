"""Commands of the command line when no server runs: take the lock, run one command, release it."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from hallserver.config import add_settings, read_settings
from hallserver.core.clock import HallClock, wall_clock
from hallserver.core.events import GENESIS, Event, HallFounded
from hallserver.core.plans.plan import HallPlan
from hallserver.core.rights import Principal
from hallserver.services.context import Command, CommandContext, Timeouts
from hallserver.services.planning import versions
from hallserver.store import connect, schema
from hallserver.store.catalogue import load_plan
from hallserver.store.disk import opening
from hallserver.store.disk.hall_key import read_key
from hallserver.store.disk.lock import HallLock
from hallserver.store.disk.noted_head import NotedHead
from hallserver.store.disk.place import SETTING, STANDBY, url_of
from hallserver.store.engines.protocol import store_of
from hallserver.writer import Task, WriterState, run_group

T = TypeVar("T")


def run_alone(
    data: Path,
    command: Command[T],
    patience: float = 0.0,
    at: datetime | None = None,
    *,
    checked: bool = True,
    back: bool = False,
    leaps: bool = False,
) -> T:
    """Run one command under the lock.

    Args:
        data: the hall's folder.
        command: what to do.
        patience: seconds to wait for the lock.
        at: the time, for a hall whose time is simulated.
        checked: first check the file, the noted head and the clock; a command that repairs one of them does
            not.
        back: use the machine's clock even if the log is ahead of it.
        leaps: the command begins a new epoch, so it does not matter whether another machine ended this one.

    Raises:
        HallRuns: a server runs; ask it instead. HallError: what the command raised. opening.CannotOpen.
        TakenOver: the machine that follows this hall has become the hall.
    """
    lock = HallLock(data, patience)
    engine = connect.writing_engine(data)
    try:
        if not leaps and (data / STANDBY).is_file():
            _must_not_be_taken_over(data)
        if checked:
            opening.examine(data, to_serve=False)
        with engine.connect() as connection:
            connect.check_schema(connection)
            connection.rollback()
            raw: Any = connection.connection.dbapi_connection
            store_of(connection).begin_writing(raw)
            store_of(connection).wait_for_copies(raw)
            newest = select(schema.events.c.at).order_by(schema.events.c.seq.desc()).limit(1)
            last = None if back else connection.execute(newest).scalar()
            clock = HallClock(lambda: at or wall_clock(), time.monotonic, not_before=last)
            state = WriterState(
                load_plan(connection), Timeouts(printer_reach=read_settings(data).printer_reach)
            )
            connection.rollback()
            task = Task(command, answer=None)
            events, lost = run_group(connection, [task], clock, state)
            if failure := lost or task.failure:
                raise failure
            if events:
                _note(data, load_plan(connection).epoch, events[-1], at)
            return task.outcome
    finally:
        engine.dispose()
        lock.release()


def _must_not_be_taken_over(data: Path) -> None:
    from hallserver.standby.standing import look_for_take_over  # noqa: PLC0415 - few halls are followed

    look_for_take_over(data)


def _note(data: Path, epoch: str, newest: Event, at: datetime | None) -> None:
    noted = NotedHead(data)
    noted.note(epoch, newest.seq, newest.hash, at or wall_clock())
    noted.close()


def found_hall(data: Path, plan: HallPlan, who: Principal, *, demo: bool, at: datetime | None = None) -> None:
    """Create the database of a new hall and import its plan.

    Raises:
        FileExistsError: there is a hall already.
    """
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    lock = HallLock(data)
    try:
        store = connect.store_at(data)
        if store.is_founded():
            raise FileExistsError(f"{store.place}: there is a hall already")
        engine = connect.writing_engine(data)
        with engine.connect() as connection, connection.begin():
            connect.found(connection, _first_row(plan, demo=demo))
        engine.dispose()
    finally:
        lock.release()
    try:
        run_alone(data, lambda work: _take(work, who, plan), at=at)
    except BaseException:
        store.withdraw()  # a hall without its plan must not remain
        raise
    store.protect()
    if url_of(data):
        read_key(data)  # a second server gets it with the folder, before either has served
    _note_place(data)


def _note_place(data: Path) -> None:
    """Write where the tables are into the hall's settings, if only this command was told."""
    url = url_of(data)
    if url and url_of(data, {}) != url:
        add_settings(data, {SETTING: url})


def _take(work: CommandContext, who: Principal, plan: HallPlan) -> Any:
    work.publish(who, HallFounded(code=plan.hall["code"], schema=schema.SCHEMA))
    return versions.take_first(work, who, plan)


def _first_row(plan: HallPlan, *, demo: bool) -> dict[str, Any]:
    hall = plan.hall
    return {
        "epoch": f"{datetime.now(UTC):%Y%m%d}-{uuid.uuid4().hex[:8]}",
        "code": hall["code"],
        "name": hall["name"],
        "zone": hall["zone"],
        "hours": hall["hours"],
        "always_open": int(hall["always_open"]),
        "service_level_ms": hall["service_level_minutes"] * 60_000,
        "demo": int(demo),
        "head_seq": 0,
        "head_hash": GENESIS,
    }
