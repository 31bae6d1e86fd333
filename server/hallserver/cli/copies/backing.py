"""Backups: a checked copy, at a word or at its hour; the oldest removed; and each month one restored to see that it can be."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy import text

from hallserver.audit import replay
from hallserver.cli.copies.restoring import beside, copy_scans, put_back
from hallserver.config import Settings
from hallserver.history.keeping import copy_history
from hallserver.history.manifests import home
from hallserver.store import connect
from hallserver.store.catalogue import load_plan
from hallserver.store.disk import backups, scans
from hallserver.store.disk.backups import Backup, Drill
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.place import as_a_file
from hallserver.store.engines import rows
from hallserver.store.engines.sqlite import SqliteStore
from hallserver.store.engines.sqlite_rows import filling_file

NAMED = "hall-%Y%m%dT%H%M%S.db"
DRILL_EVERY = timedelta(days=30)
_OWN = re.compile(r"hall-\d{8}T\d{6}\.db")


def make(data: Path, file: Path) -> str:
    """Write a consistent, checked copy of the database to `file`; return what was written, as a sentence.

    Raises:
        ClickException: the file is there already. OSError: no room, or no such folder. Damaged: the copy is not whole.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already")
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    store, reader = connect.store_at(data), connect.reading_engine(data)
    try:
        with reader.connect() as connection:
            connect.check_schema(connection)
            if isinstance(store, SqliteStore):
                connection.exec_driver_sql(
                    "PRAGMA query_only=OFF"
                )  # VACUUM INTO writes only to the other file
                connection.execute(text("VACUUM INTO :file"), {"file": str(unfinished)})
        reader.dispose()
        if not isinstance(store, SqliteStore):
            with store.rows() as here, filling_file(unfinished) as there:
                rows.copy(here, there)
        look_through(unfinished)
        unfinished.chmod(0o600)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    scanned = copy_scans(file, data.resolve() / scans.FOLDER, beside(file))
    copied = copy_history(home(data.resolve()), home(file.resolve().parent))
    backups.note(data, Backup(datetime.now(UTC), str(file.resolve())))
    return (
        f"{file}: {file.stat().st_size} bytes, whole"
        + (f"; {scanned} scans in {beside(file)}" if scanned else "")
        + (f"; {copied} new files of the history in {home(file.parent)}" if copied else "")
    )


def make_due(data: Path, settings: Settings, now: datetime) -> Iterator[str]:
    """What is due now by the settings: a backup if its hour has come, a drill if the last is a month old.

    A failure is noted, so that the doctor tells it, and raised.
    """
    folder = Path(settings.backup_to)
    if is_due(backups.last_backup(data), now, _zone(data), settings.backup_hour):
        try:
            yield make(data, folder / now.astimezone(UTC).strftime(NAMED))
        except Exception as error:
            backups.note(data, backups.Failure(now, str(error)))
            raise
        backups.forget_failure(data)
        for each in rotate(folder, settings.backup_keep):
            yield f"{each}: removed, as {settings.backup_keep} newer ones are kept"
    drilled, newest = backups.last_drill(data), backups.last_backup(data)
    if newest is not None and (drilled is None or now - drilled.at >= DRILL_EVERY):
        yield drill(data, Path(newest.file)).said


def is_due(last: Backup | None, now: datetime, zone: ZoneInfo, hour: time) -> bool:
    """Whether the day's hour has come and no backup was made since."""
    local = now.astimezone(zone)
    at = datetime.combine(local.date(), hour, zone)
    if local < at:
        at = datetime.combine(local.date() - timedelta(days=1), hour, zone)
    return last is None or last.at < at


def rotate(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest backups that `make_due` made beyond the newest `keep`, with their scans; others stay."""
    own = sorted(each for each in folder.iterdir() if _OWN.fullmatch(each.name))
    old = own[: max(len(own) - keep, 0)]
    for each in old:
        each.unlink()
        shutil.rmtree(beside(each), ignore_errors=True)
    return old


def drill(data: Path, file: Path) -> Drill:
    """Restore a backup into a folder of its own, as after a lost disk, verify it and note how it went.

    The restored hall must hold this hall's own log up to the backup's last event. It is restored into a file, also
    where the hall is in PostgreSQL.
    """
    room = data / "drill"
    shutil.rmtree(room, ignore_errors=True)
    began = datetime.now(UTC)
    try:
        with as_a_file(room / "hall"):
            fault, events = _restored(room / "hall", data, file)
    except Exception as error:  # noqa: BLE001 - whatever a torn file raises: it could not be restored
        fault, events = str(error) or type(error).__name__, 0
    finally:
        shutil.rmtree(room, ignore_errors=True)
    took = (datetime.now(UTC) - began).total_seconds()
    said = (
        f"{file}: could not be restored: {fault}"
        if fault
        else f"{file}: restored and verified in {took:.0f} s, {events} events"
    )
    found = Drill(began, str(file), fault or "", events, said)
    backups.note(data, found)
    return found


def _restored(room: Path, data: Path, file: Path) -> tuple[str | None, int]:
    """Restore into `room`; return what is wrong there, and how many events the backup holds."""
    for _ in put_back(file, room, leap=0):
        pass
    reader = connect.reading_engine(room)
    try:
        fault, seq, _head = replay.verify_hall(reader)
    finally:
        reader.dispose()
    if fault is not None:
        return f"seq {fault.seq}: {fault.why}", seq
    return _strange(data, file)


def _strange(data: Path, file: Path) -> tuple[str | None, int]:
    """Whether the backup ends on an event that this hall's log does not have; and that event's seq."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as backup:
        seq, hashed = backup.execute("SELECT head_seq, head_hash FROM hall").fetchone()
    found = connect.store_at(data).glance(seq).noted_hash
    if found is not None and found != hashed:  # None: its day was moved out to the history since
        return f"event {seq} is not the one in this hall's log", seq
    return None, seq


def _zone(data: Path) -> ZoneInfo:
    reader = connect.reading_engine(data)
    try:
        with reader.connect() as connection:
            return load_plan(connection).hours.zone
    finally:
        reader.dispose()
