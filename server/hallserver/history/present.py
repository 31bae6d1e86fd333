"""What the history does not hold yet: the rows of open days, and sealed rows that an event touched since."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, select

from hallserver.history.columns import Table
from hallserver.history.reader import Past, Today
from hallserver.history.rows import rows_of_days, rows_of_units, zone_of
from hallserver.history.touched import touched
from hallserver.store.schema import events


def read_today(connection: Connection, past: Past, table: Table, first: date | None, last: date) -> Today:
    """The rows of one table, of days up to `last`, that must come from the database.

    Args:
        connection: reads the hall's database.
        past: the history as it is now.
        table: which one.
        first: the first day that is needed; None: since the hall began.
        last: the last day that is needed.
    """
    zone = zone_of(connection)
    since = select(events.c.day).order_by(events.c.seq).limit(1)
    began = connection.execute(since).scalar() or last
    first = max(first, began) if first else began
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = rows_of_days(connection, table, [day for day in span if day not in past.days], zone)
    sealed = past.days & set(span)
    units = touched(connection, table, past.known_until, past.days) if sealed else set()
    rows += rows_of_units(connection, table, units, sealed, zone)
    return Today(rows, units)
