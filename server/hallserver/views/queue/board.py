"""The present board: calls, lines, windows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, text

from hallserver.contract import (
    BoardView,
    CallOnBoard,
    WindowOnBoard,
    Words,
)
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.joined import (
    STOP_COLUMNS,
    SessionWithStaffer,
    Stop,
    StopAtWindow,
)
from hallserver.store.prepared import Prepared
from hallserver.store.queries import OPEN_SESSIONS
from hallserver.store.queue.next_up import next_in_lines
from hallserver.store.queue.waiting import able_by_matter, lines_on_board
from hallserver.store.schema import (
    stops,
    tickets,
)
from hallserver.views.queue.windows import state_of

CALLS_SHOWN = 40  # per snapshot; more if more stops are being called or served
_GONE = Prepared(
    select(*STOP_COLUMNS)
    .join(tickets)
    .where(
        text("stop.called_at IS NOT NULL"),
        stops.c.day == bindparam("day"),
        stops.c.window.is_not(None),
        text("stop.state NOT IN ('called', 'serving')"),
    )
    .order_by(stops.c.called_at.desc())
    .limit(CALLS_SHOWN),
    StopAtWindow,
)

_AT_WINDOWS = Prepared(
    select(*STOP_COLUMNS).join(tickets).where(text("stop.state IN ('called', 'serving')")), StopAtWindow
)


def board_view(
    connection: Connection, plan: Plan, zone: str, now: datetime, seq: int, build: str
) -> BoardView:
    """Everything that a lobby screen shows, including closed windows; `zone` "" is the whole hall."""
    day = plan.hours.business_day(now)
    stops_there = at_windows(connection)
    open_sessions = {row.window: row for row in OPEN_SESSIONS.run(connection)}
    in_zone = [each for each in plan.windows.values() if not zone or each.zone == zone]
    codes = {each.code for each in in_zone}
    able = able_by_matter(connection)
    return BoardView(
        epoch=plan.epoch,
        seq=seq,
        now=now,
        build=build,
        business_day=day,
        calls=_calls(connection, day, stops_there, codes),
        lines=lines_on_board(connection, plan, now, able),
        windows=tuple(
            _on_board(
                each.code, each.name, each.zone, open_sessions.get(each.code), stops_there.get(each.code)
            )
            for each in in_zone
        ),
        next=next_in_lines(connection, plan, able),
    )


def at_windows(connection: Connection) -> dict[str, StopAtWindow]:
    """The stop that each window has called or serves, by window."""
    return {row.window: row for row in _AT_WINDOWS.run(connection)}


def _calls(
    connection: Connection, day: date, stops_there: dict[str, StopAtWindow], codes: set[str]
) -> tuple[CallOnBoard, ...]:
    """All called stops, then all served ones, newest call first; ended ones only fill the remaining rows."""
    live = sorted(
        (_call(row) for row in stops_there.values() if row.window in codes),
        key=lambda call: (call.state != "called", -call.seq),
    )
    if len(live) >= CALLS_SHOWN:
        return tuple(live)
    gone = [_call(row) for row in _GONE.run(connection, {"day": day}) if row.window in codes]
    return (*live, *gone[: CALLS_SHOWN - len(live)])


def _call(row: StopAtWindow) -> CallOnBoard:
    seq, at = row.call_seq, row.called_at
    if row.recalled_at is not None and row.recall_seq is not None:
        seq, at = row.recall_seq, row.recalled_at
    return CallOnBoard(seq, row.number, row.line, row.matter, row.window, at, State(row.state))


def _on_board(
    code: str, name: Words, zone: str, session: SessionWithStaffer | None, stop: Stop | None
) -> WindowOnBoard:
    return WindowOnBoard(
        code=code,
        name=name,
        zone=zone,
        state=state_of(session, stop.state if stop else None),
        ticket=stop.number if stop else None,
        staffer=session.name if session else None,
        letter=session.letter if session else None,
    )
