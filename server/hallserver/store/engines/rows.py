"""A hall's rows on their way from one engine into another: as the schema means them, whoever keeps them.

A number is a whole number, words are text (JSON as it is written), bytes are bytes; nothing else is in the tables.
Rows go one by one, in the order of their primary key, which both engines sort alike.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import Enum
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Column, Integer, LargeBinary, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from hallserver.store.schema import metadata

Values = tuple[Any, ...]
# stands only in a store that is not the hall's, beside a schema's number below 0 (store/moved.py)
MOVED_TABLE = (
    "CREATE TABLE hall_moved (one INTEGER PRIMARY KEY, state VARCHAR NOT NULL, place VARCHAR NOT NULL)"
)


class WrongRows(RuntimeError):
    """Rows that cannot be copied, or are not the same on both sides; nothing was taken."""


class Kind(Enum):
    """What a column holds, on either engine."""

    NUMBER = "number"
    WORDS = "words"
    BYTES = "bytes"


_TYPES = {Kind.NUMBER: int, Kind.WORDS: str, Kind.BYTES: bytes}


class Rows(Protocol):
    """A hall's rows at one moment, however much is written beside."""

    def of(self, table: Table) -> Iterator[Values]:
        """The rows of a table by primary key, each value as the schema means it."""
        ...

    def counted(self) -> Mapping[str, int]:
        """The last id that each table has given, also to a row that is gone; 0: none yet."""
        ...


class Filling(Rows, Protocol):
    """A new hall's tables, to be filled; nothing of them is there before the block in which that is done has ended well."""

    def take(self, table: Table, rows: Iterable[Values]) -> None:
        """Write the rows of one table."""
        ...

    def finish(self, counted: Mapping[str, int]) -> None:
        """Let ids go on, and put up what judges rows: keys, indexes, triggers."""
        ...

    def mark(self, state: str, place: str) -> None:
        """Have the tables say of themselves that they are not the hall's (store/moved.py)."""
        ...


Opened = AbstractContextManager[Rows]


def every_table() -> list[Table]:
    """All tables, those first that others refer to."""
    return list(metadata.sorted_tables)


def numbered_tables() -> list[str]:
    """The tables whose ids are given one by one, and never again."""
    return [table.name for table in every_table() if "id" in table.primary_key.columns]


def kind_of(column: Column[Any]) -> Kind:
    """What a column holds."""
    meant: TypeEngine[Any] = column.type
    if isinstance(meant, TypeDecorator):
        meant = meant.impl_instance
    if isinstance(meant, LargeBinary):
        return Kind.BYTES
    return Kind.NUMBER if isinstance(meant, Integer) else Kind.WORDS


@cache
def kinds_of(table: Table) -> tuple[Kind, ...]:
    """What the columns of a table hold."""
    return tuple(kind_of(column) for column in table.columns)


def columns_of(table: Table) -> str:
    """The names of a table's columns, as both engines quote them."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def order_of(table: Table) -> str:
    """The primary key, as both engines quote it."""
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns)


def as_meant(table: Table, values: Iterable[Any]) -> Values:
    """A row as the schema means it.

    Raises:
        WrongRows: a value is none that its column may hold.
    """
    row = tuple(values)
    types, seen = tuple(map(type, row)), _right[table.name]
    if types in seen:
        return row
    meant = tuple(map(_as_meant, row, kinds_of(table), table.columns))
    if meant == row:
        seen.add(types)
    return meant


# of each table the types of rows that were right already: of a million rows most are like one before
_right: defaultdict[str, set[tuple[type, ...]]] = defaultdict(set)


def _as_meant(value: Any, kind: Kind, column: Column[Any]) -> Any:
    if value is None:
        return None
    if kind is Kind.WORDS and type(value) is int:  # SQLite keeps the JSON text 5 as a number
        return str(value)
    if type(value) is not _TYPES[kind]:
        raise WrongRows(f"{column.table.name}.{column.name} holds {value!r:.60}, which is no {kind.value}")
    return value


class Digest:
    """How many rows a table has, and a hash of all of them in their order."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.sha256()

    def through(self, rows: Iterable[Values]) -> Iterator[Values]:
        """Pass the rows on, and count them in."""
        for row in rows:
            self._hash.update(repr(row).encode())  # no two rows have the same words
            self.count += 1
            yield row

    def whole(self, rows: Iterable[Values]) -> Digest:
        """Count in all rows."""
        for _ in self.through(rows):
            pass
        return self

    @property
    def said(self) -> tuple[int, str]:
        """The number of rows and their hash."""
        return self.count, self._hash.hexdigest()


def copy(source: Rows, target: Filling) -> dict[str, int]:
    """Copy all rows, and compare what is there with what was sent; return how many rows each table has.

    Raises:
        WrongRows: a value has no place there, or the target has not what was sent.
    """
    sent: dict[str, Digest] = {}
    for table in every_table():
        sent[table.name] = Digest()
        target.take(table, sent[table.name].through(source.of(table)))
    counted = source.counted()
    target.finish(counted)
    for table in every_table():
        if Digest().whole(target.of(table)).said != sent[table.name].said:
            raise WrongRows(f"the rows of {table.name} are not there as they were sent")
    if dict(target.counted()) != dict(counted):
        raise WrongRows("ids would not go on where they were")
    return {name: each.count for name, each in sent.items()}
