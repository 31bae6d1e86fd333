"""PostgreSQL as a hall's memory: a schema of a database at a URL.

The driver waits in C, without yielding to the hub, as sqlite3 does: no other command begins within one (ADR 3), and
what a page reads in several statements is not interrupted by the hall's own greenlets.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, exc

from hallserver.store.disk.glance import ASK_MOVED, NO_ROW, NO_TABLE, Glance
from hallserver.store.disk.hall_key import print_of
from hallserver.store.disk.lock import HallRuns
from hallserver.store.disk.private_keys import PrivateKeys
from hallserver.store.disk.receivers_file import ReceiversFile
from hallserver.store.disk.version import ForeignFile
from hallserver.store.engines import postgres_rows, postgres_schema
from hallserver.store.engines.postgres_connection import AnotherWrites, HallConnection
from hallserver.store.engines.protocol import STORE, Trouble
from hallserver.store.engines.rows import Filling, Opened

SCHEMES = ("postgresql", "postgres")
SCHEMA = "schema"  # in the URL's query: the schema of this hall, where a database keeps several
OLDEST = 15
LONGEST_NAME = 40  # of a schema's name, where another is named after it: PostgreSQL cuts at 63
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

    def __init__(self, data: Path, url: str, schema: str = "") -> None:
        self.data = data
        parts = urlsplit(url)
        said = parse_qsl(parts.query)
        if schema:
            said = [*((name, value) for name, value in said if name != SCHEMA), (SCHEMA, schema)]
            url = urlunsplit(parts._replace(query=urlencode(said)))
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
        raw: Any = connection.connection.dbapi_connection
        self._make_room(raw)
        raw.execute(postgres_schema.script())

    def _make_room(self, raw: HallConnection) -> None:
        """Create the schema, where the URL names one, in a database that sorts as a hall must."""
        query = (
            "SELECT current_setting('server_encoding'), datcollate, current_setting('server_version_num')::int "
            "FROM pg_database WHERE datname = current_database()"
        )
        encoding, collation, number = raw.execute(query, ()).fetchone()
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
            raw.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(self.schema)}")

    def withdraw(self) -> None:
        """Drop the tables, which nobody has used yet: all of them, or none."""
        with self._opened() as connection:
            connection.execute(_drop())

    def rows(self) -> Opened:
        """The rows of this moment."""
        return postgres_rows.reading_rows(self.connect())

    def filling(self) -> AbstractContextManager[Filling]:
        """New tables in place of those that may be there; until the block ends well, those stay what they are.

        Raises:
            NoPlace: texts would be sorted or compared in another way than the hall's are.
        """
        with self._opened() as connection:
            self._make_room(connection)
        return postgres_rows.filling_tables(self.connect(), _drop())

    def beside(self, suffix: str) -> PostgresStore:
        """A schema of the same database, named after this one."""
        return PostgresStore(self.data, self._url, f"{self._name()[:LONGEST_NAME]}_{suffix}")

    def _name(self) -> str:
        """The schema's name, also where the URL names none."""
        if self.schema:
            return self.schema
        with self._opened() as connection:
            (present,) = connection.execute("SELECT current_schema()", ()).fetchone()
        return str(present)

    def put_in_place(self, fresh: PostgresStore, aside: PostgresStore | None) -> None:
        """Put another schema's tables in place of these, which go to a third schema: in one transaction.

        Whoever wrote here finds a later term there, and stops.

        Args:
            fresh: whose tables come here; its schema is dropped.
            aside: where these tables go; None: there are none.
        """
        own = self._name()
        with self._opened() as connection:
            connection.patience_s = postgres_rows.LONG_S
            connection.execute("BEGIN")
            if aside is not None:
                (term,) = connection.execute("SELECT term FROM hall_writer", ()).fetchone()
                connection.execute(f"CREATE SCHEMA {_quoted(aside.schema)}")
                connection.execute(_carry(own, aside.schema))
                connection.execute(
                    f"UPDATE {_quoted(fresh.schema)}.hall_writer SET term = $1",
                    (term + 1,),
                )
            else:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(own)}")
            connection.execute(_carry(fresh.schema, own))
            connection.execute(f"DROP SCHEMA {_quoted(fresh.schema)} CASCADE")
            connection.execute("COMMIT")

    def bytes(self) -> int:
        """How large the hall's tables are, with their indexes."""
        query = (
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname = ANY($1)"
        )
        with self._opened() as connection:
            (found,) = connection.execute(query, (_own_tables(),)).fetchone()
        return int(found)

    def drop(self) -> None:
        """Drop the schema with all that is in it; one that was made by `beside`."""
        with self._opened() as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {_quoted(self.schema)} CASCADE")

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
            moved = connection.execute(ASK_MOVED, ()).fetchone() if row[0] < 0 else None
        told = newest and newest[0], noted and noted[0]
        return Glance(row[0], bool(row[1]), row[2], row[3], *told, key=key, moved=moved)

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
        (number,) = raw.execute("SELECT schema FROM hall", ()).fetchone() or (0,)
        if number < 0:  # since it was looked at
            raise HallRuns(f"{self.place}: the hall was moved to another place · 大厅数据已迁往其他位置。")
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
            f"SELECT setval($1::regclass, greatest($2, (SELECT last_value FROM {name})))",
            (f'"{table}_id_seq"', beyond),
        )

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        with closing(self.connect()) as connection:
            yield connection

    def connect(self, *settings: str) -> HallConnection:
        """A connection of its own, in this hall's schema."""
        if self.schema:
            settings = (f"SET search_path TO {_quoted(self.schema)}", *settings)
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


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string(None)


def _own_tables() -> list[str]:
    return sorted([*postgres_schema.tables().tables, postgres_schema.WRITERS, postgres_schema.MOVED])


def _drop() -> str:
    """Drop the hall's tables and functions, and nothing else that may be in the schema."""
    tables = [f'DROP TABLE IF EXISTS "{name}" CASCADE' for name in _own_tables()]
    return "; ".join(
        [*tables, *(f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in postgres_schema.functions())]
    )


def _carry(source: str, target: str) -> str:
    """Move a hall's tables, their sequences and functions into another schema."""
    tables = [
        f'ALTER TABLE IF EXISTS {_quoted(source)}."{name}" SET SCHEMA {_quoted(target)}'
        for name in _own_tables()
    ]
    functions = [
        f"ALTER FUNCTION {_quoted(source)}.{name}() SET SCHEMA {_quoted(target)}"
        for name in postgres_schema.functions()
    ]
    return "; ".join([*tables, *functions])
