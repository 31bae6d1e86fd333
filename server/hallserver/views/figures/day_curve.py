"""A day by quarter hours: who came, who was served, who waited; beside what the same weekday usually brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from hallserver.contract import DayCurveView, Quarter
from hallserver.core.queue.tickets import State
from hallserver.core.workdays import Hours
from hallserver.store.prepared import Row, read_rows
from hallserver.store.schema import stops, tickets
from hallserver.store.types import to_ms

QUARTER_MS = 15 * 60_000
OF_A_DAY = 96
WEEKS = 4  # same weekdays that “usual” is the mean of
LOOKED_BACK = 8  # weeks; holidays among them are passed over

Counts = Mapping[int, float]


class _Step(Row):
    """What changed in a quarter hour, counted from the epoch."""

    quarter: int
    arrived: int
    served: int
    left: int


def day_curve(connection: Connection, hours: Hours, day: date, until_ms: int, usual: Counts) -> DayCurveView:
    """The quarters of a day from the first in which anybody came or usually comes, up to now or the last such one.

    Args:
        connection: reads the hall's database.
        hours: the hall's, for its zone.
        day: the business day.
        until_ms: now; later quarters say only what is usual.
        usual: quarter of the day → mean arrivals (`usual_arrivals`).

    Returns:
        Arrivals, services ended and numbers waiting at the end of each quarter, by stop: a visitor with two matters
        counts twice, as in the lines. Waiting ends with the first call, or with the number's end.
    """
    start_ms = to_ms(hours.day_bounds(day)[0])
    found = {_of_day(step.quarter, start_ms): step for step in read_rows(connection, _steps(day), _Step)}
    last_now = _of_day(until_ms // QUARTER_MS, start_ms)
    asked = {
        each for each in found if each < OF_A_DAY
    } | usual.keys()  # what the day's end itself ends is no part
    if not asked:
        return DayCurveView(day, (), 0)
    quarters, waiting = [], 0
    for quarter in range(min(asked), max(asked) + 1):
        step = found.get(quarter)
        waiting += step.arrived - step.left if step else 0
        past = quarter <= last_now
        quarters.append(
            Quarter(
                at=f"{quarter // 4:02d}:{quarter % 4 * 15:02d}",
                arrived=(step.arrived if step else 0) if past else None,
                served=(step.served if step else 0) if past else None,
                waiting=waiting if past else None,
                usual=usual.get(quarter, 0.0) if usual else None,
            )
        )
    return DayCurveView(day, tuple(quarters), WEEKS if usual else 0)


def usual_arrivals(connection: Connection, hours: Hours, day: date) -> Counts:
    """Mean arrivals by quarter of the day, of the last four same weekdays on which anybody came; empty before that."""
    days = []
    for weeks in range(1, LOOKED_BACK + 1):
        before = day - timedelta(weeks=weeks)
        start_ms = to_ms(hours.day_bounds(before)[0])
        came = {
            _of_day(step.quarter, start_ms): step.arrived
            for step in read_rows(connection, _steps(before), _Step)
            if step.arrived
        }
        if came:
            days.append(came)
        if len(days) == WEEKS:
            break
    if len(days) < WEEKS:
        return {}
    return {
        quarter: sum(each.get(quarter, 0) for each in days) / WEEKS for quarter in set[int]().union(*days)
    }


def _of_day(quarter: int, start_ms: int) -> int:
    return quarter - start_ms // QUARTER_MS


def _steps(day: date) -> Select[int, int, int, int]:
    def quarter(column: ColumnElement[Any]) -> ColumnElement[int]:
        return type_coerce(column, Integer).op("/", return_type=Integer())(QUARTER_MS)

    left_at = func.coalesce(stops.c.first_called_at, stops.c.ended_at)
    parts: list[tuple[ColumnElement[Any], tuple[int, int, int], list[ColumnElement[bool]]]] = [
        (stops.c.arrived_at, (1, 0, 0), []),
        (stops.c.ended_at, (0, 1, 0), [stops.c.state == State.FINISHED]),
        (left_at, (0, 0, 1), [left_at.is_not(None)]),
    ]
    every = union_all(
        *(
            select(
                quarter(at).label("quarter"),
                *(
                    literal(n).label(name)
                    for n, name in zip(ones, ("arrived", "served", "left"), strict=True)
                ),
            )
            .select_from(tickets.join(stops, stops.c.ticket == tickets.c.id))
            .where(tickets.c.day == day, *where)
            for at, ones, where in parts
        )
    ).subquery()
    return select(
        every.c.quarter,
        *(func.sum(each).label(each.name) for each in (every.c.arrived, every.c.served, every.c.left)),
    ).group_by(every.c.quarter)
