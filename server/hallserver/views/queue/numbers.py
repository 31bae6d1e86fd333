"""Numbers in lists: today's for those who help visitors, and any day's for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, func, select

from hallserver.contract import NumberInHall, NumberOfDay, NumbersOfDayView, NumbersView
from hallserver.core.language.said import TICKET_STATES
from hallserver.core.language.words import Words
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.schema import IS_LIVE, stops, tickets
from hallserver.store.types import to_ms

FIRST = 100  # numbers that are listed at once
SHOWN: dict[str, ColumnElement[bool]] = {
    "waiting": stops.c.state.in_(("waiting", "held")),
    "called": stops.c.state.in_(("called", "serving")),
    "missed": stops.c.state == State.MISSED,
    "parked": stops.c.state == State.PARKED,
    "priority": stops.c.state.in_(("waiting", "held")) & (stops.c.tier == 0),
}
"""What may be asked for, and which live stops it means."""


class _Found(Row):
    """A live stop with its ticket."""

    ticket: int
    number: str
    line: str
    matter: str
    state: str
    tier: int
    window: str | None
    wait_from: datetime
    stop_count: int


def numbers_view(
    connection: Connection, plan: Plan, now: datetime, show: str, find: str | None = None, *, offset: int = 0
) -> NumbersView:
    """A hundred numbers of a kind, in the order of their places, and how many there are.

    Args:
        connection: reads the hall's database.
        plan: in force.
        now: hall time.
        show: one of `SHOWN`.
        find: a part of the number.
        offset: numbers to leave out at the beginning.
    """
    where: list[ColumnElement[bool]] = [stops.c.day == plan.hours.business_day(now), SHOWN[show]]
    if find:
        where.append(tickets.c.number.contains(find, autoescape=True))
    joined = select(stops.c.id).join(tickets, tickets.c.id == stops.c.ticket).where(IS_LIVE, *where)
    query = (
        select(
            stops.c.ticket,
            tickets.c.number,
            stops.c.line,
            stops.c.matter,
            stops.c.state,
            stops.c.tier,
            stops.c.window,
            stops.c.wait_from,
            tickets.c.stops.label("stop_count"),
        )
        .join(tickets, tickets.c.id == stops.c.ticket)
        .where(IS_LIVE, *where)
        .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
        .limit(FIRST)
        .offset(offset)
    )
    found = tuple(
        NumberInHall(
            ticket=row.ticket,
            number=row.number,
            line=row.line,
            matter=row.matter,
            matter_name=plan.matters[row.matter].name,
            state=State(row.state),
            state_words=TICKET_STATES[row.state],
            priority=row.tier == 0,
            window=row.window,
            waited_ms=max(to_ms(now) - to_ms(row.wait_from), 0),
            stops=row.stop_count,
        )
        for row in read_rows(connection, query, _Found)
    )
    total = connection.execute(select(func.count()).select_from(joined.subquery())).scalar_one()
    return NumbersView(now, total, found)


AT_ONCE = 50  # numbers of a day that are listed at once


@dataclass(frozen=True, slots=True)
class Sought:
    """Which numbers of a day: a part of the number, a line, a window, a state; all that are given hold."""

    day: date
    find: str | None = None
    line: str | None = None
    window: str | None = None
    state: State | None = None
    offset: int = 0


class _OfDay(Row):
    """A stop with its ticket."""

    ticket: int
    number: str
    line: str
    matter: str
    visitor_class: str
    state: str
    window: str | None
    arrived_at: datetime
    first_called_at: datetime | None
    ended_at: datetime | None
    wait_ms: int | None


def numbers_of_day(connection: Connection, plan: Plan, sought: Sought) -> NumbersOfDayView:
    """Fifty numbers of a day, the newest first, and how many there are; read by the day, whatever lies behind it."""
    where: list[ColumnElement[bool]] = [tickets.c.day == sought.day]
    if sought.find:
        where.append(tickets.c.number.contains(sought.find, autoescape=True))
    for column, value in (
        (stops.c.line, sought.line),
        (stops.c.window, sought.window),
        (stops.c.state, sought.state and str(sought.state)),
    ):
        if value:
            where.append(column == value)
    query = (
        select(
            stops.c.ticket,
            tickets.c.number,
            stops.c.line,
            stops.c.matter,
            tickets.c.visitor_class,
            stops.c.state,
            stops.c.window,
            stops.c.arrived_at,
            stops.c.first_called_at,
            stops.c.ended_at,
            stops.c.wait_ms,
        )
        .join(tickets, tickets.c.id == stops.c.ticket)
        .where(*where)
    )
    page = query.order_by(tickets.c.id.desc(), stops.c.position).limit(AT_ONCE).offset(sought.offset)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    kept_from = connection.execute(select(func.min(tickets.c.day))).scalar_one()
    found = tuple(_of_day(plan, row) for row in read_rows(connection, page, _OfDay))
    return NumbersOfDayView(sought.day, total, kept_from, found)


def _of_day(plan: Plan, row: _OfDay) -> NumberOfDay:
    matter = plan.matters.get(row.matter)
    return NumberOfDay(
        ticket=row.ticket,
        number=row.number,
        line=row.line,
        matter=row.matter,
        matter_name=matter.name if matter else Words(row.matter, row.matter),
        visitor_class=row.visitor_class,
        state=State(row.state),
        state_words=TICKET_STATES[row.state],
        window=row.window,
        arrived_at=row.arrived_at,
        called_at=row.first_called_at,
        ended_at=row.ended_at,
        wait_ms=row.wait_ms,
    )
