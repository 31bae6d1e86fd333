"""Sign-ons: who was at which window, when and for whom, to the second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, func, select

from hallserver.contract import Sitting, SittingsView, Words, WorkDone
from hallserver.core.casework.outcomes import HANDED_ON
from hallserver.core.figures.findings import Finding
from hallserver.core.people.sitting import Spent
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import DeskWorkRow, FindingRow, SessionPauseRow, SessionRow, StafferRow
from hallserver.store.schema import desk_works, findings, services, session_pauses, sessions, staffers
from hallserver.store.types import to_ms
from hallserver.store.watching.sat import Sat, spent_on
from hallserver.views.supervision.found import Ask

MOST = 2000


class _Sat(SessionRow):
    """A session and its staffer's department."""

    department: str


class _Served(Row):
    """How many services a session had, and how many pieces they handled."""

    session: int
    times: int
    pieces: int


@dataclass(frozen=True, slots=True)
class _Did:
    """What was done in the sessions, by session."""

    paused: Mapping[int, list[int]]
    served: Mapping[int, _Served]
    work: Mapping[int, list[WorkDone]]
    spent: Mapping[int, Spent]


Time = Callable[[Sequence[Sat]], Mapping[int, Spent]]


def sittings_view(
    connection: Connection, plan: Plan, ask: Ask, now: datetime, time: Time | None = None
) -> SittingsView:
    """Sign-ons of these days, newest first, at most 2,000; if given, of one window, staffer or department.

    `time` says what their time was spent on; without it, the log does.
    """
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
    late = _late(connection, ask)
    sat = [Sat(row.id, row.day, row.closed_at or now) for row in rows]
    spent = time(sat) if time else spent_on(connection, sat)
    work = _work(connection, plan, ask, now)
    did = _Did(_pauses(connection, ask, now), _served(connection, ask), work, spent)
    # only a day's first sign-on at the window can be late
    told = [
        _sitting(row, names, did, late.pop((row.staffer, row.window, row.day), 0)) for row in reversed(rows)
    ]
    return SittingsView(ask.first_day, ask.last_day, tuple(reversed(told)))


def _sitting(row: _Sat, names: dict[str, Words], did: _Did, late_ms: int) -> Sitting:
    paused, served = did.paused.get(row.id, []), did.served.get(row.id)
    spent = did.spent.get(row.id)
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
        services=served.times if served else 0,
        work=tuple(did.work.get(row.id, ())),
        pieces=served.pieces if served else 0,
        parts=dict(spent.parts) if spent else {},
        paused_for=dict(spent.paused_for) if spent else {},
    )


def _work(connection: Connection, plan: Plan, ask: Ask, now: datetime) -> dict[int, list[WorkDone]]:
    query = (
        select(desk_works)
        .where(desk_works.c.day.between(ask.first_day, ask.last_day))
        .order_by(desk_works.c.from_at)
    )
    found: dict[int, list[WorkDone]] = defaultdict(list)
    for row in read_rows(connection, query, DeskWorkRow):
        kind = plan.rules.work.get(row.kind)
        name = Words(kind.zh, kind.en) if kind else Words(row.kind, row.kind)
        lasted_ms = to_ms(row.to_at or now) - to_ms(row.from_at)
        pieces = row.pieces or 0
        found[row.session].append(
            WorkDone(row.kind, name, row.matter, row.from_at, row.to_at, lasted_ms, pieces, row.excluded)
        )
    return found


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


def _served(connection: Connection, ask: Ask) -> dict[int, _Served]:
    handled = case((services.c.outcome == HANDED_ON, 0), else_=services.c.quantity)
    query = (
        select(services.c.session, func.count().label("times"), func.sum(handled).label("pieces"))
        .where(services.c.day.between(ask.first_day, ask.last_day), services.c.excluded.is_(None))
        .group_by(services.c.session)
    )
    return {row.session: row for row in read_rows(connection, query, _Served)}


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
