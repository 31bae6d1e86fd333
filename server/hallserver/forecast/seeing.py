"""The hall as it is now, read from its database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, text

from hallserver.core.queue import needs
from hallserver.core.queue.tickets import Held, State
from hallserver.forecast.present import LONG, TIER, Doing, Present, Span, Waiter, Window
from hallserver.store.catalogue import Plan
from hallserver.store.joined import SessionWithStaffer
from hallserver.store.prepared import Prepared, Row
from hallserver.store.queries import OPEN_SESSIONS
from hallserver.store.queue import heads
from hallserver.store.schema import IS_LIVE, IS_OPEN, session_matters, sessions, stops, tickets

MINUTE = timedelta(minutes=1)
_STATES = "stop.state IN ('waiting', 'held', 'called', 'serving')"


class _Live(Row):
    """A live stop."""

    ticket: int
    line: str
    matter: str
    state: str
    held_reason: str | None
    visitor_class: str
    tier: int
    effective_at: datetime
    wait_from: datetime
    callable_at: datetime
    due_at: datetime | None
    lane: str
    only_window: str | None
    only_staffer: str | None
    needs: str
    window: str | None
    called_at: datetime | None
    started_at: datetime | None


_LIVE = Prepared(
    select(
        stops.c.ticket,
        stops.c.line,
        stops.c.matter,
        stops.c.state,
        stops.c.held_reason,
        tickets.c.visitor_class,
        stops.c.tier,
        stops.c.effective_at,
        stops.c.wait_from,
        stops.c.callable_at,
        stops.c.due_at,
        stops.c.lane,
        stops.c.only_window,
        stops.c.only_staffer,
        stops.c.needs,
        stops.c.window,
        stops.c.called_at,
        stops.c.started_at,
    )
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(IS_LIVE, text(_STATES), stops.c.day == bindparam("of_day"))
    .order_by(stops.c.id),
    _Live,
)


class _Serves(Row):
    """A matter that an open session may serve."""

    session: int
    matter: str


_SERVES = Prepared(
    select(session_matters.c.session, session_matters.c.matter)
    .join(sessions, sessions.c.id == session_matters.c.session)
    .where(IS_OPEN),
    _Serves,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the hall gives.

    Attributes:
        present: for the simulation.
        ahead: place in `present.waiting` → how many stops of its line have an earlier place; those that wait now.
        places: line → the places of those who wait in it now, rising.
    """

    present: Present
    ahead: Mapping[int, int]
    places: Mapping[str, Sequence[float]]


def look(connection: Connection, plan: Plan, now: datetime, pace: float = 1.0) -> Seen:
    """Look at the hall; a reader's connection is enough."""
    live = list(_LIVE.run(connection, {"of_day": plan.hours.business_day(now)}))
    sessions = list(OPEN_SESSIONS.run(connection))
    at_window = {each.window: each for each in live if each.state in {State.CALLED, State.SERVING}}
    waiting = list(_waiters(live, sessions, plan, now))
    runs = heads.runs(connection)
    caps = {line: plan.rules.of_line(line).cap for line in plan.lines}
    closing = plan.hours.closing(now)
    local = now.astimezone(plan.hours.zone)
    present = Present(
        minute=local.hour * 60 + local.minute,
        waiting=waiting,
        windows=_windows(connection, plan, now, sessions, at_window),
        line_of={code: each.line for code, each in plan.matters.items()},
        runs=runs,
        caps=caps,
        pace=pace,
        closing=LONG if closing is None else max((closing - now) / MINUTE, 0.0),
    )
    in_line: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(waiting):
        if each.comes <= 0 and each.held_at is None:
            in_line[each.line].append(at)
    for found in in_line.values():
        found.sort(key=lambda at: waiting[at].place)  # stable: of the same place the earlier stop is first
    return Seen(
        present,
        {at: ahead for found in in_line.values() for ahead, at in enumerate(found)},
        {line: [waiting[at].place for at in found] for line, found in in_line.items()},
    )


def _waiters(
    live: Sequence[_Live], sessions: Sequence[SessionWithStaffer], plan: Plan, now: datetime
) -> Iterable[Waiter]:
    away = {each.ticket: each.window for each in live if each.state in {State.CALLED, State.SERVING}}
    grace = plan.rules.grace_seconds / 60
    for each in live:
        if each.state not in {State.WAITING, State.HELD}:
            continue
        held = each.state == State.HELD
        if held and each.held_reason == Held.AFTER and each.ticket not in away:
            continue  # its turn comes after a stop that has not begun: too far to say
        comes = max(((each.due_at or now) - now) / MINUTE, 0.0) if held else 0.0
        at = away.get(each.ticket) if held else None
        yield Waiter(
            ticket=each.ticket,
            line=each.line,
            matter=each.matter,
            visitor_class=each.visitor_class,
            place=each.tier * TIER + (each.effective_at - now) / MINUTE,
            since=min((each.wait_from - now) / MINUTE, 0.0),
            only=_only(each, sessions),
            comes=max(comes, grace) if at else comes,
            held_at=at,
        )


def _only(stop: _Live, sessions: Sequence[SessionWithStaffer]) -> frozenset[str] | None:
    """The windows that may call somebody who was sent to one, or needs what only some can give."""
    if stop.lane == "window" and stop.only_window:
        return frozenset((stop.only_window,))
    if stop.lane == "staffer":
        return frozenset(each.window for each in sessions if each.staffer == stop.only_staffer)
    if stop.lane == needs.LANE:
        return frozenset(each.window for each in sessions if needs.can_serve(each.abilities, stop.needs))
    return None


def _windows(
    connection: Connection,
    plan: Plan,
    now: datetime,
    sessions: Sequence[SessionWithStaffer],
    at_window: Mapping[str | None, _Live],
) -> list[Window]:
    serves: dict[int, set[str]] = defaultdict(set)
    for row in _SERVES.run(connection):
        serves[row.session].add(row.matter)
    found = [_open_window(plan, now, each, serves[each.id], at_window.get(each.window)) for each in sessions]
    signed_on = {each.window for each in sessions}
    later = (_later_window(plan, now, code) for code in plan.windows if code not in signed_on)
    return found + [each for each in later if each is not None]


def _open_window(
    plan: Plan, now: datetime, session: SessionWithStaffer, serves: set[str], stop: _Live | None
) -> Window:
    doing, since, matter = Doing.IDLE, session.free_at, None
    if stop is not None:
        matter = stop.matter
        doing, since = Doing.CALLED, stop.called_at or now
        if stop.started_at is not None:
            doing, since = Doing.SERVING, stop.started_at
    elif (away := session.paused_at or session.working_at) is not None:
        doing, since = Doing.PAUSED, away
    spans = tuple(
        span
        for span in _spans(plan, now)
        if span[0] <= 0 or plan.matters_at(session.window, now + span[0] * MINUTE)
    )
    if not any(
        opens <= 0 < shuts for opens, shuts in spans
    ):  # it is served although the hall is closed: a duty
        spans = ((0.0, LONG),)
    minutes = max((now - since) / MINUTE, 0.0)
    return Window(session.window, session.staffer, frozenset(serves), doing, matter, minutes, spans)


def _later_window(plan: Plan, now: datetime, code: str) -> Window | None:
    """A window with nobody at it, from its next span of today in which it is planned to serve something."""
    later = [span for span in _spans(plan, now) if span[0] > 0]
    for opens, shuts in later:
        matters = plan.matters_at(code, now + opens * MINUTE)
        if matters:
            return Window(code, "", frozenset(matters), open=((opens, shuts),))
    return None


def _spans(plan: Plan, now: datetime) -> tuple[Span, ...]:
    """The rest of today's hours, in minutes from now; for ever in a hall that never closes."""
    if plan.hours.always_open:
        return ((0.0, LONG),)
    day = plan.hours.business_day(now)
    spans = (
        (datetime.combine(day, span.start, plan.hours.zone), datetime.combine(day, span.end, plan.hours.zone))
        for span in plan.hours.spans(day)
    )
    return tuple(((opens - now) / MINUTE, (shuts - now) / MINUTE) for opens, shuts in spans if shuts > now)
