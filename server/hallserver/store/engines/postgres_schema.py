"""The schema in PostgreSQL's words: the same tables, checks, indexes and triggers as SQLite's.

The schema is written once, in `store/schema`; what the two dialects say differently is translated here, word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import CheckConstraint, MetaData, TextClause, create_mock_engine, text
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from hallserver.store.schema import metadata
from hallserver.store.schema.form import TRIGGERS

# SQLite's words → PostgreSQL's, in checks, triggers and statements that are written as text
_WORDS = (
    (re.compile(r"\bIS NOT (?!NULL\b|DISTINCT\b)"), "IS DISTINCT FROM "),
    (re.compile(r"\bIS (?!NOT\b|NULL\b|DISTINCT\b)"), "IS NOT DISTINCT FROM "),
    (re.compile(r"\binstr\("), "strpos("),
    (re.compile(r'(?<![."\'\w])window(?![."\'\w])'), '"window"'),  # a reserved word there
    (re.compile(r"^reserved (?=OR )"), "reserved = 1 "),  # a number is no condition there
    (
        re.compile(r"\b(DO UPDATE SET )(\w+) = \2\b"),
        r"\1\2 = tally.\2",
    ),  # else it could be the excluded row's
)
_JSON = re.compile(r"\bjson_extract\((\w+), '\$\.(\w+)'\)")
_LITERAL = re.compile(r"('(?:[^']|'')*')")
# who writes: a number that rises whenever somebody else begins to, and by what the secret of all of them is known
# (`store/disk/hall_key.py`); SQLite's file has a lock of the machine's instead
WRITERS = "hall_writer"
MOVED = "hall_moved"  # there only where the tables are not the hall's (any more, or yet)
WRITER = (
    "CREATE TABLE hall_writer (one INTEGER PRIMARY KEY CHECK (one = 1), term BIGINT NOT NULL, key TEXT)",
    "INSERT INTO hall_writer VALUES (1, 0, NULL)",
)
_TRIGGER = re.compile(
    r"\s*CREATE TRIGGER (?P<name>\w+)\s+(?P<time>BEFORE|AFTER)\s+(?P<change>INSERT|DELETE|UPDATE(?:\s+OF\s+[\w\s,]+?)?)"
    r"\s+ON\s+(?P<table>\w+)(?:\s+WHEN\s+(?P<when>.+?))?\s+BEGIN\s+(?P<body>.+?);?\s*END\s*",
    re.DOTALL,
)
_FORBIDS = re.compile(
    r"SELECT RAISE\(ABORT, (?P<why>'(?:[^']|'')*')\)(?:\s+WHERE\s+(?P<where>.+))?", re.DOTALL
)
_REFUSED = "23000"  # integrity_constraint_violation: as a broken trigger of SQLite's is told


class NoTrigger(ValueError):
    """A trigger that this module cannot read; it is told when the tables are made, never passed over."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of the schema, read from SQLite's words."""

    name: str
    time: str
    change: str
    table: str
    when: str | None
    body: str

    def statements(self) -> tuple[str, str]:
        """Return the function and the trigger that calls it; a condition with a question of its own stands in the function."""
        asks = self.when is not None and "SELECT" in self.when
        found = _FORBIDS.fullmatch(self.body)
        if found:
            act = f"RAISE EXCEPTION USING ERRCODE = '{_REFUSED}', MESSAGE = {found['why']};"
            if found["where"]:
                act = f"IF {found['where']} THEN {act} END IF;"
        else:
            act = f"{self.body};"
        if asks:
            act = f"IF {self.when} THEN {act} END IF;"
        row = "OLD" if self.change == "DELETE" else "NEW"
        function = f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {act} RETURN {row}; END $$"
        when = f" WHEN ({self.when})" if self.when and not asks else ""
        trigger = (
            f"CREATE TRIGGER {self.name} {self.time} {self.change} ON {self.table} "
            f"FOR EACH ROW{when} EXECUTE FUNCTION {self.name}()"
        )
        return function, trigger


def in_postgres(words: str) -> str:
    """Return a condition or a statement in PostgreSQL's words."""
    words = _JSON.sub(r"(\1::json ->> '\2')", words)
    parts = _LITERAL.split(words)
    for sqlites, postgres in _WORDS:
        parts[::2] = [sqlites.sub(postgres, each) for each in parts[::2]]  # between are literals, which stay
    return "".join(parts)


def read_trigger(words: str) -> Trigger:
    """Read a trigger that is written for SQLite.

    Raises:
        NoTrigger: it is written in another way than the schema's are.
    """
    found = _TRIGGER.fullmatch(words)
    if found is None:
        raise NoTrigger(words)
    parts = {name: part and in_postgres(part) for name, part in found.groupdict().items()}
    return Trigger(**parts)


@cache
def tables() -> MetaData:
    """The schema's tables, with their checks and indexes in PostgreSQL's words."""
    copies = MetaData()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(copies)
        for each in chain(copy.constraints, *(column.constraints for column in copy.columns)):
            if isinstance(each, CheckConstraint) and isinstance(each.sqltext, TextClause):
                each.sqltext = text(in_postgres(each.sqltext.text))
        for index in copy.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if isinstance(where, TextClause):
                index.dialect_options["postgresql"]["where"] = text(in_postgres(where.text))
    return copies


def functions() -> list[str]:
    """The functions of the triggers, each named as its trigger."""
    return [read_trigger(words).name for words in TRIGGERS]


@cache
def script_of_bare_tables() -> str:
    """The tables alone, to be filled with rows that were judged elsewhere: to keep their indexes up meanwhile costs the more."""
    dialect: Any = psycopg.dialect()  # type: ignore[no-untyped-call]
    made = [CreateTable(table, include_foreign_key_constraints=[]) for table in tables().sorted_tables]
    return ";\n".join([*(str(each.compile(dialect=dialect)) for each in made), *WRITER])


@cache
def script_of_guards() -> str:
    """What `script_of_bare_tables` leaves out of `script`: indexes, foreign keys, triggers."""
    dialect: Any = psycopg.dialect()  # type: ignore[no-untyped-call]
    indexes: list[Any] = []
    keys: list[Any] = []
    for table in tables().sorted_tables:
        indexes += [CreateIndex(each) for each in sorted(table.indexes, key=lambda index: str(index.name))]
        # in the order of the columns, as names are given that stand nowhere
        own = sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
        keys += [AddConstraint(each, isolate_from_table=False) for each in own]
    said = [str(each.compile(dialect=dialect)) for each in [*indexes, *keys]]
    return ";\n".join([*said, *(words for each in TRIGGERS for words in read_trigger(each).statements())])


@cache
def script() -> str:
    """Everything that makes the tables and their triggers, as one script: one way to the server and back."""
    said: list[str] = []
    dialect: Any = psycopg.dialect()  # type: ignore[no-untyped-call]

    def take(statement: Any, *_: Any, **__: Any) -> None:
        said.append(str(statement.compile(dialect=dialect)))

    mock = create_mock_engine("postgresql+psycopg://", take)
    tables().create_all(mock, checkfirst=False)
    said += WRITER
    said += [statement for words in TRIGGERS for statement in read_trigger(words).statements()]
    return ";\n".join(said)
