"""The spool: a job commits with its ticket; agents lease, print, report; changes are guarded by attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, null, or_, select, text, update

from hallserver.contract import JobView, PrintView
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
from hallserver.core.floor.equipment import JobState
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.printing import printers as keeping
from hallserver.store import queries
from hallserver.store.joined import LeasedJobRow
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue, Value
from hallserver.store.rows import PrintJobRow
from hallserver.store.schema import print_jobs, printers, stops
from hallserver.store.schema.paper import JOB_WAITING
from hallserver.store.watching import spooled

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
_CANCELLED_AT = PreparedValue(
    select(print_jobs.c.printer).where(
        print_jobs.c.ticket == bindparam("ticket"),
        print_jobs.c.kind == "ticket",
        print_jobs.c.state == "cancelled",
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
        # a muted printer still gets test slips: staff print one to check it
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
_END = PreparedChange(
    update(print_jobs)
    .where(print_jobs.c.id == bindparam("job"), print_jobs.c.attempt == bindparam("seen"))
    .values(state=bindparam("as"), ended_at=bindparam("at"), lease_until=null())
)
_MOVE = PreparedChange(
    update(print_jobs)
    .where(print_jobs.c.id == bindparam("job"), print_jobs.c.attempt == bindparam("seen"), JOB_WAITING)
    .values(
        printer=bindparam("there"),
        meant=bindparam("here"),
        state="queued",
        attempt=print_jobs.c.attempt + 1,
        owner=null(),
        lease_until=null(),
    )
)

# The states from which each report may come. A job may go back before its first byte, never after it. That a
# slip came out may be learned late, from an agent that was offline.
REPORTS: dict[str, frozenset[str]] = {
    "sending": frozenset({"leased"}),
    "stalled": frozenset({"leased"}),
    "failed": frozenset({"leased", "sending"}),
    "sent": frozenset({"sending", "unconfirmed"}),
    "printed": frozenset({"sending", "sent", "unconfirmed"}),
    "unconfirmed": frozenset({"sending", "sent"}),
}
_REPORTED = ("state", "method", "reason", "bytes_sent", "lease_until", "owner", "ended_at")
_REPORT = {
    state: PreparedChange(
        update(print_jobs)
        .where(
            print_jobs.c.id == bindparam("job"),
            print_jobs.c.attempt == bindparam("seen"),
            print_jobs.c.owner == bindparam("by"),
            or_(*(print_jobs.c.state == literal_column(f"'{each}'") for each in sorted(before))),
        )
        .values({name: bindparam(f"new_{name}", type_=print_jobs.c[name].type) for name in _REPORTED})
    )
    for state, before in REPORTS.items()
}
_JOB = Prepared(select(print_jobs).where(print_jobs.c.id == bindparam("job")), PrintJobRow)
ENDS = frozenset({"printed", "sent", "unconfirmed", "failed"})
ON_PAPER = frozenset({"printed", "sent", "unconfirmed"})
WAITING = ("queued", "leased", "stalled")  # no byte has been sent
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
    """A slip to print: its kind, its ticket if any; `facts` that are known only now."""

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
    return _queue_sheet(work, Sheet("ticket", ticket, copy, with_list=with_list), printer)[0]


def queue_again(
    work: CommandContext, ticket: int, printer: str | None, *, asked: str, with_list: bool = False
) -> PrintView:
    """Queue one more copy, marked as a reprint; `asked` says for whom: the visitor, or the staff.

    Raises:
        ReprintedAlready: a visitor may have one; further copies are up to staff.
    """
    if asked == "visitor" and _VISITORS_COPY.first(work.connection, {"ticket": ticket}):
        number = queries.STOP_OF_TICKET.run(work.connection, {"ticket": ticket}).one().number
        raise ReprintedAlready({"ticket": ticket}, number=number)
    sheet = Sheet("ticket", ticket, _next_copy(work, ticket, "ticket"), asked, with_list)
    return _queue_sheet(work, sheet, printer)[0]


def queue_sheet(work: CommandContext, sheet: Sheet, printer: str | None) -> tuple[PrintView, int]:
    """Queue a slip at a printer, or at its neighbour if it is out of order; return the job's id too."""
    queued, job = _queue_sheet(work, sheet, printer)
    return queued, job.one() if job is not None else 0


def _queue_sheet(
    work: CommandContext, sheet: Sheet, printer: str | None
) -> tuple[PrintView, Value[int] | None]:
    if printer is None:
        return NOWHERE, None
    place = _place(work, printer) if sheet.kind in OF_A_TICKET else printer
    job = _QUEUE.run(
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
    """Queue a test slip through the same spool as tickets; return the job."""
    if printer not in work.plan.printers:
        raise NotFound(what="printer", name=printer)
    _, job = queue_sheet(work, Sheet("test", asked="staff"), printer)
    work.publish(who, SlipQueued(printer=printer, job=job, slip="test"))
    return job


def cancel(work: CommandContext, ticket: int) -> None:
    """Cancel the slip of a cancelled ticket if no byte of it has been sent."""
    _drop(work, print_jobs.c.ticket == ticket)


def cancelled_at(work: CommandContext, ticket: int) -> str | None:
    """The printer where a ticket's slip was cancelled before it was printed; None where none was."""
    printer = _CANCELLED_AT.first(work.connection, {"ticket": ticket})
    return str(printer) if printer else None


def lease(work: CommandContext, who: Principal, printer: str) -> LeasedJobRow:
    """Lease the printer's next job to `who`, who owns the printer from now on.

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
    """Return a job with its printer's address."""
    return _LEASED.run(work.connection, {"job": job}).one()


def report(work: CommandContext, who: Principal, job: int, said: dict[str, Any]) -> JobView:
    """Record an agent's report about its job.

    Args:
        work: the writer's context.
        who: the agent; it must hold the lease.
        job: the job's id.
        said: attempt, state, method, reason, bytes_sent, and optionally cleared and paper_mm.

    Raises:
        LeaseLost: another agent holds the job, or its state no longer allows this report.
    """
    state = said["state"]
    mine = {"job": job, "seen": said["attempt"], "by": who.id}
    after = {f"new_{name}": value for name, value in _reported(work, who, said).items()}
    changed = _REPORT[state].run(work.connection, mine | after)
    row = _JOB.run(work.connection, {"job": job}).one_or_none()
    if row is None:
        raise NotFound(what="print job", name=job)
    if changed != 1:
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
    """Expire jobs not sent within their life; jobs lost while sending become unconfirmed. Return how many."""
    old = spooled.expired(work.connection, work.now)
    for job in old:
        state = "unconfirmed" if job.state == "sending" else "expired"
        _END.run(work.connection, {"job": job.id, "seen": job.attempt, "as": state, "at": work.now})
        kind = SlipUnconfirmed if state == "unconfirmed" else SlipExpired
        work.publish(CLOCK, kind(ticket=job.ticket, job=job.id, copy=job.copy, printer=job.printer))
        if state == "unconfirmed":
            _make_good(work, job, cleared=False)
    return len(old)


def move_on(work: CommandContext) -> int:
    """Move slips with no byte sent in time to the neighbour; their old lease is void. Return how many."""
    moving = list(spooled.to_move(work.connection, work.now, work.timeouts.move_after_ms))
    for job, neighbour in moving:
        to = {"job": job.id, "seen": job.attempt, "there": neighbour, "here": job.printer}
        if _MOVE.run(work.connection, to):
            moved = SlipMoved(
                ticket=job.ticket, job=job.id, copy=job.copy, printer=neighbour, meant=job.printer
            )
            work.publish(CLOCK, moved)
    return len(moving)


def _place(work: CommandContext, printer: str) -> str:
    """Return the printer itself, or its neighbour when only that one can print."""
    neighbour = work.plan.neighbours.get(printer)
    if neighbour is None or spooled.can_print(spooled.readiness(work.connection, printer)):
        return printer
    return neighbour if _steps_in(work, neighbour) else printer


def _steps_in(work: CommandContext, neighbour: str) -> bool:
    row = spooled.readiness(work.connection, neighbour)
    return spooled.can_print(row) and row is not None and row.state != "unknown"


def _next_copy(work: CommandContext, ticket: int, kind: str) -> int:
    return 1 + int(_LAST_COPY.one(work.connection, {"ticket": ticket, "kind": kind}))


def _reported(work: CommandContext, who: Principal, said: dict[str, Any]) -> dict[str, Any]:
    """Return the columns as a report leaves them."""
    state = said["state"]
    stalled, ended = state == "stalled", state in ENDS
    waits = STALLED_FOR if stalled else timedelta(milliseconds=work.timeouts.lease_ms)
    return {
        "state": state,
        "method": said["method"],
        "reason": said["reason"],
        "bytes_sent": said["bytes_sent"],
        "lease_until": None if ended else work.now + waits,
        "owner": None if stalled else who.id,
        "ended_at": work.now if ended else None,
    }


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
    """Reprint a slip that may or may not have come out, once and marked, where that is possible.

    A printer that may still print what it holds gets nothing more until staff have looked at it.
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
