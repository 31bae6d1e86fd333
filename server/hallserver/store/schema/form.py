"""What all tables share: the schema's number, and how a check and an index are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import DDL, BigInteger, CheckConstraint, Column, Index, MetaData, TextClause, TypedColumns
from sqlalchemy.event import listen

from halldisplay.languages import BUILT_IN
from hallserver.core.words import Words
from hallserver.store.types import Translated

metadata = MetaData()


class NoSuchColumn:
    """What the type checker sees where a table has no column of that name."""


class Columns(TypedColumns):
    """A table's columns with the Python type of each; `rows.py` is generated from them."""

    if TYPE_CHECKING:

        def __getattr__(self, key: str) -> NoSuchColumn: ...  # type: ignore[override]


def one_of(column: str, values: tuple[str, ...] | list[str]) -> CheckConstraint:
    """A check that a column holds one of these words."""
    words = ", ".join(f"'{each}'" for each in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def index(name: str, *columns: Any, unique: bool = False, where: TextClause | None = None) -> None:
    """An index, partial where `where` is given; a second dialect gets its words here, once."""
    partial: dict[str, Any] = {} if where is None else {"sqlite_where": where}
    Index(name, *columns, unique=unique, **partial)


def translated(name: str) -> Column[Words]:
    """A column of words by language, zh and en among them."""
    said = " AND ".join(f"coalesce(json_extract({name}, '$.{each}'), '') <> ''" for each in BUILT_IN)
    return Column(name, Translated, CheckConstraint(said, name=f"{name}_in_both"))


def duration(name: str) -> Column[int]:
    """A column of milliseconds that never run backwards."""
    return Column(name, BigInteger, CheckConstraint(f"{name} >= 0", name=f"{name}_forward"))


def on_sqlite(*statements: str) -> None:
    """Statements that belong to the schema beside its tables: triggers; another dialect gets its own words here."""
    for each in statements:
        listen(
            metadata,
            "after_create",
            DDL(  # type: ignore[no-untyped-call]
                each.replace("%", "%%")
            ).execute_if(dialect="sqlite"),
        )
