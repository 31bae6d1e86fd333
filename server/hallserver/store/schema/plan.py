"""The hall and its plan."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
)

from hallserver.store.schema.form import metadata, one_of
from hallserver.store.types import Day, UtcDateTime

hall = Table(
    "hall",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("code", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("always_open", Integer, nullable=False),
    Column("service_level_ms", Integer, nullable=False),
    Column("demo", Integer, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
)

departments = Table(
    "department",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("short_zh", String, nullable=False),
    Column("short_en", String, nullable=False),
    Column("area", String, nullable=False),
)

lines = Table(
    "line",
    metadata,
    Column("code", String, primary_key=True),
    Column("prefix", String, CheckConstraint("length(prefix) BETWEEN 1 AND 2"), nullable=False, unique=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    # a green channel: numbers by approved appointment only
    Column("green", Integer, nullable=False, server_default="0"),
    # where results are collected (出件), or everything else
    Column("kind", String, nullable=False, server_default="ordinary"),
    Column("tier0_run", Integer, nullable=False, server_default="0"),
    one_of("kind", ("ordinary", "collection")),
)

matters = Table(
    "matter",
    metadata,
    Column("code", String, primary_key=True),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column(
        "line", ForeignKey("line.code")
    ),  # kept when a matter leaves the hall: its past tickets stand there
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("norm_minutes", Integer, CheckConstraint("norm_minutes > 0"), nullable=False),
    Column("promised_days", Integer, CheckConstraint("promised_days >= 0"), nullable=False),
    Column("legal_days", Integer, nullable=False),
    Column("fee", JSON, nullable=False),
    Column("fee_fen", BigInteger, CheckConstraint("fee_fen >= 0")),
    Column("materials", JSON, nullable=False),
    Column("joint", JSON, nullable=False, server_default="[]"),  # departments that work on it too (联办件)
    Column("guide", JSON(none_as_null=True)),
    Column("in_hall", Integer, CheckConstraint("in_hall IN (0, 1)"), nullable=False, server_default="1"),
    Column("reason", JSON(none_as_null=True)),
    CheckConstraint("in_hall = 0 OR line IS NOT NULL", name="a_matter_in_the_hall_has_its_line"),
    CheckConstraint("in_hall = 1 OR reason IS NOT NULL", name="a_matter_outside_says_why"),
    Column("usual", Integer, nullable=False),
    Column("initials", String, nullable=False),
    Column("position", Integer, nullable=False),
    one_of("kind", ("on_the_spot", "promised")),
    one_of("audience", ("person", "business", "both")),
)

windows = Table(
    "window",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("department", ForeignKey("department.code")),
    # what an integrated window may do of its own, beside the letters of who sits there
    Column("mandate", String, nullable=False, server_default="none"),
    Column("printer", ForeignKey("printer.code", deferrable=True, initially="DEFERRED")),  # for receipts
    Column("position", Integer, nullable=False),
    one_of("mandate", ("none", "accept", "decide")),
)

window_lines = Table(
    "window_line",
    metadata,
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("line", ForeignKey("line.code"), primary_key=True),
)

printers = Table(
    "printer",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("address", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("state", String, nullable=False, server_default="unknown"),
    Column("detail", String),
    Column("read_at", UtcDateTime),
    # deferred, because two printers may be each other's neighbour
    Column("neighbour", ForeignKey("printer.code", deferrable=True, initially="DEFERRED")),
    Column("roll_m", Integer, CheckConstraint("roll_m > 0"), nullable=False, server_default="80"),
    # one owner at a time: the agent that may lease this printer's jobs
    Column("owner", String),
    Column("owner_until", UtcDateTime),
    # a printer that may still print what was printed elsewhere gets nothing until somebody has looked
    Column("muted_at", UtcDateTime),
    Column("muted_for", String),
    Column("used_mm", BigInteger, CheckConstraint("used_mm >= 0"), nullable=False, server_default="0"),
    Column("used_slips", Integer, CheckConstraint("used_slips >= 0"), nullable=False, server_default="0"),
    Column("total_mm", BigInteger, nullable=False, server_default="0"),
    Column("paper_changed_at", UtcDateTime),
    CheckConstraint("neighbour IS NULL OR neighbour <> code", name="nobody_is_his_own_neighbour"),
)

kiosks = Table(
    "kiosk",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("printer", ForeignKey("printer.code")),
)

screens = Table(
    "screen",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("diagonal_inch", Integer, nullable=False),
    Column("farthest_m", Integer, nullable=False),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
    Column("day", JSON, nullable=False),  # ["09:00-16:00"]: when it is bright
)

# --- what a window serves, and when ---------------------------------------------------------------------------------

groups = Table(
    "matter_group",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
)

group_matters = Table(
    "group_matter",
    metadata,
    Column("group", ForeignKey("matter_group.code"), primary_key=True),
    Column("matter", ForeignKey("matter.code"), primary_key=True),
)

window_groups = Table(
    "window_group",
    metadata,
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("group", ForeignKey("matter_group.code"), primary_key=True),
)

shifts = Table(
    "shift",
    metadata,
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("weekday", Integer, CheckConstraint("weekday BETWEEN 0 AND 6"), primary_key=True),
    Column("half", String, primary_key=True),
    Column("lines", JSON, nullable=False),
    Column("groups", JSON, nullable=False),
    one_of("half", ("am", "pm")),
)

# a manager's word for today; it stands over the plan until the day ends
todays = Table(
    "window_today",
    metadata,
    Column("day", Day, primary_key=True),
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("lines", JSON, nullable=False),
    Column("groups", JSON, nullable=False),
)

duties = Table(
    "duty",
    metadata,
    Column("window", ForeignKey("window.code"), primary_key=True),
    Column("weekday", Integer, CheckConstraint("weekday BETWEEN 0 AND 6"), primary_key=True),
    Column("span", String, primary_key=True),
)

calendar_days = Table(
    "calendar_day",
    metadata,
    Column("day", Day, primary_key=True),
    Column("works", Integer, CheckConstraint("works IN (0, 1)"), nullable=False),
    Column("like", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    # 0: a holiday by law whose year's other days, and make-up days, nobody has announced yet
    Column("announced", Integer, CheckConstraint("announced IN (0, 1)"), nullable=False, server_default="1"),
)

quotas = Table(
    "quota",
    metadata,
    Column("line", ForeignKey("line.code"), primary_key=True),
    Column("span", String, primary_key=True),  # "" is the whole day
    Column("most", Integer, CheckConstraint("most >= 0"), nullable=False),
)

quota_uses = Table(
    "quota_use",
    metadata,
    Column("day", Day, primary_key=True),
    Column("line", ForeignKey("line.code"), primary_key=True),
    Column("span", String, primary_key=True),
    Column("used", Integer, CheckConstraint("used >= 0"), nullable=False),
)

# every version that was ever in force: never changed, so that a decision can be judged by its own
rule_sets = Table(
    "rule_set",
    metadata,
    Column("version", Integer, CheckConstraint("version > 0"), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("published_by", String, nullable=False),
)
