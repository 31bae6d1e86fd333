"""Public figures of the day and the month, computed from the rows, and the order of each line by number."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from hallserver.contract import CalledNumber, LineOrder, PublicFigures, PublicQueue, ServiceFigures
from hallserver.core.figures import measures
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.queue.served import first_parts, is_first
from hallserver.store.queue.waiting import lines_on_board
from hallserver.store.schema import IS_LIVE, ratings, rectifications, services, stops, tickets
from hallserver.views.figures.reports import Ask, report
from hallserver.views.hall.floor import SATISFIED

MONTH = timedelta(days=30)


def public_figures(connection: Connection, plan: Plan, now: datetime) -> PublicFigures:
    """Today so far, and the thirty business days before it."""
    today = plan.hours.business_day(now)
    return PublicFigures(
        now,
        figures_of(connection, plan, today, today),
        figures_of(connection, plan, today - MONTH, today - timedelta(days=1)),
    )


class _ServedFirst(Row):
    """The first part of a service."""

    wait_ms: int
    service_ms: int


class _InQueue(Row):
    """A number that waits or is at a window."""

    line: str
    state: str
    window: str | None
    number: str


def figures_of(connection: Connection, plan: Plan, first_day: date, last_day: date) -> ServiceFigures:
    """The figures of some days; each stop counts by its first part that is not excluded from the record."""
    first = first_parts(services.c.day.between(first_day, last_day))
    query = select(services.c.wait_ms, services.c.service_ms).join(first, is_first(first))
    rows = read_rows(connection, query, _ServedFirst)
    waits = measures.spread([row.wait_ms for row in rows])
    within = sum(row.wait_ms <= plan.service_level_ms for row in rows)
    told = report(connection, plan, Ask("told", "day", first_day, last_day, plan.hours.zone)).total
    rated = (
        connection.execute(
            select(ratings.c.level)
            .join(stops, stops.c.id == ratings.c.stop)
            .outerjoin(rectifications, rectifications.c.stop == ratings.c.stop)
            .where(
                stops.c.day.between(first_day, last_day), rectifications.c.state.is_distinct_from("dropped")
            )
        )
        .scalars()
        .all()
    )
    return ServiceFigures(
        first_day=first_day,
        last_day=last_day,
        served=len(rows),
        mean_wait_ms=waits.mean_ms,
        p50_wait_ms=waits.p50_ms,
        p90_wait_ms=waits.p90_ms,
        mean_service_ms=measures.spread([row.service_ms for row in rows]).mean_ms,
        level_ms=plan.service_level_ms,
        within_percent=100 * within // len(rows) if rows else 0,
        told=told.count,
        told_kept=told.extra.get("kept", 0),
        rated=len(rated),
        satisfied=sum(level >= SATISFIED for level in rated),
    )


def public_queue(connection: Connection, plan: Plan, now: datetime) -> PublicQueue:
    """The numbers of each line in the order of their places, and those at a window."""
    waiting: dict[str, list[str]] = defaultdict(list)
    called: dict[str, list[CalledNumber]] = defaultdict(list)
    query = (
        select(stops.c.line, stops.c.state, stops.c.window, tickets.c.number)
        .join(tickets, tickets.c.id == stops.c.ticket)
        .where(
            IS_LIVE,
            stops.c.day == plan.hours.business_day(now),
            stops.c.state.in_(("waiting", "called", "serving")),
        )
        .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    )
    for row in read_rows(connection, query, _InQueue):
        if row.state == "waiting" or row.window is None:
            waiting[row.line].append(row.number)
        else:
            called[row.line].append(CalledNumber(row.number, row.window))
    return PublicQueue(
        now,
        tuple(
            LineOrder(
                line.code,
                line.name,
                len(waiting[line.code]),
                tuple(waiting[line.code]),
                tuple(called[line.code]),
            )
            for line in plan.lines.values()
            if waiting[line.code] or called[line.code]
        ),
        lines_on_board(connection, plan, now),
    )
