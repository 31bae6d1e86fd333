"""Checks before a hall opens: the file, its version, the noted head, the clock. They change nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hallserver.core.restart import LastSeen, WrongClock, judge_clock
from hallserver.store.disk.integrity import Damaged, look_quickly
from hallserver.store.disk.noted_head import Noted, boot_id, counted_s, read_noted
from hallserver.store.disk.version import ForeignFile, refuse_version

__all__ = ["CannotOpen", "Damaged", "ForeignFile", "LostTail", "Opening", "WrongClock", "examine"]


class LostTail(RuntimeError):
    """The database lacks acknowledged events; the message says how many, and how to go on."""

    def __init__(self, data: Path, missing: int, at: datetime) -> None:
        what = (
            f"{missing} events that were acknowledged until {at:%Y-%m-%d %H:%M} UTC"
            if missing
            else "the events that it noted"
        )
        super().__init__(
            f"{data}: the database lacks {what}: its write-ahead log was lost, or this is an older copy. Put the newest "
            f"backup or the lost file back, or go on without them, with new numbers: hall recover · "
            f"数据库缺少已确认的记录，请找回最新的数据文件或备份；如需在缺失的情况下继续，请运行 hall recover。"
        )
        self.missing = missing


CannotOpen = (Damaged, ForeignFile, LostTail, WrongClock)


@dataclass(frozen=True, slots=True)
class Opening:
    """The result of the checks.

    Attributes:
        newest: the time of the newest event; the hall's own time continues from there.
        whole: whether the whole file was checked; otherwise the back office checks the rest.
    """

    newest: datetime | None
    whole: bool


def examine(data: Path, *, to_serve: bool = True) -> Opening:
    """Run all checks. A single command (not `to_serve`) only needs a clock that is not behind the log.

    Raises:
        Damaged, ForeignFile, LostTail, WrongClock: the hall must not be opened as it is.
    """
    file = data / "hall.db"
    whole = look_quickly(file)
    noted = read_noted(data)
    with closing(sqlite3.connect(f"file:{file.resolve()}?mode=ro", uri=True, timeout=3.0)) as connection:
        schema, demo, epoch, head = _hall(connection)
        refuse_version(schema)
        row = connection.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        newest = datetime.fromtimestamp(row[0] / 1000, UTC) if row else None
        if noted is not None and noted.epoch == epoch:
            _check_noted(data, connection, noted, head)
    if not demo:  # a demo may have an invented past
        judge_clock(datetime.now(UTC), newest, last_seen(noted) if to_serve else None, to_serve=to_serve)
    return Opening(newest, whole)


def check_head(data: Path) -> None:
    """Compare the database with the noted head; works beside a running server, too.

    Raises:
        LostTail: the database lacks acknowledged events.
    """
    noted = read_noted(data)  # read before the database, which can only grow meanwhile
    with closing(
        sqlite3.connect(f"file:{(data / 'hall.db').resolve()}?mode=ro", uri=True, timeout=3.0)
    ) as connection:
        _, _, epoch, head = _hall(connection)
        if noted is not None and noted.epoch == epoch:
            _check_noted(data, connection, noted, head)


def last_seen(noted: Noted | None) -> LastSeen | None:
    """The last noted moment, and the time the wall clock should show now if the machine did not reboot."""
    if noted is None:
        return None
    same_run = noted.boot == boot_id() != "-"
    passed = timedelta(seconds=counted_s() - noted.counted_s)
    return LastSeen(noted.wall, noted.wall + passed if same_run else None)


def _hall(connection: sqlite3.Connection) -> tuple[int, bool, str, int]:
    try:
        row = connection.execute("SELECT schema, demo, epoch, head_seq FROM hall").fetchone()
    except sqlite3.OperationalError as error:
        raise ForeignFile(
            "this is no hall's database: it has no table “hall” · 这不是大厅的数据库文件。"
        ) from error
    if row is None:
        raise ForeignFile(
            "this is no hall's database: nobody has founded a hall in it · 这不是大厅的数据库文件。"
        )
    return int(row[0]), bool(row[1]), str(row[2]), int(row[3])


def _check_noted(data: Path, connection: sqlite3.Connection, noted: Noted, head: int) -> None:
    if noted.seq > head:
        raise LostTail(data, noted.seq - head, noted.wall)
    row = connection.execute("SELECT hash FROM event WHERE seq = ?", (noted.seq,)).fetchone()
    if noted.seq and (row is None or row[0].hex() != noted.hash):
        raise LostTail(data, 0, noted.wall)
