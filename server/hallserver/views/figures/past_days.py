"""A past day as input of a simulation: its arrivals, how long each occupied a window, and the sittings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import Connection, select

from hallserver.core.queue.rehearsal import Arrival, Pair, Sitting
from hallserver.core.queue.tickets import State
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import read_rows
from hallserver.store.rows import (
    DeskWorkRow,
    ServiceRow,
    SessionMatterRow,
    SessionPauseRow,
    SessionRow,
    StopRow,
)
from hallserver.store.schema import (
    desk_works,
    services,
    session_matters,
    session_pauses,
    sessions,
    stops,
    tickets,
)
from hallserver.store.types import to_ms

MINUTE_MS = 60_000
LONGEST_GAP_MS = 5 * 60_000  # between two visitors; beyond, the window was away
MISSED_MS = 60_000  # a missed call occupies its window for about a minute, including recalls


@dataclass(frozen=True, slots=True)
class PastDay:
    """The record of a day; `waits` is ticket → ms as recorded for the called visitors, with their class."""

    arrivals: tuple[Arrival, ...]
    sittings: tuple[Sitting, ...]
    waits: tuple[tuple[str, int], ...]


class _Arrived(StopRow):
    """A stop and the class of its visitor."""

    visitor_class: str


def read_day(connection: Connection, plan: Plan, day: date) -> PastDay:
    """Read a day. Each stop counts as an arrival, unless its number was given up; one never called takes the norm.

    Raises:
        ValueError: the day has no arrivals.
    """
    query = (
        select(stops, tickets.c.visitor_class).join(tickets).where(stops.c.day == day).order_by(stops.c.id)
    )
    rows = [
        row
        for row in read_rows(connection, query, _Arrived)
        if row.called_at is not None or row.state != State.CANCELLED
    ]
    if not rows:
        raise ValueError(f"nobody took a number on {day}")
    taken = _taken(connection, day)
    end_ms = to_ms(plan.hours.day_bounds(day)[1])
    arrivals = [_arrival(plan, row, taken) for row in rows]
    waits = [
        (row.visitor_class, max(to_ms(row.called_at) - to_ms(row.wait_from), 0))
        for row in rows
        if row.called_at
    ]
    return PastDay(tuple(arrivals), tuple(_sittings(connection, plan, day, end_ms)), tuple(waits))


def _taken(connection: Connection, day: date) -> dict[int, int]:
    """Stop → how long it occupied windows: from the call to the finish of each part, and on to the next call."""
    found: dict[int, int] = {}
    at_window: dict[str, list[ServiceRow]] = defaultdict(list)
    query = select(services).where(services.c.day == day, services.c.excluded.is_(None))
    for row in read_rows(connection, query.order_by(services.c.called_at), ServiceRow):
        found[row.stop] = found.get(row.stop, 0) + row.walk_ms + row.service_ms
        at_window[row.window].append(row)
    for rows in at_window.values():
        for before, after in pairwise(rows):
            found[before.stop] += _between(before, after)
    return found


def _between(before: ServiceRow, after: ServiceRow) -> int:
    """The ms that a window needed from one visitor to the next, who waited already."""
    ended_ms, called_ms = to_ms(before.finished_at), to_ms(after.called_at)
    gap_ms = called_ms - ended_ms
    return gap_ms if called_ms - after.wait_ms < ended_ms and 0 < gap_ms < LONGEST_GAP_MS else 0


def _arrival(plan: Plan, row: _Arrived, taken: dict[int, int]) -> Arrival:
    norm_ms = plan.matters[row.matter].norm_minutes * MINUTE_MS
    due_ms, arrived_ms = to_ms(row.wait_from), to_ms(row.arrived_at)
    at_ms = arrived_ms
    if row.visitor_class == "appointment":  # may be called from the start of the tolerance
        at_ms = max(arrived_ms, due_ms - plan.rules.tolerance_minutes * MINUTE_MS)
    lasted = taken.get(row.id, MISSED_MS if row.called_at is not None else norm_ms)
    return Arrival(row.id, row.line, row.matter, row.visitor_class, at_ms, due_ms, lasted)


def _sittings(connection: Connection, plan: Plan, day: date, end_ms: int) -> Iterable[Sitting]:
    start, end = plan.hours.day_bounds(day)
    held = read_rows(
        connection, select(sessions).where(sessions.c.opened_at < end).order_by(sessions.c.id), SessionRow
    )
    for session in held:
        if session.closed_at is not None and session.closed_at <= start:
            continue
        serves: frozenset[Pair] = frozenset(
            (row.line, row.matter)
            for row in read_rows(
                connection,
                select(session_matters).where(session_matters.c.session == session.id),
                SessionMatterRow,
            )
        )
        until_ms = min(to_ms(session.closed_at), end_ms) if session.closed_at else end_ms
        from_ms = max(to_ms(session.opened_at), to_ms(start))
        for begun_ms, ended_ms in _away(connection, session.id):
            yield Sitting(session.window, from_ms, begun_ms, serves)
            from_ms = end_ms if ended_ms is None else ended_ms
        yield Sitting(session.window, from_ms, until_ms, serves)


def _away(connection: Connection, session: int) -> list[tuple[int, int | None]]:
    """When a window called nobody: its pauses and its back-office work, in ms, one after the other."""
    pauses = read_rows(
        connection, select(session_pauses).where(session_pauses.c.session == session), SessionPauseRow
    )
    works = read_rows(connection, select(desk_works).where(desk_works.c.session == session), DeskWorkRow)
    spans = [(each.from_at, each.to_at) for each in pauses] + [(each.from_at, each.to_at) for each in works]
    return [(to_ms(begun), to_ms(ended) if ended else None) for begun, ended in sorted(spans, key=_begun)]


def _begun(span: tuple[datetime, datetime | None]) -> datetime:
    return span[0]
