"""What the log says was touched since: the stops, cases, sessions and findings of days that are over."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from hallserver.core.events import (
    RatingGiven,
    RecordsRebuilt,
    RectificationAppealed,
    RectificationDone,
    RectificationOpened,
    RectificationReviewed,
    WindowClosed,
    WindowOpened,
)
from hallserver.history.columns import PROMISES, RATINGS, SERVICES, SESSIONS, WAITS, Table
from hallserver.store import log
from hallserver.store.schema import cases, events, findings, services, sessions, stops, tickets

_STOPS = (RatingGiven, RectificationOpened, RectificationDone, RectificationAppealed, RectificationReviewed)
_SESSIONS = (WindowOpened, WindowClosed)
_MOST = 1_000_000  # events of these kinds in one look: a hall has a hundred a day


def touched(connection: Connection, table: Table, since: int, days: Collection[date]) -> set[Any]:
    """The units of a table, of these days, whose rows may have changed by an event after `since`.

    It says rather too much than too little: what is not different is found equal. After `hall rebuild`
    changed records, all units of these days are named.
    """
    if not days or table.unit is None:
        return set()
    everything = any(
        each.facts["mended"] for each in log.read_kinds(connection, [RecordsRebuilt.KIND], since, _ALL, _MOST)
    )
    return _UNITS.get(table.name, _findings)(connection, -1 if everything else since, days)


_ALL = 2**62


def _of_tickets(
    connection: Connection, unit: Any, ticket: Any, day: Any, since: int, days: Collection[date]
) -> set[Any]:
    """The units of tickets that an event names: read off an index, without parsing the events."""
    query: Select[Any] = select(unit).where(day.between(min(days), max(days)))
    if since >= 0:
        query = query.where(ticket.in_(_tickets(since, days)))
    return set(connection.execute(query).scalars())


def _tickets(since: int, days: Collection[date]) -> Select[Any]:
    """Tickets of these days or earlier; those of today are by far most of what events name."""
    return (
        select(events.c.ticket)
        .join(tickets, tickets.c.id == events.c.ticket)
        .where(events.c.seq > since, tickets.c.day <= max(days))
        .distinct()
    )


def _stops(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    return _of_tickets(connection, stops.c.id, stops.c.ticket, stops.c.day, since, days)


def _services(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    return _of_tickets(connection, services.c.stop, services.c.ticket, services.c.day, since, days)


def _ratings(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    """A rating may name no ticket: what became of it names its stop only."""
    return _services(connection, since, days) | _said(connection, _STOPS, "stop", since)


def _cases(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    return _of_tickets(connection, cases.c.number, cases.c.ticket, cases.c.accepted_day, since, days)


def _sittings(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    if since < 0:
        query = select(sessions.c.id).where(sessions.c.day.between(min(days), max(days)))
        return set(connection.execute(query).scalars())
    return _said(connection, _SESSIONS, "session", since)


def _findings(connection: Connection, since: int, days: Collection[date]) -> set[Any]:
    """Findings that were lifted since, or made after their day was sealed."""
    query = select(findings.c.seq).where(
        findings.c.day.between(min(days), max(days)),
        or_(findings.c.seq > since, findings.c.lifted_seq > since),
    )
    return set(connection.execute(query).scalars())


def _said(connection: Connection, kinds: Collection[Any], fact: str, since: int) -> set[Any]:
    found = log.read_kinds(connection, [each.KIND for each in kinds], max(since, 0), _ALL, _MOST)
    return {each.facts[fact] for each in found}


_UNITS: dict[str, Callable[[Connection, int, Collection[date]], set[Any]]] = {
    WAITS.name: _stops,
    SERVICES.name: _services,
    RATINGS.name: _ratings,
    PROMISES.name: _cases,
    SESSIONS.name: _sittings,
}
