"""The hall on an office's wall: counts only, nothing of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from hallserver.contract import WallLine, WallView
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import PreparedValue
from hallserver.store.queue.kept_waits import kept_by_line
from hallserver.store.queue.waiting import lines_on_board
from hallserver.store.schema import tickets
from hallserver.store.watching.alarms import queues
from hallserver.views.hall.floor import figures

_TAKEN = PreparedValue(select(func.count()).select_from(tickets).where(tickets.c.day == bindparam("today")))


def wall_view(connection: Connection, plan: Plan, now: datetime) -> WallView:
    """Lines in which somebody waits, the longest wait first, of equal ones the fullest; and the day so far."""
    today = plan.hours.business_day(now)
    long = queues(connection, plan)
    lines = (
        WallLine(told.line, told.waiting, long[told.line].longest_from, told.wait)
        for told in lines_on_board(connection, plan, now)
        if told.line in long
    )
    told = kept_by_line(connection, today, today)
    return WallView(
        now=now,
        target_ms=plan.service_level_ms,
        lines=tuple(sorted(lines, key=lambda each: (each.longest_from, -each.waiting))),
        figures=figures(connection, plan, today),
        taken=_TAKEN.one(connection, {"today": today}),
        told=sum(each.told for each in told),
        told_kept=sum(each.kept for each in told),
    )
