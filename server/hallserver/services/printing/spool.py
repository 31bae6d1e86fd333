"""The spool: a job commits with its ticket; print agents lease, print and report; every change is guarded by attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, update

from hallserver.contract import JobView, PrintView
from hallserver.core.equipment import JobState
from hallserver.core.errors import LeaseLost, NobodyWaiting, NotFound, ReprintedAlready
from hallserver.core.events import (
    ABSENT,
    SlipExpired,
    SlipFailed,
    SlipMoved,
    SlipPrinted,
    SlipQueued,
    SlipSent,
    SlipUnconfirmed,
)
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.printing import printers as keeping
from hallserver.store import queries, spooled
from hallserver.store.joined import LeasedJobRow
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, read_row, read_rows
from hallserver.store.rows import PrintJobRow
from hallserver.store.schema import print_jobs, printers, stops

_LAST_COPY = PreparedValue(
    select(func.coalesce(func.max(print_jobs.c.copy), 0)).where(
        print_jobs.c.ticket == bindparam("ticket"), print_jobs.c.kind == bindparam("kind")
    )
)
_VISITORS_COPY = PreparedValue(
    select(print_jobs.c.id).where(
        print_jobs.c.ticket == bindparam("ticket"), text("print_job.asked = 'visitor'")
    )
)
_QUEUE = PreparedValue(insert(print_jobs).returning(print_jobs.c.id))
_NEXT = Prepared(
    select(print_jobs)
    .join(printers, printers.c.code == print_jobs.c.printer)
    .where(
        text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
        print_jobs.c.printer == bindparam("of_printer"),
        or_(
            text("print_job.state IN ('queued', 'stalled')"),
            (print_jobs.c.state == "leased") & (print_jobs.c.lease_until < bindparam("now")),
        ),
        # what a muted printer still gets is a test slip: printing one is how somebody looks
        or_(printers.c.muted_at.is_(None), text("print_job.kind = 'test'")),
        print_jobs.c.expires_at > bindparam("now"),
        or_(print_jobs.c.lease_until.is_(None), print_jobs.c.lease_until < bindparam("now")),
    )
    .order_by(print_jobs.c.id)
    .limit(1),
    PrintJobRow,
)

_CLAIM = PreparedChange(
    update(print_jobs)
    .where(print_jobs.c.id == bindparam("job"), print_jobs.c.attempt == bindparam("seen"))
    .values(
        state="leased",
        attempt=print_jobs.c.attempt + 1,
        owner=bindparam("by"),
        lease_until=bindparam("until"),
    )
)

# from which states a report may come; before the first byte a job may go back, after it never; that a slip came
# out may be learned late, from an agent that was away meanwhile
REPORTS: dict[str, frozenset[str]] = {
    "sending": frozenset({"leased"}),
    "stalled": frozenset({"leased"}),
    "failed": frozenset({"leased", "sending"}),
    "sent": frozenset({"sending", "unconfirmed"}),
    "printed": frozenset({"sending", "sent", "unconfirmed"}),
    "unconfirmed": frozenset({"sending", "sent"}),
}
ENDS = frozenset({"printed", "sent", "unconfirmed", "failed"})
ON_PAPER = frozenset({"printed", "sent", "unconfirmed"})
WAITING = ("queued", "leased", "stalled")  # no byte was sent
_ENDED: dict[str, type[SlipPrinted | SlipSent | SlipFailed | SlipUnconfirmed]] = {
    "printed": SlipPrinted,
    "sent": SlipSent,
    "failed": SlipFailed,
    "unconfirmed": SlipUnconfirmed,
}
OF_A_TICKET = frozenset({"ticket", "receipt"})
STALLED_FOR = timedelta(seconds=1)
NOWHERE = PrintView("none", None)


_LEASED = Prepared(
    select(print_jobs, printers.c.address, printers.c.profile)
    .join(printers, printers.c.code == print_jobs.c.printer)
    .where(print_jobs.c.id == bindparam("job")),
    LeasedJobRow,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed: a kind of slip, of a ticket or of none; `facts` only this moment knows."""

    kind: str = "ticket"
    ticket: int | None = None
    copy: int = 1
    asked: str = "issue"
    with_list: bool = False
    facts: dict[str, Any] | None = None


def queue(
    work: CommandContext, ticket: int, printer: str | None, *, copy: int = 1, with_list: bool = False
) -> PrintView:
    """Queue a ticket's slip; the first copy is the original."""
    return queue_sheet(work, Sheet("ticket", ticket, copy, with_list=with_list), printer)[0]


def queue_again(
    work: CommandContext, who: Principal, ticket: int, printer: str | None, *, with_list: bool = False
) -> PrintView:
    """Queue one more copy, marked as a reprint.

    Raises:
        ReprintedAlready: a visitor may have one; more are the staff's to give.
    """
    asked = "visitor" if who.role in {"kiosk", "follower"} else "staff"
    if asked == "visitor" and _VISITORS_COPY.first(work.connection, {"ticket": ticket}):
        number = queries.STOP_OF_TICKET.run(work.connection, {"ticket": ticket}).one().number
        raise ReprintedAlready({"ticket": ticket}, number=number)
    sheet = Sheet("ticket", ticket, _next_copy(work, ticket, "ticket"), asked, with_list)
    return queue_sheet(work, sheet, printer)[0]


def queue_sheet(work: CommandContext, sheet: Sheet, printer: str | None) -> tuple[PrintView, int]:
    """Queue any slip at a printer, or at its neighbour while it is known to be out of order; gives its job too."""
    if printer is None:
        return NOWHERE, 0
    place = _place(work, printer) if sheet.kind in OF_A_TICKET else printer
    job = _QUEUE.one(
        work.connection,
        {
            "kind": sheet.kind,
            "ticket": sheet.ticket,
            "copy": sheet.copy,
            "asked": sheet.asked,
            "with_list": int(sheet.with_list),
            "facts": sheet.facts,
            "printer": place,
            "meant": printer if place != printer else None,
            "state": "queued",
            "queued_at": work.now,
            "expires_at": work.now + timedelta(milliseconds=work.timeouts.job_life_ms),
        },
    )
    elsewhere = place != printer
    return PrintView("queued", place, work.plan.printer_names.get(place), elsewhere), job


def queue_test(work: CommandContext, who: Principal, printer: str) -> int:
    """Queue a test slip through the very spool that tickets go through; gives the job."""
    if printer not in work.plan.printers:
        raise NotFound(what="printer", name=printer)
    _, job = queue_sheet(work, Sheet("test", asked="staff"), printer)
    work.publish(who, SlipQueued(printer=printer, job=job, slip="test"))
    return job


def cancel(work: CommandContext, ticket: int) -> None:
    """A cancelled ticket's slip need not come out, as long as no byte of it was sent."""
    _drop(work, print_jobs.c.ticket == ticket)


def lease(work: CommandContext, who: Principal, printer: str) -> LeasedJobRow:
    """Take the printer's next job for `who`, who owns the printer from now on.

    Raises:
        NobodyWaiting: nothing is to be printed there (204). PrinterTaken: another agent owns the printer.
    """
    keeping.own(work, who, printer)
    job = _NEXT.run(work.connection, {"of_printer": printer, "now": work.now}).one_or_none()
    if job is None:
        raise NobodyWaiting(window=printer)
    until = work.now + timedelta(milliseconds=work.timeouts.lease_ms)
    _CLAIM.run(work.connection, {"job": job.id, "seen": job.attempt, "by": who.id, "until": until})
    return leased(work, job.id)


def leased(work: CommandContext, job: int) -> LeasedJobRow:
    """A job with its printer's address."""
    return _LEASED.run(work.connection, {"job": job}).one()


def report(work: CommandContext, who: Principal, job: int, said: dict[str, Any]) -> JobView:
    """Take an agent's word about its job.

    Args:
        work: the writer's.
        who: the agent; it must hold the lease.
        job: the job's id.
        said: attempt, state, method, reason, bytes_sent, and optionally cleared and paper_mm.

    Raises:
        LeaseLost: the job is another's by now, or past the point where this may be said.
    """
    state = said["state"]
    changed = work.connection.execute(
        update(print_jobs)
        .where(
            print_jobs.c.id == job,
            print_jobs.c.attempt == said["attempt"],
            print_jobs.c.owner == who.id,
            print_jobs.c.state.in_(REPORTS[state]),
        )
        .values(**_reported(work, said))
    )
    row = read_row(work.connection, select(print_jobs).where(print_jobs.c.id == job), PrintJobRow)
    if row is None:
        raise NotFound(what="print job", name=job)
    if changed.rowcount != 1:
        raise LeaseLost({"job": job, "state": row.state, "attempt": row.attempt})
    if state in ENDS:
        _tell_end(work, who, row)
        if state in ON_PAPER:
            keeping.count_paper(work, row.printer, said.get("paper_mm", 0))
    if state == "unconfirmed":
        _make_good(work, row, cleared=bool(said.get("cleared")))
    elif state == "printed":
        _drop(work, print_jobs.c.ticket == row.ticket, print_jobs.c.asked == "spool")
    return JobView(row.id, row.printer, JobState(row.state), row.attempt)


def expire_old(work: CommandContext) -> int:
    """What was not sent within its life is not printed any more; what was begun and lost is unconfirmed."""
    old = read_rows(
        work.connection,
        select(print_jobs).where(
            text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
            or_(
                (print_jobs.c.expires_at <= work.now) & (print_jobs.c.state != "sending"),
                (print_jobs.c.state == "sending") & (print_jobs.c.lease_until <= work.now),
            ),
        ),
        PrintJobRow,
    )
    for job in old:
        state = "unconfirmed" if job.state == "sending" else "expired"
        work.connection.execute(
            update(print_jobs)
            .where(print_jobs.c.id == job.id, print_jobs.c.attempt == job.attempt)
            .values(state=state, ended_at=work.now, lease_until=None)
        )
        kind = SlipUnconfirmed if state == "unconfirmed" else SlipExpired
        work.publish(CLOCK, kind(ticket=job.ticket, job=job.id, copy=job.copy, printer=job.printer))
        if state == "unconfirmed":
            _make_good(work, job, cleared=False)
    return len(old)


def move_on(work: CommandContext) -> int:
    """Slips of which no byte was sent in the kiosk's patience go to the neighbour; whoever held them sends nothing."""
    moving = spooled.to_move(work.connection, work.now, work.timeouts.move_after_ms)
    for job in moving:
        moved = work.connection.execute(
            update(print_jobs)
            .where(
                print_jobs.c.id == job.id,
                print_jobs.c.attempt == job.attempt,
                print_jobs.c.state.in_(WAITING),
            )
            .values(
                printer=job.neighbour,
                meant=job.printer,
                state="queued",
                attempt=print_jobs.c.attempt + 1,
                owner=None,
                lease_until=None,
            )
        )
        if moved.rowcount:
            work.publish(
                CLOCK,
                SlipMoved(
                    ticket=job.ticket, job=job.id, copy=job.copy, printer=job.neighbour, meant=job.printer
                ),
            )
    return len(moving)


def _place(work: CommandContext, printer: str) -> str:
    """The printer itself, or its neighbour when only that one can print."""
    neighbour = work.plan.neighbours.get(printer)
    if neighbour is None or spooled.can_print(spooled.printer(work.connection, printer)):
        return printer
    return neighbour if _steps_in(work, neighbour) else printer


def _steps_in(work: CommandContext, neighbour: str) -> bool:
    row = spooled.printer(work.connection, neighbour)
    return spooled.can_print(row) and row is not None and row.state != "unknown"


def _next_copy(work: CommandContext, ticket: int, kind: str) -> int:
    return 1 + int(_LAST_COPY.one(work.connection, {"ticket": ticket, "kind": kind}))


def _reported(work: CommandContext, said: dict[str, Any]) -> dict[str, Any]:
    """The columns that a report changes."""
    state = said["state"]
    values: dict[str, Any] = {
        "state": state,
        "method": said["method"],
        "reason": said["reason"],
        "bytes_sent": said["bytes_sent"],
    }
    if state in ENDS:
        return values | {"ended_at": work.now, "lease_until": None}
    if state == "stalled":
        return values | {"owner": None, "lease_until": work.now + STALLED_FOR}
    return values | {"lease_until": work.now + timedelta(milliseconds=work.timeouts.lease_ms)}


def _tell_end(work: CommandContext, who: Principal, row: PrintJobRow) -> None:
    told = _ENDED[row.state](
        ticket=row.ticket,
        job=row.id,
        copy=row.copy,
        printer=row.printer,
        method=row.method,
        reason=row.reason,
        attempt=row.attempt,
        slip=ABSENT if row.kind == "ticket" else row.kind,
    )
    work.publish(who, told)


def _make_good(work: CommandContext, job: PrintJobRow, *, cleared: bool) -> None:
    """A slip that may have come out, or may yet: print it once more, marked, where that can be done.

    A printer that may still print what it holds gets nothing more until somebody has looked at it.
    """
    if job.ticket is None or job.asked == "spool" or not _still_needed(work, job):
        return
    neighbour = work.plan.neighbours.get(job.printer)
    place = neighbour if neighbour and _steps_in(work, neighbour) else job.printer if cleared else None
    if place is None:
        return
    if place != job.printer and not cleared:
        keeping.mute(work, job.printer, f"job {job.id} may still come out, and was printed elsewhere")
    copy = Sheet(
        job.kind, job.ticket, _next_copy(work, job.ticket, job.kind), "spool", bool(job.with_list), job.facts
    )
    view, made = queue_sheet(work, copy, place)
    work.connection.execute(update(print_jobs).where(print_jobs.c.id == made).values(meant=job.printer))
    work.publish(CLOCK, SlipQueued(ticket=job.ticket, job=made, copy=copy.copy, printer=view.printer))


def _still_needed(work: CommandContext, job: PrintJobRow) -> bool:
    if job.kind == "receipt":
        return True
    live = select(stops.c.id).where(
        stops.c.ticket == job.ticket, stops.c.state.in_(["waiting", "held", "called", "missed", "parked"])
    )
    return work.connection.execute(live.limit(1)).first() is not None


def _drop(work: CommandContext, *which: Any) -> None:
    work.connection.execute(
        update(print_jobs)
        .where(*which, print_jobs.c.state.in_(WAITING))
        .values(state="cancelled", ended_at=work.now)
    )
