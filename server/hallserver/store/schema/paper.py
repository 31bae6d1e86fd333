"""Print jobs, and the office's templates and logo for slips."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    UniqueConstraint,
    text,
)

from hallserver.core.floor.equipment import JobState
from hallserver.store.schema.form import Columns, in_index, index, metadata, one_of
from hallserver.store.types import UtcDateTime

JOB_KINDS = ("ticket", "receipt", "closing", "test")
ASKED_BY = (
    "issue",
    "visitor",
    "staff",
    "spool",
)  # why it was printed: with the number, or on a later request
JOB_OPEN = text("state IN ('queued', 'leased', 'sending', 'stalled')")
JOB_WAITING = text("print_job.state IN ('queued', 'leased', 'stalled')")  # no byte has been sent
JOB_SENDING = text("print_job.state = 'sending'")
JOB_MOVABLE = text(
    "print_job.state IN ('queued', 'leased', 'stalled') AND print_job.meant IS NULL"
    " AND print_job.kind IN ('ticket', 'receipt')"
)


class PrintJobColumns(Columns):
    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String, server_default="ticket")
    ticket: Named[int | None] = Column(ForeignKey("ticket.id"))
    # facts known only at the moment of queueing: a promised date, a day's figures
    facts: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))
    asked: Named[str] = Column(String, server_default="issue")
    with_list: Named[int] = Column(Integer, server_default="0")
    copy: Named[int] = Column(Integer, CheckConstraint("copy >= 1"))
    printer: Named[str] = Column(ForeignKey("printer.code"))
    # the original printer of a job that moved to the neighbour
    meant: Named[str | None] = Column(ForeignKey("printer.code"))
    state: Named[str] = Column(String)
    attempt: Named[int] = Column(Integer, server_default="0")
    owner: Named[str | None] = Column(String)
    lease_until: Named[datetime | None] = Column(UtcDateTime)
    queued_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)
    method: Named[str | None] = Column(String)
    reason: Named[str | None] = Column(String)
    bytes_sent: Named[int] = Column(Integer, server_default="0")


print_jobs = Table(
    "print_job",
    metadata,
    PrintJobColumns,
    UniqueConstraint("ticket", "kind", "copy", name="copies_are_numbered"),
    CheckConstraint("(ticket IS NOT NULL) = (kind IN ('ticket', 'receipt'))", name="whose_slip_it_is"),
    one_of("state", [str(each) for each in JobState]),
    one_of("kind", JOB_KINDS),
    one_of("asked", ASKED_BY),
)
index("jobs_to_print", print_jobs.c.printer, print_jobs.c.id, where=JOB_OPEN)
# what the clock asks once a second is one lookup, however many slips wait at printers that do not print
index("jobs_to_expire", print_jobs.c.expires_at, where=in_index(JOB_WAITING))
index("jobs_being_sent", print_jobs.c.lease_until, where=in_index(JOB_SENDING))
index("slips_to_move", print_jobs.c.printer, print_jobs.c.queued_at, where=in_index(JOB_MOVABLE))
index(
    "one_reprint_by_the_visitor",
    print_jobs.c.ticket,
    print_jobs.c.kind,
    unique=True,
    where=text("asked = 'visitor'"),
)


class SlipTemplateColumns(Columns):
    kind: Named[str] = Column(String, primary_key=True)
    body: Named[dict[str, Any]] = Column(JSON)
    changed_at: Named[datetime] = Column(UtcDateTime)
    changed_by: Named[str] = Column(String)


slip_templates = Table(
    "slip_template",
    metadata,
    SlipTemplateColumns,
    one_of("kind", JOB_KINDS),
)


class SlipLogoColumns(Columns):
    id: Named[int] = Column(Integer, CheckConstraint("id = 1"), primary_key=True)
    png: Named[bytes] = Column(LargeBinary, CheckConstraint("length(png) <= 32768"))


slip_logo = Table(
    "slip_logo",
    metadata,
    SlipLogoColumns,
)
