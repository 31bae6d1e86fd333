"""Today's numbers for those who help visitors: who waits, who was missed, who has priority."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from hallserver.contract import NumberInHall, NumbersView
from hallserver.core.said import TICKET_STATES
from hallserver.core.tickets import State
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
