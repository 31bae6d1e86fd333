"""The floor: loudness of zones, notices, devices that ask to be let in, calls for help, concerns."""

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
    text,
)

from hallserver.core.concerns import CONCERNS
from hallserver.store.schema.form import index, metadata, one_of
from hallserver.store.types import Day, UtcDateTime

zones = Table(
    "zone",
    metadata,
    Column("code", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("volume", JSON, nullable=False),  # ["08:00-12:00=80"]: percent by hour of the hall
)

notices = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("until_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Column("posted_by", String, nullable=False),
    CheckConstraint("until_at IS NULL OR until_at > posted_at", name="notice_runs_forward"),
)

pairings = Table(
    "pairing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, CheckConstraint("length(code) = 6"), nullable=False),
    # of the secret that the device holds already and that becomes its token
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("page", String, nullable=False),
    Column("address", String, nullable=False),  # under which whoever asks is counted
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)
index("one_open_code", pairings.c.code, unique=True, where=text("used_at IS NULL"))

helps = Table(
    "help",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", String, nullable=False),
    Column("place", String, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String),
)
index("one_open_help_a_device", helps.c.device, unique=True, where=text("answered_at IS NULL"))

concerns = Table(
    "concern",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("kind", String, nullable=False),
    Column("matter", ForeignKey("matter.code")),
    Column("ticket", ForeignKey("ticket.id")),
    # its words are private there; the log is written at the end of the command, so the check waits for it
    Column(
        "seq",
        BigInteger,
        ForeignKey("event.seq", deferrable=True, initially="DEFERRED"),
        nullable=False,
        unique=True,
    ),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("raised_by", String, nullable=False),
    Column("due", Day, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String),
    Column("answer", String),
    Column("upheld", Integer, CheckConstraint("upheld IN (0, 1)")),
    CheckConstraint("due >= day", name="due_runs_forward"),
    CheckConstraint(
        "(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL)",
        name="answered_with_words",
    ),
    one_of("kind", list(CONCERNS)),
)
index("concerns_by_due", concerns.c.due, where=text("answered_at IS NULL"))
