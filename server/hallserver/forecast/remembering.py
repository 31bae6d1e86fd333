"""Past days, read from the database in the form in which they are learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Integer, String, bindparam, select, text

from hallserver.core.events import TicketCalled, TicketMissed
from hallserver.core.queue.order import SELECTED
from hallserver.core.queue.tickets import State
from hallserver.forecast.past import Day, Paused, Sat, Visit
from hallserver.store.catalogue import Plan
from hallserver.store.dialects import in_json
from hallserver.store.prepared import Prepared, Row
from hallserver.store.schema import (
    desk_works,
    events,
    services,
    session_matters,
    session_pauses,
    sessions,
    stops,
    tickets,
)

MINUTE = timedelta(minutes=1)
DAYS = 90  # that are learned from


class _Stop(Row):
    """A stop with its first service, if it had one."""

    id: int
    ticket: int
    position: int
    line: str
    matter: str
    visitor_class: str
    state: str
    tier: int
    arrived_at: datetime
    wait_from: datetime
    effective_at: datetime
    ended_at: datetime | None
    served_call: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    staffer: str | None


_STOPS = Prepared(
    select(
        stops.c.id,
        stops.c.ticket,
        stops.c.position,
        stops.c.line,
        stops.c.matter,
        tickets.c.visitor_class,
        stops.c.state,
        stops.c.tier,
        stops.c.arrived_at,
        stops.c.wait_from,
        stops.c.effective_at,
        stops.c.ended_at,
        services.c.called_at.label("served_call"),
        services.c.started_at,
        services.c.finished_at,
        services.c.staffer,
    )
    .join(tickets, tickets.c.id == stops.c.ticket)
    .outerjoin(services, (services.c.stop == stops.c.id) & (services.c.part == 1))
    .where(tickets.c.day == bindparam("of_day"))  # by its index: a stop's own day has none
    .order_by(stops.c.id),
    _Stop,
)


class _Told(Row):
    """A call, or the end of one that nobody answered, as the log has it; `rule` of the decision."""

    stop: int
    kind: str
    at: datetime
    window: str | None
    rule: str | None


_CALLS = Prepared(
    select(
        in_json(events.c.body, "facts", "stop", kind=Integer()).label("stop"),
        events.c.kind,
        events.c.at,
        in_json(events.c.body, "facts", "window", kind=String()).label("window"),
        in_json(events.c.body, "facts", "decision", "rule", kind=String()).label("rule"),
    )
    .join(tickets, tickets.c.id == events.c.ticket)
    .where(
        tickets.c.day == bindparam("of_day"),
        text(f"event.kind IN ('{TicketCalled.KIND}', '{TicketMissed.KIND}')"),
    )
    .order_by(events.c.seq),
    _Told,
)


class _Session(Row):
    """A session of a day."""

    id: int
    window: str
    staffer: str
    opened_at: datetime
    closed_at: datetime | None


_SESSIONS = Prepared(
    select(
        sessions.c.id, sessions.c.window, sessions.c.staffer, sessions.c.opened_at, sessions.c.closed_at
    ).where(sessions.c.day == bindparam("of_day")),
    _Session,
)


class _Served(Row):
    """A matter that a session could serve."""

    session: int
    matter: str


_SERVED = Prepared(
    select(session_matters.c.session, session_matters.c.matter)
    .join(sessions, sessions.c.id == session_matters.c.session)
    .where(sessions.c.day == bindparam("of_day")),
    _Served,
)


class _Pause(Row):
    """A time of a session in which its window called nobody."""

    window: str
    from_at: datetime
    to_at: datetime | None


_PAUSES = Prepared(
    select(sessions.c.window, session_pauses.c.from_at, session_pauses.c.to_at)
    .join(sessions, sessions.c.id == session_pauses.c.session)
    .where(sessions.c.day == bindparam("of_day")),
    _Pause,
)
_WORKS = Prepared(
    select(desk_works.c.window, desk_works.c.from_at, desk_works.c.to_at).where(
        desk_works.c.day == bindparam("of_day")
    ),
    _Pause,
)


def days_before(connection: Connection, today: date, most: int = DAYS) -> list[date]:
    """The last days before today on which anybody sat at a window, oldest first."""
    newest = (
        select(sessions.c.day)
        .distinct()
        .where(sessions.c.day < today)
        .order_by(sessions.c.day.desc())
        .limit(most)
    )
    return sorted(connection.execute(newest).scalars())


def past(connection: Connection, plan: Plan, days: list[date]) -> Iterator[Day]:
    """Read those days, one after the other."""
    for day in days:
        yield read_day(connection, plan, day)


def read_day(connection: Connection, plan: Plan, day: date, now: datetime | None = None) -> Day:
    """One day: its visits, who sat where, who paused or worked without visitors; `now` where the day is not over."""
    midnight = datetime.combine(day, datetime.min.time(), plan.hours.zone)

    def minute(at: datetime) -> float:
        return (at - midnight) / MINUTE

    told = {"of_day": day}
    found = Day(day)
    serves: dict[int, set[str]] = defaultdict(set)
    for served in _SERVED.run(connection, told):
        serves[served.session].add(served.matter)
    for row in _SESSIONS.run(connection, told):
        closed = (
            row.closed_at or now or row.opened_at
        )  # whoever forgot to sign off says nothing of the length
        found.sat.append(
            Sat(row.window, row.staffer, minute(row.opened_at), minute(closed), frozenset(serves[row.id]))
        )
    for pause in (*_PAUSES.run(connection, told), *_WORKS.run(connection, told)):
        if pause.to_at is not None:
            found.paused.append(Paused(pause.window, minute(pause.from_at), minute(pause.to_at)))
    calls: dict[int, list[_Told]] = defaultdict(list)
    for call in _CALLS.run(connection, told):
        calls[call.stop].append(call)
    found.visits.extend(_visit(row, calls[row.id], minute) for row in _STOPS.run(connection, told))
    return found


def _visit(row: _Stop, calls: list[_Told], minute: Callable[[datetime], float]) -> Visit:
    """A stop's wait until its first call, and what became of that call."""
    visit = Visit(
        ticket=row.ticket,
        line=row.line,
        matter=row.matter,
        visitor_class=row.visitor_class,
        arrived=minute(row.arrived_at),
        tier=row.tier,
        lead=max((row.arrived_at - row.effective_at) / MINUTE, 0.0),
        stop=row.position,
        since=minute(max(row.wait_from, row.arrived_at)),
    )
    if not calls:
        if row.state == State.CANCELLED and row.ended_at is not None:
            visit.gone = minute(row.ended_at)
        return visit
    first = calls[0]
    missed = next((each for each in calls if each.kind == TicketMissed.KIND), None)
    if missed is None and row.finished_at is None:
        return visit  # the call has not ended: it may yet be answered
    visit.called, visit.window = minute(first.at), first.window
    visit.out_of_turn = (first.rule or "").startswith(SELECTED)
    if missed is not None:
        visit.finished = minute(missed.at)
    elif row.started_at is not None and row.finished_at is not None:
        visit.started, visit.finished = minute(row.started_at), minute(row.finished_at)
        visit.staffer = row.staffer
    return visit
