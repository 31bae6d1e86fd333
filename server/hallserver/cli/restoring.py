"""Restore: a backup becomes the hall, with a new epoch, so that every screen starts afresh."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import update

from hallserver.store import connect, log, schema


def put_back(file: Path, data: Path) -> str:
    """Check the backup, set the present database aside, put the backup in its place.

    Raises:
        HallRuns: a server runs. ClickException: the backup is no hall's, or its log is broken.
    """
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    lock = connect.HallLock(data)
    try:
        fresh = data / "hall.db.restoring"
        shutil.copyfile(file, fresh)
        fresh.rename(data / f"{fresh.name}.checked")
        checked = data / f"{fresh.name}.checked"
        _check(checked, data)
        aside = None
        if (data / "hall.db").exists():
            aside = data / f"hall.db.before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
            (data / "hall.db").rename(aside)
        for leftover in ("hall.db-wal", "hall.db-shm"):
            (data / leftover).unlink(missing_ok=True)
        checked.rename(data / "hall.db")
        (data / "hall.db").chmod(0o600)
        _renew_epoch(data)
    finally:
        lock.release()
    return f"{data}: restored from {file}" + (f"; the old database is {aside.name}" if aside else "")


def _check(checked: Path, data: Path) -> None:
    holder = data / "restoring"
    holder.mkdir(exist_ok=True)
    try:
        checked.rename(holder / "hall.db")
        reader = connect.reading_engine(holder)
        with reader.connect() as connection:
            connect.check_schema(connection)
            fault = log.verify(connection)
        reader.dispose()
        if fault is not None:
            raise click.ClickException(f"the backup's log is broken at seq {fault.seq}: {fault.why}")
        (holder / "hall.db").rename(checked)
    finally:
        shutil.rmtree(holder)


def _renew_epoch(data: Path) -> None:
    engine = connect.writing_engine(data)
    with engine.connect() as connection, connection.begin():
        connection.execute(
            update(schema.hall).values(epoch=f"{datetime.now(UTC):%Y%m%d}-{uuid.uuid4().hex[:8]}")
        )
    engine.dispose()
