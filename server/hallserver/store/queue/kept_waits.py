"""How well each line has kept what it told: an aggregate of the database, by the same definition as the report `told`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Integer, and_, bindparam, case, func, or_, select, type_coerce

from hallserver.core.queue.tickets import State
from hallserver.store.prepared import Prepared, Row
from hallserver.store.schema import stops, tickets

LONG_MS = 600_000  # a line in which nine of ten wait less can tell nothing shorter than 0–5 minutes


@dataclass(frozen=True, slots=True)
class LineKept:
    """A line's told waits that are settled.

    Attributes:
        told: how many. kept: how many of them were called by the end they were told. long: how many waited ten minutes.
    """

    line: str
    told: int
    kept: int
    long: int


class _Line(Row):
    """The same, as it is read."""

    line: str
    told: int
    kept: int
    long: int


_ENDED = func.coalesce(stops.c.first_called_at, stops.c.ended_at)
_WAITED = type_coerce(_ENDED, Integer) - type_coerce(stops.c.arrived_at, Integer)
_IN_TIME = tickets.c.told_high_ms >= _WAITED
_KEPT = and_(stops.c.first_called_at.is_not(None), _IN_TIME)
_GIVEN_UP = and_(stops.c.state == str(State.CANCELLED), _IN_TIME)
_BY_LINE = Prepared(
    select(
        stops.c.line,
        func.count().label("told"),
        func.sum(case((_KEPT, 1), else_=0)).label("kept"),
        func.sum(case((_WAITED > LONG_MS, 1), else_=0)).label("long"),
    )
    .select_from(tickets)
    .join(stops, stops.c.ticket == tickets.c.id)
    .where(
        tickets.c.day.between(bindparam("first"), bindparam("last")),
        stops.c.position == 1,
        stops.c.wait_from <= stops.c.arrived_at,  # else booked for later
        _ENDED.is_not(None),
        or_(stops.c.first_called_at.is_not(None), ~_GIVEN_UP),
    )
    .group_by(stops.c.line)
    .order_by(stops.c.line),
    _Line,
)


def kept_by_line(connection: Connection, first: date, last: date) -> list[LineKept]:
    """What the lines told from `first` to `last`, both included; lines that told nothing are left out."""
    rows = _BY_LINE.run(connection, {"first": first, "last": last})
    return [LineKept(row.line, row.told, row.kept, row.long) for row in rows]
