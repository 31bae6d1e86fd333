"""Small shared queries: a session, a staffer, the first place of a line, the head of the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, or_, select, text

from hallserver.store.dialects import by_itself
from hallserver.store.joined import (
    SESSION_COLUMNS,
    STOP_COLUMNS,
    PlaceRow,
    SessionWithStaffer,
    Stop,
)
from hallserver.store.prepared import Prepared, PreparedValue, Row
from hallserver.store.rows import StafferRow
from hallserver.store.schema import (
    IS_OPEN,
    answers,
    events,
    hall,
    matters,
    print_jobs,
    printers,
    secondments,
    services,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.store.schema.terms import in_force

_HEAD_SEQ = PreparedValue(select(hall.c.head_seq))
STOP_OF_TICKET = Prepared(  # the first stop: its number is the ticket's
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(stops.c.ticket == bindparam("ticket"))
    .order_by(stops.c.position)
    .limit(1),
    Stop,
)

SESSIONS = (
    select(*SESSION_COLUMNS)
    .join(staffers, staffers.c.code == sessions.c.staffer)
    .join(secondments, secondments.c.id == sessions.c.secondment)
)
_SESSION_BY_ID = Prepared(SESSIONS.where(sessions.c.id == bindparam("session")), SessionWithStaffer)
SESSION_AT = Prepared(
    SESSIONS.where(sessions.c.window == bindparam("window"), IS_OPEN),
    SessionWithStaffer,
)
OPEN_SESSIONS = Prepared(SESSIONS.where(IS_OPEN), SessionWithStaffer)
_JOB_THERE = PreparedValue(
    select(print_jobs.c.id)
    .join(printers, printers.c.code == print_jobs.c.printer)
    .where(
        or_(printers.c.muted_at.is_(None), text("print_job.kind = 'test'")),
        text("print_job.state IN ('queued', 'leased', 'sending', 'stalled')"),
        print_jobs.c.state != "sending",
        print_jobs.c.printer == bindparam("printer"),
        print_jobs.c.expires_at > bindparam("now"),
        or_(print_jobs.c.lease_until.is_(None), print_jobs.c.lease_until < bindparam("now")),
    )
    .limit(1)
)


_ANSWERED = PreparedValue(
    select(answers.c.at).where(
        answers.c.principal == bindparam("principal"), answers.c.key == bindparam("key")
    )
)


class _Cycles(Row):
    """How many services of a matter are recorded, and their total in ms."""

    matter: str
    known: int
    total: int


_CYCLES = Prepared(
    select(
        services.c.matter,
        func.count().label("known"),
        func.sum(services.c.walk_ms + services.c.service_ms).label("total"),
    )
    .where(services.c.excluded.is_(None), services.c.day >= bindparam("since"))
    .group_by(by_itself(services.c.matter)),
    _Cycles,
)

LANG_OF_NUMBER = PreparedValue(
    select(tickets.c.lang).where(tickets.c.day == bindparam("day"), tickets.c.number == bindparam("number"))
)
_WINDOW_OF = PreparedValue(
    select(sessions.c.window).where(sessions.c.staffer == bindparam("staffer"), IS_OPEN)
)

_FIRST = Prepared(
    select(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(1),
    PlaceRow,
)

_STAFFER = Prepared(select(staffers).where(staffers.c.code == bindparam("staffer")), StafferRow)
_FREE = Prepared(
    select(staffers)
    .join(secondments, secondments.c.staffer == staffers.c.code)
    .where(
        in_force(bindparam("day")),
        ~select(sessions.c.id).where(sessions.c.staffer == staffers.c.code, IS_OPEN).exists(),
    )
    .order_by(staffers.c.code),
    StafferRow,
)


def window_of(connection: Connection, staffer: str) -> str | None:
    """The window where a staffer is signed on; None when there is none."""
    return _WINDOW_OF.first(connection, {"staffer": staffer})


def session_of(connection: Connection, session: int) -> SessionWithStaffer:
    """A session with its staffer's department and role."""
    return _SESSION_BY_ID.run(connection, {"session": session}).one()


def session_at_window(connection: Connection, window: str) -> SessionWithStaffer | None:
    """The open session at a window with its staffer's department and role; None when nobody is signed on."""
    return SESSION_AT.run(connection, {"window": window}).one_or_none()


def staffer(connection: Connection, code: str) -> StafferRow | None:
    """A staffer's row."""
    return _STAFFER.run(connection, {"staffer": code}).one_or_none()


def is_matter(connection: Connection, code: str) -> bool:
    """Whether the matter exists."""
    return connection.execute(select(matters.c.code).where(matters.c.code == code)).first() is not None


def is_staffer(connection: Connection, code: str) -> bool:
    """Whether the staffer exists."""
    return staffer(connection, code) is not None


def free_staffers(connection: Connection, department: str | None, day: date) -> list[StafferRow]:
    """Staffers who are seconded today and not signed on, of one department or of all."""
    rows = _FREE.run(connection, {"day": day})
    return [row for row in rows if department is None or row.department == department]


def first_place(connection: Connection, line: str) -> PlaceRow | None:
    """The smallest place among the waiting stops of a line."""
    return _FIRST.run(connection, {"line": line}).one_or_none()


def head_seq(connection: Connection) -> int:
    """The seq of the newest event."""
    return _HEAD_SEQ.one(connection)


def has_job(connection: Connection, printer: str, now: datetime) -> bool:
    """Whether the printer has a job that may be leased."""
    return _JOB_THERE.first(connection, {"printer": printer, "now": now}) is not None


def last_seq(connection: Connection, kinds: Iterable[str]) -> int:
    """The seq of the newest event of the given kinds; 0 when there is none."""
    newest = select(events.c.seq).where(events.c.kind.in_(list(kinds))).order_by(events.c.seq.desc()).limit(1)
    found: int | None = connection.execute(newest).scalar_one_or_none()
    return found or 0


def mean_cycles(connection: Connection, since: date) -> dict[str, tuple[int, int]]:
    """Matter → how many cycles are recorded since that day and their mean (walk + service + parked), in ms."""
    rows = _CYCLES.run(connection, {"since": since})
    return {row.matter: (row.known, int(row.total) // row.known) for row in rows}


def was_answered(connection: Connection, principal: str, key: bytes) -> bool:
    """Whether an answer is stored under this idempotency key."""
    return _ANSWERED.first(connection, {"principal": principal, "key": key}) is not None
