"""What may still be taken back: the last act of a window, the last act on a ticket, and whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from sqlalchemy import Connection, bindparam, func, select, text

from hallserver.core.events import (
    Event,
    TicketCancelled,
    TicketFinished,
    TicketMissed,
    TicketPlaced,
    TicketReopened,
    WindowClosed,
)
from hallserver.core.queue.tickets import MOST_STOPS, RAISED, UNRAISED, State, UndoAct
from hallserver.core.rights import CLOCK_ID
from hallserver.core.rules import QueueRules
from hallserver.store.joined import StopAtWindow
from hallserver.store.log import event_of
from hallserver.store.prepared import Prepared, Row, Rows
from hallserver.store.rows import EventRow, SessionRow
from hallserver.store.schema import events, sessions, stops, tickets

UNDOABLE = frozenset({TicketMissed.KIND, TicketFinished.KIND, TicketCancelled.KIND, TicketPlaced.KIND})
_ACTS = {TicketMissed.KIND: UndoAct.MISS, TicketFinished.KIND: UndoAct.FINISH}
_RAISES = {RAISED, UNRAISED}  # other events of a place are no acts that somebody takes back
SIGNED_OFF = "signed_off"  # why a window closed whose staffer left it


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
    .where(
        sessions.c.window == bindparam("window"),
        sessions.c.closed_at >= bindparam("since"),
        sessions.c.day == bindparam("day"),
    )
    .order_by(sessions.c.closed_at.desc())
    .limit(1),
    SessionRow,
)
_RECENT = 5_000  # events that are looked through for a sign-off: more than a hall's busiest minute has
_SIGN_OFFS = Prepared(
    select(events)
    .where(
        events.c.seq > select(func.max(events.c.seq) - _RECENT).scalar_subquery(),
        events.c.at >= bindparam("since"),
        events.c.kind == WindowClosed.KIND,
    )
    .order_by(events.c.seq.desc()),
    EventRow,
)
_KINDS = ", ".join(f"'{each}'" for each in sorted(UNDOABLE | {TicketReopened.KIND}))
_OF_TICKET = Prepared(
    select(events)
    .where(
        events.c.ticket == bindparam("ticket"),
        text(f"event.kind IN ({_KINDS})"),
    )
    .order_by(events.c.seq.desc())
    .limit(4 * MOST_STOPS),  # all that one act may have done, behind what others have placed since
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
    actor: str = ""


def last_of_window(
    connection: Connection,
    window: str,
    session: int | None,
    left: Left | None,
    day: date,
    now: datetime,
    within: timedelta,
) -> Undoable | None:
    """What a free window did last, if it is not longer ago; None where there is nothing to take back.

    Args:
        connection: reads the hall's database.
        window: its code.
        session: the open session; None when nobody is signed on.
        left: as `ask_left` finds it.
        day: the business day.
        now: hall time.
        within: how long an act can be taken back.
    """
    if session is None:
        return _sign_off(connection, window, day, now - within)
    if left is None or left.session != session:
        return None
    last = next(iter(last_acts(connection, left.ticket)), None)
    act = _ACTS.get(last.kind) if last else None
    # what happened to the number afterwards, another matter given up at a kiosk, say, is no act of this window
    if last is None or act is None or last.facts["stop"] != left.id or last.actor == CLOCK_ID:
        return None
    if now - last.at > within:
        return None
    return Undoable(act, last.at, left.ticket, left.number, left.outcome, actor=last.actor)


def was_called_after(rules: QueueRules, found: Undoable, stop: StopAtWindow) -> bool:
    """Whether one key ended a service and called this visitor, who may be put back while nobody has come yet."""
    is_called = stop.state == State.CALLED and stop.started_at is None and stop.parked_at is None
    return rules.one_key and found.act is UndoAct.FINISH and is_called and stop.called_at >= found.at


def _sign_off(connection: Connection, window: str, day: date, since: datetime) -> Undoable | None:
    """The window's newest sign-off by its own staffer; a manager's, the clock's and the day's end are theirs."""
    closed = _CLOSED.run(connection, {"window": window, "since": since, "day": day}).first()
    if closed is None or closed.closed_at is None:
        return None
    found = (event_of(row) for row in _SIGN_OFFS.run(connection, {"since": since}))
    event = next((each for each in found if each.facts["session"] == closed.id), None)
    if event is None or event.facts["reason"] != SIGNED_OFF:
        return None
    return Undoable(UndoAct.SIGN_OFF, closed.closed_at, session=closed, actor=event.actor)


def ask_left(connection: Connection, window: str, day: date) -> Rows[Left]:
    """The stop that was called last of those that a window has finished or missed today."""
    return _LEFT.run(connection, {"window": window, "day": day})


def last_acts(connection: Connection, ticket: int) -> list[Event]:
    """The newest miss, end, cancellation or raised class of a ticket: an event for each stop, the newest first.

    Empty when it has been taken back already: only the last act can be, and once.
    """
    found = [event_of(row) for row in _OF_TICKET.run(connection, {"ticket": ticket})]
    found = [each for each in found if each.kind != TicketPlaced.KIND or each.facts.get("reason") in _RAISES]
    if not found or found[0].kind == TicketReopened.KIND or found[0].facts.get("reason") == UNRAISED:
        return []
    last = found[0]
    together = takewhile(
        lambda each: (each.kind, each.at, each.actor) == (last.kind, last.at, last.actor), found
    )
    return list(together) if last.kind in {TicketCancelled.KIND, TicketPlaced.KIND} else [last]
