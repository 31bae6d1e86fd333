"""What counts as one service: the one definition for board, console, public page and closing slip.

A visitor counts once, however many windows took part: by the first part that is not excluded from the record.
An undone service is excluded, so a service that is resumed counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, case, func, select

from hallserver.core.casework.outcomes import HANDED_ON
from hallserver.core.figures import measures
from hallserver.store.prepared import Prepared, Row, Rows
from hallserver.store.schema import services

COUNTED: ColumnElement[bool] = services.c.excluded.is_(None)


def first_parts(*where: ColumnElement[bool]) -> FromClause:
    """The first part of each stop that counts, as (stop, part)."""
    return (
        select(services.c.stop, func.min(services.c.part).label("part"))
        .where(COUNTED, *where)
        .group_by(services.c.stop)
        .subquery()
    )


def is_first(parts: Any) -> ColumnElement[bool]:
    """The join condition between a service and `first_parts`."""
    return and_(parts.c.stop == services.c.stop, parts.c.part == services.c.part)


class _Summed(Row):
    """What a staffer has done in a day."""

    count: int
    sum_ms: int
    pieces: int


class _Lasted(Row):
    """How long a service took."""

    service_ms: int


_ITS_OWN = (COUNTED, services.c.day == bindparam("day"), services.c.staffer == bindparam("staffer"))
# a part that a colleague went on with has handled no piece of its own, as `pieces_of` says
_PIECES = func.sum(case((services.c.outcome == HANDED_ON, 0), else_=services.c.quantity))
_SUMMED = Prepared(
    select(
        func.count().label("count"),
        func.coalesce(func.sum(services.c.service_ms), 0).label("sum_ms"),
        func.coalesce(_PIECES, 0).label("pieces"),
    ).where(*_ITS_OWN),
    _Summed,
)
_LONGEST = Prepared(
    select(services.c.service_ms)
    .where(*_ITS_OWN)
    .order_by(services.c.service_ms.desc())
    .limit(2)
    .offset(bindparam("longer")),
    _Lasted,
)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What one staffer has done in a day so far: services that count, their mean and 90th percentile, pieces."""

    count: int
    mean_ms: int
    p90_ms: int
    pieces: int


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A staffer's own day, asked and not yet read."""

    who: Mapping[str, Any]
    summed: Rows[_Summed]


def ask_own_day(connection: Connection, staffer: str, day: date) -> AskedDay:
    """A staffer's own day, to be read by `own_day`."""
    who = {"day": day, "staffer": staffer}
    return AskedDay(who, _SUMMED.run(connection, who))


def own_day(connection: Connection, asked: AskedDay) -> OwnDay:
    """A staffer's own day, counted in the database: each act at a window tells it, so it reads no row of it."""
    who, told = asked.who, asked.summed.one()
    if not told.count:
        return OwnDay(0, 0, 0, 0)
    low, high, rest = measures.around(told.count, 90)
    # a tenth of the day lies above the percentile: the two services around it are counted from the longest
    found = _LONGEST.run(connection, {**who, "longer": told.count - 1 - high}).all()
    upper, lower = found[0].service_ms, found[high - low].service_ms
    p90_ms = measures.between(lower, upper, rest)
    return OwnDay(told.count, measures.mean(told.sum_ms, told.count), p90_ms, told.pieces)
