"""The spool: a job commits with its ticket; print agents lease, print and report; every change is guarded by attempt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, text, update

from hallserver.core.errors import LeaseLost, NobodyWaiting, NotFound
from hallserver.core.rights import Principal
from hallserver.core.shapes import JobView, PrintView
from hallserver.services.work import CLOCK, Work
from hallserver.store.prepared import Prepared
from hallserver.store.schema import print_jobs, printers, tickets
from hallserver.store.types import Found

_LAST_COPY = Prepared(
    select(func.coalesce(func.max(print_jobs.c.copy), 0)).where(print_jobs.c.ticket == bindparam("ticket"))
)
_QUEUE = Prepared(insert(print_jobs))
_NEXT = Prepared(
    select(print_jobs)
    .where(
        text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
        print_jobs.c.printer == bindparam("printer"),
        or_(
            text("print_job.state IN ('queued', 'stalled')"),
            (print_jobs.c.state == "leased") & (print_jobs.c.lease_until < bindparam("now")),
        ),
        print_jobs.c.expires_at > bindparam("now"),
        or_(print_jobs.c.lease_until.is_(None), print_jobs.c.lease_until < bindparam("now")),
    )
    .order_by(print_jobs.c.id)
    .limit(1)
)

_CLAIM = Prepared(
    update(print_jobs)
    .where(print_jobs.c.id == bindparam("job"), print_jobs.c.attempt == bindparam("seen"))
    .values(
        state="leased",
        attempt=print_jobs.c.attempt + 1,
        owner=bindparam("by"),
        lease_until=bindparam("until"),
    )
)

# from which states a report may come; before the first byte a job may go back, after it never
REPORTS: dict[str, frozenset[str]] = {
    "sending": frozenset({"leased"}),
    "stalled": frozenset({"leased"}),
    "failed": frozenset({"leased", "sending"}),
    "sent": frozenset({"sending"}),
    "printed": frozenset({"sending", "sent"}),
    "unconfirmed": frozenset({"sending", "sent"}),
}
ENDS = frozenset({"printed", "sent", "unconfirmed", "failed"})
STALLED_FOR = timedelta(seconds=1)


def queue_again(work: Work, ticket: int, printer: str | None) -> PrintView:
    """Queue one more copy, marked as a reprint."""
    return queue(
        work, ticket, printer, copy=1 + int(_LAST_COPY.run(work.connection, {"ticket": ticket}).scalar_one())
    )


def queue(work: Work, ticket: int, printer: str | None, *, copy: int = 1) -> PrintView:
    """Queue a ticket's slip; the first copy is the original."""
    if printer is None:
        return PrintView("none", None)
    _QUEUE.run(
        work.connection,
        {
            "ticket": ticket,
            "copy": copy,
            "printer": printer,
            "state": "queued",
            "queued_at": work.now,
            "expires_at": work.now + timedelta(milliseconds=work.rules.job_life_ms),
        },
    )
    return PrintView("queued", printer)


def cancel(work: Work, ticket: int) -> None:
    """A cancelled ticket's slip need not come out, as long as no byte of it was sent."""
    work.connection.execute(
        update(print_jobs)
        .where(print_jobs.c.ticket == ticket, print_jobs.c.state.in_(["queued", "leased", "stalled"]))
        .values(state="cancelled", ended_at=work.now)
    )


def lease(work: Work, who: Principal, printer: str) -> Found:
    """Take the printer's next job for `who`; the ticket's row comes with it.

    Raises:
        NobodyWaiting: nothing is to be printed there (204).
    """
    if printer not in work.plan.printers:
        raise NotFound(what="printer", name=printer)
    job = _NEXT.run(work.connection, {"printer": printer, "now": work.now}).one_or_none()
    if job is None:
        raise NobodyWaiting(window=printer)
    until = work.now + timedelta(milliseconds=work.rules.lease_ms)
    _CLAIM.run(work.connection, {"job": job.id, "seen": job.attempt, "by": who.id, "until": until})
    return leased(work, job.id)


def leased(work: Work, job: int) -> Found:
    """A job with its ticket and its printer's address."""
    return work.connection.execute(
        select(
            print_jobs, printers.c.address, printers.c.profile,
            tickets.c.number, tickets.c.day, tickets.c.arrived_at, tickets.c.lang, tickets.c.visitor_class,
            tickets.c.told_ahead, tickets.c.told_low_ms, tickets.c.told_high_ms,
        )
        .join(printers, printers.c.code == print_jobs.c.printer)
        .join(tickets, tickets.c.id == print_jobs.c.ticket)
        .where(print_jobs.c.id == job)
    ).one()  # fmt: skip


def report(work: Work, who: Principal, job: int, said: dict[str, Any]) -> JobView:
    """Take an agent's word about its job.

    Args:
        work: the pen's.
        who: the agent; it must hold the lease.
        job: the job's id.
        said: attempt, state, method, reason, bytes_sent.

    Raises:
        LeaseLost: the job is another's by now, or past the point where this may be said.
    """
    state = said["state"]
    sources = REPORTS[state]
    values: dict[str, Any] = {
        "state": state, "method": said["method"], "reason": said["reason"], "bytes_sent": said["bytes_sent"],
    }  # fmt: skip
    if state in ENDS:
        values |= {"ended_at": work.now, "lease_until": None}
    elif state == "stalled":
        values |= {"owner": None, "lease_until": work.now + STALLED_FOR}
    else:
        values |= {"lease_until": work.now + timedelta(milliseconds=work.rules.lease_ms)}
    changed = work.connection.execute(
        update(print_jobs)
        .where(
            print_jobs.c.id == job,
            print_jobs.c.attempt == said["attempt"],
            print_jobs.c.owner == who.id,
            print_jobs.c.state.in_(sources),
        )
        .values(**values)
    )
    row = work.connection.execute(select(print_jobs).where(print_jobs.c.id == job)).one_or_none()
    if row is None:
        raise NotFound(what="print job", name=job)
    if changed.rowcount != 1:
        raise LeaseLost({"job": job, "state": row.state, "attempt": row.attempt})
    if state in ENDS:
        facts = {
            "ticket": row.ticket, "job": job, "copy": row.copy, "printer": row.printer,
            "method": row.method, "reason": row.reason, "attempt": row.attempt,
        }  # fmt: skip
        work.tell(who, f"slip.{state}", facts)
    return JobView(row.id, row.printer, row.state, row.attempt)


def read_printer(work: Work, who: Principal, printer: str, state: str, detail: str | None) -> None:
    """Keep a printer's last reading; a change of state is an event, a heartbeat is not."""
    was = work.connection.execute(
        select(printers.c.state).where(printers.c.code == printer)
    ).scalar_one_or_none()
    if was is None:
        raise NotFound(what="printer", name=printer)
    work.connection.execute(
        update(printers)
        .where(printers.c.code == printer)
        .values(state=state, detail=detail, read_at=work.now)
    )
    if was != state:
        work.tell(who, "printer.state", {"printer": printer, "state": state, "was": was, "detail": detail})


def expire_old(work: Work) -> int:
    """What was not sent within its life is not printed any more; what was begun and lost is unconfirmed."""
    count = 0
    old = work.connection.execute(
        select(print_jobs).where(
            text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
            or_(
                (print_jobs.c.expires_at <= work.now) & (print_jobs.c.state != "sending"),
                (print_jobs.c.state == "sending") & (print_jobs.c.lease_until <= work.now),
            ),
        )
    ).all()
    for job in old:
        state = "unconfirmed" if job.state == "sending" else "expired"
        work.connection.execute(
            update(print_jobs)
            .where(print_jobs.c.id == job.id, print_jobs.c.attempt == job.attempt)
            .values(state=state, ended_at=work.now, lease_until=None)
        )
        facts = {"ticket": job.ticket, "job": job.id, "copy": job.copy, "printer": job.printer}
        work.tell(CLOCK, f"slip.{state}", facts)
        count += 1
    return count
