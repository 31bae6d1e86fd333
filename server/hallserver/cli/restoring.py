"""Restore: a backup becomes the hall, with a new epoch, so that every screen starts afresh."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import create_engine, select, update

from hallserver.store import connect, replay, scans, schema
from hallserver.store.lock import HallLock


def put_back(file: Path, data: Path) -> str:
    """Check the backup, set the present database aside, put the backup in its place.

    Raises:
        HallRuns: a server runs. ClickException: the backup is no hall's, or its log is broken.
    """
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    lock = HallLock(data)
    waiting_room = data / "restoring"
    try:
        waiting_room.mkdir(exist_ok=True)
        fresh = waiting_room / "hall.db"
        shutil.copyfile(file, fresh)
        _check(waiting_room)
        aside = None
        if (data / "hall.db").exists():
            aside = data / f"hall.db.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
            (data / "hall.db").rename(aside)
        for leftover in ("hall.db-wal", "hall.db-shm"):
            (data / leftover).unlink(missing_ok=True)
        fresh.chmod(0o600)
        fresh.rename(data / "hall.db")
        copy_scans(data / "hall.db", beside(file), data / scans.FOLDER)
        _renew_epoch(data)
    finally:
        shutil.rmtree(waiting_room, ignore_errors=True)
        lock.release()
    return f"{data}: restored from {file}" + (f"; the old database is {aside.name}" if aside else "")


def beside(file: Path) -> Path:
    """Where a backup's scanned letters lie."""
    return file.with_name(f"{file.name}.scans")


def copy_scans(database: Path, source: Path, target: Path) -> int:
    """Copy the scans that a database names; gives how many there are."""
    reader = create_engine(f"sqlite:///file:{database.resolve()}?mode=ro&uri=true")
    with reader.connect() as connection:
        query = select(schema.letters.c.scan_hash).where(schema.letters.c.scan_hash.is_not(None)).distinct()
        names = connection.execute(query).scalars().all()
    reader.dispose()
    return scans.copy(source, target, names)


def _check(folder: Path) -> None:
    reader = connect.reading_engine(folder)
    with reader.connect() as connection:
        connect.check_schema(connection)
    fault = replay.verify_hall(reader)[0]
    reader.dispose()
    if fault is not None:
        raise click.ClickException(f"the backup's log is broken at seq {fault.seq}: {fault.why}")


def _renew_epoch(data: Path) -> None:
    engine = connect.writing_engine(data)
    with engine.connect() as connection, connection.begin():
        connection.execute(
            update(schema.hall).values(epoch=f"{datetime.now(UTC):%Y%m%d}-{uuid.uuid4().hex[:8]}")
        )
    engine.dispose()
