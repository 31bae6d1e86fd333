"""Who waits for a window, whose service is interrupted, and where a visitor may be sent."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, text, union_all

from hallserver.contract import TargetsView, WaitingStop, WaitingView, WindowTarget
from hallserver.core.queue.needs import LANE, can_serve
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.dialects import each_in
from hallserver.store.joined import STOP_COLUMNS, SessionWithStaffer, Stop, StopAtWindow
from hallserver.store.prepared import Prepared, Row
from hallserver.store.queries import OPEN_SESSIONS, SESSION_AT
from hallserver.store.queue.waiting import lines_on_board, waiting_at
from hallserver.store.schema import session_matters, stops, tickets
from hallserver.store.types import to_ms
from hallserver.views.queue.windows import state_of

FIRST = 1000  # of those who wait for one window: more than a hall seats
_MINE = select(session_matters.c.matter).where(session_matters.c.session == bindparam("session"))
_LINES: Any = each_in(bindparam("lines"))
_WAITING = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(
        stops.c.id.in_(
            union_all(
                select(stops.c.id).where(
                    text("stop.state = 'waiting' AND stop.lane = 'own'"), stops.c.matter.in_(_MINE)
                ),
                select(stops.c.id).where(
                    text("stop.state = 'waiting' AND stop.lane = 'need'"), stops.c.matter.in_(_MINE)
                ),
                select(stops.c.id).where(
                    text("stop.state = 'waiting' AND stop.lane = 'guest'"), stops.c.line.in_(_LINES)
                ),
                select(stops.c.id).where(
                    text("stop.state = 'waiting' AND stop.lane = 'window'"),
                    stops.c.only_window == bindparam("window"),
                ),
                select(stops.c.id).where(
                    text("stop.state = 'waiting' AND stop.lane = 'staffer'"),
                    stops.c.only_staffer == bindparam("staffer"),
                ),
            )
        )
    )
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(FIRST),
    Stop,
)
_PARKED = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(
        text("stop.state = 'parked'"),
        stops.c.day == bindparam("day"),
        stops.c.matter.in_(_MINE),
    )
    .order_by(stops.c.due_at, stops.c.parked_at),
    StopAtWindow,
)


class _Busy(Row):
    """A window with a visitor."""

    window: str
    state: str


_BUSY = Prepared(
    select(stops.c.window, stops.c.state).where(text("stop.state IN ('called', 'serving')")), _Busy
)


def waiting_view(connection: Connection, plan: Plan, window: str, now: datetime) -> WaitingView:
    """Whom the window may call, in the order of their places, and what is parked that it may take up.

    With nobody signed on both are empty.
    """
    session = SESSION_AT.run(connection, {"window": window}).one_or_none()
    if session is None:
        return WaitingView(now, 0, (), ())
    whose = {
        "session": session.id,
        "lines": json.dumps(session.lines),
        "window": window,
        "staffer": session.staffer,
    }
    found = [
        each
        for each in _WAITING.run(connection, whose)
        if each.lane != LANE or can_serve(session.abilities, each.needs)
    ]
    day = plan.hours.business_day(now)
    parked = _PARKED.run(connection, {"session": session.id, "day": day})
    return WaitingView(
        now,
        waiting_at(connection, session),
        tuple(_row(plan, each, now) for each in found),
        tuple(_row(plan, each, now) for each in parked),
    )


def targets_view(connection: Connection, plan: Plan, now: datetime) -> TargetsView:
    """The lines with their waits, and the open windows with who sits there and how many they may call."""
    busy = {row.window: row.state for row in _BUSY.run(connection)}
    windows = [
        _target(connection, plan, each, busy.get(each.window)) for each in OPEN_SESSIONS.run(connection)
    ]
    windows.sort(key=lambda each: (len(each.code), each.code))
    return TargetsView(now, lines_on_board(connection, plan, now), tuple(windows))


def _target(
    connection: Connection, plan: Plan, session: SessionWithStaffer, stop_state: str | None
) -> WindowTarget:
    return WindowTarget(
        session.window,
        plan.windows[session.window].name,
        state_of(session, stop_state),
        session.staffer,
        session.name,
        waiting_at(connection, session),
    )


def _row(plan: Plan, stop: Stop, now: datetime) -> WaitingStop:
    parked = stop.state == State.PARKED
    return WaitingStop(
        ticket=stop.ticket,
        number=stop.number,
        line=stop.line,
        matter=stop.matter,
        matter_name=plan.matters[stop.matter].name,
        priority=stop.tier == 0,
        lang=stop.lang,
        waited_ms=max(to_ms(now) - to_ms(stop.wait_from), 0),
        sent_here=stop.lane in {"window", "staffer"},
        parked_at=stop.window if parked else None,
        reason=stop.park_reason if parked else None,
        due_at=stop.due_at if parked else None,
    )
