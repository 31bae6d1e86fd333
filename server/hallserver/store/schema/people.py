"""People, their authority, and who may come in."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from hallserver.core.letters import SCAN_TYPES
from hallserver.store.schema.form import index, metadata, on_sqlite, one_of
from hallserver.store.types import Day, UtcDateTime

staffers = Table(
    "staffer",
    metadata,
    Column("code", String, primary_key=True),
    Column("department", ForeignKey("department.code"), nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("pin_hash", String),
)

letters = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False, unique=True),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("from_day", Day, nullable=False),
    Column("to_day", Day, nullable=False),
    Column("renews", ForeignKey("letter.document")),
    Column("reminded_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_by", String),
    Column("withdrawn_reason", String),
    # the scan itself lies in DIR/scans under this name: SHA-256 of its bytes, in hex
    Column("scan_hash", String),
    Column("scan_type", String),
    CheckConstraint("to_day >= from_day", name="letter_runs_forward"),
    CheckConstraint(
        "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="a_withdrawn_letter_says_why"
    ),
    CheckConstraint("(scan_hash IS NULL) = (scan_type IS NULL)", name="a_scan_says_its_type"),
    CheckConstraint("length(scan_hash) = 64", name="a_scan_has_its_hash"),
    one_of("scan_type", SCAN_TYPES),
)
index("letters_of_a_staffer", letters.c.staffer)
index("letters_to_remind", letters.c.to_day, where=text("withdrawn_at IS NULL AND reminded_at IS NULL"))
on_sqlite(
    """CREATE TRIGGER letter_stays BEFORE DELETE ON letter BEGIN
      SELECT RAISE(ABORT, 'a letter is never deleted'); END""",
    """CREATE TRIGGER letter_withdrawn_is_history BEFORE UPDATE ON letter WHEN OLD.withdrawn_at IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'a withdrawn letter is history'); END""",
)

letter_matters = Table(
    "letter_matter",
    metadata,
    Column("document", ForeignKey("letter.document"), primary_key=True),
    Column("matter", ForeignKey("matter.code"), primary_key=True),
    Column("power", String, nullable=False),
    one_of("power", ("decide", "accept")),
)

# who is a department sees its own and nothing else: so whose it is must be known
_NAMES_ITS_OWN = "role <> 'department' OR department IS NOT NULL"

tokens = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("window", ForeignKey("window.code")),
    Column("department", ForeignKey("department.code")),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    # a staff page's token comes in a cookie and needs the header token as well
    Column("cookie", Integer, nullable=False, server_default="0"),
    Column(
        "by_link", Integer, nullable=False, server_default="0"
    ),  # came in by a one-time link, not by a password
    Column("last_seen_at", UtcDateTime),
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
)
index("one_live_token", tokens.c.role, tokens.c.name, unique=True, where=text("revoked_at IS NULL"))

links = Table(
    "link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("window", ForeignKey("window.code")),
    Column("department", ForeignKey("department.code")),
    Column("staffer", ForeignKey("staffer.code")),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
)

accounts = Table(
    "account",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("department", ForeignKey("department.code")),
    Column("password_hash", String),
    CheckConstraint(_NAMES_ITS_OWN, name="department_is_named"),
)

sessions = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("window", ForeignKey("window.code"), nullable=False),
    Column("staffer", ForeignKey("staffer.code"), nullable=False),
    Column("secondment", ForeignKey("secondment.id"), nullable=False),
    Column("covers", ForeignKey("staffer.code")),
    Column("letter", ForeignKey("letter.document")),
    Column("lines", JSON, nullable=False),  # whose guests it takes
    Column("half", String, nullable=False, server_default="am"),  # whose plan its matters follow
    Column("day", Day, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("pause_reason", String),
    Column("free_at", UtcDateTime, nullable=False),  # since when nobody is at the window
    Column("idle_told_at", UtcDateTime),  # when it was noted that people wait while the window is free
    CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="session_runs_forward"),
)
_OPEN = text("closed_at IS NULL")
index("sessions_of_a_staffer", sessions.c.staffer, sessions.c.closed_at)
index("sessions_by_day", sessions.c.day)
index("sessions_of_a_window", sessions.c.window, sessions.c.closed_at)
index("one_session_per_window", sessions.c.window, unique=True, where=_OPEN)
index("one_session_per_staffer", sessions.c.staffer, unique=True, where=_OPEN)

session_matters = Table(
    "session_matter",
    metadata,
    Column("session", ForeignKey("session.id"), primary_key=True),
    Column("matter", ForeignKey("matter.code"), primary_key=True),
    Column("line", ForeignKey("line.code"), nullable=False),
    Column("power", String, nullable=False),
    one_of("power", ("decide", "accept")),
)
index("session_matter_by_matter", session_matters.c.matter)

session_pauses = Table(
    "session_pause",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session", ForeignKey("session.id"), nullable=False),
    Column("from_at", UtcDateTime, nullable=False),
    Column("to_at", UtcDateTime),
    Column("reason", String, nullable=False),
    CheckConstraint("to_at IS NULL OR to_at >= from_at", name="pause_runs_forward"),
)
index("one_pause_at_a_time", session_pauses.c.session, unique=True, where=text("to_at IS NULL"))
