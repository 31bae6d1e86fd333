"""Every unique index has its refusal in words, under the name by which either engine really says it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import JSON, Integer, LargeBinary, Table
from sqlalchemy.types import TypeDecorator

from hallserver.core.errors import AgainstTheRecord, AlreadyThere
from hallserver.store import connect
from hallserver.store.clashes import CLASHES, KEYED, refusal_of, unique_names
from hallserver.store.schema import metadata
from tests import postgres
from tests.small import POSTGRES, REFUSED, SQLITE, Behind

NATURAL = [
    table
    for table in metadata.sorted_tables
    if len(table.primary_key) > 1
    or not isinstance(next(iter(table.primary_key.columns)).type, Integer)
    or next(iter(table.primary_key.columns)).name != "id"
]
WHERE = re.compile(r"(?:\w+\.)?(\w+) (?:= '(\w+)'|IN \('(\w+)'|(IS NOT NULL)|(IS NULL)|<> '\w+')")


# the checks of every table
CHECKS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES])
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The schema without triggers, checks and keys: nothing but its unique indexes refuses anything."""
    data, database = tmp_path_factory.mktemp("bare"), ""
    if request.param == POSTGRES:
        database = postgres.server().create()
        (data / "settings.toml").write_text(f'store = "{postgres.server().url(database)}"\n')
    engine = connect.writing_engine(data)
    with engine.connect() as connection, connection.begin():
        connect.store_at(data).create_tables(connection)
    engine.dispose()
    with Behind(data) as raw:
        raw.drop_guards()
        if database:
            for table, check in raw.execute(CHECKS).fetchall():
                raw.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{check}"')
        else:
            raw.execute("PRAGMA ignore_check_constraints=ON")
            raw.execute("PRAGMA foreign_keys=OFF")
        raw.begin()
        yield raw
    if database:
        postgres.server().drop(database)


def row_of(table: Table, n: int, **said: Any) -> dict[str, Any]:
    """A row in which every value is its own."""

    def value(column: Any) -> Any:
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if isinstance(kind, LargeBinary):
            return f"{table.name}{column.name}{n}".encode()
        if isinstance(kind, JSON):
            return f'"{n}"'
        return 1000 + n if isinstance(kind, Integer) else f"{column.name}{n}"[-(kind.length or 99) :]

    return {column.name: value(column) for column in table.columns} | said


def insert(connection: Behind, table: Table, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(row))})'
    connection.execute(sql, list(row.values()))


def refusal(connection: Behind, table: Table, shared: list[str], where: str = "") -> AlreadyThere:
    """What is said when two rows share these columns and nothing else."""
    fixed: dict[str, Any] = {}
    for name, equal, first, there, none in WHERE.findall(where):
        if name not in shared and (equal or first or none):
            fixed[name] = None if none else equal or first
        assert name in shared or equal or first or there or none or "<>" in where
    one = row_of(table, 1, **fixed)
    connection.execute("SAVEPOINT one")
    try:
        insert(connection, table, one)
        with pytest.raises(REFUSED) as refused:
            insert(connection, table, row_of(table, 2, **fixed) | {name: one[name] for name in shared})
    finally:
        connection.execute("ROLLBACK TO one")
    found = refusal_of(refused.value)
    assert isinstance(found, AlreadyThere)
    return found


def test_every_unique_index_has_its_words_and_no_words_are_left_over() -> None:
    assert unique_names() == set(CLASHES)
    assert {table.name for table in NATURAL} <= set(KEYED)
    assert len({why.zh for why in CLASHES.values()}) == len(CLASHES)


@pytest.mark.parametrize("name", sorted(CLASHES))
def test_the_engine_says_it_by_that_name(bare: Behind, name: str) -> None:
    index = next(
        (each for table in metadata.sorted_tables for each in table.indexes if each.name == name), None
    )
    columns = [each.rpartition(".")[2] for each in name.split(", ")]
    table = index.table if index is not None else metadata.tables[name.partition(".")[0]]
    if index is not None:
        columns = ["code"]
        bare.execute("SAVEPOINT two")
        insert(bare, table, row_of(table, 1))
        with pytest.raises(REFUSED) as refused:
            insert(bare, table, row_of(table, 2, code="CODE1"))
        bare.execute("ROLLBACK TO two")
        found: Any = refusal_of(refused.value)
    else:
        partial = [
            str(each.dialect_options["sqlite"]["where"])
            for each in table.indexes
            if each.unique
            and [column.name for column in each.columns] == columns
            and each.dialect_options["sqlite"]["where"] is not None
        ]
        found = refusal(bare, table, columns, partial[0] if partial else "")

    assert (found.facts["why_zh"], found.facts["why_en"]) == CLASHES[name]
    assert found.status == 409


@pytest.mark.parametrize("table", NATURAL, ids=lambda each: each.name)
def test_a_key_that_is_there_twice_is_said_by_its_noun(bare: Behind, table: Table) -> None:
    said = refusal(bare, table, [column.name for column in table.primary_key.columns])

    assert KEYED[table.name].zh in said.sentence()["zh"] or said.facts["why_zh"] in {
        why.zh for why in CLASHES.values()
    }


def test_what_is_no_doubling_is_said_too() -> None:
    for said in ("FOREIGN KEY constraint failed", "CHECK constraint failed: x", "no such move of a case"):
        assert isinstance(refusal_of(sqlite3.IntegrityError(said)), AgainstTheRecord)
