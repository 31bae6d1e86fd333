"""Keeps the history up to date: seal what is over, write what was learned since, merge months, set aside what is not ours."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from hallserver.history import manifests
from hallserver.history.late import late
from hallserver.history.manifests import Manifest
from hallserver.history.merged import compact, months_to_merge
from hallserver.history.rows import head_of
from hallserver.history.sealed import days_to_seal, seal, written
from hallserver.store.disk import durable
from hallserver.store.prepared import read_rows
from hallserver.store.rows import ClosingRow
from hallserver.store.schema import closings

_LOCK = ".lock"
Say = Callable[[str], None]


def keep(data: Path, connection: Connection, *, today: date, say: Say) -> bool:
    """Do whatever is due; return False where another process is at it.

    Run again after a crash or a power cut, it finishes what was begun.

    Args:
        data: the hall's folder.
        connection: reads the hall's database.
        today: the hall's business day now.
        say: is told each thing that was done.

    Raises:
        Damaged: a manifest cannot be read. OSError: no room.
    """
    with _alone(data) as is_alone:
        if not is_alone:
            return False
        due = days_to_seal(data, connection, today=today)
        for day in due:
            seal(data, connection, day, today=today)
            say(f"{day} is written")
        # A look leaves a manifest, so one a day is enough: what the history does not know yet is read beside it.
        if due or not _looked_on(data, today):
            learned = late(data, connection, today=today)
            if learned is not None and learned.files:
                say(f"{learned.name}: {sum(each.rows for each in learned.files)} late facts")
        for month in months_to_merge(data, before=manifests.month_of(today)):
            compact(data, month, today=today)
            say(f"{month} is merged")
    return True


def strangers(data: Path, connection: Connection) -> list[Manifest]:
    """The manifests that do not belong to this database: a day with another closing, or facts from beyond its log.

    After `hall restore` of an older backup, days that were sealed since are in the history and not in the database.
    """
    hashes = {row.day: row.hash.hex() for row in read_rows(connection, select(closings), ClosingRow)}
    head = head_of(connection)
    return [
        each
        for each in written(data)
        if each.as_of > head or any(hashes.get(sealed.day) != sealed.hash for sealed in each.days)
    ]


def set_aside(data: Path, connection: Connection) -> list[str]:
    """Move the manifests of strangers out of the history, and return their names; `keep` writes those days anew."""
    found = strangers(data, connection)
    for each in found:
        folder = manifests.home(data) / each.month
        aside = data / "history.aside" / each.month
        durable.make_folder(aside)
        (folder / f"{each.name}.json").rename(aside / f"{each.name}.json")
        durable.sync(folder)
    return [each.name for each in found]


def copy_history(source: Path, target: Path) -> int:
    """Copy the files that the target lacks, manifests last; return how many. Files never change, so a name is enough."""
    count = 0
    paths = [each for each in sorted(source.glob("[0-9]*/*")) if each.suffix in {".json", ".parquet"}]
    for path in sorted(paths, key=lambda each: each.suffix == ".json"):
        beside = target / path.parent.name / path.name
        if beside.is_file() and beside.stat().st_size == path.stat().st_size:
            continue
        durable.make_folder(beside.parent)
        try:
            durable.put(beside, lambda fresh, path=path: shutil.copyfile(path, fresh))  # type: ignore[misc]
        except FileNotFoundError:
            continue  # its month was merged meanwhile: the next backup has that
        count += 1
    return count


@contextmanager
def _alone(data: Path) -> Iterator[bool]:
    """Whether this process is the only one that writes the history; released however it ends."""
    durable.make_folder(manifests.home(data))
    file = os.open(manifests.home(data) / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(file)


def _looked_on(data: Path, today: date) -> bool:
    return any(each.name.startswith(f"{today}.late-") for each in written(data))
