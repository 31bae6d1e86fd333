"""A hall's rows out of PostgreSQL's tables, and into new ones: by COPY, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from hallserver.store.disk.version import SCHEMA
from hallserver.store.engines import postgres_schema
from hallserver.store.engines.rows import (
    MOVED_TABLE,
    Filling,
    Kind,
    Rows,
    Values,
    WrongRows,
    as_meant,
    columns_of,
    every_table,
    kinds_of,
    numbered_tables,
    order_of,
)

LONG_S = 600.0  # the server sorts a large table, or makes its indexes, and says nothing meanwhile
_TYPES = {Kind.NUMBER: "int8", Kind.WORDS: "text", Kind.BYTES: "bytea"}


class TableRows:
    """Rows read in a transaction of a HallConnection's."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def of(self, table: Table) -> Iterator[Values]:
        """The rows of a table, by primary key."""
        query = f'COPY (SELECT {columns_of(table)} FROM "{table.name}" ORDER BY {order_of(table)}) TO STDOUT'
        with self._connection.cursor() as cursor, cursor.copy(query) as rows:
            rows.set_types([_TYPES[kind] for kind in kinds_of(table)])
            for row in rows.rows():
                yield as_meant(table, row)

    def counted(self) -> Mapping[str, int]:
        """Each table's sequence knows its last id."""
        found: dict[str, int] = {}
        for name in numbered_tables():
            query = f'SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "{name}_id_seq"'
            (found[name],) = self._connection.execute(query, ()).fetchone()
        return found


class TableFilling(TableRows):
    """New tables in the connection's schema; indexes, keys and triggers come when all rows are in."""

    def take(self, table: Table, rows: Iterable[Values]) -> None:
        """Write the rows of one table.

        Raises:
            WrongRows: the schema does not allow one.
        """
        words = f'COPY "{table.name}" ({columns_of(table)}) FROM STDIN'
        try:
            with self._connection.cursor() as cursor, cursor.copy(words) as into:
                for row in rows:
                    into.write_row(row)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise WrongRows(f"rows of {table.name} are not what the schema allows: {error}") from error

    def finish(self, counted: Mapping[str, int]) -> None:
        """Let ids go on, and put up what judges rows.

        Raises:
            WrongRows: two rows are alike that must not be, or one refers to a row that is not there.
        """
        try:
            self._connection.execute(postgres_schema.script_of_guards())
        except IntegrityError as error:
            raise WrongRows(f"the rows are not what the schema allows: {error.orig}") from error
        for name, last in counted.items():
            if last:
                self._connection.execute("SELECT setval($1::regclass, $2)", (f'"{name}_id_seq"', last))

    def mark(self, state: str, place: str) -> None:
        """Say that the tables are not the hall's."""
        self._connection.execute(MOVED_TABLE)
        self._connection.execute("INSERT INTO hall_moved VALUES (1, $1, $2)", (state, place))
        self._connection.execute("UPDATE hall SET schema = $1", (-SCHEMA,))


@contextmanager
def reading_rows(connection: Any) -> Iterator[Rows]:
    """The rows of a hall at one moment; the connection is closed when the block ends."""
    connection.patience_s = LONG_S
    with closing(connection):
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield TableRows(connection)


@contextmanager
def filling_tables(connection: Any, before: str) -> Iterator[Filling]:
    """New tables of a hall, to be filled: all in one transaction. The connection is closed when the block ends.

    Args:
        connection: its first schema gets the tables.
        before: statements that are to be part of the transaction, such as dropping what was there.
    """
    connection.patience_s = LONG_S
    with closing(connection):
        connection.execute("BEGIN")
        if before:
            connection.execute(before)
        connection.execute(postgres_schema.script_of_bare_tables())
        yield TableFilling(connection)
        connection.execute("COMMIT")
        named = ", ".join(f'"{table.name}"' for table in every_table())
        connection.execute(f"ANALYZE {named}")
