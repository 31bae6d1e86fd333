"""Leave of seconded people: noted and withdrawn, never changed; two of one person share no half-day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Named, String, Table

from hallserver.core.people.leave import LeaveKind
from hallserver.core.workdays import HALVES
from hallserver.store.schema.form import Columns, index, metadata, one_of, triggers
from hallserver.store.types import Day, UtcDateTime


class LeaveColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    staffer: Named[str] = Column(ForeignKey("staffer.code"))
    kind: Named[str] = Column(String)
    first_day: Named[date] = Column(Day)
    last_day: Named[date] = Column(Day)
    half: Named[str | None] = Column(String)  # of the one day; whole days without it
    noted_at: Named[datetime] = Column(UtcDateTime)
    noted_by: Named[str] = Column(String)
    withdrawn_at: Named[datetime | None] = Column(UtcDateTime)
    withdrawn_by: Named[str | None] = Column(String)
    withdrawn_reason: Named[str | None] = Column(String)


leaves = Table(
    "leave",
    metadata,
    LeaveColumns,
    CheckConstraint("last_day >= first_day", name="leave_runs_forward"),
    CheckConstraint("half IS NULL OR last_day = first_day", name="half_of_one_day"),
    CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="a_withdrawn_leave_says_why"),
    one_of("kind", [str(each) for each in LeaveKind]),
    one_of("half", HALVES),
)
index("leaves_by_end", leaves.c.last_day)
index("leaves_of_a_staffer", leaves.c.staffer, leaves.c.last_day)
triggers(
    """CREATE TRIGGER leaves_apart BEFORE INSERT ON leave
      WHEN EXISTS (SELECT 1 FROM leave AS other WHERE other.staffer = NEW.staffer AND other.withdrawn_at IS NULL
        AND other.first_day <= NEW.last_day AND other.last_day >= NEW.first_day
        AND (other.half IS NULL OR NEW.half IS NULL OR other.half = NEW.half))
      BEGIN SELECT RAISE(ABORT, 'leaves of one person never overlap'); END""",
    """CREATE TRIGGER leave_is_as_noted BEFORE UPDATE OF staffer, kind, first_day, last_day, half, noted_at, noted_by
      ON leave BEGIN SELECT RAISE(ABORT, 'a leave is withdrawn and noted anew, never changed'); END""",
    """CREATE TRIGGER leave_withdrawn_is_history BEFORE UPDATE ON leave WHEN OLD.withdrawn_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'a withdrawn leave is history'); END""",
    """CREATE TRIGGER leave_stays BEFORE DELETE ON leave BEGIN
      SELECT RAISE(ABORT, 'a leave is never deleted'); END""",
)
