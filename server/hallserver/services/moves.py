"""The one guarded write behind every move of a stop, and what is read before it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, text, update

from hallserver.core.errors import NotFound, WindowFree, WrongState
from hallserver.core.tickets import MOVES, WORDS, State
from hallserver.services.work import Work
from hallserver.store.schema import sessions, stops, tickets
from hallserver.store.types import Found

Stop = Found

_COLUMNS = (
    stops, tickets.c.number, tickets.c["class"], tickets.c.lang, tickets.c.line.label("number_line"),
)  # fmt: skip
_OF_TICKET = select(*_COLUMNS).join(tickets).where(stops.c.ticket == bindparam("ticket")).order_by(stops.c.id)
_BY_ID = select(*_COLUMNS).join(tickets).where(stops.c.id == bindparam("stop"))
_AT_WINDOW = (
    select(*_COLUMNS)
    .join(tickets)
    .where(text("stop.state IN ('called', 'serving')"), stops.c.window == bindparam("window"))
)
_BY_NUMBER = select(tickets.c.id).where(
    tickets.c.day == bindparam("day"), tickets.c.number == bindparam("number")
)
_SESSION = select(sessions).where(sessions.c.window == bindparam("window"), text("session.closed_at IS NULL"))


def stop_of(work: Work, ticket: int | str) -> Stop:
    """The stop of a ticket, named by id or by today's number.

    Raises:
        NotFound: when there is none.
    """
    if isinstance(ticket, str):
        found = work.connection.execute(
            _BY_NUMBER, {"day": work.day, "number": ticket.strip().upper()}
        ).scalar_one_or_none()
        if found is None:
            raise NotFound(what="ticket", name=ticket)
        ticket = found
    row = work.connection.execute(_OF_TICKET, {"ticket": ticket}).first()
    if row is None:
        raise NotFound(what="ticket", name=ticket)
    return row


def stop_at(work: Work, window: str) -> Stop | None:
    """The stop that is called or served at a window; None when it is free."""
    return work.connection.execute(_AT_WINDOW, {"window": window}).one_or_none()


def need_stop_at(work: Work, window: str) -> Stop:
    """The stop at a window.

    Raises:
        WindowFree: when there is none.
    """
    stop = stop_at(work, window)
    if stop is None:
        raise WindowFree(state={"window": window, "state": "open"})
    return stop


def session_at(work: Work, window: str) -> Found | None:
    """Who is signed on at a window; None when nobody is."""
    return work.connection.execute(_SESSION, {"window": window}).one_or_none()


def move(work: Work, stop: Stop, name: str, **values: Any) -> Stop:
    """Make the move by one guarded write; gives the stop as it is afterwards.

    Raises:
        WrongState: when the stop is not where the move may start; its present state comes along.
    """
    row = MOVES[name]
    guard = update(stops).where(stops.c.id == stop.id, stops.c.state.in_([str(each) for each in row.source]))
    changed = work.connection.execute(guard.values(state=str(row.target), **values))
    now = work.connection.execute(_BY_ID, {"stop": stop.id}).one()
    if changed.rowcount != 1:
        raise wrong_state(now, name)
    return now


def wrong_state(stop: Stop, name: str) -> WrongState:
    """The refusal of a move, with the state that refused it."""
    zh, en = WORDS[State(stop.state)]
    row = MOVES[name]
    return WrongState(
        state={"ticket": stop.ticket, "number": stop.number, "state": stop.state, "window": stop.window},
        number=stop.number,
        state_zh=zh,
        state_en=en,
        move_zh=row.zh,
        move_en=row.en,
    )


def facts_of(stop: Stop, **more: Any) -> dict[str, Any]:
    """What every ticket event says: enough to replay the log against the tables."""
    return {
        "ticket": stop.ticket,
        "stop": stop.id,
        "number": stop.number,
        "line": stop.line,
        "matter": stop.matter,
        "state": stop.state,
        "window": stop.window,
        **more,
    }
