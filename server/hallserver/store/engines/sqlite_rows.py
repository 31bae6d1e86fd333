"""A hall's rows out of SQLite's file, and into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Table, create_engine

from hallserver.store.disk import durable
from hallserver.store.disk.integrity import look_through
from hallserver.store.disk.version import SCHEMA
from hallserver.store.engines.rows import (
    MOVED_TABLE,
    Filling,
    Opened,
    Rows,
    Values,
    WrongRows,
    as_meant,
    columns_of,
    every_table,
    numbered_tables,
    order_of,
)
from hallserver.store.schema import metadata

OWN = ("hall_moved",)  # what a file may have beside the schema's tables


class FileRows:
    """Rows read through a connection in whose transaction nothing changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, table: Table) -> Iterator[Values]:
        """The rows of a table, by primary key."""
        query = f'SELECT {columns_of(table)} FROM "{table.name}" ORDER BY {order_of(table)}'
        for row in self._connection.execute(query):
            yield as_meant(table, row)

    def counted(self) -> Mapping[str, int]:
        """SQLite keeps the last id of each table in a table of its own."""
        query = "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'"
        kept: dict[str, int] = {}
        if self._connection.execute(query).fetchone()[0]:
            kept = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))
        return {name: kept.get(name, 0) for name in numbered_tables()}


class FileFilling(FileRows):
    """A new file's tables; triggers judge what happens, and this has happened already: they come last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        self._triggers: list[tuple[str, str]] = connection.execute(query).fetchall()
        for name, _ in self._triggers:
            connection.execute(f'DROP TRIGGER "{name}"')

    def take(self, table: Table, rows: Iterable[Values]) -> None:
        """Write the rows of one table.

        Raises:
            WrongRows: the schema does not allow one.
        """
        places = ", ".join("?" for _ in table.columns)
        words = f'INSERT INTO "{table.name}" ({columns_of(table)}) VALUES ({places})'
        try:
            self._connection.executemany(words, rows)
        except (sqlite3.IntegrityError, OverflowError) as error:
            raise WrongRows(f"rows of {table.name} are not what the schema allows: {error}") from error

    def finish(self, counted: Mapping[str, int]) -> None:
        """Let ids go on, and put the triggers up."""
        self._connection.execute("DELETE FROM sqlite_sequence")
        rows = [(name, last) for name, last in counted.items() if last]
        self._connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", rows)
        for _, words in self._triggers:
            self._connection.execute(words)

    def mark(self, state: str, place: str) -> None:
        """Say that the file is not the hall's."""
        self._connection.execute(MOVED_TABLE)
        self._connection.execute("INSERT INTO hall_moved VALUES (1, ?, ?)", (state, place))
        self._connection.execute("UPDATE hall SET schema = ?", (-SCHEMA,))


@contextmanager
def _reading(file: Path) -> Iterator[Rows]:
    uri = f"file:{file.resolve()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=3.0, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        known = {table.name for table in every_table()}.union(OWN)
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if strange := sorted({row[0] for row in connection.execute(query)} - known):
            raise WrongRows(f"{file}: table {strange[0]} has no place in the schema")
        yield FileRows(connection)


def reading_rows(file: Path) -> Opened:
    """The rows of a file at one moment."""
    return _reading(file)


@contextmanager
def filling_file(file: Path) -> Iterator[Filling]:
    """A new file with a hall's tables, to be filled; it is checked whole and durable when the block ends.

    Args:
        file: must not exist; whoever is interrupted deletes it.

    Raises:
        Damaged: a row refers to one that is not there.
    """
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    file.chmod(0o600)
    with closing(sqlite3.connect(file, isolation_level=None)) as table:
        for pragma in ("synchronous=OFF", "journal_mode=OFF", "foreign_keys=OFF", "cache_size=-65536"):
            table.execute(f"PRAGMA {pragma}")
        table.execute("BEGIN")
        yield FileFilling(table)
        table.execute("COMMIT")
    look_through(file)
    durable.sync(file)
