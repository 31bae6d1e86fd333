"""The spool's routes for print agents: lease, report, reading."""

from __future__ import annotations

import socket
import time
from functools import partial
from typing import Any

import msgspec
from gevent.select import select
from msgspec import structs

from hallserver.contract import JobView, LeasedJob
from hallserver.contract.requests import JobReport, LeaseBody, ReadingBody
from hallserver.core.errors import NobodyWaiting, NotFound
from hallserver.services.context import CommandContext
from hallserver.services.printing import printers, slips, spool
from hallserver.store import queries
from hallserver.web.door import Act, Call, route


@route(
    "POST",
    "/print-jobs/lease",
    permission="job.print",
    body=LeaseBody,
    response=LeasedJob,
)
def lease(call: Call) -> Act:
    """Lease the printer's next job, waiting for one if necessary; 204 when there is none."""
    body: LeaseBody = call.body
    deadline = time.monotonic() + body.wait_ms / 1000
    while not (_something_to_print(call, body.printer) or _was_leased(call)):
        left = deadline - time.monotonic()
        if left <= 0 or call.hall.stopping:
            raise NobodyWaiting
        call.hall.bell.wait(min(left, 1.0))  # stalled jobs and expired leases ring no bell
        if _hung_up(call):  # a job leased to a closed connection would wait until its lease expires
            raise NobodyWaiting

    def command(work: CommandContext) -> LeasedJob:
        job = spool.lease(work, call.who, body.printer)
        slip = slips.compose(work, job, call.hall.tongues)
        return LeasedJob(
            job.id,
            job.ticket,
            job.printer,
            job.attempt,
            job.copy,
            job.address,
            job.profile,
            job.expires_at,
            slip,
            job.kind,
        )

    def dress(told: Any, repeated: bool) -> Any:
        public = call.hall.settings.public_url.rstrip("/")
        job = msgspec.convert(told, LeasedJob) if repeated else told
        link = f"{public}/t#{call.hall.signer.follow(job.ticket)}" if public and job.ticket else None
        return slips.with_link(job, link)

    return Act(command, dress)


@route(
    "POST",
    "/print-jobs/{job:int}/report",
    permission="job.print",
    body=JobReport,
    response=JobView,
)
def report(call: Call) -> Act:
    """Report the progress of a job."""
    return Act(partial(spool.report, who=call.who, job=call.args["job"], said=structs.asdict(call.body)))


@route("POST", "/printers/{printer}/reading", permission="job.print", body=ReadingBody)
def reading(call: Call) -> Act:
    """Report the state of a printer."""
    return Act(
        partial(
            printers.read,
            who=call.who,
            printer=call.args["printer"],
            state=call.body.state,
            detail=call.body.detail,
        )
    )


def _was_leased(call: Call) -> bool:
    """Whether this very request was answered before: then the stored answer is repeated without waiting."""
    with call.hall.reading() as connection:
        key = call.hall.signer.fingerprint(call.request.headers.get("Idempotency-Key", "").encode())
        return queries.was_answered(connection, call.who.id, key)


def _hung_up(call: Call) -> bool:
    """Whether the agent has closed the connection meanwhile."""
    plug = call.request.environ.get("gunicorn.socket")
    if plug is None:
        return False
    readable, _, _ = select([plug], [], [], 0)
    try:
        return bool(readable) and plug.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def _something_to_print(call: Call, printer: str) -> bool:
    if printer not in call.hall.plan.printers:
        raise NotFound(what="printer", name=printer)
    with call.hall.reading() as connection:
        return queries.has_job(connection, printer, call.now)
