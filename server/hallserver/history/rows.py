"""Reads the rows of days, or of what an event touched, from the database, ready for `engine.load`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, select

from hallserver.core.people.sitting import Part, Spent
from hallserver.history.columns import ISSUED, LOCAL_HOUR, LOG, SESSIONS, SPENT, Table
from hallserver.store.prepared import Row, read_rows
from hallserver.store.schema import events, hall, sessions
from hallserver.store.types import from_ms
from hallserver.store.watching.sat import Sat, spent_on

Rows = list[tuple[Any, ...]]
_TOGETHER = 5_000  # values of one IN: SQLite takes 32,766
_NEXT = timedelta(days=1)


class _Closed(Row):
    """A session that is over."""

    id: int
    day: date
    closed_at: datetime


def rows_of_days(connection: Connection, table: Table, days: Collection[date], zone: ZoneInfo) -> Rows:
    """The rows of these business days, in no order."""
    if table is ISSUED:
        return _issued(connection, days, zone)
    # a session carries the day by which it was opened as the hall then counted; it belongs to the zone's own
    wide = {day + n * _NEXT for day in days for n in (-1, 0, 1)} if table is SESSIONS else days
    found = _within(_read(connection, table, table.source.day, sorted(wide), zone), table, days)
    return _spent(connection, found) if table is SESSIONS else found


def rows_of_units(
    connection: Connection, table: Table, units: Collection[Any], days: Collection[date], zone: ZoneInfo
) -> Rows:
    """The rows of these stops, cases, sessions or findings, as far as they belong to these days."""
    if table.source.unit is None:
        return []
    found = _within(_read(connection, table, table.source.unit, sorted(units), zone), table, days)
    return _spent(connection, found) if table is SESSIONS else found


def rows_of_log(connection: Connection, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """The events of these seqs, in slices: the day of a large hall is 50 MB."""
    query = LOG.source.query().order_by(events.c.seq).limit(_TOGETHER)
    while first <= last:
        found = connection.execute(query.where(events.c.seq.between(first, last))).all()
        if not found:
            return
        yield from map(tuple, found)
        first = found[-1].seq + 1


def zone_of(connection: Connection) -> ZoneInfo:
    """The hall's zone."""
    return ZoneInfo(connection.execute(select(hall.c.zone)).scalar_one())


def head_of(connection: Connection) -> int:
    """The seq of the log's newest event."""
    return connection.execute(select(hall.c.head_seq)).scalar_one()


def _read(
    connection: Connection, table: Table, by: Any, values: Sequence[Any], zone: ZoneInfo
) -> Iterator[tuple[Any, ...]]:
    query = table.source.query()
    for n in range(0, len(values), _TOGETHER):
        found = connection.execute(query.where(by.in_(values[n : n + _TOGETHER])))
        yield from _worked_out(found, table, zone)


def _worked_out(found: Any, table: Table, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    """The columns in their order, with the local day and hour where the table asks for them."""
    names = list(table.columns)
    made = [
        (names.index(time), what == LOCAL_HOUR) for time, what in (table.source.worked_out or {}).values()
    ]
    if not made:
        yield from map(tuple, found)
        return
    for row in found:
        local = [(from_ms(row[time]).astimezone(zone), is_hour) for time, is_hour in made]
        yield (*row, *(at.hour if is_hour else at.date().isoformat() for at, is_hour in local))


def _spent(connection: Connection, rows: Rows) -> Rows:
    """Sessions with what their time was spent on; one that is open has nothing yet."""
    names = list(SESSIONS.columns)
    number, end, first = names.index("session"), names.index("closed_at"), names.index(SPENT[0])
    query = select(sessions.c.id, sessions.c.day, sessions.c.closed_at).where(
        sessions.c.closed_at.is_not(None)
    )
    known: list[Sat] = []
    closed = sorted(row[number] for row in rows if row[end] is not None)
    for n in range(0, len(closed), _TOGETHER):
        some = query.where(sessions.c.id.in_(closed[n : n + _TOGETHER]))
        known += [Sat(row.id, row.day, row.closed_at) for row in read_rows(connection, some, _Closed)]
    told = spent_on(connection, known)
    return [(*row[:first], *_told(told.get(row[number])), *row[first + len(SPENT) :]) for row in rows]


def _told(spent: Spent | None) -> tuple[Any, ...]:
    if spent is None:
        return (None,) * len(SPENT)
    return (*(spent.parts[part] for part in Part), written(spent.paused_for))


def written(paused_for: Mapping[str, int]) -> str:
    """Pauses by reason as a column keeps them: JSON, in order."""
    return json.dumps(dict(sorted(paused_for.items())), ensure_ascii=False)


def read_pauses(said: str | None) -> dict[str, int]:
    """Read them again; none where the day was written before they were told."""
    found: dict[str, int] = json.loads(said or "{}")
    return found


def _within(rows: Iterator[tuple[Any, ...]], table: Table, days: Collection[date]) -> Rows:
    at = list(table.columns).index("day")
    wanted = {day.isoformat() for day in days}
    return [row for row in rows if row[at] in wanted]


def _issued(connection: Connection, days: Collection[date], zone: ZoneInfo) -> Rows:
    counted: Counter[tuple[Any, ...]] = Counter()
    for day, line, at in _raw_issued(connection, sorted(days)):
        counted[day, line, from_ms(at).astimezone(zone).hour] += 1
    return [(*key, count) for key, count in counted.items()]


def _raw_issued(connection: Connection, days: Sequence[date]) -> Iterator[Any]:
    query: Select[Any] = ISSUED.source.query()
    for n in range(0, len(days), _TOGETHER):
        yield from connection.execute(query.where(ISSUED.source.day.in_(days[n : n + _TOGETHER])))
