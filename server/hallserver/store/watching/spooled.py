"""Queries of the print spool: printers that work, jobs that waited too long, unwatched printers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, or_, select, text

from hallserver.core.floor.equipment import CAN_PRINT, Condition
from hallserver.store.prepared import Prepared, Row, read_rows
from hallserver.store.rows import PrinterRow, PrintJobRow
from hallserver.store.schema import print_jobs, printers
from hallserver.store.schema.paper import JOB_MOVABLE, JOB_SENDING, JOB_WAITING
from hallserver.store.watching.dues import Moment

WATCHED_FOR = timedelta(seconds=35)
MOST_AT_ONCE = 100  # jobs that are moved or ended in one command: the hub serves others before the next
_AILING = ", ".join(f"'{each}'" for each in Condition if each not in CAN_PRINT)

_PRINTER = Prepared(select(printers).where(printers.c.code == bindparam("printer")), PrinterRow)


class Readiness(Row):
    """Whether a printer prints, as far as is known."""

    state: str
    muted_at: datetime | None


_READINESS = Prepared(
    select(printers.c.state, printers.c.muted_at).where(printers.c.code == bindparam("printer")), Readiness
)
_BESIDE = printers.alias("beside")
_CAN_STEP_IN = text(f"beside.muted_at IS NULL AND beside.state NOT IN ({_AILING}, 'unknown')")


class _Relieved(Row):
    """A printer, and the neighbour that can step in for it."""

    code: str
    neighbour: str


_RELIEVED = Prepared(
    select(printers.c.code, _BESIDE.c.code.label("neighbour"))
    .join(_BESIDE, _BESIDE.c.code == printers.c.neighbour)
    .where(_CAN_STEP_IN)
    .order_by(printers.c.code),
    _Relieved,
)
_MOVABLE = Prepared(
    select(print_jobs)
    .where(
        JOB_MOVABLE,
        print_jobs.c.printer == bindparam("of_printer"),
        print_jobs.c.queued_at <= bindparam("before"),
        print_jobs.c.expires_at > bindparam("now"),
    )
    .order_by(print_jobs.c.queued_at)
    .limit(MOST_AT_ONCE),
    PrintJobRow,
)
_EXPIRED = Prepared(
    select(print_jobs)
    .where(JOB_WAITING, print_jobs.c.expires_at <= bindparam("now"))
    .order_by(print_jobs.c.expires_at)
    .limit(MOST_AT_ONCE),
    PrintJobRow,
)
_LOST = Prepared(
    select(print_jobs)
    .where(JOB_SENDING, print_jobs.c.lease_until <= bindparam("now"))
    .order_by(print_jobs.c.lease_until)
    .limit(MOST_AT_ONCE),
    PrintJobRow,
)


class Unwatched(Row):
    """A printer that no agent monitors any more."""

    code: str
    state: str


_UNWATCHED = Prepared(
    select(printers.c.code, printers.c.state)
    .where(printers.c.read_at <= bindparam("before"), text("printer.state <> 'unwatched'"))
    .order_by(printers.c.code),
    Unwatched,
)


def printer(connection: Connection, code: str) -> PrinterRow | None:
    """A printer's row."""
    return _PRINTER.run(connection, {"printer": code}).one_or_none()


def readiness(connection: Connection, code: str) -> Readiness | None:
    """Whether a printer prints; None for a printer that is not there."""
    return _READINESS.run(connection, {"printer": code}).one_or_none()


def can_print(row: Readiness | None) -> bool:
    """Whether a slip sent to the printer now would come out, as far as is known."""
    return row is not None and row.muted_at is None and row.state in CAN_PRINT


def to_move(connection: Connection, now: datetime, after_ms: int) -> Iterator[tuple[PrintJobRow, str]]:
    """Some jobs that waited too long without a byte sent, each with the neighbour that can step in.

    Printers come first: where no neighbour can step in, nothing is looked for, however many slips wait.
    """
    when = {"now": now, "before": now - timedelta(milliseconds=after_ms)}
    for row in _RELIEVED.run(connection).all():
        for job in _MOVABLE.run(connection, {**when, "of_printer": row.code}):
            yield job, row.neighbour


def expired(connection: Connection, now: datetime) -> Sequence[PrintJobRow]:
    """Jobs that are too old to print, oldest first, and those whose agent was silent for a whole lease."""
    when = {"now": now}
    return [*_EXPIRED.run(connection, when), *_LOST.run(connection, when)]


def unwatched(connection: Connection, now: datetime) -> Sequence[Unwatched]:
    """Printers whose agents have been silent so long that the last reading means nothing."""
    return _UNWATCHED.run(connection, {"before": now - WATCHED_FOR}).all()


def is_slip_due(moment: Moment) -> bool:
    """Whether a print job is too old to print, or its agent was silent for a whole lease."""
    when = {"now": moment.now}
    late = _EXPIRED.run(moment.connection, when).first() or _LOST.run(moment.connection, when).first()
    return late is not None


def is_slip_to_move(moment: Moment) -> bool:
    """Whether a slip has waited too long at a printer whose neighbour can step in."""
    return next(to_move(moment.connection, moment.now, moment.move_after_ms), None) is not None


def is_printer_unwatched(moment: Moment) -> bool:
    """Whether a printer's last reading is too old to mean anything."""
    return bool(unwatched(moment.connection, moment.now))


class _Counted(Row):
    """How many print jobs of a printer are in a state."""

    printer: str
    state: str
    method: str | None
    jobs: int


def counts(connection: Connection, since: datetime) -> dict[str, dict[str, Counter[str]]]:
    """Printer → open jobs by state, confirmations since then by method, other ends by state."""
    done = case((print_jobs.c.state.in_(["printed", "sent"]), print_jobs.c.method), else_=None)
    query = (
        select(print_jobs.c.printer, print_jobs.c.state, done.label("method"), func.count().label("jobs"))
        .where(
            or_(
                text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
                print_jobs.c.ended_at >= since,
            )
        )
        .group_by(print_jobs.c.printer, print_jobs.c.state, done)
    )
    found: dict[str, dict[str, Counter[str]]] = {}
    for row in read_rows(connection, query, _Counted):
        of = found.setdefault(row.printer, {"open": Counter(), "methods": Counter(), "problems": Counter()})
        if row.state in {"queued", "leased", "sending", "stalled"}:
            of["open"][row.state] += row.jobs
        elif row.state in {"printed", "sent"}:
            of["methods"][row.method or "sent"] += row.jobs
        elif row.state != "cancelled":
            of["problems"][row.state] += row.jobs
    return found
