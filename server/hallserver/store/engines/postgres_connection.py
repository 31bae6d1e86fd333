"""A connection to PostgreSQL that the hall's statements use as they use sqlite3's.

What costs there is the way to the server and back, not the statement: the writer's statements gather until one of
their answers is read, and then go together, in libpq's pipeline mode (PostgreSQL, chapter 34.5). They run in the
order in which they were said, so that nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Self

import psycopg
from psycopg import generators
from psycopg.adapt import Buffer, Loader, PyFormat, Transformer
from psycopg.errors import _WaitTimeout
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg.waiting import wait_c
from sqlalchemy import exc

from hallserver.store.disk.lock import HallRuns

CONNECT_S = 5
SILENT_S = (
    8.0  # after so long without an answer the server is given up: a paused one acknowledges TCP for ever
)
_MY_TURN = "SELECT term FROM hall_writer FOR UPDATE"
_BEGIN, _SAVEPOINT = "BEGIN", "SAVEPOINT command"
PREPARED = 1000  # statements that a connection keeps ready
_WELL = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_NOT_YET_COPIED = (
    "SyncRepWaitForLSN"  # the server's function that warns: committed here, and perhaps on no copy
)


class AnotherWrites(exc.OperationalError):
    """Another server has become this hall's writer; this one must not write any more."""

    def __init__(self) -> None:
        super().__init__(None, None, HallRuns("another server is this hall's writer"))


Bound = tuple[
    Sequence[Buffer | None], tuple[int, ...], Any
]  # values as they are sent, their types and formats


class Answer:
    """What a statement returned; to read it sends what has gathered until now."""

    __slots__ = ("_connection", "_count", "_rows", "bound", "query")

    def __init__(self, connection: HallConnection, query: str, bound: Bound | None = None) -> None:
        self._connection = connection
        self.query = query
        self.bound = bound
        self._rows: Iterator[tuple[Any, ...]] | None = None
        self._count = -1

    def fill(self, rows: list[tuple[Any, ...]], count: int) -> None:
        """Keep what the server answered."""
        self._rows, self._count = iter(rows), count

    def _read(self) -> Iterator[tuple[Any, ...]]:
        if self._rows is None:
            self._connection.settle()
        if self._rows is None:
            raise exc.InvalidRequestError(f"never run, for one before it failed: {self.query}")
        return self._rows

    @property
    def rowcount(self) -> int:
        """How many rows it changed or found."""
        self._read()
        return self._count

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._read()

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, or None."""
        return next(self._read(), None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The other rows."""
        return list(self._read())


class HallConnection(psycopg.Connection[Any]):
    """`execute`, `executemany`, `in_transaction` as sqlite3 has them; each statement is prepared the first time.

    Attributes:
        term: of whoever writes; None: this connection is not the writer's.
        gathers: whether statements wait for each other; a reader's go at once.
        trips: how often it went to the server and back.
    """

    term: int | None = None
    gathers = False
    patience_s = SILENT_S
    trips = 0
    _unsent: list[Answer]
    _names: dict[
        tuple[str, tuple[int, ...]], bytes
    ]  # of prepared statements, by words and types of the values
    _numbers: count[int]
    _values: Any  # psycopg's Transformer: how values and rows are written in PostgreSQL's text
    _not_copied = False
    _turn: Answer | None = None  # whose turn it is, asked as a transaction begins

    @classmethod
    def open(cls, place: str, *settings: str) -> Self:
        """Connect, with these settings of the session.

        Raises:
            psycopg.OperationalError: the server cannot be reached, or refuses.
        """
        opened = cls.connect(
            place,
            autocommit=True,
            prepare_threshold=None,  # else psycopg would DEALLOCATE ALL after a ROLLBACK, and ours with its own
            cursor_factory=psycopg.RawCursor,
            connect_timeout=None if "connect_timeout=" in place else CONNECT_S,
        )
        adapters = opened.adapters
        adapters.register_dumper(int, Int8Dumper)  # else each size of a number prepares the statement anew
        adapters.register_loader("numeric", NumericLoader)
        opened._unsent, opened._names, opened._numbers = [], {}, count()
        opened._values = Transformer(opened)
        opened.add_notice_handler(opened._hear)
        for each in settings:
            opened._told(each)
        return opened

    def wait(self, gen: Any, interval: float = 0.0, timeout: float | None = None) -> Any:
        """Wait in C, also where gevent is; it would yield to the hub in the middle of a command.

        Raises:
            psycopg.OperationalError: the server is silent for too long, as one that was paused; the connection is given up.
        """
        self.trips += 1
        try:
            return wait_c(gen, self.pgconn.socket, interval, self.patience_s if timeout is None else timeout)
        except _WaitTimeout as silent:
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no answer in {self.patience_s} s") from silent

    def cursor(self, *said: Any, **more: Any) -> Any:
        """A cursor of Core's, whose statements go by themselves: what has gathered goes before."""
        self.settle()
        return super().cursor(*said, **more)

    def commit(self) -> None:
        """Commit, with what has gathered.

        Raises:
            sqlalchemy.exc.DBAPIError: the subclass that Core would raise; OperationalError where the server has
                committed, and a copy that must have it may not.
        """
        if not self.in_transaction:
            return
        self._unsent.append(Answer(self, "COMMIT"))
        self.settle()
        if self.pgconn.transaction_status != TransactionStatus.IDLE:
            raise _as_cores("COMMIT", psycopg.errors.InFailedSqlTransaction("rolled back"))

    def rollback(self) -> None:
        """Take back what is open; what was open on a lost connection is taken back already."""
        self._unsent.clear()
        self._turn = None
        if self._is_open():
            self._told("ROLLBACK")

    def begin(self) -> None:
        """Begin to write; whose turn it is, is asked in the same way to the server and back as what is read first.

        That raises AnotherWrites where it is another server's.
        """
        if self.term is None:
            self._told(_BEGIN)
            return
        self._turn = self._bind(_MY_TURN, ())
        self._unsent += [Answer(self, _BEGIN), self._turn]

    def begin_command(self) -> None:
        """Mark where a command begins; the mark goes with its first statement."""
        self._unsent.append(Answer(self, _SAVEPOINT))

    def end_command(self) -> None:
        """Send what the command has left, and forget its mark.

        Raises:
            sqlalchemy.exc.DBAPIError: one of its last statements failed.
        """
        self._unsent.append(Answer(self, "RELEASE command"))
        self.settle()

    def undo_command(self) -> None:
        """Take back what a command did since its mark."""
        began = any(each.query == _SAVEPOINT for each in self._unsent)
        self._unsent.clear()
        if not began:  # else nothing of it has been sent
            self._told("ROLLBACK TO command; RELEASE command")

    def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
        """Execute a statement; one without values, such as BEGIN, goes to the server as it is.

        Raises:
            sqlalchemy.exc.DBAPIError: the subclass that Core would raise; where the connection gathers, the first
                answer that is read raises it.
        """
        if params is None:
            self.settle()
            return self._told(query)
        answer = self._bind(query, params)
        self._unsent.append(answer)
        if not self.gathers:
            self.settle()
        return answer

    def executemany(self, query: Any, rows: Any) -> None:
        """Execute a statement once for each row of values."""
        self._unsent.extend([self._bind(query, row) for row in rows])
        if not self.gathers:
            self.settle()

    def settle(self) -> None:
        """Send what has gathered, in one way to the server and back, and read all answers.

        Raises:
            sqlalchemy.exc.DBAPIError: the first that failed; those after it were not run.
            AnotherWrites: a transaction was to begin, and it is not this server's turn.
        """
        if not self._unsent:
            return
        unsent, self._unsent = self._unsent, []
        try:
            results = self.wait(self._converse(unsent))
        except psycopg.Error as error:
            raise _as_cores(unsent[-1].query, error) from error
        for each, result in zip(unsent, results, strict=True):
            if result.status not in _WELL:
                told = psycopg.errors.error_from_result(result, encoding="utf-8")
                raise _as_cores(each.query, told) from told
            each.fill(self._rows_of(result), result.command_tuples or 0)
        turn, self._turn = self._turn, None
        if turn is not None and turn.fetchone() != (self.term,):
            raise AnotherWrites
        self._refuse_what_may_be_lost(unsent[-1].query)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, if only to be rolled back; or will be with what has gathered."""
        return self._is_open() or any(each.query == _BEGIN for each in self._unsent)

    def _is_open(self) -> bool:
        return self.pgconn.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def _bind(self, query: str, values: Sequence[Any]) -> Answer:
        """Keep a statement with its values as they are sent: what cannot be sent is refused here, and not among others.

        Raises:
            sqlalchemy.exc.DataError: a value is none that PostgreSQL has, such as a text with a NUL.
        """
        written = self._values
        try:
            bound = written.dump_sequence(values, [PyFormat.AUTO] * len(values))
        except psycopg.Error as error:
            raise _as_cores(query, error) from error
        return Answer(self, query, (bound, tuple(written.types or ()), written.formats))

    def _converse(self, unsent: list[Answer]) -> Any:
        """Send statements in one pipeline; give the result of each, and of those after a failed one that they did not run."""
        wire = self.pgconn
        wire.enter_pipeline_mode()
        fresh: list[tuple[int, tuple[str, tuple[int, ...]]]] = []
        sent: list[Answer | None] = []  # None: what only prepares
        for each in unsent:
            if each.bound is None:
                wire.send_query_params(each.query.encode(), None)
                sent.append(each)
                continue
            values, types, formats = each.bound
            key = (each.query, types)
            name = self._names.get(key)
            if name is None:
                if len(self._names) >= PREPARED:
                    oldest = self._names.pop(next(iter(self._names)))
                    wire.send_query_params(b"DEALLOCATE " + oldest, None)
                    sent.append(None)
                name = self._names[key] = f"hall_{next(self._numbers)}".encode()
                fresh.append((len(sent), key))
                wire.send_prepare(name, each.query.encode(), key[1])
                sent.append(None)
            wire.send_query_prepared(name, values, formats)
            sent.append(each)
        wire.pipeline_sync()
        yield from generators.send(wire)
        results: list[Any] = [None] * len(sent)
        for n in range(len(sent)):
            results[n] = (yield from generators.fetch_many(wire))[-1]
        yield from generators.fetch_many(wire)  # the sync's own
        wire.exit_pipeline_mode()
        failed = next((n for n, result in enumerate(results) if result.status not in _WELL), len(results))
        for n, key in fresh:
            if n >= failed:
                self._names.pop(key, None)
        if failed < len(results) and sent[failed] is None:  # to prepare it failed, and so it did itself
            results[failed + 1] = results[failed]
        return [result for each, result in zip(sent, results, strict=True) if each is not None]

    def _rows_of(self, result: Any) -> list[tuple[Any, ...]]:
        if result.status != ExecStatus.TUPLES_OK:
            return []
        self._values.set_pgresult(result)
        rows: list[tuple[Any, ...]] = self._values.load_rows(0, result.ntuples, tuple)
        return rows

    def _told(self, words: str) -> Answer:
        """Send statements without values as they are, and read the last one's answer as text."""
        try:
            self.pgconn.send_query(words.encode())
            done = self.wait(generators.execute(self.pgconn))[-1]
        except psycopg.Error as error:
            raise _as_cores(words, error) from error
        if done.status not in _WELL:
            told = psycopg.errors.error_from_result(done, encoding="utf-8")
            raise _as_cores(words, told) from told
        self._refuse_what_may_be_lost(words)
        answer = Answer(self, words)
        rows = [tuple(_text(done.get_value(n, i)) for i in range(done.nfields)) for n in range(done.ntuples)]
        answer.fill(rows, done.command_tuples or -1)
        return answer

    def _hear(self, notice: psycopg.errors.Diagnostic) -> None:
        self._not_copied = self._not_copied or notice.source_function == _NOT_YET_COPIED

    def _refuse_what_may_be_lost(self, query: str) -> None:
        """Treat as unanswered what was committed on this server alone, while a copy must have it: give the connection up."""
        if self._not_copied:
            self._not_copied = False
            self.close()
            raise _as_cores(
                query, psycopg.OperationalError("committed on this server, and perhaps on no copy")
            )


class NumericLoader(Loader):
    """A sum is a whole number and a mean is a float, as SQLite gives them."""

    format = Format.TEXT

    def load(self, data: Buffer) -> int | float:
        """Read a number."""
        said = bytes(data)
        return float(said) if b"." in said else int(said)


def _as_cores(statement: str, error: psycopg.Error) -> Any:
    """The error that Core would raise for it."""
    return exc.DBAPIError.instance(statement, None, error, psycopg.Error, hide_parameters=True)


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()
