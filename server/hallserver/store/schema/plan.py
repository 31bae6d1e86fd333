"""The hall and its plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    text,
)

from hallserver.core.floor.equipment import Condition
from hallserver.core.language.words import Words
from hallserver.store.schema.form import MS, Columns, index, metadata, one_of, translated, triggers
from hallserver.store.types import Day, UtcDateTime


class HallColumns(Columns):
    id: Named[int] = Column(Integer, CheckConstraint("id = 1"), primary_key=True)
    schema: Named[int] = Column(Integer)
    epoch: Named[str] = Column(String)
    code: Named[str] = Column(String)
    name: Named[Words] = translated("name")
    zone: Named[str] = Column(String)
    hours: Named[Any] = Column(JSON)
    always_open: Named[int] = Column(Integer)
    service_level_ms: Named[int] = Column(MS)
    demo: Named[int] = Column(Integer)
    head_seq: Named[int] = Column(BigInteger)
    head_hash: Named[bytes] = Column(LargeBinary)


hall = Table(
    "hall",
    metadata,
    HallColumns,
)


class DepartmentColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    short: Named[Words] = translated("short")
    area: Named[str] = Column(String)


departments = Table(
    "department",
    metadata,
    DepartmentColumns,
)


class LineColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    prefix: Named[str] = Column(String, CheckConstraint("length(prefix) BETWEEN 1 AND 2"), unique=True)
    name: Named[Words] = translated("name")
    # a green channel: numbers by approved appointment only
    green: Named[int] = Column(Integer, server_default="0")
    # a line where results are collected (出件), or any other
    kind: Named[str] = Column(String, server_default="ordinary")
    tier0_run: Named[int] = Column(Integer, CheckConstraint("tier0_run >= 0"), server_default="0")


lines = Table(
    "line",
    metadata,
    LineColumns,
    one_of("kind", ("ordinary", "collection")),
)


class MatterColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    department: Named[str] = Column(ForeignKey("department.code"))
    # kept when a matter leaves the hall: its past tickets refer to the line
    line: Named[str | None] = Column(ForeignKey("line.code"))
    name: Named[Words] = translated("name")
    audience: Named[str] = Column(String)
    kind: Named[str] = Column(String)
    norm_minutes: Named[int] = Column(Integer, CheckConstraint("norm_minutes > 0"))
    promised_days: Named[int] = Column(Integer, CheckConstraint("promised_days >= 0"))
    legal_days: Named[int] = Column(Integer)
    fee: Named[Any] = Column(JSON)
    fee_fen: Named[int | None] = Column(BigInteger, CheckConstraint("fee_fen >= 0"))
    materials: Named[Any] = Column(JSON)
    joint: Named[list[str]] = Column(JSON, server_default="[]")  # other departments that work on it (联办件)
    guide: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    in_hall: Named[int] = Column(Integer, CheckConstraint("in_hall IN (0, 1)"), server_default="1")
    reason: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    usual: Named[int] = Column(Integer)
    initials: Named[str] = Column(String)
    position: Named[int] = Column(Integer)


matters = Table(
    "matter",
    metadata,
    MatterColumns,
    CheckConstraint("in_hall = 0 OR line IS NOT NULL", name="a_matter_in_the_hall_has_its_line"),
    CheckConstraint("in_hall = 1 OR reason IS NOT NULL", name="a_matter_outside_says_why"),
    one_of("kind", ("on_the_spot", "promised")),
    one_of("audience", ("person", "business", "both")),
)


class WindowColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    zone: Named[str] = Column(String)
    department: Named[str | None] = Column(ForeignKey("department.code"))
    # what an integrated window may do itself, in addition to its staffer's letters
    mandate: Named[str] = Column(String, server_default="none")
    # prints the receipts
    printer: Named[str | None] = Column(ForeignKey("printer.code", deferrable=True, initially="DEFERRED"))
    # what visitors need that it can give
    abilities: Named[list[str]] = Column(JSON, server_default="[]")
    position: Named[int] = Column(Integer)


windows = Table(
    "window",
    metadata,
    WindowColumns,
    one_of("mandate", ("none", "accept", "decide")),
)


class WindowLineColumns(Columns):
    window: Named[str] = Column(ForeignKey("window.code"), primary_key=True)
    line: Named[str] = Column(ForeignKey("line.code"), primary_key=True)


window_lines = Table(
    "window_line",
    metadata,
    WindowLineColumns,
)


class PrinterColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    address: Named[str] = Column(String)
    profile: Named[str] = Column(String)
    state: Named[str] = Column(String, server_default="unknown")
    detail: Named[str | None] = Column(String)
    read_at: Named[datetime | None] = Column(UtcDateTime)
    # deferred, because two printers may be each other's neighbour
    neighbour: Named[str | None] = Column(ForeignKey("printer.code", deferrable=True, initially="DEFERRED"))
    roll_m: Named[int] = Column(Integer, CheckConstraint("roll_m > 0"), server_default="80")
    # the agent that may lease this printer's jobs; one at a time
    owner: Named[str | None] = Column(String)
    owner_until: Named[datetime | None] = Column(UtcDateTime)
    # set while it may still print slips that were printed elsewhere: no jobs until a person has checked it
    muted_at: Named[datetime | None] = Column(UtcDateTime)
    muted_for: Named[str | None] = Column(String)
    used_mm: Named[int] = Column(BigInteger, CheckConstraint("used_mm >= 0"), server_default="0")
    used_slips: Named[int] = Column(Integer, CheckConstraint("used_slips >= 0"), server_default="0")
    total_mm: Named[int] = Column(BigInteger, server_default="0")
    paper_changed_at: Named[datetime | None] = Column(UtcDateTime)


printers = Table(
    "printer",
    metadata,
    PrinterColumns,
    CheckConstraint("neighbour IS NULL OR neighbour <> code", name="nobody_is_his_own_neighbour"),
    one_of("state", [str(each) for each in Condition]),
)


class KioskColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    printer: Named[str | None] = Column(ForeignKey("printer.code"))
    zone: Named[str] = Column(String, server_default="")
    idle_s: Named[int] = Column(Integer, CheckConstraint("idle_s >= 10"), server_default="30")
    ask_s: Named[int] = Column(Integer, CheckConstraint("ask_s >= 5"), server_default="20")
    attract_s: Named[int] = Column(Integer, CheckConstraint("attract_s >= 0"), server_default="180")


kiosks = Table(
    "kiosk",
    metadata,
    KioskColumns,
)


# what a kiosk offers, where it does not offer everything
class KioskDepartmentColumns(Columns):
    kiosk: Named[str] = Column(ForeignKey("kiosk.code"), primary_key=True)
    department: Named[str] = Column(ForeignKey("department.code"), primary_key=True)


kiosk_departments = Table(
    "kiosk_department",
    metadata,
    KioskDepartmentColumns,
)


class KioskMatterColumns(Columns):
    kiosk: Named[str] = Column(ForeignKey("kiosk.code"), primary_key=True)
    matter: Named[str] = Column(ForeignKey("matter.code"), primary_key=True)


kiosk_matters = Table(
    "kiosk_matter",
    metadata,
    KioskMatterColumns,
)


class ScreenColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")
    zone: Named[str] = Column(String)
    diagonal_inch: Named[int] = Column(Integer)
    farthest_m: Named[int] = Column(Integer)
    width_px: Named[int] = Column(Integer)
    height_px: Named[int] = Column(Integer)
    day: Named[list[str]] = Column(JSON)  # ["09:00-16:00"]: when the room is bright


screens = Table(
    "screen",
    metadata,
    ScreenColumns,
)

# --- what a window serves, and when ---------------------------------------------------------------------------------


class MatterGroupColumns(Columns):
    code: Named[str] = Column(String, primary_key=True)
    name: Named[Words] = translated("name")


groups = Table(
    "matter_group",
    metadata,
    MatterGroupColumns,
)


class GroupMatterColumns(Columns):
    group: Named[str] = Column(ForeignKey("matter_group.code"), primary_key=True)
    matter: Named[str] = Column(ForeignKey("matter.code"), primary_key=True)


group_matters = Table(
    "group_matter",
    metadata,
    GroupMatterColumns,
)


class WindowGroupColumns(Columns):
    window: Named[str] = Column(ForeignKey("window.code"), primary_key=True)
    group: Named[str] = Column(ForeignKey("matter_group.code"), primary_key=True)


window_groups = Table(
    "window_group",
    metadata,
    WindowGroupColumns,
)


class ShiftColumns(Columns):
    window: Named[str] = Column(ForeignKey("window.code"), primary_key=True)
    weekday: Named[int] = Column(Integer, CheckConstraint("weekday BETWEEN 0 AND 6"), primary_key=True)
    half: Named[str] = Column(String, primary_key=True)
    lines: Named[list[str]] = Column(JSON)
    groups: Named[list[str]] = Column(JSON)


shifts = Table(
    "shift",
    metadata,
    ShiftColumns,
    one_of("half", ("am", "pm")),
)


# a manager's plan for today; it overrides the plan until the day ends
class WindowTodayColumns(Columns):
    day: Named[date] = Column(Day, primary_key=True)
    window: Named[str] = Column(ForeignKey("window.code"), primary_key=True)
    lines: Named[list[str]] = Column(JSON)
    groups: Named[list[str]] = Column(JSON)
    until_at: Named[datetime | None] = Column(UtcDateTime)  # from then on the plan holds again


todays = Table(
    "window_today",
    metadata,
    WindowTodayColumns,
)
index("todays_that_end", todays.c.until_at, where=text("until_at IS NOT NULL"))


# a line that gives no further numbers today; those who wait are served
class LineStopColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    day: Named[date] = Column(Day)
    line: Named[str] = Column(ForeignKey("line.code"))
    words: Named[Words] = translated("words")  # why, and what to do, as visitors read it
    stopped_at: Named[datetime] = Column(UtcDateTime)
    stopped_by: Named[str] = Column(String)
    opened_at: Named[datetime | None] = Column(UtcDateTime)
    opened_by: Named[str | None] = Column(String)


line_stops = Table(
    "line_stop",
    metadata,
    LineStopColumns,
    CheckConstraint("(opened_at IS NULL) = (opened_by IS NULL)", name="line_opened_by_somebody"),
)
index("one_stop_a_line", line_stops.c.day, line_stops.c.line, unique=True, where=text("opened_at IS NULL"))
triggers(
    """CREATE TRIGGER line_stop_stays BEFORE DELETE ON line_stop BEGIN
      SELECT RAISE(ABORT, 'the stop of a line is never deleted'); END""",
    """CREATE TRIGGER line_stop_is_as_said BEFORE UPDATE OF day, line, words, stopped_at, stopped_by ON line_stop BEGIN
      SELECT RAISE(ABORT, 'the stop of a line stays as it was said'); END""",
    """CREATE TRIGGER line_stop_over_is_history BEFORE UPDATE ON line_stop WHEN OLD.opened_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'the stop of a line that is over is history'); END""",
)


class DutyColumns(Columns):
    window: Named[str] = Column(ForeignKey("window.code"), primary_key=True)
    weekday: Named[int] = Column(Integer, CheckConstraint("weekday BETWEEN 0 AND 6"), primary_key=True)
    span: Named[str] = Column(String, primary_key=True)


duties = Table(
    "duty",
    metadata,
    DutyColumns,
)


class CalendarDayColumns(Columns):
    day: Named[date] = Column(Day, primary_key=True)
    works: Named[int] = Column(Integer, CheckConstraint("works IN (0, 1)"))
    like: Named[str] = Column(String)
    name: Named[Words] = translated("name")
    # 0: a statutory holiday of a year whose other days off and make-up days are not announced yet
    announced: Named[int] = Column(Integer, CheckConstraint("announced IN (0, 1)"), server_default="1")


calendar_days = Table(
    "calendar_day",
    metadata,
    CalendarDayColumns,
)


class QuotaColumns(Columns):
    line: Named[str] = Column(ForeignKey("line.code"), primary_key=True)
    span: Named[str] = Column(String, primary_key=True)  # "" means the whole day
    most: Named[int] = Column(Integer, CheckConstraint("most >= 0"))


quotas = Table(
    "quota",
    metadata,
    QuotaColumns,
)


class QuotaUseColumns(Columns):
    day: Named[date] = Column(Day, primary_key=True)
    line: Named[str] = Column(ForeignKey("line.code"), primary_key=True)
    span: Named[str] = Column(String, primary_key=True)
    used: Named[int] = Column(Integer, CheckConstraint("used >= 0"))


quota_uses = Table(
    "quota_use",
    metadata,
    QuotaUseColumns,
)


# every version that was ever in force; never changed, so that a decision can be judged by its own rules
class RuleSetColumns(Columns):
    version: Named[int] = Column(Integer, CheckConstraint("version > 0"), primary_key=True)
    body: Named[dict[str, Any]] = Column(JSON)
    published_at: Named[datetime] = Column(UtcDateTime)
    published_by: Named[str] = Column(String)


rule_sets = Table(
    "rule_set",
    metadata,
    RuleSetColumns,
)


# the plan after each change, so that a change can be undone; people's terms and letters have registers of their own
class PlanVersionColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(UtcDateTime)
    by: Named[str] = Column(String)
    table: Named[str] = Column(String)  # "hall", "calendar", a table, or "" for a whole plan
    undoes: Named[int | None] = Column(ForeignKey("plan_version.id"))  # the version that it brought back
    change_count: Named[int] = Column(Integer, CheckConstraint("change_count >= 0"))
    changes: Named[list[Any]] = Column(JSON)  # the first of them, as the log lists them
    body: Named[bytes] = Column(LargeBinary)  # the plan itself: `services.planning.versions`


plan_versions = Table(
    "plan_version",
    metadata,
    PlanVersionColumns,
    CheckConstraint("undoes < id", name="undoes_an_older_one"),
)
triggers(
    """CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_version BEGIN
      SELECT RAISE(ABORT, 'a version of the plan is never deleted'); END""",
    """CREATE TRIGGER plan_version_is_as_kept BEFORE UPDATE ON plan_version BEGIN
      SELECT RAISE(ABORT, 'a version of the plan stays as it was'); END""",
)
