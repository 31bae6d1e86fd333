"""Queries of the print spool: printers that work, jobs that waited too long, unwatched printers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, or_, select, text

from hallserver.core.equipment import CAN_PRINT, Condition
from hallserver.store.dues import Moment
from hallserver.store.prepared import Prepared, Row, read_rows
from hallserver.store.rows import PrinterRow, PrintJobRow
from hallserver.store.schema import print_jobs, printers

WATCHED_FOR = timedelta(seconds=35)
_AILING = ", ".join(f"'{each}'" for each in Condition if each not in CAN_PRINT)

_PRINTER = Prepared(select(printers).where(printers.c.code == bindparam("printer")), PrinterRow)
_BESIDE = printers.alias("beside")
_CAN_STEP_IN = text(f"beside.muted_at IS NULL AND beside.state NOT IN ({_AILING}, 'unknown')")
_MOVABLE = (
    select(print_jobs, _BESIDE.c.code.label("neighbour"))
    .join(printers, printers.c.code == print_jobs.c.printer)
    .join(_BESIDE, _BESIDE.c.code == printers.c.neighbour)
    .where(
        text(
            "print_job.state IN ('queued', 'leased', 'sending', 'stalled') AND print_job.state <> 'sending'"
        ),
        text("print_job.kind IN ('ticket', 'receipt')"),
        print_jobs.c.meant.is_(None),
        print_jobs.c.queued_at <= bindparam("before"),
        print_jobs.c.expires_at > bindparam("now"),
        _CAN_STEP_IN,
    )
)


class Movable(PrintJobRow):
    """A print job that waits at a printer which does not print, and that printer's neighbour."""

    neighbour: str


_TO_MOVE = Prepared(_MOVABLE, Movable)
_ANY_TO_MOVE = Prepared(_MOVABLE.limit(1), Movable)


class Unwatched(Row):
    """A printer that no agent monitors any more."""

    code: str
    state: str


_UNWATCHED = Prepared(
    select(printers.c.code, printers.c.state).where(
        printers.c.read_at <= bindparam("before"), text("printer.state <> 'unwatched'")
    ),
    Unwatched,
)


def printer(connection: Connection, code: str) -> PrinterRow | None:
    """A printer's row."""
    return _PRINTER.run(connection, {"printer": code}).one_or_none()


def can_print(row: PrinterRow | None) -> bool:
    """Whether a slip sent to the printer now would come out, as far as is known."""
    return row is not None and row.muted_at is None and row.state in CAN_PRINT


def to_move(connection: Connection, now: datetime, after_ms: int) -> Sequence[Movable]:
    """Jobs that waited too long without a byte sent, and whose printer has a neighbour that can step in."""
    return _TO_MOVE.run(connection, {"now": now, "before": now - timedelta(milliseconds=after_ms)}).all()


def unwatched(connection: Connection, now: datetime) -> Sequence[Unwatched]:
    """Printers whose agents have been silent so long that the last reading means nothing."""
    return _UNWATCHED.run(connection, {"before": now - WATCHED_FOR}).all()


def is_slip_to_move(moment: Moment) -> bool:
    """Whether a slip has waited too long at a printer whose neighbour can step in."""
    before = moment.now - timedelta(milliseconds=moment.move_after_ms)
    return _ANY_TO_MOVE.run(moment.connection, {"now": moment.now, "before": before}).first() is not None


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
