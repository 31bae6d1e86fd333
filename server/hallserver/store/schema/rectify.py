"""What follows a bad rating: put right by a day, the visitor called back, or appealed against once."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, text

from hallserver.core.rectify import Rectified
from hallserver.store.schema.form import index, metadata, on_sqlite, one_of
from hallserver.store.types import Day, UtcDateTime

rectifications = Table(
    "rectification",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stop", ForeignKey("rating.stop"), nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("due", Day, nullable=False),
    Column("measures", String),
    Column("done_by", String),
    Column("done_at", UtcDateTime),
    Column("done_day", Day),
    Column("call_back", String),
    Column("satisfied", Integer, CheckConstraint("satisfied IN (0, 1)")),
    Column("called_back_by", String),
    Column("called_back_at", UtcDateTime),
    Column("appeal", String),
    Column("appealed_by", String),
    Column("appealed_at", UtcDateTime),
    Column("review", String),
    Column("reviewed_by", String),
    Column("reviewed_at", UtcDateTime),
    Column("overdue_at", UtcDateTime),  # when it was noted that its day had passed
    CheckConstraint("due >= day", name="due_runs_forward"),
    CheckConstraint(
        "(state = 'done') = (measures IS NOT NULL AND done_at IS NOT NULL AND done_day IS NOT NULL)",
        name="put_right_says_how",
    ),
    CheckConstraint("state <> 'appealed' OR (appeal IS NOT NULL AND review IS NULL)", name="appealed_once"),
    CheckConstraint("state <> 'dropped' OR review IS NOT NULL", name="dropped_by_review"),
    CheckConstraint("(call_back IS NULL) = (satisfied IS NULL)", name="call_back_says_how_it_went"),
    one_of("state", [str(each) for each in Rectified]),
)
# what the clock has to note, once
OVERDUE = "rectification.state = 'open' AND rectification.overdue_at IS NULL"
index("rectifications_due", rectifications.c.due, where=text("state = 'open'"))
index("rectifications_late", rectifications.c.due, where=text("state = 'open' AND overdue_at IS NULL"))
on_sqlite(
    """CREATE TRIGGER only_bad_is_put_right BEFORE INSERT ON rectification
      WHEN (SELECT level FROM rating WHERE stop = NEW.stop) > 2
      BEGIN SELECT RAISE(ABORT, 'only a bad rating is put right'); END"""
)
