"""Recovery: restore a backup, go on after a loss, accept the clock; numbers skip what may be on paper."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack, closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import DatabaseError

from hallserver.alone import run_alone
from hallserver.audit import replay
from hallserver.history import manifests
from hallserver.history.keeping import copy_history
from hallserver.history.keeping import set_aside as set_days_aside
from hallserver.local import ask, me
from hallserver.services import recovery, timers
from hallserver.services.context import CommandContext
from hallserver.services.recovery import Loss
from hallserver.store import connect, schema
from hallserver.store.disk import opening, scans
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.lock import HallLock, HallRuns
from hallserver.store.disk.noted_head import FILE as HEAD
from hallserver.store.disk.noted_head import read_noted
from hallserver.store.disk.place import FILE
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import rows
from hallserver.store.engines.protocol import Store
from hallserver.store.engines.sqlite import SqliteStore

UNKNOWN = 500  # numbers a line skips if the loss is unknown: a line's busiest day


def put_back(file: Path, data: Path, leap: int | None = None) -> Iterable[str]:
    """Check the backup, put it in place of the present database, skip numbers; return what to print.

    Raises:
        HallRuns: a server runs. Damaged, ForeignFile, ClickException: the backup is no hall's, or broken.
    """
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    lock = HallLock(data)
    waiting_room = data / "restoring"
    store = connect.store_at(data)
    try:
        waiting_room.mkdir(exist_ok=True)
        fresh = waiting_room / FILE
        shutil.copyfile(file, fresh)
        fresh.chmod(0o600)
        _check(fresh, data)
        loss = _loss(fresh, store, leap)
        copy_scans(fresh, beside(file), data / scans.FOLDER)
        aside = _replace_file(data, fresh) if isinstance(store, SqliteStore) else replace_tables(store, fresh)
        gone = _restore_history(data, file)
    finally:
        shutil.rmtree(waiting_room, ignore_errors=True)
        lock.release()
    skipped = leap_beyond(data, "restored", loss)
    return [
        f"{data}: restored from {file}" + (f"; the old database is {aside}" if aside else ""),
        *(
            [f"days in files that this database does not know are in history.aside: {', '.join(gone)}"]
            if gone
            else []
        ),
        *told(skipped),
    ]


def _replace_file(data: Path, fresh: Path) -> str:
    """Put a file in place of the present one; return the name of that one."""
    aside = set_aside(data)
    fresh.rename(data / FILE)
    return aside.name if aside else ""


def replace_tables(store: Store, fresh: Path) -> str:
    """Put a file's rows in place of PostgreSQL's tables, by one transaction; return where those are then.

    The rows are first in a schema of their own, and compared there. The present tables are held meanwhile: nobody
    writes to them, from whichever machine.

    Raises:
        HallRuns: another server is this hall's writer. WrongRows: they cannot be there.
    """
    from hallserver.store.engines.postgres import PostgresStore

    assert isinstance(store, PostgresStore)  # noqa: S101 - there are two engines
    with ExitStack() as held:
        founded = store.is_founded()
        if founded and store.glance(0).schema > 0:
            engine = store.writing(0, ReceiversFile(store.data))
            held.callback(engine.dispose)
            connection = held.enter_context(engine.connect())
            store.begin_writing(connection.connection.dbapi_connection)
        made = store.beside("restoring")
        made.drop()  # of a restore that was interrupted
        with SqliteStore(fresh.parent).rows() as here, made.filling() as there:
            rows.copy(here, there)
        aside = store.beside(f"before_{datetime.now(UTC):%Y%m%dt%H%M%S}") if founded else None
        store.put_in_place(made, aside)
    return f"the schema {aside.schema}" if aside else ""


def go_on(data: Path) -> Iterable[str]:
    """Give up the events in the noted head that the database has lost; return what to print.

    Raises:
        ClickException: nothing is missing.
    """
    noted = read_noted(data)
    found = connect.store_at(data).glance(0)
    try:
        opening.check_head(data)
    except opening.LostTail:
        missing = max(noted.seq - found.head_seq, 0) if noted and noted.epoch == found.epoch else 0
        skipped = leap_beyond(data, "recovered", Loss(missing or UNKNOWN))
        return [f"{data}: goes on without {missing} events, in a new epoch", *told(skipped)]
    raise click.ClickException(f"{data}: nothing is missing")


def tell_clock(data: Path) -> str:
    """Return the last time the hall was alive, and the machine's time, as a sentence."""
    noted = read_noted(data)
    seen = f"{noted.wall:%Y-%m-%d %H:%M:%S} UTC" if noted else "unknown"
    return f"the machine says {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC; the hall was last alive at {seen}"


def accept_clock(data: Path) -> str:
    """Accept the machine's time, through the running server or on the database."""

    def command(work: CommandContext) -> int:
        newest = work.connection.execute(
            select(schema.events.c.at).order_by(schema.events.c.seq.desc()).limit(1)
        ).scalar()
        return timers.accept_clock(work, me(), newest)

    try:
        ended = run_alone(data, command, checked=False, back=True)
    except HallRuns:
        told: Any = ask(data, "POST", "/api/v1/local/clock", {})
        return f"the hall goes by the machine's clock: {told['now']}"
    more = f"; {ended} numbers of days to come were ended" if ended else ""
    return f"the hall goes by the machine's clock from now on{more}"


def beside(file: Path) -> Path:
    """Return the folder of a backup's scanned letters."""
    return file.with_name(f"{file.name}.scans")


def copy_scans(database: Path, source: Path, target: Path) -> int:
    """Copy the scans that a database refers to; return how many there are."""
    reader = create_engine(f"sqlite:///file:{database.resolve()}?mode=ro&uri=true")
    with reader.connect() as connection:
        query = select(schema.letters.c.scan_hash).where(schema.letters.c.scan_hash.is_not(None)).distinct()
        names = [name for name in connection.execute(query).scalars() if name]
    reader.dispose()
    return scans.copy(source, target, names)


def _restore_history(data: Path, file: Path) -> list[str]:
    """Bring back the history's files from beside a backup; return the manifests that this database does not know.

    They are of days after the backup; what the database knows of days is written again by `hall keep`.
    """
    copy_history(manifests.home(file.resolve().parent), manifests.home(data))
    if not manifests.home(data).is_dir():
        return []
    reader = connect.reading_engine(data)
    try:
        with reader.connect() as connection:
            return set_days_aside(data, connection)
    finally:
        reader.dispose()


def _check(file: Path, data: Path) -> None:
    look_through(file)
    reader = SqliteStore(file.parent).reading(PrivateKeys(data))
    try:
        with reader.connect() as connection:
            try:
                connect.check_schema(connection)
            except ForeignFile as error:
                raise ForeignFile(
                    f"{error} For a backup of before an upgrade: copy it to DIR/hall.db of an empty folder, then hall upgrade."
                ) from error
        fault = replay.verify_hall(reader)[0]
    finally:
        reader.dispose()
    if fault is not None:
        raise click.ClickException(f"the backup's log is broken at seq {fault.seq}: {fault.why}")


def _loss(fresh: Path, store: Store, leap: int | None) -> Loss:
    """Return what the backup lacks: by the present database, else by the noted head, else a guess."""
    with closing(sqlite3.connect(f"file:{fresh}?mode=ro", uri=True)) as backup:
        epoch, head, hashed = backup.execute("SELECT epoch, head_seq, head_hash FROM hall").fetchone()
    if leap is not None:
        return Loss(leap)
    present = _present(store, head, hashed)
    noted = read_noted(store.data)
    of_noted = noted.seq - head if noted is not None and noted.epoch == epoch and noted.seq >= head else None
    if present is None:
        return Loss(UNKNOWN if of_noted is None else of_noted)
    if of_noted is not None and of_noted > present.events:  # the present database has lost something, too
        return Loss(of_noted)
    return present


def _present(store: Store, head: int, hashed: bytes) -> Loss | None:
    """Return what the present database has after the backup's head; None if unreadable or another hall's."""
    if not store.is_founded():
        return None
    reader = store.reading(PrivateKeys(store.data))
    counters, events = schema.counters, schema.events
    try:
        with reader.connect() as now:
            newest = now.execute(select(schema.hall.c.head_seq)).scalar_one()
            same = now.execute(select(events.c.hash).where(events.c.seq == head)).scalar()
            if same != hashed:
                return None
            day: date | None = now.execute(select(func.max(counters.c.day))).scalar()
            query = select(counters.c.line, counters.c.last).where(counters.c.day == day)
            given = {row.line: row.last for row in now.execute(query)}
    except (DatabaseError, sqlite3.DatabaseError):
        return None
    finally:
        reader.dispose()
    return Loss(newest - head, day, given)


def set_aside(data: Path) -> Path | None:
    """Rename the present database, with its write-ahead log."""
    if not (data / "hall.db").exists():
        return None
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(data / "hall.db")) as old,
    ):  # merged into one file, if it can still be read
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = data / f"hall.db.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    (data / "hall.db").rename(aside)
    for leftover in ("-wal", "-shm"):
        if (data / f"hall.db{leftover}").exists():
            (data / f"hall.db{leftover}").rename(aside.with_name(aside.name + leftover))
    return aside


def leap_beyond(data: Path, why: str, loss: Loss) -> dict[str, tuple[str, str]]:
    """Begin a new epoch beyond what is missing; return the numbers that may be out on paper, by line."""
    (data / HEAD).unlink(missing_ok=True)  # of another history
    return run_alone(data, lambda work: recovery.leap(work, me(), why, loss), checked=False, leaps=True)


def told(skipped: dict[str, tuple[str, str]]) -> list[str]:
    """Return what is to be said of numbers that may be out on paper."""
    if not skipped:
        return ["no number can be out on paper that this database does not know"]
    numbers = ", ".join(f"{first}–{last}" if first != last else first for first, last in skipped.values())
    return [
        f"these numbers may be out on paper and are not given again today: {numbers}",
        "their slips open nothing any more; the guide desk gives their holders new numbers",
    ]
