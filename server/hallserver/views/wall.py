"""The hall on an office's wall: counts only, nothing of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from hallserver.contract import WallLine, WallView
from hallserver.store.alarms import queues
from hallserver.store.catalogue import Plan
from hallserver.store.waiting import lines_on_board
from hallserver.views.floor import figures
from hallserver.views.reports import Ask, report


def wall_view(connection: Connection, plan: Plan, now: datetime) -> WallView:
    """Lines in which somebody waits, the longest wait first, and the day so far."""
    today = plan.hours.business_day(now)
    long = queues(connection, plan)
    lines = (
        WallLine(told.line, told.waiting, long[told.line].longest_from, told.wait)
        for told in lines_on_board(connection, plan, now)
        if told.line in long
    )
    told = report(connection, plan, Ask("told", "day", today, today, plan.hours.zone)).total
    return WallView(
        now=now,
        target_ms=plan.service_level_ms,
        lines=tuple(sorted(lines, key=lambda each: each.longest_from)),
        figures=figures(connection, plan, today),
        taken=told.count + told.excluded,  # every number was told its wait
        told=told.count,
        told_kept=told.extra.get("kept", 0),
    )
