"""Print jobs, and the slips' templates and logo as the office made them."""

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
    UniqueConstraint,
    text,
)

from hallserver.store.schema.form import index, metadata, one_of
from hallserver.store.types import UtcDateTime

JOB_STATES = (
    "queued", "leased", "sending", "sent", "printed", "stalled", "unconfirmed", "expired", "cancelled", "failed",
)  # fmt: skip
JOB_KINDS = ("ticket", "receipt", "closing", "test")
ASKED_BY = (
    "issue",
    "visitor",
    "staff",
    "spool",
)  # who wanted the paper: the number itself, or somebody later
JOB_OPEN = text("state IN ('queued', 'leased', 'sending', 'stalled')")

print_jobs = Table(
    "print_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, server_default="ticket"),
    Column("ticket", ForeignKey("ticket.id")),
    Column(
        "facts", JSON(none_as_null=True)
    ),  # what only the moment of queueing knows: a promised date, a day's figures
    Column("asked", String, nullable=False, server_default="issue"),
    Column("with_list", Integer, nullable=False, server_default="0"),
    Column("copy", Integer, CheckConstraint("copy >= 1"), nullable=False),
    Column("printer", ForeignKey("printer.code"), nullable=False),
    Column(
        "meant", ForeignKey("printer.code")
    ),  # where it was to be printed before it moved to the neighbour
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("owner", String),
    Column("lease_until", UtcDateTime),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("method", String),
    Column("reason", String),
    Column("bytes_sent", Integer, nullable=False, server_default="0"),
    UniqueConstraint("ticket", "kind", "copy", name="copies_are_numbered"),
    CheckConstraint("(ticket IS NOT NULL) = (kind IN ('ticket', 'receipt'))", name="whose_slip_it_is"),
    one_of("state", JOB_STATES),
    one_of("kind", JOB_KINDS),
    one_of("asked", ASKED_BY),
)
index("jobs_to_print", print_jobs.c.printer, print_jobs.c.id, where=JOB_OPEN)
index(
    "one_reprint_by_the_visitor",
    print_jobs.c.ticket,
    print_jobs.c.kind,
    unique=True,
    where=text("asked = 'visitor'"),
)

slip_templates = Table(
    "slip_template",
    metadata,
    Column("kind", String, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", String, nullable=False),
    one_of("kind", JOB_KINDS),
)

slip_logo = Table(
    "slip_logo",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("png", LargeBinary, CheckConstraint("length(png) <= 32768"), nullable=False),
)
