"""Sign-ons: who was at which window, when and for whom, to the second."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from hallserver.contract import Sitting, SittingsView, Words
from hallserver.core.findings import Finding
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import FindingRow, SessionPauseRow, SessionRow, StafferRow
from hallserver.store.schema import findings, services, session_pauses, sessions, staffers
from hallserver.store.types import to_ms
from hallserver.views.oversight import Ask

MOST = 2000


class _Sat(SessionRow):
    """A session and its staffer's department."""

    department: str


class _Served(Row):
    """How many services a session had."""

    session: int
    times: int


def sittings_view(connection: Connection, ask: Ask, now: datetime) -> SittingsView:
    """Sign-ons of these days, newest first, at most 2,000; if given, of one window, staffer or department."""
    names = {row.code: row.name for row in read_rows(connection, select(staffers), StafferRow)}
    query = (
        select(sessions, staffers.c.department)
        .join(staffers, staffers.c.code == sessions.c.staffer)
        .where(sessions.c.day.between(ask.first_day, ask.last_day))
        .order_by(sessions.c.opened_at.desc(), sessions.c.id.desc())
        .limit(MOST)
    )
    for said, column in (
        (ask.window, sessions.c.window),
        (ask.staffer, sessions.c.staffer),
        (ask.department, staffers.c.department),
    ):
        if said is not None:
            query = query.where(column == said)
    rows = read_rows(connection, query, _Sat)
    paused, served, late = _pauses(connection, ask, now), _served(connection, ask), _late(connection, ask)
    # only a day's first sign-on at the window can be late
    told = [
        _sitting(
            row, names, paused[row.id], served.get(row.id, 0), late.pop((row.staffer, row.window, row.day), 0)
        )
        for row in reversed(rows)
    ]
    return SittingsView(ask.first_day, ask.last_day, tuple(reversed(told)))


def _sitting(row: _Sat, names: dict[str, Words], paused: list[int], served: int, late_ms: int) -> Sitting:
    return Sitting(
        session=row.id,
        window=row.window,
        staffer=row.staffer,
        name=names[row.staffer],
        department=row.department,
        secondment=row.secondment,
        covers=row.covers,
        covers_name=names.get(row.covers or ""),
        letter=row.letter,
        day=row.day,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        late_ms=late_ms,
        paused_ms=sum(paused),
        pauses=len(paused),
        services=served,
    )


def _pauses(connection: Connection, ask: Ask, now: datetime) -> dict[int, list[int]]:
    query = (
        select(session_pauses)
        .join(sessions, sessions.c.id == session_pauses.c.session)
        .where(sessions.c.day.between(ask.first_day, ask.last_day))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in read_rows(connection, query, SessionPauseRow):
        found[row.session].append(to_ms(row.to_at or now) - to_ms(row.from_at))
    return found


def _served(connection: Connection, ask: Ask) -> dict[int, int]:
    query = (
        select(services.c.session, func.count().label("times"))
        .where(services.c.day.between(ask.first_day, ask.last_day), services.c.excluded.is_(None))
        .group_by(services.c.session)
    )
    return {row.session: row.times for row in read_rows(connection, query, _Served)}


def _late(connection: Connection, ask: Ask) -> dict[tuple[str, str, date], int]:
    """Late sign-ons that still count: by staffer, window and day, with the delay."""
    query = select(findings).where(
        findings.c.day.between(ask.first_day, ask.last_day),
        findings.c.kind == str(Finding.LATE),
        findings.c.lifted.is_(None),
    )
    return {
        (row.staffer or "", row.window or "", row.day): row.amount
        for row in read_rows(connection, query, FindingRow)
    }
