"""The log, and what was answered."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from hallserver.store.schema.form import index, metadata, on_sqlite
from hallserver.store.types import Day, UtcDateTime

events = Table(
    "event",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), CheckConstraint("seq > 0"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", String, nullable=False),
    Column("ticket", Integer),
    Column("body", Text, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
)
index("events_of_a_ticket", events.c.ticket, where=text("ticket IS NOT NULL"))

on_sqlite(
    "CREATE TRIGGER event_stands BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
)

# what an event tells in private, encrypted; its key and its salt are elsewhere (store/private_keys.py)
event_privates = Table(
    "event_private",
    metadata,
    Column("seq", ForeignKey("event.seq"), primary_key=True),
    Column("key_id", LargeBinary, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)

answers = Table(
    "answer",
    metadata,
    Column("principal", String, primary_key=True),
    Column("key", LargeBinary, primary_key=True),  # its keyed hash
    Column("body_hash", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
index("answers_by_age", answers.c.at)
