"""Rows are typed: what a class declares is what its statement gives, in name and in type."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import JSON, create_engine, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from hallserver import services, store, web
from hallserver.store import generate_rows
from hallserver.store.prepared import Prepared, Row, need_row, read_row, read_rows
from hallserver.store.types import Day, UtcDateTime


class Pair(Row):
    """Two columns."""

    left: int
    right: str


def prepared() -> list[Prepared[Any]]:
    """Every prepared SELECT of the server."""
    for room in (store, services, web):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    return [each for each in gc.get_objects() if isinstance(each, Prepared)]


def python_type(kind: TypeEngine[Any]) -> type | None:
    """What a column's values are; None for JSON, whose shape the database does not know."""
    if isinstance(kind, JSON):
        return None
    if isinstance(kind, UtcDateTime | Day):
        return datetime if isinstance(kind, UtcDateTime) else date
    return kind.python_type


def test_the_rows_of_the_tables_are_what_the_schema_gives() -> None:
    assert generate_rows.OUT.read_text(encoding="utf-8") == generate_rows.write_rows()


def test_each_prepared_statement_gives_what_its_class_declares() -> None:
    statements = prepared()
    wrong = []
    for each in statements:
        compiled: Any = each.statement.compile(dialect=sqlite.dialect())
        given = {column.keyname: python_type(column.type) for column in compiled._result_columns}
        declared = {name: (kind, *get_args(kind)) for name, kind in get_type_hints(each.into).items()}
        if set(given) != set(declared):
            wrong.append((each.into.__name__, sorted(set(given) ^ set(declared))))
        wrong += [
            (each.into.__name__, name)
            for name, kind in given.items()
            if kind is not None and kind not in declared.get(name, ())
        ]

    assert len(statements) > 50
    assert wrong == []


def test_a_class_that_declares_other_columns_than_its_statement_is_refused() -> None:
    misspelt = select(literal(1).label("left"), literal("a").label("rihgt"))

    with create_engine("sqlite://").connect() as connection:
        with pytest.raises(TypeError, match="Pair and its statement disagree about right, rihgt"):
            read_rows(connection, misspelt, Pair)
        with pytest.raises(TypeError):
            Prepared(misspelt, Pair).run(connection)


def test_a_row_that_must_be_there_and_is_not_is_an_error() -> None:
    nothing = select(literal(1).label("left"), literal("a").label("right")).where(literal(0) == 1)

    with create_engine("sqlite://").connect() as connection:
        assert read_row(connection, nothing, Pair) is None
        with pytest.raises(LookupError):
            need_row(connection, nothing, Pair)
        with pytest.raises(LookupError):
            Prepared(nothing, Pair).run(connection).one()
