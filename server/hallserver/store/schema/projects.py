"""Projects in the green channel (绿色通道): a number by the department, a named person and window; never a visitor's name."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from hallserver.store.schema.form import index, metadata, on_sqlite
from hallserver.store.types import Day, UtcDateTime

projects = Table(
    "project",
    metadata,
    Column("code", String, primary_key=True),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),  # who is named for it
    Column("window", ForeignKey("window.code"), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String),
    Column("closed_reason", String),
    CheckConstraint("(closed_at IS NULL) = (closed_reason IS NULL)", name="a_closed_project_says_why"),
)
# what a project's visits of a past day cost the others: rehearsed once, when it is first asked for
project_effects = Table(
    "project_effect",
    metadata,
    Column("project", ForeignKey("project.code"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("uses", Integer, nullable=False),
    Column("others", Integer, nullable=False),
    Column("delayed", Integer, nullable=False),
    Column("total_ms", Integer, nullable=False),
    Column("mean_ms", Integer, nullable=False),
    Column("longest_ms", Integer, nullable=False),
)
index("projects_of_a_department", projects.c.department)
on_sqlite(
    """CREATE TRIGGER project_stays BEFORE DELETE ON project BEGIN
      SELECT RAISE(ABORT, 'a project is never deleted'); END""",
    """CREATE TRIGGER project_effect_is_history BEFORE UPDATE ON project_effect BEGIN
      SELECT RAISE(ABORT, 'a past day never changes'); END""",
    """CREATE TRIGGER project_closed_is_history BEFORE UPDATE ON project WHEN OLD.closed_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'a closed project is history'); END""",
)
