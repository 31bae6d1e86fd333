"""Read models of supervision: figures with events, rates against the letter, a ticket's story, the feed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from hallserver.contract import (
    ConcernFile,
    ConcernFiles,
    FeedItem,
    FeedView,
    OversightView,
    ServedItem,
    ServedView,
    SilentMatter,
    StoryView,
    WindowRates,
    Words,
)
from hallserver.core.casework.concerns import CONCERNS, ConcernKind
from hallserver.core.casework.outcomes import DECISIONS
from hallserver.core.errors import NotFound
from hallserver.core.events import Event, fact, facts_of
from hallserver.core.figures.measures import is_registered
from hallserver.core.language import said
from hallserver.core.language.said import TICKET_STATES
from hallserver.core.queue.tickets import foremost
from hallserver.store import log
from hallserver.store.catalogue import Plan
from hallserver.store.joined import NumberedConcern
from hallserver.store.prepared import Row, read_row, read_rows
from hallserver.store.queue.served import COUNTED
from hallserver.store.rows import EventRow, ServiceRow, StafferRow, StopRow, TicketRow
from hallserver.store.schema import (
    concerns,
    events,
    matters,
    services,
    staffers,
    stops,
    tickets,
)
from hallserver.views.supervision.found import AT_ONCE, Ask, figures, tickets_of
from hallserver.views.supervision.told import detail_of, tell, who_did

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


def oversight_view(connection: Connection, plan: Plan, ask: Ask) -> OversightView:
    """All figures of these days."""
    return OversightView(
        ask.first_day,
        ask.last_day,
        figures(connection, ask),
        _rates(connection, plan, ask),
        _silent(connection, plan, ask.last_day),
    )


def served_view(connection: Connection, ask: Ask) -> ServedView:
    """The decisions of a window that its rates count, newest first: a page of them, and how many there are."""
    where = (
        services.c.day.between(ask.first_day, ask.last_day),
        services.c.window == ask.window,
        COUNTED,
        services.c.outcome.in_(DECISIONS),
    )
    query = (
        select(services)
        .where(*where)
        .order_by(services.c.day.desc(), services.c.finished_at.desc())
        .limit(AT_ONCE)
        .offset(ask.offset)
    )
    names = {each.code: each.name for each in read_rows(connection, select(staffers), StafferRow)}
    return ServedView(
        connection.execute(select(func.count()).select_from(services).where(*where)).scalar_one(),
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
                detail_of(row.reason) if row.reason else None,
                names[row.staffer],
            )
            for row in read_rows(connection, query, ServiceRow)
        ),
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
    items = tuple(_item(log.event_of(row), plan, ticket.day) for row in told)
    return StoryView(
        ticket.id, ticket.number, ticket.day, named, stop.state, TICKET_STATES[stop.state], items
    )


def feed_view(connection: Connection, plan: Plan, head: int, count: int) -> FeedView:
    """The newest events of tickets, newest first, each with its reason."""
    found = log.read_kinds(connection, FEED_KINDS, max(head - FEED_LOOKS_BACK, 0), head, FEED_LOOKS_BACK)
    return FeedView(tuple(_items(connection, plan, found[-count:][::-1])))


def _items(connection: Connection, plan: Plan, found: Sequence[Event]) -> Iterable[FeedItem]:
    asked = {event.seq: fact(facts_of(event), "ticket") for event in found}
    days = {each.id: each.day for each in tickets_of(connection, {*asked.values()} - {None}).values()}
    return (_item(event, plan, days.get(asked[event.seq])) for event in found)


def _item(event: Event, plan: Plan, ticket_day: date | None) -> FeedItem:
    told = facts_of(event)
    return FeedItem(
        event.seq,
        event.at,
        event.kind,
        event.actor,
        fact(told, "ticket"),
        fact(told, "number"),
        fact(told, "window") or fact(told, "source"),
        tell(event, plan),
        who_did(event.actor, plan),
        event.day,
        ticket_day,
    )


class _Decided(Row):
    """How often a window made a decision."""

    window: str
    outcome: str
    decidable: int
    times: int


class _LastDecided(Row):
    """When a matter was last decided."""

    matter: str
    day: date | None


def _rates(connection: Connection, plan: Plan, ask: Ask) -> tuple[WindowRates, ...]:
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    query = (
        select(services.c.window, services.c.outcome, services.c.decidable, func.count().label("times"))
        .where(
            services.c.day.between(ask.first_day, ask.last_day),
            COUNTED,
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
        )
        for code in plan.windows
        if (said := counted.get(code))
    )


def _silent(connection: Connection, plan: Plan, last_day: date) -> tuple[SilentMatter, ...]:
    newest = (
        select(services.c.day)
        .where(
            services.c.matter == matters.c.code,
            services.c.day <= last_day,
            COUNTED,
            services.c.outcome.in_(DECISIONS),
        )
        .order_by(services.c.finished_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = read_rows(connection, select(matters.c.code.label("matter"), newest.label("day")), _LastDecided)
    last = {row.matter: row.day for row in rows}
    since = last_day - timedelta(days=SILENT_DAYS)
    return tuple(
        SilentMatter(code, matter.name, matter.department, last.get(code))
        for code, matter in plan.matters.items()
        if code not in plan.outside and (last.get(code) or date.min) < since
    )


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
    return next(iter(_items(connection, plan, [log.event_of(row)])))
