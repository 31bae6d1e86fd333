"""Visitors' telephone numbers: the rows, and the sweep that destroys the keys which no row needs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Engine, bindparam, or_, select

from hallserver.store.disk.phone_keys import PhoneKeys
from hallserver.store.prepared import Prepared
from hallserver.store.rows import PhoneRow
from hallserver.store.schema import IS_LIVE, phones, stops

_OF_TICKET = Prepared(select(phones).where(phones.c.ticket == bindparam("ticket")), PhoneRow)
_OVER = Prepared(
    select(phones)
    .where(
        or_(
            phones.c.day < bindparam("today"),
            ~select(stops.c.id).where(IS_LIVE, stops.c.ticket == phones.c.ticket).exists(),
        )
    )
    .limit(bindparam("most")),
    PhoneRow,
)


def of_ticket(connection: Connection, ticket: int) -> PhoneRow | None:
    """The number that is bound to a ticket, encrypted."""
    return _OF_TICKET.run(connection, {"ticket": ticket}).one_or_none()


def over(connection: Connection, today: date, most: int) -> list[PhoneRow]:
    """Numbers of visits that are over, and of past days."""
    return _OVER.run(connection, {"today": today, "most": most}).all()


def sweep(reader: Engine, keys: PhoneKeys, *, alone: bool = False) -> int:
    """Destroy the keys that no row needs; `alone`: nobody binds a number meanwhile. Return how many."""
    if not keys.exist:
        return 0
    with reader.connect() as connection:
        kept = set(connection.execute(select(phones.c.key_id)).scalars())
    return keys.sweep(kept, alone=alone)
