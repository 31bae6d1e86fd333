"""The hall at a glance: every window and line as it is now, and the alarms that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select, text

from hallserver.contract import HallNowView, LineNow, WindowNow
from hallserver.core.floor.alarms import Sighting
from hallserver.core.queue.tickets import WindowState
from hallserver.store.joined import SessionWithStaffer, StopAtWindow
from hallserver.store.prepared import Prepared, Row
from hallserver.store.queue import waiting
from hallserver.store.schema import desk_works
from hallserver.store.watching.alarms import Present
from hallserver.views.hall.alarms import alarms_view
from hallserver.views.queue.board import at_windows
from hallserver.views.queue.windows import state_of


class _Work(Row):
    """Back-office work that goes on."""

    session: int
    kind: str


_WORKS = Prepared(
    select(desk_works.c.session, desk_works.c.kind).where(text("desk_work.to_at IS NULL")), _Work
)


def hall_now(connection: Connection, present: Present, seen: Iterable[Sighting]) -> HallNowView:
    """Everything on the office's first page."""
    plan, now = present.plan, present.now
    return HallNowView(
        now=now,
        target_ms=plan.service_level_ms,
        alarms=alarms_view(connection, seen, now).alarms,
        windows=windows_now(connection, present),
        lines=_lines(connection, present),
        day_closed=plan.hours.business_day(now) in plan.closed_days,
    )


def windows_now(connection: Connection, present: Present) -> tuple[WindowNow, ...]:
    """Every window, who sits there, what it does and since when."""
    stops = at_windows(connection)
    idle = {row.window: row.free_at for row in waiting.idle_told_or_not(connection, present.now)}
    works = {row.session: row.kind for row in _WORKS.run(connection)}
    return tuple(_window(present, code, stops.get(code), idle, works) for code in present.plan.windows)


def _window(
    present: Present,
    code: str,
    stop: StopAtWindow | None,
    idle: Mapping[str, datetime],
    works: Mapping[int, str],
) -> WindowNow:
    plan = present.plan
    planned, session = plan.windows[code], present.sessions.get(code)
    served = plan.serving(code, present.now)
    state = state_of(session, stop.state if stop else None)
    return WindowNow(
        code=code,
        name=planned.name,
        zone=planned.zone,
        state=state,
        since=_since(state, session, stop),
        staffer=session.name if session else None,
        department=session.department if session else planned.department,
        reason=(session.pause_reason or works.get(session.id)) if session else None,
        idle_from=_idle_from(present, code, idle),
        lines=served.lines,
        groups=served.groups,
        until=served.until,
    )


def _idle_from(present: Present, code: str, idle: Mapping[str, datetime]) -> datetime | None:
    """Since when it is free and somebody waits: it may have been free for an hour before the first visitor came."""
    if code not in idle:
        return None
    lines = present.plan.lines_at(code, present.now)
    waits = [present.queues[each].longest_from for each in lines if each in present.queues]
    return max(idle[code], min(waits)) if waits else idle[code]


def _since(
    state: WindowState, session: SessionWithStaffer | None, stop: StopAtWindow | None
) -> datetime | None:
    """Since when a window is in its state; None for a closed one."""
    if stop is not None:
        return stop.started_at if state is WindowState.SERVING else stop.called_at
    if session is None:
        return None
    return session.paused_at or session.working_at or session.free_at


def _lines(connection: Connection, present: Present) -> tuple[LineNow, ...]:
    """By the longest wait; a line in which nobody waits stands at the end."""
    found = []
    day = present.plan.hours.business_day(present.now)
    for told in waiting.lines_on_board(connection, present.plan, present.now, present.able):
        queue = present.queues.get(told.line)
        codes = {
            each.code
            for matter in present.plan.matters_of_line[told.line]
            for each in present.able.get(matter, ())
        }
        since = queue.longest_from if queue else None
        stopped = present.plan.stopped_lines.get((day, told.line))
        found.append(LineNow(told.line, told.waiting, since, len(codes), told.wait, stopped))
    return tuple(sorted(found, key=lambda each: each.longest_from or present.now))
