"""Print jobs."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint, text

from hallserver.store.schema.form import index, metadata, one_of
from hallserver.store.types import UtcDateTime

JOB_STATES = (
    "queued", "leased", "sending", "sent", "printed", "stalled", "unconfirmed", "expired", "cancelled", "failed",
)  # fmt: skip
JOB_OPEN = text("state IN ('queued', 'leased', 'sending', 'stalled')")

print_jobs = Table(
    "print_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket", ForeignKey("ticket.id"), nullable=False),
    Column("copy", Integer, CheckConstraint("copy >= 1"), nullable=False),
    Column("printer", ForeignKey("printer.code"), nullable=False),
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
    UniqueConstraint("ticket", "copy", name="copies_are_numbered"),
    one_of("state", JOB_STATES),
)
index("jobs_to_print", print_jobs.c.printer, print_jobs.c.id, where=JOB_OPEN)
