"""The tables of the history: columns with their types, the key, and how the rows of a day are read.

Times are TIMESTAMPTZ in UTC, because pandas, DuckDB and spreadsheets then show a time and not a number; durations
are BIGINT milliseconds, because they are summed; days are DATE, in the hall's zone. People appear as codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, and_, func, null, select, type_coerce

from hallserver.core.people.sitting import Part
from hallserver.store.schema import (
    cases,
    desk_works,
    events,
    findings,
    matters,
    ratings,
    rectifications,
    services,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.store.types import Day, UtcDateTime

ID, TEXT, COUNT, MS = "BIGINT", "VARCHAR", "INTEGER", "BIGINT"
TIME, DAY = "TIMESTAMPTZ", "DATE"
LOCAL_HOUR, LOCAL_DAY = "local_hour", "local_day"  # worked out from a time, in the hall's zone


@dataclass(frozen=True, slots=True)
class Source:
    """How a table is read from the database.

    Attributes:
        query: selects the columns in their order, raw as they are stored; a column that is worked out is left out.
        day: the column of the business day in the database.
        unit: the column that an event names: the stop, the case, the session, the seq of a finding.
        worked_out: column of the history → the time it comes from, and whether it is that time's hour or day.
    """

    query: Callable[[], Select[Any]]
    day: ColumnElement[Any]
    unit: ColumnElement[Any] | None = None
    worked_out: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of the history; its files hold the columns in this order, sorted by the key.

    `unit`: the column whose rows change together; None where nothing changes after the day.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    source: Source
    unit: str | None = None


_PLACE = {"window": TEXT, "staffer": TEXT, "secondment": ID, "department": TEXT, "matter": TEXT, "line": TEXT}


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as it is stored: ms and ISO text, not Python's times and days."""
    if isinstance(column.type, UtcDateTime):
        return type_coerce(column, BigInteger)
    if isinstance(column.type, Day):
        return type_coerce(column, String)
    return column


def _select(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*map(_raw, columns))


SERVICES = Table(
    "services",
    {
        "stop": ID,
        "part": COUNT,
        "ticket": ID,
        "number": TEXT,
        "day": DAY,
        "hour": COUNT,
        "window": TEXT,
        "staffer": TEXT,
        "secondment": ID,
        "letter": TEXT,
        "department": TEXT,
        "matter": TEXT,
        "line": TEXT,
        "session": ID,
        "visitor_class": TEXT,
        "called_at": TIME,
        "started_at": TIME,
        "finished_at": TIME,
        "wait_ms": MS,
        "walk_ms": MS,
        "service_ms": MS,
        "parked_ms": MS,
        "outcome": TEXT,
        "reason": TEXT,
        "fee_fen": "BIGINT",
        "promised_until": DAY,
        "decidable": COUNT,
        "auto": COUNT,
        "covers": TEXT,
        "excluded": TEXT,
        "quantity": COUNT,
    },
    ("stop", "part"),
    Source(lambda: _select(*services.c), services.c.day, services.c.stop),
    "stop",
)


def _waits() -> Select[Any]:
    waited = type_coerce(stops.c.called_at, BigInteger) - type_coerce(stops.c.arrived_at, BigInteger)
    return (
        _select(
            stops.c.id,
            stops.c.ticket,
            stops.c.day,
            stops.c.window,
            sessions.c.staffer,
            sessions.c.secondment,
            staffers.c.department,
            stops.c.matter,
            stops.c.line,
            tickets.c.visitor_class,
            stops.c.arrived_at,
            stops.c.called_at,
            func.coalesce(stops.c.wait_ms, waited),
        )
        .join(tickets, tickets.c.id == stops.c.ticket)
        .outerjoin(sessions, sessions.c.id == stops.c.session)
        .outerjoin(staffers, staffers.c.code == sessions.c.staffer)
        .where(stops.c.called_at.is_not(None))
    )


WAITS = Table(
    "waits",
    {
        "stop": ID,
        "ticket": ID,
        "day": DAY,
        **_PLACE,
        "visitor_class": TEXT,
        "arrived_at": TIME,
        "called_at": TIME,
        "wait_ms": MS,
        "hour": COUNT,
    },
    ("stop",),
    Source(_waits, stops.c.day, stops.c.id, {"hour": ("called_at", LOCAL_HOUR)}),
    "stop",
)


_DONE = and_(
    desk_works.c.session == sessions.c.id, desk_works.c.to_at.is_not(None), desk_works.c.excluded.is_(None)
)
SPENT = (*map(str, Part), "paused_for")  # of sessions: read from the log (`store.sat`), not by a query


def _sessions() -> Select[Any]:
    opened, closed = (type_coerce(each, BigInteger) for each in (sessions.c.opened_at, sessions.c.closed_at))
    return _select(
        sessions.c.id,
        sessions.c.window,
        sessions.c.staffer,
        sessions.c.secondment,
        staffers.c.department,
        sessions.c.covers,
        sessions.c.letter,
        sessions.c.opened_at,
        sessions.c.closed_at,
        closed - opened,
        select(func.coalesce(func.sum(desk_works.c.pieces), 0))
        .where(_DONE)
        .correlate(sessions)
        .scalar_subquery(),
        *(null().label(name) for name in SPENT),
    ).join(staffers, staffers.c.code == sessions.c.staffer)


SESSIONS = Table(
    "sessions",
    {
        "session": ID,
        "window": TEXT,
        "staffer": TEXT,
        "secondment": ID,
        "department": TEXT,
        "covers": TEXT,
        "letter": TEXT,
        "opened_at": TIME,
        "closed_at": TIME,
        "length_ms": MS,
        "back_office_pieces": COUNT,
        **dict.fromkeys(map(str, Part), MS),
        "paused_for": TEXT,
        "day": DAY,
        "hour": COUNT,
    },
    ("session",),
    Source(
        _sessions,
        sessions.c.day,
        sessions.c.id,
        {"day": ("opened_at", LOCAL_DAY), "hour": ("opened_at", LOCAL_HOUR)},
    ),
    "session",
)

RATINGS = Table(
    "ratings",
    {
        "stop": ID,
        "part": COUNT,
        "day": DAY,
        "hour": COUNT,
        **_PLACE,
        "visitor_class": TEXT,
        "service_ms": MS,
        "excluded": TEXT,
        "level": COUNT,
        "rated_at": TIME,
        "rectification": TEXT,
        "due": DAY,
        "done_day": DAY,
    },
    ("stop", "part"),
    Source(
        lambda: (
            _select(
                services.c.stop,
                services.c.part,
                services.c.day,
                services.c.hour,
                *(services.c[each] for each in _PLACE),
                services.c.visitor_class,
                services.c.service_ms,
                services.c.excluded,
                ratings.c.level,
                ratings.c.at,
                rectifications.c.state,
                rectifications.c.due,
                rectifications.c.done_day,
            )
            .join(ratings, ratings.c.stop == services.c.stop)
            .outerjoin(rectifications, rectifications.c.stop == services.c.stop)
        ),
        services.c.day,
        services.c.stop,
    ),
    "stop",
)

_CASE = {
    "state": TEXT,
    "accepted_at": TIME,
    "promised": DAY,
    "due": DAY,
    "reserved": COUNT,
    "away_days": COUNT,
    "result": TEXT,
    "ready_at": TIME,
    "ready_day": DAY,
    "handed_at": TIME,
    "handed_day": DAY,
    "handed_window": TEXT,
    "handed_staffer": TEXT,
    "handed_secondment": ID,
}
PROMISES = Table(
    "promises",
    {"case": TEXT, "stop": ID, "day": DAY, **_PLACE, **_CASE, "hour": COUNT},
    ("case",),
    Source(
        lambda: _select(
            cases.c.number,
            cases.c.stop,
            cases.c.accepted_day,
            *(cases.c[each] for each in list(_PLACE)[:-1]),
            matters.c.line,
            *(cases.c[each] for each in _CASE),
        ).join(matters, matters.c.code == cases.c.matter),
        cases.c.accepted_day,
        cases.c.number,
        {"hour": ("accepted_at", LOCAL_HOUR)},
    ),
    "case",
)

FINDINGS = Table(
    "findings",
    {
        "kind": TEXT,
        "seq": ID,
        "day": DAY,
        "staffer": TEXT,
        "secondment": ID,
        "department": TEXT,
        "window": TEXT,
        "matter": TEXT,
        "ticket": ID,
        "stop": ID,
        "part": COUNT,
        "amount": "BIGINT",
        "detail": TEXT,
        "lifted": TEXT,
        "lifted_seq": ID,
    },
    ("kind", "seq"),
    Source(lambda: _select(*findings.c), findings.c.day, findings.c.seq),
    "seq",
)

TOLD = Table(  # what each number was told of its wait, and what became of it
    "told",
    {
        "stop": ID,
        "ticket": ID,
        "day": DAY,
        "department": TEXT,
        "line": TEXT,
        "matter": TEXT,
        "visitor_class": TEXT,
        "told_at": TIME,
        "wait_from": TIME,
        "told_ahead": COUNT,
        "told_low_ms": MS,
        "told_high_ms": MS,
        "told_by": TEXT,
        "called_at": TIME,
        "ended_at": TIME,
        "state": TEXT,
        "hour": COUNT,
    },
    ("stop",),
    Source(
        lambda: (
            _select(
                stops.c.id,
                stops.c.ticket,
                stops.c.day,
                matters.c.department,
                stops.c.line,
                stops.c.matter,
                tickets.c.visitor_class,
                stops.c.arrived_at,
                stops.c.wait_from,
                tickets.c.told_ahead,
                tickets.c.told_low_ms,
                tickets.c.told_high_ms,
                tickets.c.told_by,
                stops.c.first_called_at,
                stops.c.ended_at,
                stops.c.state,
            )
            .join(tickets, tickets.c.id == stops.c.ticket)
            .join(matters, matters.c.code == stops.c.matter)
            .where(stops.c.position == 1)
        ),
        tickets.c.day,
        stops.c.id,
        {"hour": ("told_at", LOCAL_HOUR)},
    ),
    "stop",
)

ISSUED = Table(  # read as one row for each number, and counted by line and hour
    "issued",
    {"day": DAY, "line": TEXT, "hour": COUNT, "count": COUNT},
    ("day", "line", "hour"),
    Source(lambda: _select(tickets.c.day, tickets.c.line, tickets.c.arrived_at), tickets.c.day),
)

LOG = Table(  # read by its seqs, from after the closing before to the day's own closing
    "log",
    {
        "seq": ID,
        "at": TIME,
        "day": DAY,
        "kind": TEXT,
        "ticket": ID,
        "body": TEXT,
        "prev_hash": "BLOB",
        "hash": "BLOB",
    },
    ("seq",),
    Source(lambda: _select(*events.c), events.c.day),
)

MEASURED = (SERVICES, WAITS, SESSIONS, RATINGS, PROMISES, TOLD, FINDINGS, ISSUED)
"""The tables that are counted and merged by the month; the log is neither."""
TABLES = {each.name: each for each in (*MEASURED, LOG)}
