"""Read models of supervision: figures with events, rates against the letter, a ticket's story, the feed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from hallserver.contract import (
    ConcernFile,
    ConcernFiles,
    ContestView,
    FeedItem,
    FeedView,
    FigureView,
    FindingsView,
    FindingView,
    OversightView,
    ServedItem,
    ServedView,
    SilentMatter,
    StoryView,
    WindowRates,
    Words,
)
from hallserver.core import said
from hallserver.core.concerns import CONCERNS, ConcernKind
from hallserver.core.errors import NotFound
from hallserver.core.events import Event, fact, facts_of
from hallserver.core.findings import FINDING_WORDS, LIFTED_WORDS, Finding
from hallserver.core.measures import is_registered
from hallserver.core.outcomes import DECISIONS
from hallserver.core.said import TICKET_STATES
from hallserver.core.tickets import foremost
from hallserver.store import log
from hallserver.store.catalogue import Plan
from hallserver.store.joined import NumberedConcern
from hallserver.store.prepared import Row, read_row, read_rows
from hallserver.store.rows import ContestRow, EventRow, FindingRow, ServiceRow, StafferRow, StopRow, TicketRow
from hallserver.store.schema import (
    concerns,
    contests,
    events,
    findings,
    services,
    staffers,
    stops,
    tickets,
)
from hallserver.views import why as reasons

SILENT_DAYS = 90
MOST = 500
FEED_KINDS = frozenset(
    {
        "ticket.issued",
        "ticket.called",
        "ticket.missed",
        "ticket.transferred",
        "ticket.finished",
        "ticket.returned",
        "ticket.reopened",
        "ticket.expired",
        "ticket.cancelled",
        "appointment.kept",
    }
)
FEED_LOOKS_BACK = 2_000  # how many events


@dataclass(frozen=True, slots=True)
class Ask:
    """Which findings: of these days and, if given, of one kind, window, staffer or department."""

    first_day: date
    last_day: date
    kind: str | None = None
    window: str | None = None
    staffer: str | None = None
    department: str | None = None


def oversight_view(connection: Connection, plan: Plan, ask: Ask) -> OversightView:
    """All figures of these days."""
    seqs: dict[str, list[int]] = defaultdict(list)
    lifted: dict[str, int] = defaultdict(int)
    registered: dict[str, list[int]] = defaultdict(list)
    for row in _found(connection, ask):
        if row.kind == Finding.REGISTERED_ONLY and row.window is not None and row.lifted != "reopened":
            registered[row.window].append(row.seq)  # a forgiven one was still registered
        if row.lifted is not None:
            lifted[row.kind] += 1
            continue
        seqs[row.kind].append(row.seq)
    figures = tuple(
        FigureView(str(kind), Words(*words), len(seqs[kind]), lifted[kind], tuple(seqs[kind]))
        for kind, words in FINDING_WORDS.items()
    )
    return OversightView(
        ask.first_day,
        ask.last_day,
        figures,
        _rates(connection, plan, ask, registered),
        _silent(connection, plan, ask.last_day),
    )


def findings_view(connection: Connection, ask: Ask) -> FindingsView:
    """Single findings, newest first, at most 500."""
    rows = _found(connection, ask)[::-1][:MOST]
    return FindingsView(ask.first_day, ask.last_day, tuple(views_of(connection, rows)))


def views_of(connection: Connection, rows: Iterable[FindingRow]) -> list[FindingView]:
    """Findings for display: with names, numbers and contests."""
    rows = list(rows)
    names = {each.code: each.name for each in read_rows(connection, select(staffers), StafferRow)}
    asked = {row.ticket for row in rows if row.ticket is not None}
    numbers = {
        each.id: each.number
        for part in _slices(sorted(asked))
        for each in read_rows(connection, select(tickets).where(tickets.c.id.in_(part)), TicketRow)
    }
    contested = {
        (each.kind, each.seq): contest_view(each)
        for each in read_rows(connection, select(contests), ContestRow)
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
            number=numbers.get(row.ticket or 0),
            amount=row.amount,
            detail=row.detail,
            lifted=Words(*LIFTED_WORDS[row.lifted]) if row.lifted else None,
            contest=contested.get((row.kind, row.seq)),
        )
        for row in rows
    ]


def contest_view(row: ContestRow) -> ContestView:
    """A contest's row."""
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
    )


def served_view(connection: Connection, ask: Ask) -> ServedView:
    """The decisions of a window that its rates count, newest first, at most 500."""
    query = (
        select(services)
        .where(
            services.c.day.between(ask.first_day, ask.last_day),
            services.c.window == ask.window,
            services.c.excluded.is_(None),
            services.c.outcome.in_(DECISIONS),
        )
        .order_by(services.c.finished_at.desc())
        .limit(MOST)
    )
    return ServedView(
        tuple(
            ServedItem(
                row.ticket,
                row.number,
                row.day,
                row.window,
                row.staffer,
                row.matter,
                row.outcome,
                said.OUTCOMES[row.outcome],
                bool(row.decidable),
                row.reason,
            )
            for row in read_rows(connection, query, ServiceRow)
        )
    )


def story_view(connection: Connection, plan: Plan, number: str, day: date) -> StoryView:
    """Everything that the log records of a ticket, by day and number, with actors and reasons.

    Raises:
        NotFound: no such number on that day.
    """
    ticket = read_row(
        connection, select(tickets).where(tickets.c.day == day, tickets.c.number == number), TicketRow
    )
    if ticket is None:
        raise NotFound(what="ticket", name=number)
    return _story(connection, plan, ticket)


def story_of(connection: Connection, plan: Plan, ticket: int) -> StoryView:
    """The same by the ticket's id.

    Raises:
        NotFound: there is none.
    """
    row = read_row(connection, select(tickets).where(tickets.c.id == ticket), TicketRow)
    if row is None:
        raise NotFound(what="ticket", name=ticket)
    return _story(connection, plan, row)


def _story(connection: Connection, plan: Plan, ticket: TicketRow) -> StoryView:
    told = read_rows(
        connection, select(events).where(events.c.ticket == ticket.id).order_by(events.c.seq), EventRow
    )
    stop = foremost(read_rows(connection, select(stops).where(stops.c.ticket == ticket.id), StopRow))
    known = plan.rules.classes.get(ticket.visitor_class)
    named = Words(known.zh, known.en) if known else Words(ticket.visitor_class, ticket.visitor_class)
    items = tuple(_item(log.event_of(row), plan) for row in told)
    return StoryView(
        ticket.id, ticket.number, ticket.day, named, stop.state, TICKET_STATES[stop.state], items
    )


def feed_view(connection: Connection, plan: Plan, head: int, count: int) -> FeedView:
    """The newest events of tickets, newest first, each with its reason."""
    found = log.read_kinds(connection, FEED_KINDS, max(head - FEED_LOOKS_BACK, 0), head, FEED_LOOKS_BACK)
    return FeedView(tuple(_item(event, plan) for event in found[-count:][::-1]))


def _item(event: Event, plan: Plan) -> FeedItem:
    told = facts_of(event)
    return FeedItem(
        event.seq,
        event.at,
        event.kind,
        event.actor,
        fact(told, "ticket"),
        fact(told, "number"),
        fact(told, "window") or fact(told, "source"),
        reasons.sentence(event, plan, full=True),
    )


def _found(connection: Connection, ask: Ask) -> list[FindingRow]:
    query = (
        select(findings)
        .where(findings.c.day.between(ask.first_day, ask.last_day))
        .order_by(findings.c.seq, findings.c.kind)
    )
    for name in ("kind", "window", "staffer", "department"):
        if (said := getattr(ask, name)) is not None:
            query = query.where(findings.c[name] == said)
    return read_rows(connection, query, FindingRow)


class _Decided(Row):
    """How often a window made a decision."""

    window: str
    outcome: str
    decidable: int
    times: int


class _LastDecided(Row):
    """When a matter was last decided."""

    matter: str
    day: date


def _rates(
    connection: Connection, plan: Plan, ask: Ask, registered: Mapping[str, list[int]]
) -> tuple[WindowRates, ...]:
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    query = (
        select(services.c.window, services.c.outcome, services.c.decidable, func.count().label("times"))
        .where(
            services.c.day.between(ask.first_day, ask.last_day),
            services.c.excluded.is_(None),
            services.c.outcome.in_(DECISIONS),
        )
        .group_by(services.c.window, services.c.outcome, services.c.decidable)
    )
    for row in read_rows(connection, query, _Decided):
        of_window = counted[row.window]
        of_window["decisions"] += row.times
        of_window["forwarded"] += row.times if row.outcome == "forwarded" else 0
        if row.decidable:
            of_window["decidable"] += row.times
            of_window["done"] += row.times if row.outcome == "done" else 0
            of_window["registered"] += row.times if is_registered(row) else 0
    return tuple(
        WindowRates(
            code,
            plan.windows[code].name,
            said["decisions"],
            said["decidable"],
            said["done"],
            said["registered"],
            said["forwarded"],
            tuple(registered.get(code, ())),
        )
        for code in plan.windows
        if (said := counted.get(code))
    )


def _silent(connection: Connection, plan: Plan, last_day: date) -> tuple[SilentMatter, ...]:
    query = (
        select(services.c.matter, func.max(services.c.day).label("day"))
        .where(services.c.day <= last_day, services.c.excluded.is_(None), services.c.outcome.in_(DECISIONS))
        .group_by(services.c.matter)
    )
    newest = {row.matter: row.day for row in read_rows(connection, query, _LastDecided)}
    since = last_day - timedelta(days=SILENT_DAYS)
    return tuple(
        SilentMatter(code, matter.name, matter.department, newest.get(code))
        for code, matter in plan.matters.items()
        if code not in plan.outside and newest.get(code, date.min) < since
    )


def _slices(many: list[Any], size: int = 500) -> Iterable[list[Any]]:
    for begin in range(0, len(many), size):
        yield many[begin : begin + size]


def concern_files(connection: Connection, today: date, only: int | None = None) -> ConcernFiles:
    """Concerns with the words from the log's private part; open ones first, by due day."""
    query = (
        select(concerns, tickets.c.number)
        .outerjoin(tickets, tickets.c.id == concerns.c.ticket)
        .order_by(
            concerns.c.answered_at.is_not(None), concerns.c.answered_at.desc(), concerns.c.due, concerns.c.id
        )
        .limit(MOST)
    )
    if only is not None:
        query = query.where(concerns.c.id == only)
    rows = read_rows(connection, query, NumberedConcern)
    parts = log.read_privates(connection, [row.seq for row in rows])
    return ConcernFiles(tuple(_concern_file(row, today, parts.get(row.seq)) for row in rows))


def _concern_file(row: NumberedConcern, today: date, part: tuple[bytes, str] | None) -> ConcernFile:
    private = json.loads(part[1]) if part else {}
    return ConcernFile(
        id=row.id,
        seq=row.seq,
        kind=row.kind,
        name=Words(*CONCERNS[ConcernKind(row.kind)]),
        matter=row.matter,
        number=row.number,
        day=row.day,
        due=row.due,
        overdue=row.answered_at is None and row.due < today,
        words=private.get("words"),
        contact=private.get("contact"),
        answered_at=row.answered_at,
        answer=row.answer,
        upheld=None if row.upheld is None else bool(row.upheld),
    )


def event_view(connection: Connection, plan: Plan, seq: int) -> FeedItem:
    """One event in a sentence.

    Raises:
        NotFound: the log has no such event.
    """
    row = read_row(connection, select(events).where(events.c.seq == seq), EventRow)
    if row is None:
        raise NotFound(what="event", name=seq)
    return _item(log.event_of(row), plan)
