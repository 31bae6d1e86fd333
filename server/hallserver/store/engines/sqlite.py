"""SQLite as a hall's memory: one file in the hall's folder; one connection writes and checkpoints, all others only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, text

from hallserver.store.disk.glance import Glance, glance_at
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.place import FILE, STANDBY
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.engines import sqlite_rows
from hallserver.store.engines.kept_log import KeptLog, kept_logs
from hallserver.store.engines.protocol import STORE, Trouble
from hallserver.store.engines.rows import Opened
from hallserver.store.schema import metadata

SAFE = (
    3,
    51,
    3,
)  # 3.7.0–3.51.2 have the WAL-reset race; it needs two connections that write or checkpoint
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class SqliteStore:
    """The file `DIR/hall.db`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = data / FILE
        self.place = str(self.file)
        self.largest_group = 128

    def is_founded(self) -> bool:
        """Whether the file is there."""
        return self.file.is_file()

    def writing(self, largest_pages: int, receivers: ReceiversFile) -> Engine:
        """WAL, FULL, foreign keys, BEGIN IMMEDIATE; opened under the lock, by one thread."""
        keys = PrivateKeys(self.data)
        engine = create_engine(
            f"sqlite:///{self.file}",
            poolclass=NullPool,
            # one thread builds a transaction and another commits it, never both at once
            connect_args={
                "isolation_level": None,
                "timeout": 5,
                "cached_statements": 512,
                "check_same_thread": False,
                **({"factory": KeptLog} if (self.data / STANDBY).is_file() else {}),
            },
        )

        @event.listens_for(engine, "connect")
        def _(dbapi: Any, record: Any) -> None:
            record.info |= {"private_keys": keys, "receivers": receivers, STORE: self}
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "foreign_keys=ON",
                "secure_delete=ON",
                "cache_size=-65536",
                "temp_store=MEMORY",
                "wal_autocheckpoint=2000",
            ):
                dbapi.execute(f"PRAGMA {pragma}")
            for each in kept_logs(self.data):  # of an earlier writer: of no use to anybody
                each.unlink(missing_ok=True)
            if isinstance(dbapi, KeptLog):
                dbapi.begin_keeping()
            if largest_pages:
                dbapi.execute(f"PRAGMA max_page_count={largest_pages}")

        @event.listens_for(engine, "begin")
        def _(connection: Connection) -> None:
            reads = connection.get_execution_options().get("reads")
            raw: Any = (
                connection.connection.dbapi_connection
            )  # through SQLAlchemy it would cost eight times as much
            raw.execute("BEGIN" if reads else "BEGIN IMMEDIATE")

        return engine

    def reading(self, keys: PrivateKeys) -> Engine:
        """`mode=ro`, so that no second connection can write or checkpoint."""
        engine = create_engine(
            f"sqlite:///file:{self.file}?mode=ro&uri=true",
            poolclass=QueuePool,
            pool_size=8,
            pool_reset_on_return=None,
            connect_args={"isolation_level": None, "timeout": 2, "check_same_thread": False},
        )

        @event.listens_for(engine, "connect")
        def _(dbapi: Any, record: Any) -> None:
            record.info |= {"private_keys": keys, STORE: self}
            dbapi.execute("PRAGMA query_only=ON")
            # a commit elsewhere empties a reader's cache; a larger one only lets a long question take memory that stays
            dbapi.execute("PRAGMA cache_size=-4096")

        return engine

    def create_tables(self, connection: Connection) -> None:
        """Create the tables in an empty file."""
        metadata.create_all(connection)

    def withdraw(self) -> None:
        """Delete the file and its log."""
        for left in self.data.glob(f"{FILE}*"):
            left.unlink()

    def rows(self) -> Opened:
        """The rows of this moment."""
        return sqlite_rows.reading_rows(self.file)

    def protect(self) -> None:
        """Let only the owner read the file."""
        self.file.chmod(0o600)

    def glance(self, noted_seq: int) -> Glance:
        """Look at the file.

        Raises:
            ForeignFile: this is no hall's database.
        """
        return glance_at(self.file, noted_seq)

    def look_through(self) -> None:
        """SQLite's own integrity check."""
        look_through(self.file)

    def sizes(self) -> tuple[int, int]:
        """Of the two files."""
        return _bytes(self.file), _bytes(self._log)

    def begin_writing(self, raw: Any, after: int | None = None) -> None:
        """SQLite's own waiting would block the hub; the folder's lock holds others off."""
        del after
        raw.execute("PRAGMA busy_timeout = 0")

    def wait_for_copies(self, raw: Any) -> None:
        """The file is the only one."""

    def begin_command(self, raw: Any) -> None:
        """A savepoint, said to the driver itself: Core's compiles three statements for each."""
        raw.execute("SAVEPOINT command")

    def end_command(self, raw: Any) -> None:
        """Release the savepoint."""
        raw.execute("RELEASE command")

    def undo_command(self, raw: Any) -> None:
        """Roll back to the savepoint."""
        raw.execute("ROLLBACK TO command")
        raw.execute("RELEASE command")

    def watch(self) -> FolderWatch:
        """Nobody writes who has not the folder's lock."""
        return FolderWatch()

    def settle(self, raw: Any) -> None:
        """Move the write-ahead log into the file; active readers may hold some of it back."""
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def be_careless(self, raw: Any) -> None:
        """Write no faster than the system's cache."""
        raw.execute("PRAGMA synchronous=OFF")

    @contextmanager
    def snapshot(self, connection: Connection) -> Iterator[None]:
        """A transaction that only reads."""
        connection.exec_driver_sql("BEGIN")
        try:
            yield
        finally:
            connection.exec_driver_sql("ROLLBACK")

    def skip_ids(self, connection: Connection, table: str, beyond: int) -> None:
        """SQLite keeps the last id of each table in a table of its own."""
        values = {"name": table, "seq": beyond}
        changed = connection.execute(
            text("UPDATE sqlite_sequence SET seq = max(seq, :seq) WHERE name = :name"), values
        )
        if not changed.rowcount:
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), values)

    def warning(self) -> str | None:
        """What to say of the linked SQLite; None when it is recent enough."""
        if sqlite3.sqlite_version_info >= SAFE:
            return None
        return (
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset race (mended in 3.51.3); "
            "this hall is safe from it as long as only this server opens hall.db for writing"
        )

    @property
    def _log(self) -> Path:
        return self.file.with_name(f"{FILE}-wal")


class FolderWatch:
    """Whoever could ask has the folder's lock, so that nobody else writes."""

    def is_written(self) -> bool:
        """Nobody does."""
        return False

    def close(self) -> None:
        """There is nothing to close."""


def trouble_in(error: sqlite3.Error) -> Trouble | None:
    """What an error of SQLite's means for the hall; None for a statement's own fault."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return Trouble.FULL
    if not isinstance(error, sqlite3.OperationalError):
        return None
    if code in _BUSY:
        return Trouble.BUSY
    return Trouble.FOREIGN if str(error).startswith("no such table") else None


def _bytes(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0
