"""PostgreSQL as a hall's memory: a schema of a database at a URL.

The driver waits in C, without yielding to the hub, as sqlite3 does: no other command begins within one (ADR 3), and
what a page reads in several statements is not interrupted by the hall's own greenlets.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, exc

from hallserver.store.disk.glance import NO_ROW, NO_TABLE, Glance
from hallserver.store.disk.lock import HallRuns
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import postgres_schema
from hallserver.store.engines.postgres_connection import HallConnection
from hallserver.store.engines.protocol import STORE, Trouble

SCHEMES = ("postgresql", "postgres")
SCHEMA = "schema"  # in the URL's query: the schema of this hall, where a database keeps several
OLDEST = 15
TAKE_OVER_S = 3.0  # for so long the lock of a server that has just ended is waited for
_FULL = ("53100", "58030")  # disk_full, io_error
_AWAY = ("08", "57P0")  # connection exceptions, a server that shuts down or starts


class NoPlace(ForeignFile):
    """The database is not one in which a hall's tables can be, as the message says."""


class PostgresStore:
    """A schema of a PostgreSQL database."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        parts = urlsplit(url)
        said = parse_qsl(parts.query)
        self.schema = dict(said).get(SCHEMA, "")
        others = urlencode([(name, value) for name, value in said if name != SCHEMA])
        self._url = urlunsplit(parts._replace(query=others))
        self.place = _without_password(url)
        self.largest_group = (
            32  # the same rows change in each command, and their versions pile up within a transaction
        )

    def is_founded(self) -> bool:
        """Whether the schema has a table `hall`."""
        with self._opened() as connection:
            found: tuple[str | None] = connection.execute("SELECT to_regclass('hall')").fetchone()
        return found != (None,)

    def writing(self, largest_pages: int, receivers: ReceiversFile) -> Engine:
        """Durable when COMMIT returns; how large a database may grow is its server's own affair.

        Its statements ask by unique keys and for the first in a line: one plan serves all values, and to plan each
        anew costs more than to run it.
        """
        del largest_pages
        keys = PrivateKeys(self.data)
        engine = self._engine(
            NullPool, "SET synchronous_commit = on", "SET plan_cache_mode = force_generic_plan"
        )

        @event.listens_for(engine, "connect")
        def _(_dbapi: Any, record: Any) -> None:
            record.info |= {"private_keys": keys, "receivers": receivers, STORE: self}

        @event.listens_for(engine, "begin")
        def _(connection: Connection) -> None:
            reads = connection.get_execution_options().get("reads")
            raw: Any = connection.connection.dbapi_connection
            if reads:
                raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            else:
                raw.begin()

        return engine

    def reading(self, keys: PrivateKeys) -> Engine:
        """Each statement sees the newest commit, and none may write."""
        engine = self._engine(
            QueuePool, "SET default_transaction_read_only = on", pool_size=8, pool_reset_on_return=None
        )

        @event.listens_for(engine, "connect")
        def _(_dbapi: Any, record: Any) -> None:
            record.info |= {"private_keys": keys, STORE: self}

        @event.listens_for(engine, "checkout")
        def _(dbapi: Any, _record: Any, _proxy: Any) -> None:
            if dbapi.closed:
                raise exc.DisconnectionError  # the pool makes another one

        return engine

    def create_tables(self, connection: Connection) -> None:
        """Create the schema, where the URL names one, and the tables in it.

        Raises:
            NoPlace: texts would be sorted or compared in another way than the hall's are.
        """
        encoding, collation, number = connection.exec_driver_sql(
            "SELECT current_setting('server_encoding'), datcollate, current_setting('server_version_num')::int "
            "FROM pg_database WHERE datname = current_database()"
        ).one()
        if number < OLDEST * 10_000:
            raise NoPlace(
                f"{self.place}: PostgreSQL {OLDEST} or newer is needed · 需要 PostgreSQL {OLDEST} 或更高版本。"
            )
        if encoding != "UTF8" or collation not in {"C", "POSIX"}:
            raise NoPlace(
                f"{self.place}: the database has encoding {encoding} and collation {collation}; a hall's needs UTF8 and C: "
                f"CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' · 数据库须使用 UTF8 编码和 C 排序规则。"
            )
        if self.schema:
            name = sql.Identifier(self.schema).as_string(None)
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {name}")
        raw: Any = connection.connection.dbapi_connection
        raw.execute(postgres_schema.script())

    def withdraw(self) -> None:
        """Drop the tables, which nobody has used yet."""
        with self._opened() as connection:
            names = [
                row[0]
                for row in connection.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", ()
                )
            ]
            for name in {*postgres_schema.tables().tables, postgres_schema.WRITERS} & set(names):
                connection.execute(f'DROP TABLE "{name}" CASCADE')
            for name in postgres_schema.functions():
                connection.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")

    def protect(self) -> None:
        """The server's roles say who may read."""

    def glance(self, noted_seq: int) -> Glance:
        """Look at the hall's row, the newest event and one other.

        Raises:
            ForeignFile: this is no hall's database.
        """
        with self._opened() as connection:
            try:
                row = connection.execute("SELECT schema, demo, epoch, head_seq FROM hall", ()).fetchone()
            except exc.ProgrammingError as error:
                raise ForeignFile(NO_TABLE) from error
            if row is None:
                raise ForeignFile(NO_ROW)
            newest = connection.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1", ()).fetchone()
            noted = connection.execute("SELECT hash FROM event WHERE seq = $1", (noted_seq,)).fetchone()
        return Glance(row[0], bool(row[1]), row[2], row[3], newest and newest[0], noted and noted[0])

    def look_through(self) -> None:
        """The server checks its own pages, where it has checksums; pg_amcheck is its administrator's."""

    def sizes(self) -> None:
        """The server's monitor knows."""

    def begin_writing(self, raw: Any) -> None:
        """Take the advisory lock of this hall, and begin a new term; a lock on its rows is told at once.

        The lock goes with its holder's connection, whatever becomes of the holder. The term is asked for as each
        transaction begins: who lost the connection to a server that lives on elsewhere finds that another one writes.

        Raises:
            HallRuns: another server is this hall's writer.
        """
        raw.execute("SET lock_timeout = '50ms'")
        deadline = time.monotonic() + TAKE_OVER_S
        while raw.execute(
            "SELECT pg_try_advisory_lock('hall'::regclass::oid::int, $1::int)", (0,)
        ).fetchone() != (True,):
            if time.monotonic() > deadline:
                raise HallRuns(f"{self.place}: another server is this hall")
            time.sleep(0.05)
        (raw.term,) = raw.execute("UPDATE hall_writer SET term = term + $1 RETURNING term", (1,)).fetchone()
        raw.gathers = True

    def begin_command(self, raw: Any) -> None:
        """The mark goes with the command's first statement."""
        raw.begin_command()

    def end_command(self, raw: Any) -> None:
        """Send what it has left, with the end of its mark."""
        raw.end_command()

    def undo_command(self, raw: Any) -> None:
        """Back to the mark, if it was sent."""
        raw.undo_command()

    def settle(self, raw: Any) -> None:
        """The server checkpoints by itself."""

    def be_careless(self, raw: Any) -> None:
        """A crash of the server loses the last moments."""
        raw.execute("SET synchronous_commit = off")

    @contextmanager
    def snapshot(self, connection: Connection) -> Iterator[None]:
        """A transaction that sees what was committed before its first statement."""
        raw: Any = connection.connection.dbapi_connection
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            raw.execute("ROLLBACK")

    def skip_ids(self, connection: Connection, table: str, beyond: int) -> None:
        """The sequence of the table goes on beyond; one that is further already stays."""
        raw: Any = connection.connection.dbapi_connection
        name = sql.Identifier(f"{table}_id_seq").as_string(None)
        raw.execute(
            f"SELECT setval($1::regclass, greatest($2, (SELECT last_value FROM {name})))",  # noqa: S608 - our own table
            (f'"{table}_id_seq"', beyond),
        )

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        with closing(self.connect()) as connection:
            yield connection

    def connect(self, *settings: str) -> HallConnection:
        """A connection of its own, in this hall's schema."""
        if self.schema:
            settings = (f"SET search_path TO {sql.Identifier(self.schema).as_string(None)}", *settings)
        return HallConnection.open(self._url, *settings)

    def _engine(self, pool: Any, *settings: str, **more: Any) -> Engine:
        return create_engine(
            "postgresql+psycopg://",
            creator=lambda: self.connect(*settings),
            poolclass=pool,
            paramstyle="numeric_dollar",
            use_native_hstore=False,
            **more,
        )


def trouble_in(error: BaseException) -> Trouble | None:
    """What an error of PostgreSQL's means for the hall; None for a statement's own fault."""
    if isinstance(error, HallRuns):
        return Trouble.TAKEN
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate or ""
    if code == "55P03":  # lock_not_available
        return Trouble.BUSY
    if code in _FULL:
        return Trouble.FULL
    if code.startswith(_AWAY) or (not code and isinstance(error, psycopg.OperationalError)):
        return Trouble.AWAY
    return Trouble.FOREIGN if code == "42P01" else None  # undefined_table


def constraint_of(error: BaseException) -> tuple[str, str] | None:
    """The table and the name of a unique index or constraint that an error says was violated."""
    if isinstance(error, psycopg.errors.UniqueViolation):
        return error.diag.table_name or "", error.diag.constraint_name or ""
    return None


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    said = f"{who.partition(':')[0]}{at}{where}"
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "password"])
    return urlunsplit(parts._replace(netloc=said, query=query))
