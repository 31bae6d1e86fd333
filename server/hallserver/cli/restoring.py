"""Restore: a backup becomes the hall, with a new epoch, so that every screen starts afresh."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import update

from hallserver.store import connect, replay, schema
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
        _renew_epoch(data)
    finally:
        shutil.rmtree(waiting_room, ignore_errors=True)
        lock.release()
    return f"{data}: restored from {file}" + (f"; the old database is {aside.name}" if aside else "")


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
