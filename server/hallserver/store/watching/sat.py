"""What the sittings of some days were spent on: the days' part of the log, followed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from hallserver.core.events import Event
from hallserver.core.people.sitting import HEARD, Sittings, Spent
from hallserver.store.log import event_of
from hallserver.store.prepared import read_rows
from hallserver.store.rows import EventRow
from hallserver.store.schema import closings, events, hall

_SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Sat:
    """A sitting of a business day, until its end, or until now."""

    session: int
    day: date
    until: datetime


def spent_on(connection: Connection, sittings: Iterable[Sat]) -> dict[int, Spent]:
    """Session → what its time was spent on; each day's part of the log is followed once."""
    days: dict[date, list[Sat]] = defaultdict(list)
    for each in sittings:
        days[each.day].append(each)
    found: dict[int, Spent] = {}
    for day, sat in sorted(days.items()):
        followed = Sittings()
        for event in _events(connection, day):
            followed.hear(event)
        for each in sorted(sat, key=lambda one: one.until):
            found[each.session] = followed.spent(each.session, each.until)
    return found


def _events(connection: Connection, day: date) -> Iterator[Event]:
    """From after the closing before this day to the day's own, or to what is newest."""
    since = connection.execute(select(func.max(closings.c.seq)).where(closings.c.day < day)).scalar() or 0
    until = _end_of(connection, day)
    query = select(events).where(events.c.kind.in_(sorted(HEARD))).order_by(events.c.seq).limit(_SLICE)
    while since < until:
        found = read_rows(connection, query.where(events.c.seq.between(since + 1, until)), EventRow)
        yield from map(event_of, found)
        if len(found) < _SLICE:
            return
        since = found[-1].seq


def _end_of(connection: Connection, day: date) -> int:
    """The seq of the day's closing; of a later one where it was never closed; else the newest."""
    query = select(func.min(closings.c.seq)).where(closings.c.day >= day)
    return connection.execute(query).scalar() or connection.execute(select(hall.c.head_seq)).scalar_one()
