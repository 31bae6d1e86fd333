"""The follow-up of a bad rating: put right by a due day, the visitor called back, or appealed once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Named, String, Table, text

from hallserver.core.casework.rectify import Rectified
from hallserver.store.schema.form import Columns, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


class RectificationColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    stop: Named[int] = Column(ForeignKey("rating.stop"), unique=True)
    state: Named[str] = Column(String)
    day: Named[date] = Column(Day)
    due: Named[date] = Column(Day)
    measures: Named[str | None] = Column(String)
    done_by: Named[str | None] = Column(String)
    done_at: Named[datetime | None] = Column(UtcDateTime)
    done_day: Named[date | None] = Column(Day)
    call_back: Named[str | None] = Column(String)
    satisfied: Named[int | None] = Column(Integer, CheckConstraint("satisfied IN (0, 1)"))
    called_back_by: Named[str | None] = Column(String)
    called_back_at: Named[datetime | None] = Column(UtcDateTime)
    appeal: Named[str | None] = Column(String)
    appealed_by: Named[str | None] = Column(String)
    appealed_at: Named[datetime | None] = Column(UtcDateTime)
    review: Named[str | None] = Column(String)
    reviewed_by: Named[str | None] = Column(String)
    reviewed_at: Named[datetime | None] = Column(UtcDateTime)
    overdue_at: Named[datetime | None] = Column(UtcDateTime)  # when it was reported as overdue


rectifications = Table(
    "rectification",
    metadata,
    RectificationColumns,
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
# what the timer has to report, once
OVERDUE = "rectification.state = 'open' AND rectification.overdue_at IS NULL"
index("rectifications_due", rectifications.c.due, where=text("state = 'open'"))
index("rectifications_late", rectifications.c.due, where=text("state = 'open' AND overdue_at IS NULL"))
triggers(
    """CREATE TRIGGER only_bad_is_put_right BEFORE INSERT ON rectification
      WHEN (SELECT level FROM rating WHERE stop = NEW.stop) > 2
      BEGIN SELECT RAISE(ABORT, 'only a bad rating is put right'); END"""
)
