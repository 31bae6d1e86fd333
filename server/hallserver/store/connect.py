"""Opening the database: one connection writes and checkpoints, all others only read."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import SCHEMA, ForeignFile, refuse_version
from hallserver.store.schema import hall, metadata

SAFE_SQLITE = (
    3,
    51,
    3,
)  # 3.7.0–3.51.2 have the WAL-reset race; it needs two connections that write or checkpoint


BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def writing_engine(data: Path, largest_pages: int = 0, receivers: ReceiversFile | None = None) -> Engine:
    """The writer's engine: WAL, FULL, foreign keys, BEGIN IMMEDIATE; opened under the lock, by one thread.

    `receivers`: who outside is told what, if it is read elsewhere already.

    Raises:
        BadReceivers: `outbox.toml` is not as it must be.
    """
    keys = PrivateKeys(data)
    receivers = receivers or ReceiversFile(data)
    engine = create_engine(
        f"sqlite:///{data / 'hall.db'}",
        poolclass=NullPool,
        # one thread builds a transaction and another commits it, never both at once
        connect_args={
            "isolation_level": None,
            "timeout": 5,
            "cached_statements": 512,
            "check_same_thread": False,
        },
    )

    @event.listens_for(engine, "connect")
    def _(dbapi: Any, record: Any) -> None:
        record.info["private_keys"] = keys
        record.info["receivers"] = receivers
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


def reading_engine(data: Path, keys: PrivateKeys | None = None) -> Engine:
    """The engine for all readers: `mode=ro`, so that no second connection can write or checkpoint.

    `keys`: where the private parts' keys are, if not beside the database.
    """
    keys = keys or PrivateKeys(data)
    engine = create_engine(
        f"sqlite:///file:{data / 'hall.db'}?mode=ro&uri=true",
        poolclass=QueuePool,
        pool_size=8,
        pool_reset_on_return=None,
        connect_args={"isolation_level": None, "timeout": 2, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _(dbapi: Any, record: Any) -> None:
        record.info["private_keys"] = keys
        dbapi.execute("PRAGMA query_only=ON")
        dbapi.execute("PRAGMA cache_size=-32768")

    return engine


def is_busy(failure: BaseException | None) -> bool:
    """Whether another program holds the database: nothing was changed, and the caller may retry."""
    error = failure.orig if isinstance(failure, DatabaseError) else failure
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in BUSY


def found(connection: Connection, row: dict[str, Any]) -> None:
    """Create the tables in an empty file, and the hall's own row."""
    metadata.create_all(connection)
    connection.execute(insert(hall), {"id": 1, "schema": SCHEMA, **row})


def check_schema(connection: Connection) -> None:
    """Refuse a file that is not a hall's database of this schema.

    Raises:
        ForeignFile: when it has no hall's row or another schema number.
    """
    try:
        number = connection.execute(select(hall.c.schema)).scalar_one_or_none()
    except OperationalError as error:
        if is_busy(error):
            raise
        raise ForeignFile(
            "this is no hall's database: it has no table “hall” · 这不是大厅的数据库文件。"
        ) from error
    refuse_version(number)


def sqlite_warning() -> str | None:
    """The warning about the linked SQLite to print at startup; None when SQLite is recent enough."""
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset race (mended in 3.51.3); "
        "this hall is safe from it as long as only this server opens hall.db for writing"
    )
