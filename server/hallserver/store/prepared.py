"""Hot statements: written in SQLAlchemy Core, compiled once, executed directly on the driver.

An execution through Core costs about 0.1 ms, which is most of the writer's work; one on the driver costs 0.01
ms. The SQL stays portable: it is compiled for the connection's dialect, with the processors of its types.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Executable, LargeBinary
from sqlalchemy.sql.selectable import TypedReturnsRows

_NOTHING: Mapping[str, Any] = {}


class Row:
    """One row of a statement: a named tuple whose columns a subclass declares.

    The classes of `rows.py` declare whole tables; a statement with a join extends one of them. On compilation
    the declared columns are compared with the columns that the statement returns.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        def _replace(self, **values: Any) -> Self: ...

        def _asdict(self) -> dict[str, Any]: ...


R = TypeVar("R", bound=Row)
T = TypeVar("T")


class Rows(Generic[R]):
    """The rows that a statement returned."""

    __slots__ = ("_cursor", "_make")

    def __init__(self, cursor: Any, make: Callable[[Any], R]) -> None:
        self._cursor, self._make = cursor, make

    def __iter__(self) -> Iterator[R]:
        return map(self._make, self._cursor)

    def all(self) -> list[R]:
        """All rows."""
        return list(self)

    def first(self) -> R | None:
        """The first row, or None."""
        row = self._cursor.fetchone()
        return None if row is None else self._make(row)

    one_or_none = first  # statements read this way return at most one row, by a unique key of the schema

    def one(self) -> R:
        """The only row.

        Raises:
            LookupError: there is no row.
        """
        row = self.first()
        if row is None:
            raise LookupError("no row where one must be")
        return row


@dataclass(frozen=True, slots=True)
class _Ready:
    """A compiled statement in the form that the driver takes."""

    sql: str
    places: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # each value's name and bind processor
    fixed: Mapping[str, Any]
    make: Callable[[Any], Any]
    value: Callable[[Any], Any] | None  # the result processor of the first column, where it has one


class _Statement:
    """A statement and its compiled forms: one per dialect, and per set of values for an INSERT or UPDATE."""

    __slots__ = ("_forms", "_is_dml", "into", "statement")

    def __init__(self, statement: Executable, into: type[Row]) -> None:
        self.statement = statement
        self.into = into
        self._is_dml = statement.is_dml
        self._forms: dict[str, _Ready] = {}

    def ready(self, connection: Connection, values: Mapping[str, Any]) -> _Ready:
        """The compiled form for these values."""
        dialect = connection.dialect.name
        key = ",".join(values) + dialect if self._is_dml else dialect
        ready = self._forms.get(key)
        if ready is None:
            ready = self._forms[key] = _compile(self.statement, self.into, connection, list(values))
        return ready

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, _Ready]:
        """Execute the statement; return the driver's cursor and the compiled form."""
        ready = self.ready(connection, values)
        given = {**ready.fixed, **values} if ready.fixed else values
        bound = [given[name] if write is None else write(given[name]) for name, write in ready.places]
        return connection.connection.dbapi_connection.execute(ready.sql, bound), ready  # type: ignore[union-attr]


class Prepared(_Statement, Generic[R]):
    """A SELECT in Core; `run` it on any connection. Expanding IN and Python-side defaults are not supported.

    Args:
        statement: a Core statement.
        into: the class that declares its rows.
    """

    __slots__ = ()

    def __init__(self, statement: Executable, into: type[R]) -> None:
        super().__init__(statement, into)

    def run(self, connection: Connection, values: Mapping[str, Any] | None = None) -> Rows[R]:
        """Run the statement with these values.

        Raises:
            KeyError: a value is missing. The driver's own errors are not wrapped.
            TypeError: the statement returns other columns than the class declares.
        """
        cursor, ready = self.execute(connection, values or _NOTHING)
        return Rows(cursor, ready.make)


def first_of_each(
    connection: Connection, asked: Iterable[tuple[Prepared[R], Mapping[str, Any]]]
) -> list[R | None]:
    """The first row of each statement: over a wire all are asked before the first answer is read.

    SQLite's driver would compile a statement anew that runs while an answer of its own is unread.
    """
    if getattr(_raw(connection), "gathers", False):
        rows = [each.run(connection, values) for each, values in asked]
        return [each.first() for each in rows]
    return [each.run(connection, values).first() for each, values in asked]


class Value(Generic[T]):
    """The value that a statement returned, not yet read."""

    __slots__ = ("_cursor", "_read")

    def __init__(self, cursor: Any, read: Callable[[Any], Any] | None) -> None:
        self._cursor, self._read = cursor, read

    def first(self) -> T | None:
        """The value of the first row, or None where there is no row."""
        found: T | None = _first_value(self._cursor, self._read)
        return found

    def one(self) -> T:
        """The value of the only row.

        Raises:
            LookupError: there is no row.
        """
        found: T = _only_value(self._cursor, self._read)
        return found


def _first_value(cursor: Any, read: Callable[[Any], Any] | None) -> Any:
    row = cursor.fetchone()
    if row is None:
        return None
    return row[0] if read is None else read(row[0])


def _only_value(cursor: Any, read: Callable[[Any], Any] | None) -> Any:
    row = cursor.fetchone()
    if row is None:
        raise LookupError("no row where one must be")
    return row[0] if read is None else read(row[0])


class PreparedValue(_Statement, Generic[T]):
    """A statement that returns one column; its type is the type of the values."""

    __slots__ = ()

    def __init__(self, statement: TypedReturnsRows[T]) -> None:
        super().__init__(statement, Row)

    def run(self, connection: Connection, values: Mapping[str, Any] | None = None) -> Value[T]:
        """Run the statement; the value is read later, after others were run (`store/engines/postgres_connection.py`)."""
        cursor, ready = self.execute(connection, values or _NOTHING)
        return Value(cursor, ready.value)

    def first(self, connection: Connection, values: Mapping[str, Any] | None = None) -> T | None:
        """The value of the first row, or None where there is no row."""
        cursor, ready = self.execute(connection, values or _NOTHING)
        found: T | None = _first_value(cursor, ready.value)
        return found

    def one(self, connection: Connection, values: Mapping[str, Any] | None = None) -> T:
        """The value of the only row.

        Raises:
            LookupError: there is no row.
        """
        cursor, ready = self.execute(connection, values or _NOTHING)
        found: T = _only_value(cursor, ready.value)
        return found

    def all(self, connection: Connection, values: Mapping[str, Any] | None = None) -> list[T]:
        """The values of all rows."""
        cursor, ready = self.execute(connection, values or _NOTHING)
        return [row[0] if ready.value is None else ready.value(row[0]) for row in cursor]


class PreparedChange(_Statement):
    """An INSERT, UPDATE or DELETE in Core that returns no rows."""

    __slots__ = ()

    def __init__(self, statement: Executable) -> None:
        super().__init__(statement, Row)

    def run(self, connection: Connection, values: Mapping[str, Any] | None = None) -> int:
        """Run the statement with these values; return how many rows it changed.

        Raises:
            KeyError: a value is missing. The driver's own errors are not wrapped.
        """
        cursor, _ = self.execute(connection, values or _NOTHING)
        return int(cursor.rowcount)

    def send(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run the statement where nobody asks how many rows it changed: over a wire it need not be waited for."""
        self.execute(connection, values)

    def run_many(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Run the statement once for each row of values."""
        ready = self.ready(connection, rows[0])
        bound = [
            [row[name] if write is None else write(row[name]) for name, write in ready.places] for row in rows
        ]
        _raw(connection).executemany(ready.sql, bound)


def read_rows(
    connection: Connection, statement: Executable, into: type[R], values: Mapping[str, Any] | None = None
) -> list[R]:
    """Run through Core a statement that is too rare or too variable to be prepared; return its rows.

    Raises:
        TypeError: the statement returns other columns than the class declares.
    """
    found = connection.execute(statement, values or {})
    make = _row_type(into, tuple(found.keys()))._make
    return [make(row) for row in found]


def read_row(
    connection: Connection, statement: Executable, into: type[R], values: Mapping[str, Any] | None = None
) -> R | None:
    """The first row of such a statement; None when it returns no row."""
    found = connection.execute(statement, values or {})
    row = found.first()
    return None if row is None else _row_type(into, tuple(found.keys()))._make(row)


def need_row(
    connection: Connection, statement: Executable, into: type[R], values: Mapping[str, Any] | None = None
) -> R:
    """The row of such a statement.

    Raises:
        LookupError: there is no row.
    """
    row = read_row(connection, statement, into, values)
    if row is None:
        raise LookupError("no row where one must be")
    return row


def _row_type(into: type[Row], columns: tuple[str, ...]) -> Any:
    """A named tuple with these columns that is a subclass of `into`; created once."""
    made = _row_types.get((into, columns))
    if made is None:
        declared = {name for each in into.__mro__ for name in get_annotations(each)}
        if into is not Row and declared != set(columns):
            differ = ", ".join(sorted(declared ^ set(columns)))
            raise TypeError(f"{into.__name__} and its statement disagree about {differ}")
        named = namedtuple(into.__name__, columns)  # type: ignore[misc]  # noqa: PYI024 - its fields are known when it runs
        made = _row_types[into, columns] = type(into.__name__, (named, into), {"__slots__": ()})
    return made


_row_types: dict[tuple[Any, tuple[str, ...]], Any] = {}


def _compile(statement: Any, into: type[Row], connection: Connection, names: list[str]) -> _Ready:
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect, column_keys=names if statement.is_dml else None)
    if "POSTCOMPILE" in str(compiled):
        raise ValueError("an expanding IN cannot be prepared: run it with Core")
    entries = compiled._result_columns
    row_type = _row_type(into, tuple(each.keyname.lstrip("_") for each in entries)) if entries else tuple
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
    return _Ready(str(compiled), places, fixed, make, dict(process).get(0))


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
