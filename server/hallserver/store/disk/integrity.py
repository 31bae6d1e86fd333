"""Check whether the database file is undamaged, with SQLite's own checks.

`PRAGMA quick_check` reads every page of the given tables and indexes; `integrity_check` also compares each
index with its table (sqlite.org/pragma.html).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hallserver.store.disk.version import ForeignFile

SMALL = 64 * 2**20  # bytes; a file up to this size is checked completely before the hall opens: half a second
LONGEST_LOOK_S = 1.5
_TICKS = 10_000  # steps of SQLite's virtual machine between two looks at the clock


class Damaged(RuntimeError):
    """The file is damaged; the message says where, and what can be done."""

    def __init__(self, file: Path, found: str) -> None:
        super().__init__(
            f"{file}: the database is damaged: {found}. Nothing was changed; put a backup in its place "
            f"(hall restore FILE) or ask for help before anything writes to it. · 数据库已损坏，未作任何改动，请用备份恢复。"
        )


def look_quickly(file: Path) -> bool:
    """Check a small file whole, a large one table by table for about a second; False when incomplete.

    Raises:
        Damaged: the checked part is damaged. ForeignFile: the file is not a database.
    """
    began = time.monotonic()
    with _opened(file) as connection:
        if file.stat().st_size <= SMALL:
            _judge(file, connection.execute("PRAGMA quick_check(3)"))
            return True
        connection.set_progress_handler(lambda: time.monotonic() - began > LONGEST_LOOK_S, _TICKS)
        try:
            for table in _small_first(connection):
                _judge(file, connection.execute(f'PRAGMA quick_check("{table}")'))
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise Damaged(file, str(error)) from error
            return False
    return True


def look_through(file: Path) -> None:
    """Check every index against its table and every row against its constraints; takes seconds per 100 MB.

    Raises:
        Damaged: something is damaged.
    """
    with _opened(file) as connection:
        _judge(file, connection.execute("PRAGMA integrity_check(5)"))
        wrong = connection.execute("PRAGMA foreign_key_check").fetchone()
        if wrong is not None:
            raise Damaged(
                file, f"row {wrong[1]} of {wrong[0]} points to a row of {wrong[2]} that is not there"
            )


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"file:{file.resolve()}?mode=ro", uri=True, timeout=3.0)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:  # a page cannot be read
        if "not a database" in str(error):
            raise ForeignFile(f"{file}: this is no hall's database · 这不是大厅的数据库文件。") from error
        raise Damaged(file, str(error)) from error


def _judge(file: Path, rows: sqlite3.Cursor) -> None:
    found = [str(row[0]) for row in rows]
    if found != ["ok"]:
        raise Damaged(file, "; ".join(found))


def _small_first(connection: sqlite3.Connection) -> list[str]:
    """The tables in the order of the check: those of the hall's past come last."""
    names = [
        str(row[0])
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage")
    ]
    past = ("event", "service", "answer", "decision", "stop", "ticket", "print_job")
    return sorted(names, key=lambda name: (name in past, names.index(name)))
