"""Opening the database: one connection writes, all others only read; which engine keeps it, a setting says."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DatabaseError

from hallserver.store.disk.glance import ASK_MOVED, NO_TABLE
from hallserver.store.disk.place import url_of
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import SCHEMA, ForeignFile, refuse_version
from hallserver.store.engines import sqlite
from hallserver.store.engines.protocol import NoStore, Store, Trouble, store_of
from hallserver.store.schema import hall


def store_at(data: Path, url: str | None = None) -> Store:
    """Where the tables of the hall in this folder are; `url`: where they might be instead, empty for the file.

    Raises:
        NoStore: what is said is no place that this program knows, or its driver is missing.
    """
    if url is None:
        url = url_of(data)
    if not url:
        return sqlite.SqliteStore(data)
    if not url.startswith(("postgresql://", "postgres://")):
        raise NoStore(
            f"the store is a URL like postgresql://hall@db/halls, not “{url.partition(':')[0]}” · 存储位置应为 postgresql:// 开头的地址。"
        )
    try:
        from hallserver.store.engines import postgres
    except ImportError as error:
        raise NoStore(
            "PostgreSQL needs its driver: pip install 'hallqueue[postgres]' · 使用 PostgreSQL 需要安装驱动。"
        ) from error
    return postgres.PostgresStore(data, url)


def is_founded(data: Path) -> bool:
    """Whether there is a hall in this folder, wherever its tables are."""
    return store_at(data).is_founded()


def writing_engine(data: Path, largest_pages: int = 0, receivers: ReceiversFile | None = None) -> Engine:
    """The writer's engine, opened under the lock.

    `receivers`: who outside is told what, if it is read elsewhere already.

    Raises:
        BadReceivers: `outbox.toml` is not as it must be.
    """
    return store_at(data).writing(largest_pages, receivers or ReceiversFile(data))


def reading_engine(data: Path, keys: PrivateKeys | None = None) -> Engine:
    """The engine for all readers, none of which can write.

    `keys`: where the private parts' keys are, if not in the folder.
    """
    return store_at(data).reading(keys or PrivateKeys(data))


def trouble(failure: BaseException | None) -> Trouble | None:
    """What a failure of the database means for the hall; None for anything else."""
    error = failure.orig if isinstance(failure, DatabaseError) else failure
    if isinstance(error, sqlite3.Error):
        return sqlite.trouble_in(error)
    if error is None or "psycopg" not in sys.modules:
        return None
    from hallserver.store.engines import postgres

    return postgres.trouble_in(error)


def is_busy(failure: BaseException | None) -> bool:
    """Whether another program holds the database: nothing was changed, and the caller may retry."""
    return trouble(failure) is Trouble.BUSY


def found(connection: Connection, row: dict[str, Any]) -> None:
    """Create the tables of a new hall, and the hall's own row."""
    store_of(connection).create_tables(connection)
    put_first_row(connection, row)


def put_first_row(connection: Connection, row: dict[str, Any]) -> None:
    """Write the hall's own row, by the present schema."""
    connection.execute(insert(hall), {"id": 1, "schema": SCHEMA, **row})


def check_schema(connection: Connection) -> None:
    """Refuse a database that is not a hall's, or not of this schema.

    Raises:
        ForeignFile: when it has no hall's row or another schema number.
    """
    try:
        number = connection.execute(select(hall.c.schema)).scalar_one_or_none()
    except DatabaseError as error:
        if trouble(error) is Trouble.FOREIGN:
            raise ForeignFile(NO_TABLE) from error
        raise
    moved = connection.execute(text(ASK_MOVED)).one() if number is not None and number < 0 else None
    refuse_version(number, moved and (moved.state, moved.place))
