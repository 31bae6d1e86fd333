"""Shared parts of all tables: the metadata, and helpers for checks, indexes and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    TextClause,
    TypedColumns,
    text,
)
from sqlalchemy.event import listen

from halldisplay.languages import BUILT_IN
from hallserver.core.language.words import Words
from hallserver.store.types import Translated

metadata = MetaData()
TRIGGERS: list[str] = []
MS = Integer().with_variant(BigInteger, "postgresql")
"""Milliseconds that may be negative or as long as a crowd waits: 64 bits wherever an engine counts them."""


class NoSuchColumn:
    """The type that the type checker sees for a column which the table does not have."""


class Columns(TypedColumns):
    """The columns of a table with the Python type of each; `rows.py` is generated from them."""

    if TYPE_CHECKING:

        def __getattr__(self, key: str) -> NoSuchColumn: ...  # type: ignore[override]


def one_of(column: str, values: tuple[str, ...] | list[str]) -> CheckConstraint:
    """Return a check that the column holds one of these words."""
    words = ", ".join(f"'{each}'" for each in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def in_index(condition: TextClause) -> TextClause:
    """Return a query's condition as an index says it: without the table's name."""
    return text(re.sub(r"\b\w+\.(?=\w)", "", condition.text))


def index(name: str, *columns: Any, unique: bool = False, where: TextClause | None = None) -> None:
    """Add an index, partial when `where` is given; `store/engines/postgres_schema.py` says so to PostgreSQL, too.

    To name that dialect here would load it at each start.
    """
    partial: dict[str, Any] = {} if where is None else {"sqlite_where": where}
    Index(name, *columns, unique=unique, **partial)


def translated(name: str) -> Column[Words]:
    """Return a column of words by language; zh and en are required."""
    said = " AND ".join(f"coalesce(json_extract({name}, '$.{each}'), '') <> ''" for each in BUILT_IN)
    return Column(name, Translated, CheckConstraint(said, name=f"{name}_in_both"))


def duration(name: str) -> Column[int]:
    """Return a column of milliseconds that are never negative."""
    return Column(name, BigInteger, CheckConstraint(f"{name} >= 0", name=f"{name}_forward"))


def triggers(*statements: str) -> None:
    """Add triggers beside the tables: what may never happen, and what follows of itself.

    They are written as SQLite keeps them; `store/engines/postgres_schema.py` says the same in PostgreSQL's words.
    """
    TRIGGERS.extend(statements)
    for each in statements:
        listen(
            metadata,
            "after_create",
            DDL(  # type: ignore[no-untyped-call]
                each.replace("%", "%%")
            ).execute_if(dialect="sqlite"),
        )
