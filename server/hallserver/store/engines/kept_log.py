"""The writer's connection to a file that has a standby: no part of the write-ahead log is gone before it could be copied.

SQLite overwrites the log once it is moved into the file. Here that happens only after a COMMIT, in the writer's own
thread, and the whole log is kept beside until several others have come to their end.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from hallserver.store.disk import wal

KEPT = "standby.wal."  # in the hall's folder, with its salts: a log before the present one
MOST_KEPT = 16  # 130 MB, which a busy hall writes in some minutes
LONGEST = 2000  # frames, as SQLite's own checkpoints
AGAIN = 500  # frames more, where a reader held the last checkpoint back
_NO_END = 2**62
_logger = logging.getLogger(__name__)


class KeptLog(sqlite3.Connection):
    """A connection that checkpoints by itself, and keeps what it has checkpointed.

    The file of the database must not be opened from here by other means: to close it would give up SQLite's locks.
    The log has none.
    """

    def __init__(self, database: Any, *args: Any, **said: Any) -> None:
        super().__init__(database, *args, **said)
        self._log = Path(f"{database}-wal")
        self._salts = b""
        self._end, self._due = wal.HEADER, LONGEST

    def begin_keeping(self) -> None:
        """Take checkpoints over from SQLite."""
        self.execute("PRAGMA wal_autocheckpoint=0")

    def commit(self) -> None:
        """Commit; then look whether the log is long enough to be moved into the file."""
        super().commit()
        try:
            self._look()
        except (OSError, sqlite3.OperationalError):  # the command stands; a copy may have to begin anew
            _logger.exception("the write-ahead log could not be kept for the standby")

    def _look(self) -> None:
        try:
            file = os.open(self._log, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            head = wal.read_head(os.pread(file, wal.HEADER, 0))
            if head is None:
                return
            if head.salts != self._salts:  # another log has begun
                self._salts, self._end, self._due = head.salts, wal.HEADER, LONGEST
            self._end = wal.frames_end(file, head, self._end, _NO_END)
        finally:
            os.close(file)
        if (self._end - wal.HEADER) // head.frame >= self._due:
            self._move_into_file(head)

    def _move_into_file(self, head: wal.Head) -> None:
        """Checkpoint; the next transaction overwrites the log if all of it is in the file, so it is kept first."""
        _busy, there, done = self.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self._due = (self._end - wal.HEADER) // head.frame + AGAIN
        if there == done:
            kept = self._log.with_name(f"{KEPT}{head.salts.hex()}")
            beside = kept.with_name(f"{kept.name}.tmp")
            shutil.copyfile(self._log, beside)
            beside.chmod(0o600)
            beside.replace(kept)
            for each in kept_logs(self._log.parent)[:-MOST_KEPT]:
                each.unlink(missing_ok=True)


def kept_logs(data: Path) -> list[Path]:
    """The logs that are kept, the oldest first."""
    found: list[tuple[int, Path]] = []
    for each in data.glob(f"{KEPT}*"):
        with suppress(FileNotFoundError):  # the writer has just removed it
            if each.suffix != ".tmp":
                found.append((each.stat().st_mtime_ns, each))
    return [each for _, each in sorted(found)]
