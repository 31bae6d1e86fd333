"""The second machine's copy of a database: the file as it was read, and SQLite's own log after it, byte for byte.

Whatever moment it is cut off at, SQLite finds in it a state that the first machine's hall was in, and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hallserver.standby import sums
from hallserver.store.disk import durable, wal
from hallserver.store.disk.place import FILE
from hallserver.store.disk.wal import Place

NEXT = "next"  # in the copy's folder: the salts of the log that follows the last one, which is in the file


class CannotFollow(RuntimeError):
    """The first machine's log does not go on where the copy ends: a new copy is needed."""


@dataclass(slots=True)
class Copy:
    """A folder with the file and the log.

    Attributes:
        folder: where they are.
        salts: of the log that is being followed.
        head: of that log; None before its first bytes are here.
        place: how far it is here.
    """

    folder: Path
    salts: bytes
    head: wal.Head | None = None
    place: Place | None = None

    @classmethod
    def begun(cls, folder: Path, salts: bytes) -> Copy:
        """A copy whose file is here; the log with these salts began before the file was read."""
        (folder / NEXT).write_text(salts.hex())
        durable.sync(folder / NEXT)
        return cls(folder, salts)

    @classmethod
    def found(cls, folder: Path) -> Copy:
        """A copy that an earlier run has left; what is not whole at its end is cut off.

        Raises:
            CannotFollow: it cannot be told where it ends.
        """
        log = folder / f"{FILE}-wal"
        try:
            salts = bytes.fromhex((folder / NEXT).read_text())
        except (OSError, ValueError) as error:
            raise CannotFollow(f"{folder}: no copy") from error
        head = wal.head_of(log)
        if head is None:
            log.unlink(missing_ok=True)
            return cls(folder, salts)
        raw = log.read_bytes()
        place = sums.last_end(head, raw[wal.HEADER :], sums.beginning(head))
        os.truncate(log, place.at)
        here = cls(folder, head.salts, head, place)
        if head.salts != salts:  # it was about to be moved into the file
            here.end_log(salts)
        return here

    @property
    def asks_from(self) -> int:
        """The place in the log from which bytes are wanted."""
        return self.place.at if self.place is not None else 0

    def judge(self, raw: bytes) -> Place | None:
        """Where the last whole transaction in the log's next bytes ends; None: there is no further one.

        Raises:
            CannotFollow: it is another log.
        """
        if self.head is None:
            head = wal.read_head(raw)
            if head is None:
                return None
            if head.salts != self.salts:
                raise CannotFollow("another log has begun")
            end = sums.last_end(head, raw[wal.HEADER :], sums.beginning(head))
            return end if end.at > wal.HEADER else None
        assert self.place is not None  # noqa: S101 - a head has a place
        end = sums.last_end(self.head, raw, self.place)
        return end if end.at > self.place.at else None

    def take(self, raw: bytes, end: Place) -> None:
        """Append the log's next bytes up to where a transaction ends; durable when it returns."""
        begins = self.asks_from
        file = os.open(self.folder / f"{FILE}-wal", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(file, raw[: end.at - begins], begins)
            os.fdatasync(file)
        finally:
            os.close(file)
        if self.head is None:
            self.head = wal.read_head(raw)
        self.place = end

    def end_log(self, salts: bytes) -> None:
        """Move the log into the file: it has ended, and the one with these salts follows.

        Raises:
            CannotFollow: there was another one between them.
        """
        if self.head is not None and int.from_bytes(salts[:4], "big") != self.head.following:
            raise CannotFollow("a log was left out")
        durable.put(self.folder / NEXT, lambda beside: beside.write_text(salts.hex()))
        durable.sync(self.folder)
        settle(self.folder)
        self.salts, self.head, self.place = salts, None, None


def settle(folder: Path) -> None:
    """Have SQLite move all whole transactions of the log into the file."""
    log = folder / f"{FILE}-wal"
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous=FULL")
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for leftover in (log, folder / f"{FILE}-shm"):
        leftover.unlink(missing_ok=True)
    durable.sync(folder / FILE)
    durable.sync(folder)
