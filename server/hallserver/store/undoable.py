"""What may still be taken back: the last act of a window, the last act on a ticket, and whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select, text

from hallserver.core.events import Event, TicketCancelled, TicketFinished, TicketMissed
from hallserver.core.tickets import UndoAct
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared, Row
from hallserver.store.rows import EventRow, SessionRow
from hallserver.store.schema import events, sessions, stops, tickets

UNDOABLE = frozenset({TicketMissed.KIND, TicketFinished.KIND, TicketCancelled.KIND})


class Left(Row):
    """The last stop that left a window by its own act."""

    id: int
    ticket: int
    state: str
    session: int | None
    outcome: str | None
    ended_at: datetime | None
    number: str


_LEFT = Prepared(
    select(
        stops.c.id,
        stops.c.ticket,
        stops.c.state,
        stops.c.session,
        stops.c.outcome,
        stops.c.ended_at,
        tickets.c.number,
    )
    .join(tickets)
    .where(
        text("stop.state IN ('missed', 'finished')"),
        stops.c.window == bindparam("window"),
        stops.c.day == bindparam("day"),
    )
    .order_by(stops.c.call_seq.desc())
    .limit(1),
    Left,
)
_CLOSED = Prepared(
    select(sessions)
    .where(sessions.c.window == bindparam("window"), sessions.c.closed_at >= bindparam("since"))
    .order_by(sessions.c.closed_at.desc())
    .limit(1),
    SessionRow,
)
_OF_TICKET = Prepared(
    select(events).where(events.c.ticket == bindparam("ticket")).order_by(events.c.seq.desc()).limit(20),
    EventRow,
)


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that may be taken back: of a ticket, or a sign-off (`session`)."""

    act: UndoAct
    at: datetime
    ticket: int | None = None
    number: str | None = None
    outcome: str | None = None
    session: SessionRow | None = None


def last_of_window(
    connection: Connection, window: str, session: int | None, day: date, now: datetime, within: timedelta
) -> Undoable | None:
    """What a free window did last, if it is not longer ago; None where there is nothing to take back.

    Args:
        connection: reads the hall's database.
        window: its code.
        session: the open session; None when nobody is signed on.
        day: the business day.
        now: hall time.
        within: how long an act can be taken back.
    """
    if session is None:
        closed = _CLOSED.run(connection, {"window": window, "since": now - within}).first()
        if closed is None or closed.closed_at is None:
            return None
        return Undoable(UndoAct.SIGN_OFF, closed.closed_at, session=closed)
    left = left_last(connection, window, day)
    if left is None or left.session != session:
        return None
    if left.state == "finished":
        at, act = left.ended_at, UndoAct.FINISH
    else:
        missed = last_on_ticket(connection, left.ticket)
        at, act = (missed.at if missed else None), UndoAct.MISS
    if at is None or now - at > within:
        return None
    return Undoable(act, at, left.ticket, left.number, left.outcome)


def left_last(connection: Connection, window: str, day: date) -> Left | None:
    """The stop that was called last of those that a window has finished or missed today."""
    return _LEFT.run(connection, {"window": window, "day": day}).first()


def last_on_ticket(connection: Connection, ticket: int) -> Event | None:
    """The newest miss, end or cancellation of a ticket."""
    found = _OF_TICKET.run(connection, {"ticket": ticket}).all()
    return next((event_of(row) for row in found if row.kind in UNDOABLE), None)
