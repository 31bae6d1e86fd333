"""Today's plan of a window, and the closing of the day, which seals the day's log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from hallserver.contract import ClosingView, WindowView
from hallserver.core import events
from hallserver.core.errors import DayClosed, Malformed, NotFound, StillOpen, StillServing, UnknownValue
from hallserver.core.events import ABSENT, DayClosing, TicketExpired, WindowPlanned, iso
from hallserver.core.language.why import Why, hints
from hallserver.core.queue.tickets import AT_WINDOW, DAY_ENDED
from hallserver.core.rights import Principal
from hallserver.services.context import CLOCK, CommandContext
from hallserver.services.printing import slips
from hallserver.services.queue import appointments, slots, staff
from hallserver.services.queue.numbers import printer_for
from hallserver.services.queue.transitions import facts_of, move, session_at, stop_by_id
from hallserver.store.catalogue import Serving
from hallserver.store.prepared import read_rows
from hallserver.store.rows import SessionRow, WindowTodayRow
from hallserver.store.schema import IS_LIVE, closings, sessions, stops, tickets, todays
from hallserver.store.watching.alarms import listed
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue.windows import window_view

TODAY_OVER = "today_over"  # why a window's plan changes when the manager's word for today has ended


@dataclass(frozen=True, slots=True)
class Today:
    """What a window serves until a time of today, or for the rest of the day; with no lines and no groups, nothing."""

    lines: tuple[str, ...]
    groups: tuple[str, ...]
    reason: str
    until: datetime | None = None


def plan_window(work: CommandContext, who: Principal, window: str, today: Today) -> WindowView:
    """Plan one window for today on a manager's order (潮汐窗口); an open window follows at once.

    Raises:
        NotFound: no such window. UnknownValue: no such line or group. Malformed: it ends before it begins, or not today.
    """
    if today.until is not None and not _ends_today(work, today.until):
        raise Malformed(Why("结束时间须在今天现在之后", "it must end later today"))
    if window not in work.plan.windows:
        raise NotFound(what="window", name=window)
    for what, said, known in (
        ("line", today.lines, work.plan.lines),
        ("group", today.groups, work.plan.groups),
    ):
        for each in said:
            if each not in known:
                raise UnknownValue(what=what, name=each, **hints(each, known))
    work.connection.execute(delete(todays).where(todays.c.day == work.day, todays.c.window == window))
    row = {
        "day": work.day,
        "window": window,
        "lines": list(today.lines),
        "groups": list(today.groups),
        "until_at": today.until,
    }
    work.connection.execute(insert(todays), row)
    word = {(work.day, window): Serving(today.lines, today.groups, today.until)}
    work.plan = replace(work.plan, todays={**work.plan.todays, **word})
    _follow(work, who, window, today.reason, today.until)
    return window_view(work.connection, work.plan, window, work.now, work.log.head_seq)


def end_todays(work: CommandContext) -> int:
    """Let the windows whose plan for today is over follow the ordinary plan again; return how many."""
    over = read_rows(work.connection, select(todays).where(todays.c.until_at <= work.now), WindowTodayRow)
    for row in over:
        work.connection.execute(delete(todays).where(todays.c.day == row.day, todays.c.window == row.window))
        others = {key: each for key, each in work.plan.todays.items() if key != (row.day, row.window)}
        work.plan = replace(work.plan, todays=others)
        _follow(work, CLOCK, row.window, TODAY_OVER)
    return len(over)


def _ends_today(work: CommandContext, until: datetime) -> bool:
    return until > work.now and work.plan.hours.business_day(until) == work.day


def _follow(
    work: CommandContext, who: Principal, window: str, reason: str, until: datetime | None = None
) -> None:
    """An open window follows the new plan at once; of a closed one it is on record."""
    session = session_at(work, window)
    if session is not None:
        staff.follow_plan(work, who, session, reason, until, of_today=True)
        return
    planned = work.plan.serving(window, work.now)
    work.publish(
        who,
        WindowPlanned(
            window=window,
            lines=list(planned.lines),
            groups=list(planned.groups),
            reason=reason,
            until=iso(until) if until else ABSENT,
        ),
    )


def close_window(work: CommandContext, who: Principal, window: str, reason: str) -> WindowView:
    """Close a window at once, by a manager.

    Raises:
        WindowClosed, WindowBusy.
    """
    return staff.sign_off(work, who, window, reason)


def close_day(work: CommandContext, who: Principal, reason: str, *, early: bool = False) -> ClosingView:
    """Close the hall for today: end waiting tickets with the reason, end the sessions, seal the day's log.

    Raises:
        DayClosed: it is closed already. StillServing: a visitor is at a window.
        StillOpen: the hall still issues numbers, and `early` is not set.
    """
    if work.day in work.plan.closed_days:
        raise DayClosed({"day": work.day.isoformat()})
    if work.plan.hours.is_open(work.now) and not early:
        raise StillOpen({"day": work.day.isoformat()})
    busy = (
        work.connection.execute(
            select(stops.c.window)
            .where(stops.c.state.in_([str(each) for each in AT_WINDOW]))
            .order_by(stops.c.window)
        )
        .scalars()
        .all()
    )
    if busy:
        named = listed(sorted(map(str, busy), key=lambda code: (len(code), code)))
        raise StillServing({"windows": list(busy)}, windows_zh=named.zh, windows_en=named.en)
    waiting = _live(work)
    numbers = sorted({stop.number for stop in waiting})
    work.publish(who, DayClosing(day=work.day.isoformat(), reason=reason, numbers=numbers))
    for stop in waiting:
        gone = move(work, stop, "expire", ended_at=work.now)
        work.publish(who, TicketExpired(**facts_of(gone), was=stop.state, reason=reason))
    open_sessions = read_rows(
        work.connection, select(sessions).where(sessions.c.closed_at.is_(None)), SessionRow
    )
    for session in open_sessions:
        staff.close(work, who, session, "day_closed")
    appointments.lapse(work, work.day)
    slots.tidy(work)
    closing = seal_day(work, who, work.day, reason)
    if printer := printer_for(work, who, None):
        slips.queue_closing(work, who, printer, work.day)
    return closing


def seal_day(work: CommandContext, who: Principal, day: date, reason: str) -> ClosingView:
    """Log the day's figures, and keep the event's hash for the closing slip."""
    figures = visit_views.day_figures(work.connection, day)
    event = work.publish(who, events.DayClosed(day=day.isoformat(), reason=reason, figures=figures))
    row: dict[str, Any] = {
        "day": day,
        "at": work.now,
        "reason": reason,
        "seq": event.seq,
        "hash": event.hash,
        "figures": figures,
    }
    work.connection.execute(insert(closings), row)
    return ClosingView(day, work.now, reason, event.seq, event.hash.hex(), figures)


def seal_old_days(work: CommandContext) -> int:
    """Seal the past days that nobody closed and that have no live stop any more; return how many."""
    days = (
        work.connection.execute(
            select(tickets.c.day)
            .where(
                tickets.c.day < work.day,
                tickets.c.day.not_in(select(closings.c.day)),
                tickets.c.day.not_in(select(stops.c.day).where(IS_LIVE)),
            )
            .distinct()
            .order_by(tickets.c.day)
        )
        .scalars()
        .all()
    )
    for day in days:
        appointments.lapse(work, day)
        slots.tidy(work)
        seal_day(work, CLOCK, day, DAY_ENDED)
    return len(days)


def _live(work: CommandContext) -> list[Any]:
    rows = (
        work.connection.execute(
            select(stops.c.id).where(
                stops.c.day == work.day, stops.c.state.in_(["waiting", "held", "missed", "parked"])
            )
        )
        .scalars()
        .all()
    )
    return [stop_by_id(work, each) for each in rows]
