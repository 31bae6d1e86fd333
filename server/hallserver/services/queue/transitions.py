"""The one guarded write behind every move of a stop, and the reads before it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import bindparam, literal_column, or_, select, text, update

from hallserver.core.errors import NotFound, WindowClosed, WindowFree, WindowWorking, WrongState
from hallserver.core.events.tickets import PlaceKeys, StopKeys, WhoseKeys
from hallserver.core.language.said import TICKET_STATES
from hallserver.core.language.text import fold_number
from hallserver.core.language.words import Words
from hallserver.core.queue import needs
from hallserver.core.queue.tickets import MOVES, foremost
from hallserver.services.context import CommandContext
from hallserver.store import queries
from hallserver.store.joined import STOP_COLUMNS, Stop, StopAtWindow
from hallserver.store.prepared import Prepared, PreparedChange, PreparedValue
from hallserver.store.rows import SessionRow
from hallserver.store.schema import IS_OPEN, sessions, stops, tickets
from hallserver.store.types import to_ms

_OF_TICKET = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(stops.c.ticket == bindparam("ticket"))
    .order_by(stops.c.position),
    Stop,
)
_BY_ID = Prepared(select(*STOP_COLUMNS).join(tickets).where(stops.c.id == bindparam("stop")), Stop)
_AT_WINDOW = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(text("stop.state IN ('called', 'serving')"), stops.c.window == bindparam("window")),
    StopAtWindow,
)

_BY_NUMBER = PreparedValue(
    select(tickets.c.id).where(tickets.c.day == bindparam("day"), tickets.c.number == bindparam("number"))
)
_FREE_SINCE = PreparedChange(
    update(sessions).where(sessions.c.id == bindparam("of_session")).values(free_at=bindparam("now"))
)
_SESSION = Prepared(
    select(sessions).where(sessions.c.window == bindparam("window"), IS_OPEN),
    SessionRow,
)


S = TypeVar("S", bound=Stop)


def stop_of(work: CommandContext, ticket: int | str, name: str | None = None) -> Stop:
    """Return the stop that a move applies to, for a ticket given by id or by today's number.

    Raises:
        NotFound: when there is none.
    """
    return foremost(stops_of(work, ticket), name)


def stops_of(work: CommandContext, ticket: int | str) -> list[Stop]:
    """Return all stops of a ticket, first to last.

    Raises:
        NotFound: when there is no such ticket.
    """
    found = _id_of(work, ticket) if isinstance(ticket, str) else ticket
    rows = [] if found is None else _OF_TICKET.run(work.connection, {"ticket": found}).all()
    if not rows:
        raise NotFound(what="ticket", name=ticket)
    return rows


def _id_of(work: CommandContext, number: str) -> int | None:
    return _BY_NUMBER.first(work.connection, {"day": work.day, "number": fold_number(number)})


def stop_by_id(work: CommandContext, stop: int) -> Stop:
    """Return a stop that is known to exist."""
    return _BY_ID.run(work.connection, {"stop": stop}).one()


def stop_at(work: CommandContext, window: str) -> StopAtWindow | None:
    """Return the stop that is called or served at a window; None when it is free."""
    return _AT_WINDOW.run(work.connection, {"window": window}).one_or_none()


def need_stop_at(work: CommandContext, window: str) -> StopAtWindow:
    """Return the stop at a window.

    Raises:
        WindowFree: when there is none.
    """
    stop = stop_at(work, window)
    if stop is None:
        raise WindowFree(state={"window": window, "state": "open"})
    return stop


def session_at(work: CommandContext, window: str) -> SessionRow | None:
    """Return the open session at a window; None when nobody is signed on."""
    return _SESSION.run(work.connection, {"window": window}).one_or_none()


def need_session(work: CommandContext, window: str) -> SessionRow:
    """Return the open session at a window.

    Raises:
        NotFound: there is no such window. WindowClosed: nobody is signed on.
    """
    if window not in work.plan.windows:
        raise NotFound(what="window", name=window)
    session = session_at(work, window)
    if session is None:
        raise WindowClosed({"window": window, "state": "closed"})
    return session


def need_session_and_stop(work: CommandContext, window: str) -> tuple[StopAtWindow | None, SessionRow]:
    """Return what is at a window, if anything, and its open session.

    Raises:
        NotFound, WindowClosed: as `need_session`.
    """
    stop = _AT_WINDOW.run(work.connection, {"window": window})
    session = need_session(work, window)
    return stop.one_or_none(), session


def refuse_while_working(session: SessionRow) -> None:
    """Refuse while the window works without a visitor.

    Raises:
        WindowWorking: it does.
    """
    if session.working_at is not None:
        raise WindowWorking({"window": session.window, "state": "working"})


def leave_window(work: CommandContext, window: str) -> str:
    """Mark the window free from now on, after a ticket has left it; return the window's state."""
    session = session_at(work, window)
    if session is None:
        return "closed"
    _FREE_SINCE.send(work.connection, {"of_session": session.id, "now": work.now})
    return "paused" if session.paused_at is not None else "open"


def whose(work: CommandContext, session: int) -> WhoseKeys:
    """Return the author of an act as logged: staffer, secondment, department."""
    row = queries.session_of(work.connection, session)
    return {"staffer": row.staffer, "secondment": row.secondment, "department": row.department}


def move(work: CommandContext, stop: S, name: str, **values: Any) -> S:
    """Make a move by one guarded write; return the stop as it is afterwards.

    Raises:
        WrongState: the move may not start from the stop's state; carries the present state.
    """
    changed = _guarded(name, tuple(values)).run(
        work.connection, {"of_stop": stop.id, **{f"new_{column}": value for column, value in values.items()}}
    )
    if changed != 1:
        raise wrong_state(_BY_ID.run(work.connection, {"stop": stop.id}).one(), name)
    return stop._replace(state=str(MOVES[name].target), **values)


@cache
def _guarded(name: str, columns: tuple[str, ...]) -> PreparedChange:
    """Return the guarded write of a move that sets these columns."""
    row = MOVES[name]
    values = {column: bindparam(f"new_{column}", type_=stops.c[column].type) for column in columns}
    return PreparedChange(
        update(stops)
        .where(stops.c.id == bindparam("of_stop"))
        .where(or_(*(stops.c.state == literal_column(f"'{each}'") for each in sorted(row.source))))
        .values(state=literal_column(f"'{row.target}'"), **values)
    )


ACTS = {
    "reprint": ("补打", "printed again"),
    "need": ("登记需要", "given what its visitor needs"),
    "raise": ("提高优先类别", "given a higher class"),
    "add": ("增加事项", "given a further matter"),
    "rate": ("评价", "rated"),
    "reopen": ("恢复", "reopened"),
}  # not moves, but refused by state in the same way


def wrong_state(stop: Stop, name: str) -> WrongState:
    """Return the refusal of a move or an act, with the state that caused it."""
    move = Words(*ACTS[name]) if name in ACTS else Words(MOVES[name].zh, MOVES[name].en)
    return WrongState(
        state={"ticket": stop.ticket, "number": stop.number, "state": stop.state, "window": stop.window},
        number=stop.number,
        now=TICKET_STATES[stop.state],
        move=move,
    )


def home_lane(stop: Stop) -> str:
    """The lane of a stop in the line of its own matter: among the others, or among those who need something."""
    return needs.LANE if stop.needs else "own"


def place_facts(stop: Stop) -> PlaceKeys:
    """Return a stop's place in its line, as logged."""
    return {"tier": stop.tier, "effective_ms": to_ms(stop.effective_at), "place_seq": stop.seq}


def facts_of(stop: Stop) -> StopKeys:
    """Return the facts of every ticket event, enough to replay the log against the tables."""
    return {
        "ticket": stop.ticket,
        "stop": stop.id,
        "number": stop.number,
        "line": stop.line,
        "matter": stop.matter,
        "state": stop.state,
        "window": stop.window,
    }
