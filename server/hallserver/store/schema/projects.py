"""Projects in the green channel (绿色通道): by a department, with a named person and window, no visitor."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Named, String, Table

from hallserver.core.language.words import Words
from hallserver.store.schema.form import MS, Columns, index, metadata, translated, triggers
from hallserver.store.types import Day, UtcDateTime


class ProjectColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    department: Named[str] = Column(ForeignKey("department.code"))
    name: Named[Words] = translated("name")
    staffer: Named[str] = Column(ForeignKey("staffer.code"))  # the named person
    window: Named[str] = Column(ForeignKey("window.code"))
    opened_at: Named[datetime] = Column(UtcDateTime)
    opened_by: Named[str] = Column(String)
    closed_at: Named[datetime | None] = Column(UtcDateTime)
    closed_by: Named[str | None] = Column(String)
    closed_reason: Named[str | None] = Column(String)


projects = Table(
    "project",
    metadata,
    ProjectColumns,
    CheckConstraint("(closed_at IS NULL) = (closed_reason IS NULL)", name="a_closed_project_says_why"),
)


# the cost of a project's visits on a past day for other visitors: simulated once, on first request
class ProjectEffectColumns(Columns):
    project: Named[str] = Column(ForeignKey("project.code"), primary_key=True)
    day: Named[date] = Column(Day, primary_key=True)
    uses: Named[int] = Column(Integer)
    others: Named[int] = Column(Integer)
    delayed: Named[int] = Column(Integer)
    total_ms: Named[int] = Column(MS)
    mean_ms: Named[int] = Column(MS)
    longest_ms: Named[int] = Column(MS)


project_effects = Table(
    "project_effect",
    metadata,
    ProjectEffectColumns,
)
index("projects_of_a_department", projects.c.department)
triggers(
    """CREATE TRIGGER project_stays BEFORE DELETE ON project BEGIN
      SELECT RAISE(ABORT, 'a project is never deleted'); END""",
    """CREATE TRIGGER project_effect_is_history BEFORE UPDATE ON project_effect BEGIN
      SELECT RAISE(ABORT, 'a past day never changes'); END""",
    """CREATE TRIGGER project_closed_is_history BEFORE UPDATE ON project WHEN OLD.closed_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'a closed project is history'); END""",
)
