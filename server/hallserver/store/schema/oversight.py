"""Supervision: findings derived from the log, contests against them, and the scoring schemes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Named,
    String,
    Table,
    UniqueConstraint,
)

from hallserver.core.figures.findings import Finding
from hallserver.store.schema.form import Columns, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


# derived from the log: written with the events, rebuilt by `hall rebuild`, compared by `hall verify`
class FindingColumns(Columns):
    kind: Named[str] = Column(String, primary_key=True)
    seq: Named[int] = Column(ForeignKey("event.seq"), primary_key=True)
    day: Named[date] = Column(Day)
    staffer: Named[str | None] = Column(ForeignKey("staffer.code"))
    secondment: Named[int | None] = Column(ForeignKey("secondment.id"))
    department: Named[str | None] = Column(ForeignKey("department.code"))
    window: Named[str | None] = Column(ForeignKey("window.code"))
    matter: Named[str | None] = Column(ForeignKey("matter.code"))
    ticket: Named[int | None] = Column(ForeignKey("ticket.id"))
    stop: Named[int | None] = Column(ForeignKey("stop.id"))
    part: Named[int | None] = Column(Integer)
    amount: Named[int] = Column(BigInteger)
    detail: Named[str] = Column(String)
    lifted: Named[str | None] = Column(String)  # why the finding is shown but not counted
    lifted_seq: Named[int | None] = Column(ForeignKey("event.seq"))


findings = Table(
    "finding",
    metadata,
    FindingColumns,
    CheckConstraint("(lifted IS NULL) = (lifted_seq IS NULL)", name="lifted_by_an_event"),
    CheckConstraint("lifted_seq IS NULL OR lifted_seq > seq", name="lifted_later"),
    one_of("kind", [str(each) for each in Finding]),
)
index("findings_by_day", findings.c.day, findings.c.kind)
# holds all that trends, rankings and counts read, in the order in which findings are listed
index(
    "findings_in_order",
    findings.c.day,
    findings.c.seq,
    findings.c.kind,
    findings.c.department,
    findings.c.lifted,
)
index("findings_of_a_stop", findings.c.stop)


class ContestColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String)
    seq: Named[int] = Column(BigInteger)
    day: Named[date] = Column(Day)
    reason: Named[str] = Column(String)
    contested_by: Named[str] = Column(String)
    contested_at: Named[datetime] = Column(UtcDateTime)
    upheld: Named[int | None] = Column(Integer, CheckConstraint("upheld IN (0, 1)"))
    review: Named[str | None] = Column(String)
    reviewed_by: Named[str | None] = Column(String)
    reviewed_at: Named[datetime | None] = Column(UtcDateTime)


contests = Table(
    "contest",
    metadata,
    ContestColumns,
    ForeignKeyConstraint(["kind", "seq"], ["finding.kind", "finding.seq"]),
    UniqueConstraint("kind", "seq", name="contested_once"),
    CheckConstraint(f"kind <> '{Finding.BAD_RATING}'", name="a_rating_is_appealed_against"),
    CheckConstraint(
        "(upheld IS NULL) = (review IS NULL) AND (upheld IS NULL) = (reviewed_by IS NULL)",
        name="reviewed_with_a_reason",
    ),
)

triggers(
    """CREATE TRIGGER only_what_counts_is_contested BEFORE INSERT ON contest
      WHEN (SELECT lifted FROM finding WHERE kind = NEW.kind AND seq = NEW.seq) IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'what is lifted does not count, and is not contested'); END""",
    """CREATE TRIGGER decided_once BEFORE UPDATE ON contest WHEN OLD.upheld IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a contest is decided once'); END""",
)


# every scheme that was ever in force, complete
class ScoreSchemeColumns(Columns):
    version: Named[int] = Column(Integer, CheckConstraint("version > 0"), primary_key=True)
    body: Named[dict[str, Any]] = Column(JSON)
    from_month: Named[str] = Column(String)  # 2026-03: the first month that it scores
    published_at: Named[datetime] = Column(UtcDateTime)
    published_by: Named[str] = Column(String)


score_schemes = Table(
    "score_scheme",
    metadata,
    ScoreSchemeColumns,
)
