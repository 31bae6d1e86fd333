"""Hot statements: written in Core, compiled once, run straight on the driver.

Core's own execution costs about 0.1 ms a statement, which is most of what the pen does; the driver's costs 0.01 ms.
The words stay portable SQL: they are compiled for the connection's dialect, with its types' own processors.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable, LargeBinary

_NOTHING: Mapping[str, Any] = {}


class Rows:
    """What a statement gave; rows are named tuples."""

    __slots__ = ("_cursor", "_make")

    def __init__(self, cursor: Any, make: Callable[[Any], Any]) -> None:
        self._cursor, self._make = cursor, make

    def __iter__(self) -> Iterator[Any]:
        return map(self._make, self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows an UPDATE or DELETE changed."""
        return int(self._cursor.rowcount)

    def all(self) -> list[Any]:
        """All rows."""
        return list(self)

    def first(self) -> Any:
        """The first row, or None."""
        row = self._cursor.fetchone()
        return None if row is None else self._make(row)

    one_or_none = first  # what is asked this way is unique by the schema

    def one(self) -> Any:
        """The row.

        Raises:
            LookupError: there is none.
        """
        row = self.first()
        if row is None:
            raise LookupError("no row where one must be")
        return row

    def scalar_one(self) -> Any:
        """The first column of the row."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """The first column of the row, or None."""
        row = self.first()
        return None if row is None else row[0]

    def scalars(self) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as the driver takes it."""

    sql: str
    places: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # each value's name, and what writes it
    fixed: Mapping[str, Any]
    make: Callable[[Any], Any]


class Prepared:
    """A Core statement; `run` it on any connection. It has no expanding IN and no Python-side defaults."""

    __slots__ = ("_ready", "statement")

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, Any] | None = None) -> Rows:
        """Run it with these values.

        Raises:
            KeyError: a value is missing. The driver's own errors come as they are.
        """
        said = values or _NOTHING
        ready = self._prepare(connection, said)
        if ready.fixed:
            said = {**ready.fixed, **said}
        bound = [said[name] if write is None else write(said[name]) for name, write in ready.places]
        cursor = _raw(connection).execute(ready.sql, bound)
        return Rows(cursor, ready.make)

    def run_many(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Run it once for each row of values."""
        ready = self._prepare(connection, rows[0])
        bound = [
            [row[name] if write is None else write(row[name]) for name, write in ready.places] for row in rows
        ]
        _raw(connection).executemany(ready.sql, bound)

    def _prepare(self, connection: Connection, values: Mapping[str, Any]) -> _Ready:
        # an INSERT or an UPDATE names its columns by the values it is given
        key = "" if not getattr(self.statement, "is_dml", False) else ",".join(values)
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = _compile(self.statement, connection, list(values))
        return ready


def _compile(statement: Any, connection: Connection, names: list[str]) -> _Ready:
    dialect = connection.dialect
    column_keys = names if statement.is_dml else None
    compiled = statement.compile(dialect=dialect, column_keys=column_keys)
    if "POSTCOMPILE" in str(compiled):
        raise ValueError("an expanding IN cannot be prepared: run it with Core")
    entries = compiled._result_columns
    row_type = namedtuple("Found", [each.keyname.lstrip("_") for each in entries]) if entries else tuple  # noqa: PYI024 - its fields are known when it runs
    process = [
        (i, processor)
        for i, each in enumerate(entries)
        if (processor := each.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    make = _maker(row_type, process) if entries else tuple
    writers = {
        name: write
        for name, write in compiled._bind_processors.items()
        if not isinstance(compiled.binds[name].type, LargeBinary)  # the driver takes bytes as they are
    }
    places = tuple((name, writers.get(name)) for name in compiled.positiontup or ())
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return _Ready(str(compiled), places, fixed, make)


def _maker(row_type: Any, process: list[tuple[int, Callable[[Any], Any]]]) -> Callable[[Any], Any]:
    if not process:
        return row_type._make  # type: ignore[no-any-return]

    def make(row: Any) -> Any:
        values = list(row)
        for i, processor in process:
            values[i] = processor(values[i])
        return row_type._make(values)

    return make


def _raw(connection: Connection) -> Any:
    return connection.connection.dbapi_connection
