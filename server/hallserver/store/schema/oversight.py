"""What supervision looks at: findings out of the log, contests against them, and the schemes that deduct for them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from hallserver.core.findings import Finding
from hallserver.store.schema.form import index, metadata, on_sqlite, one_of
from hallserver.store.types import Day, UtcDateTime

# a reading of the log, kept beside it: written with the events, made anew by `hall rebuild`, compared by `hall verify`
findings = Table(
    "finding",
    metadata,
    Column("kind", String, primary_key=True),
    Column("seq", ForeignKey("event.seq"), primary_key=True),
    Column("day", Day, nullable=False),
    Column("staffer", ForeignKey("staffer.code")),
    Column("secondment", ForeignKey("secondment.id")),
    Column("department", ForeignKey("department.code")),
    Column("window", ForeignKey("window.code")),
    Column("matter", ForeignKey("matter.code")),
    Column("ticket", ForeignKey("ticket.id")),
    Column("stop", ForeignKey("stop.id")),
    Column("part", Integer),
    Column("amount", BigInteger, nullable=False),
    Column("detail", String, nullable=False),
    Column("lifted", String),  # why it is shown and not counted
    Column("lifted_seq", ForeignKey("event.seq")),
    CheckConstraint("(lifted IS NULL) = (lifted_seq IS NULL)", name="lifted_by_an_event"),
    CheckConstraint("lifted_seq IS NULL OR lifted_seq > seq", name="lifted_later"),
    one_of("kind", [str(each) for each in Finding]),
)
index("findings_by_day", findings.c.day, findings.c.kind)
index("findings_of_a_stop", findings.c.stop)

contests = Table(
    "contest",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("day", Day, nullable=False),
    Column("reason", String, nullable=False),
    Column("contested_by", String, nullable=False),
    Column("contested_at", UtcDateTime, nullable=False),
    Column("upheld", Integer, CheckConstraint("upheld IN (0, 1)")),
    Column("review", String),
    Column("reviewed_by", String),
    Column("reviewed_at", UtcDateTime),
    ForeignKeyConstraint(["kind", "seq"], ["finding.kind", "finding.seq"]),
    UniqueConstraint("kind", "seq", name="contested_once"),
    CheckConstraint(f"kind <> '{Finding.BAD_RATING}'", name="a_rating_is_appealed_against"),
    CheckConstraint(
        "(upheld IS NULL) = (review IS NULL) AND (upheld IS NULL) = (reviewed_by IS NULL)",
        name="reviewed_with_a_reason",
    ),
)

on_sqlite(
    """CREATE TRIGGER only_what_counts_is_contested BEFORE INSERT ON contest
      WHEN (SELECT lifted FROM finding WHERE kind = NEW.kind AND seq = NEW.seq) IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'what is lifted does not count, and is not contested'); END""",
    """CREATE TRIGGER decided_once BEFORE UPDATE ON contest WHEN OLD.upheld IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a contest is decided once'); END""",
)

# every scheme that was ever in force, whole
score_schemes = Table(
    "score_scheme",
    metadata,
    Column("version", Integer, CheckConstraint("version > 0"), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("from_month", String, nullable=False),  # 2026-03: the first month that is scored by it
    Column("published_at", UtcDateTime, nullable=False),
    Column("published_by", String, nullable=False),
)
