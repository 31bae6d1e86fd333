"""Findings one by one, with the time, the length and the number of waiting that their events tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Connection, func, select

from hallserver.contract import ContestView, FigureView, FindingsView, FindingView, FoundView
from hallserver.core.events import AbsenceNoted, Event, fact, facts_of
from hallserver.core.figures.findings import AWAY_AFTER, FINDING_WORDS, LIFTED_WORDS, REVIEW_WORKDAYS, Finding
from hallserver.core.language.words import Words
from hallserver.store import log
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Row, read_rows
from hallserver.store.rows import ContestRow, EventRow, FindingRow, StafferRow, TicketRow
from hallserver.store.schema import (
    contests,
    desk_works,
    events,
    findings,
    session_pauses,
    sessions,
    staffers,
    stops,
    tickets,
)
from hallserver.store.types import to_ms
from hallserver.views.supervision.told import detail_of

AT_ONCE = 50
LARGEST_FILE = 20_000  # findings in one file
_Conditions = list[ColumnElement[bool]]
_SERVED = frozenset({Finding.SLOW, Finding.REGISTERED_ONLY, Finding.LEADER_SIGNATURE, Finding.FEE_OFF})


@dataclass(frozen=True, slots=True)
class Ask:
    """Which findings: of these days and, if given, of one kind, window, staffer or department, after a seq.

    `offset` rows are left out; `counts`: only those that count.
    """

    first_day: date
    last_day: date
    kind: str | None = None
    window: str | None = None
    staffer: str | None = None
    department: str | None = None
    after: int | None = None
    offset: int = 0
    counts: bool = False

    def conditions(self) -> _Conditions:
        """The same for a query of the table."""
        where: _Conditions = [findings.c.day.between(self.first_day, self.last_day)]
        for name in ("kind", "window", "staffer", "department"):
            if (said := getattr(self, name)) is not None:
                where.append(findings.c[name] == said)
        if self.after is not None:
            where.append(findings.c.seq > self.after)
        if self.counts:
            where.append(findings.c.lifted.is_(None))
        return where


def findings_view(
    connection: Connection, plan: Plan, ask: Ask, now: datetime, most: int = AT_ONCE
) -> FindingsView:
    """Findings, newest first: a page of them, and how many there are."""
    where = ask.conditions()
    query = select(findings).where(*where).order_by(findings.c.day.desc(), findings.c.seq.desc())
    rows = read_rows(connection, query.limit(most).offset(ask.offset), FindingRow)
    total = connection.execute(select(func.count()).select_from(findings).where(*where)).scalar_one()
    return FindingsView(
        ask.first_day,
        ask.last_day,
        total,
        tuple(_timed(connection, plan, rows, now)),
        figures(connection, replace(ask, kind=None)),
    )


class _OfKind(Row):
    """How many findings of a kind there are, and how many of them do not count."""

    kind: str
    times: int
    lifted: int


def figures(connection: Connection, ask: Ask) -> tuple[FigureView, ...]:
    """How many findings of each kind count, and how many do not."""
    query = (
        select(findings.c.kind, func.count().label("times"), func.count(findings.c.lifted).label("lifted"))
        .where(*ask.conditions())
        .group_by(findings.c.kind)
    )
    found = {row.kind: row for row in read_rows(connection, query, _OfKind)}
    return tuple(
        FigureView(str(kind), Words(*words), row.times - row.lifted, row.lifted)
        if (row := found.get(str(kind)))
        else FigureView(str(kind), Words(*words), 0, 0)
        for kind, words in FINDING_WORDS.items()
    )


def views_of(connection: Connection, plan: Plan, rows: Iterable[FindingRow]) -> list[FindingView]:
    """Findings for display: with names, numbers and contests."""
    rows = list(rows)
    names = {each.code: each.name for each in read_rows(connection, select(staffers), StafferRow)}
    asked = {row.ticket for row in rows if row.ticket is not None}
    numbered = tickets_of(connection, asked)
    contested = {
        (each.kind, each.seq): contest_view(plan, each)
        for part in _slices(sorted({row.seq for row in rows}))
        for each in read_rows(connection, select(contests).where(contests.c.seq.in_(part)), ContestRow)
    }
    return [
        FindingView(
            seq=row.seq,
            kind=row.kind,
            name=Words(*FINDING_WORDS[Finding(row.kind)]),
            day=row.day,
            staffer=row.staffer,
            staffer_name=names.get(row.staffer or ""),
            department=row.department,
            window=row.window,
            matter=row.matter,
            ticket=row.ticket,
            number=of.number if (of := numbered.get(row.ticket or 0)) else None,
            ticket_day=of.day if of else None,
            amount=row.amount,
            detail=row.detail,
            said=detail_of(row.detail),
            lifted=Words(*LIFTED_WORDS[row.lifted]) if row.lifted else None,
            contest=contested.get((row.kind, row.seq)),
        )
        for row in rows
    ]


def tickets_of(connection: Connection, ids: Iterable[int]) -> dict[int, TicketRow]:
    """Tickets by their ids."""
    return {
        each.id: each
        for part in _slices(sorted(ids))
        for each in read_rows(connection, select(tickets).where(tickets.c.id.in_(part)), TicketRow)
    }


def contest_view(plan: Plan, row: ContestRow) -> ContestView:
    """A contest's row, with the day by which supervision decides it."""
    upheld = None if row.upheld is None else bool(row.upheld)
    return ContestView(
        row.id,
        row.kind,
        row.seq,
        row.reason,
        row.contested_by,
        row.contested_at,
        upheld,
        row.review,
        row.reviewed_by,
        plan.hours.after_workdays(row.day, REVIEW_WORKDAYS),
    )


def _timed(connection: Connection, plan: Plan, rows: list[FindingRow], now: datetime) -> Iterable[FoundView]:
    told = {
        row.seq: log.event_of(row)
        for part in _slices([row.seq for row in rows])
        for row in read_rows(connection, select(events).where(events.c.seq.in_(part)), EventRow)
    }
    for view in views_of(connection, plan, rows):
        event = told[view.seq]
        length_ms, waited = _measured(connection, Finding(view.kind), event, now)
        fields = asdict(view) | {"at": event.at, "length_ms": length_ms, "waited": waited}
        yield FoundView(**fields)


def _measured(
    connection: Connection, kind: Finding, event: Event, now: datetime
) -> tuple[int | None, int | None]:
    """How long it lasted in ms, and how many waited, as far as the event tells."""
    told = facts_of(event)
    if isinstance(told, AbsenceNoted):
        return _absent_ms(connection, event, told, now), fact(told, "waiting")
    if kind is Finding.LATE:
        return fact(told, "late_ms"), None
    if kind is Finding.WALKED_DIRECT:
        return None, fact(told, "passed")
    service = fact(told, "service")
    return (service["service_ms"] if service and kind in _SERVED else None), None


def _absent_ms(connection: Connection, event: Event, told: AbsenceNoted, now: datetime) -> int:
    """From when the window was free until it called again, paused, worked or closed; until now if it has not yet."""
    called = select(func.min(stops.c.called_at)).where(
        stops.c.day == event.day, stops.c.called_at > event.at, stops.c.session == told.session
    )
    paused = select(func.min(session_pauses.c.from_at)).where(
        session_pauses.c.session == told.session, session_pauses.c.from_at > event.at
    )
    worked = select(func.min(desk_works.c.from_at)).where(
        desk_works.c.session == told.session, desk_works.c.from_at > event.at
    )
    closed = select(sessions.c.closed_at).where(sessions.c.id == told.session)
    ends = connection.execute(
        select(*(each.scalar_subquery() for each in (called, paused, worked, closed)))
    ).one()
    end = min((at for at in ends if at is not None), default=now)
    return to_ms(end) - to_ms(event.at - AWAY_AFTER)


def _slices(many: list[Any], size: int = 500) -> Iterable[list[Any]]:
    for begin in range(0, len(many), size):
        yield many[begin : begin + size]
