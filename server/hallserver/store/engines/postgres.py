"""PostgreSQL as a hall's memory: a schema of a database at a URL.

The driver waits in C, without yielding to the hub, as sqlite3 does: no other command begins within one (ADR 3), and
what a page reads in several statements is not interrupted by the hall's own greenlets.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, exc

from hallserver.store.disk.glance import NO_ROW, NO_TABLE, Glance
from hallserver.store.disk.hall_key import print_of
from hallserver.store.disk.lock import HallRuns
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import postgres_schema
from hallserver.store.engines.postgres_connection import AnotherWrites, HallConnection
from hallserver.store.engines.protocol import STORE, Trouble

SCHEMES = ("postgresql", "postgres")
SCHEMA = "schema"  # in the URL's query: the schema of this hall, where a database keeps several
OLDEST = 15
TAKE_OVER_S = 3.0  # for so long the lock of a server that has just ended is waited for
_TERM = "SELECT term FROM hall_writer"
_FULL = ("53100", "58030")  # disk_full, io_error
# connection exceptions, a server that shuts down or starts, one that has become a copy
_AWAY = ("08", "57P0", "25006")
_LOCK = "SELECT pg_try_advisory_lock('hall'::regclass::oid::int, $1::int)"
_SAME_TERM = "UPDATE hall_writer SET term = term RETURNING term"
_BEGIN_TERM = "UPDATE hall_writer SET term = term + $1, key = coalesce(key, $2) RETURNING term"
# who holds it: from where, since when
_HOLDER = """SELECT host(client_addr), backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND classid = 'hall'::regclass AND objid = 0 AND objsubid = 2
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


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
            (key,) = connection.execute("SELECT key FROM hall_writer", ()).fetchone()
        return Glance(row[0], bool(row[1]), row[2], row[3], newest and newest[0], noted and noted[0], key)

    def look_through(self) -> None:
        """The server checks its own pages, where it has checksums; pg_amcheck is its administrator's."""

    def sizes(self) -> None:
        """The server's monitor knows."""

    def begin_writing(self, raw: Any, after: int | None = None) -> int:
        """Take the advisory lock of this hall, and begin a new term; a lock on its rows is told at once.

        The lock goes with its holder's connection, whatever becomes of the holder. The term is asked for as each
        transaction begins: who lost the connection to a server that lives on elsewhere finds that another one writes.
        A writer that comes back after another one has written knows an old plan and old tokens: it must open anew.

        Raises:
            HallRuns: another server is this hall's writer. AnotherWrites: one has been since `after`.
        """
        raw.execute("SET lock_timeout = '50ms'")
        deadline = time.monotonic() + TAKE_OVER_S
        while True:
            holds = raw.execute(_LOCK, (0,)).fetchone() == (True,)
            if after is not None and raw.execute(_TERM, ()).fetchone() != (after,):
                raw.close()  # and the lock with it
                raise AnotherWrites
            if holds:
                break
            if time.monotonic() > deadline:
                raise HallRuns(f"{self.place}: another server is this hall")
            time.sleep(0.05)
        # committed here alone at first: a copy that does not answer must not leave it unknown whose term it is
        raw.execute("BEGIN; SET LOCAL synchronous_commit = local")
        (term,) = raw.execute(_BEGIN_TERM, (1, print_of(self.data))).fetchone()
        raw.execute("COMMIT")
        raw.term = begun = int(term)
        raw.gathers = True
        return begun

    def wait_for_copies(self, raw: Any) -> None:
        """Commit once more as ever: that is answered when the copies have all that was committed before."""
        raw.execute(_SAME_TERM, ()).fetchall()

    def begin_command(self, raw: Any) -> None:
        """The mark goes with the command's first statement."""
        raw.begin_command()

    def end_command(self, raw: Any) -> None:
        """Send what it has left, with the end of its mark."""
        raw.end_command()

    def undo_command(self, raw: Any) -> None:
        """Back to the mark, if it was sent."""
        raw.undo_command()

    def watch(self) -> SessionWatch:
        """Look at who holds the lock, on one connection."""
        return SessionWatch(self)

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


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes a hall: the address of its server, None over a Unix socket; since when; the number of its term."""

    address: str | None
    since: datetime
    term: int


class SessionWatch:
    """Looks at who holds a hall's lock; a connection that is lost is made anew with the next look."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store
        self._connection: HallConnection | None = None

    def is_written(self) -> bool:
        """Whether a session holds the lock; a copy, on which nobody can write, counts as written elsewhere."""
        session = self._session()
        if session.execute("SELECT pg_is_in_recovery()", ()).fetchone() == (True,):
            return True
        return session.execute(_HOLDER, ()).fetchone() is not None

    def who_writes(self) -> Writing | None:
        """Who writes now."""
        session = self._session()
        holder = session.execute(_HOLDER, ()).fetchone()
        (term,) = session.execute(_TERM, ()).fetchone()
        return Writing(holder[0], holder[1], int(term)) if holder else None

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()

    def _session(self) -> HallConnection:
        if self._connection is None or self._connection.closed:
            self._connection = self._store.connect("SET default_transaction_read_only = on")
        return self._connection


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
