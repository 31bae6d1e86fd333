"""Who waits for which window, and for how long: one source for slip, pages, board, console and alarm."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, bindparam, func, or_, select, text

from hallserver.contract import LineOnBoard, MatterRange, MatterWait, WaitRange
from hallserver.core.queue import order, waits
from hallserver.core.queue.needs import can_serve
from hallserver.store.catalogue import Plan
from hallserver.store.dialects import each_in, joined
from hallserver.store.prepared import Prepared, PreparedValue, Row, Rows, Value
from hallserver.store.queue import heads
from hallserver.store.queue.offers import Offers, view_of
from hallserver.store.rows import SessionRow
from hallserver.store.schema import IS_CALLING, session_matters, sessions, stops, tally, tickets

_BUSY = (
    select(stops.c.id)
    .where(text("stop.state IN ('called', 'serving')"), stops.c.window == sessions.c.window)
    .exists()
    .label("busy")
)


class _Able(Row):
    """A window that may call, and whether it has a visitor."""

    window: str
    busy: bool
    abilities: list[str]


_ABLE = Prepared(
    select(sessions.c.window, _BUSY, sessions.c.abilities)
    .join(session_matters, session_matters.c.session == sessions.c.id)
    .where(IS_CALLING, session_matters.c.matter == bindparam("matter")),
    _Able,
)


class _AbleForAll(Row):
    """A window that may call, whether it has a visitor, and the codes of all its matters, with commas."""

    window: str
    busy: bool
    matters: str


# one row for a window: with one for each of its matters, making the rows would take most of the time
_ABLE_OF_ALL = Prepared(
    select(
        sessions.c.window,
        _BUSY,
        select(func.coalesce(joined(session_matters.c.matter), "", type_=String))
        .where(session_matters.c.session == sessions.c.id)
        .scalar_subquery()
        .label("matters"),
    ).where(IS_CALLING),
    _AbleForAll,
)


class _InLine(Row):
    """A stop that waits in a line."""

    ticket: int
    matter: str
    stops: int
    visitor_class: str
    needs: str


_IN_LINE = Prepared(
    select(stops.c.ticket, stops.c.matter, tickets.c.stops, tickets.c.visitor_class, stops.c.needs)
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq),
    _InLine,
)
_OF_MATTER = PreparedValue(
    select(func.coalesce(func.sum(tally.c.waiting), 0)).where(
        tally.c.line == bindparam("line"), tally.c.matter == bindparam("matter")
    )
)
_OWN_AT = PreparedValue(
    select(func.coalesce(func.sum(tally.c.waiting), 0))
    .select_from(tally)
    .join(
        session_matters,
        (session_matters.c.matter == tally.c.matter) & (session_matters.c.line == tally.c.line),
    )
    .where(tally.c.lane == "own", session_matters.c.session == bindparam("session"))
)
_GUESTS_IN = PreparedValue(
    select(func.coalesce(func.sum(tally.c.waiting), 0)).where(
        tally.c.lane == "guest", tally.c.line.in_(each_in(bindparam("lines")))
    )
)
_FOR_WINDOW = PreparedValue(
    select(func.count())
    .select_from(stops)
    .where(
        text("stop.state = 'waiting' AND stop.lane = 'window'"), stops.c.only_window == bindparam("window")
    )
)
_FOR_STAFFER = PreparedValue(
    select(func.count())
    .select_from(stops)
    .where(
        text("stop.state = 'waiting' AND stop.lane = 'staffer'"), stops.c.only_staffer == bindparam("staffer")
    )
)

waiting = stops.alias("waiting")
_NOT_TOLD = or_(sessions.c.idle_told_at.is_(None), sessions.c.idle_told_at <= sessions.c.free_at)
_FREE_FOR = (
    IS_CALLING,
    sessions.c.free_at <= bindparam("since"),
    ~select(stops.c.id)
    .where(stops.c.window == sessions.c.window, text("stop.state IN ('called', 'serving')"))
    .exists(),
)
_LONG = (waiting.c.state == text("'waiting'"), waiting.c.callable_at <= bindparam("since"))


class _Served(Row):
    """A matter that a session may serve, and its line."""

    line: str
    matter: str


_SERVES = Prepared(
    select(session_matters.c.line, session_matters.c.matter).where(
        session_matters.c.session == bindparam("session")
    ),
    _Served,
)


class IdleSession(Row):
    """A session whose window is free, and since when."""

    id: int
    window: str
    free_at: datetime


_IDLE_FOR = select(sessions.c.id, sessions.c.window, sessions.c.free_at).where(
    *_FREE_FOR,
    or_(
        select(waiting.c.id)
        .join(
            session_matters,
            (session_matters.c.line == waiting.c.line) & (session_matters.c.matter == waiting.c.matter),
        )
        .where(session_matters.c.session == sessions.c.id, waiting.c.lane == text("'own'"), *_LONG)
        .exists(),
        select(waiting.c.id)
        .where(waiting.c.lane == text("'window'"), waiting.c.only_window == sessions.c.window, *_LONG)
        .exists(),
        select(waiting.c.id)
        .where(waiting.c.lane == text("'staffer'"), waiting.c.only_staffer == sessions.c.staffer, *_LONG)
        .exists(),
    ),
)
_IDLE = Prepared(_IDLE_FOR.where(_NOT_TOLD), IdleSession)
_IDLE_TOLD_OR_NOT = Prepared(_IDLE_FOR, IdleSession)
_GUESTS_LONG = PreparedValue(
    select(waiting.c.line).where(waiting.c.lane == text("'guest'"), *_LONG).distinct()
)


class _FreeSession(IdleSession):
    """The same, with the lines whose guests it takes, and what it can give."""

    lines: list[str]
    abilities: list[str]


_FREE_OF_ALL = select(
    sessions.c.id, sessions.c.window, sessions.c.free_at, sessions.c.lines, sessions.c.abilities
).where(*_FREE_FOR)
_FREE = Prepared(_FREE_OF_ALL.where(_NOT_TOLD), _FreeSession)
_FREE_TOLD_OR_NOT = Prepared(_FREE_OF_ALL, _FreeSession)
_ANYBODY = PreparedValue(select(tally.c.line).where(tally.c.waiting > 0).limit(1))


@dataclass(frozen=True, slots=True)
class Able:
    """A window that may call a matter now."""

    code: str
    idle: bool


@dataclass(frozen=True, slots=True)
class InLine:
    """A waiting stop: its matter, and how many stops are ahead of it."""

    ticket: int
    matter: str
    ahead: int
    stops: int  # of the whole visit
    visitor_class: str
    needs: str


def able_windows(connection: Connection, matter: str, needs: str = "") -> list[Able]:
    """The windows that may call the matter now and can give what is needed, in the order of their codes."""
    return those_able(ask_able(connection, matter), needs)


def ask_able(connection: Connection, matter: str) -> Rows[_Able]:
    """Ask which windows may call the matter now; `those_able` reads the answer."""
    return _ABLE.run(connection, {"matter": matter})


def those_able(rows: Rows[_Able], needs: str = "") -> list[Able]:
    """The windows of an answer that can give what is needed, in the order of their codes."""
    found = [Able(row.window, not row.busy) for row in rows if can_serve(row.abilities, needs)]
    return sorted(found, key=lambda each: (len(each.code), each.code))


def able_by_matter(connection: Connection) -> dict[str, list[Able]]:
    """The same for every matter that some window may call now."""
    found: dict[str, list[Able]] = defaultdict(list)
    for row in _ABLE_OF_ALL.run(connection):
        able = Able(row.window, not row.busy)
        for matter in filter(None, row.matters.split(",")):
            found[matter].append(able)
    return found


def told_range(
    plan: Plan,
    matter: str,
    ahead: int,
    able: Sequence[Able],
    visitor_class: str = "ordinary",
    needs: str = "",
) -> WaitRange:
    """The wait shown for a matter with so many visitors ahead: the one calculation that all pages share.

    Whoever a free window may call at once is called at once; for all others the newest forecast is looked up, and
    while there is none, or for somebody whom few windows can give what is needed, the mean service says it.
    """
    idle = sum(each.idle for each in able)
    foretold = ahead >= idle and not needs
    norm, cycle = plan.matters[matter].norm_minutes, plan.cycles.get(matter)
    pace_ms = waits.usual_cycle(norm, cycle)[0] / max(len(able), 1)
    told = plan.forecasts.tell(matter, ahead, visitor_class, pace_ms) if foretold else None
    if told is None:
        told = waits.tell(ahead, len(able), idle, norm, cycle)
        if foretold:
            plan.forecasts.note_estimate(matter, ahead, visitor_class, told)
    return WaitRange(told.low_ms, told.high_ms, told.about)


def told_to_newcomer(connection: Connection, plan: Plan, matter: str, now: datetime, seq: int) -> MatterWait:
    """What an ordinary visitor who takes a number for the matter now is shown.

    `seq` is the log's head: the next number gets the seq after it.
    """
    place = order.place(now, plan.rules.classes["ordinary"], seq + 1)
    ahead = heads.count_newcomer(connection, plan.matters[matter].line, place)
    able = able_windows(connection, matter)
    wait = told_range(plan, matter, ahead, able)
    offer = view_of(plan, Offers(connection, plan, now).of(matter, len(able)), now, wait)
    return MatterWait(matter, ahead, wait, tuple(each.code for each in able), offer)


def told_of_all(connection: Connection, plan: Plan, now: datetime, seq: int) -> tuple[MatterRange, ...]:
    """The same for every matter; each line is counted once."""
    place = order.place(now, plan.rules.classes["ordinary"], seq + 1)
    able = able_by_matter(connection)
    offers = Offers(connection, plan, now)
    told = []
    for line, matters in plan.matters_of_line.items():
        ahead = heads.count_newcomer(connection, line, place)
        for each in matters:
            windows = able.get(each, ())
            wait = told_range(plan, each, ahead, windows)
            offer = view_of(plan, offers.of(each, len(windows)), now, wait)
            told.append(MatterRange(each, ahead, wait, offer))
    return tuple(told)


def lines_on_board(
    connection: Connection, plan: Plan, now: datetime, able: Mapping[str, list[Able]] | None = None
) -> tuple[LineOnBoard, ...]:
    """For each line: how many wait, the range that covers what newcomers of all its matters are shown, its offer.

    `able` is what `able_by_matter` found, for whoever has asked already.
    """
    offers = Offers(connection, plan, now)
    counts = heads.waiting_by_line(connection)
    able = able_by_matter(connection) if able is None else able
    rows = []
    for code in plan.lines:
        matters = plan.matters_of_line[code]
        if matters:
            count = counts.get(code, 0)
            wait = told_of_line(plan, matters, count, able)
            offer = view_of(plan, offers.of_line(matters, able), now, wait)
            rows.append(LineOnBoard(code, count, wait, offer))
    return tuple(rows)


def told_of_line(plan: Plan, matters: Iterable[str], ahead: int, able: Mapping[str, list[Able]]) -> WaitRange:
    """The range that covers the ranges of all matters of a line.

    Matters that no window may call now count only if none can be called.
    """
    served = [matter for matter in matters if able.get(matter)] or list(matters)
    told = [told_range(plan, matter, ahead, able.get(matter, ())) for matter in served]
    return WaitRange(
        min(each.low_ms for each in told),
        max(each.high_ms for each in told),
        any(each.about for each in told),
    )


def in_line(connection: Connection, line: str) -> list[InLine]:
    """All waiting stops of a line, in the order of their places."""
    return [
        InLine(row.ticket, row.matter, ahead, row.stops, row.visitor_class, row.needs)
        for ahead, row in enumerate(_IN_LINE.run(connection, {"line": line}))
    ]


def waiting_of(connection: Connection, line: str, matter: str) -> int:
    """How many visitors wait for a matter in a line."""
    return _OF_MATTER.one(connection, {"line": line, "matter": matter})


def waiting_at(connection: Connection, session: SessionRow) -> int:
    """How many a window may call now: its own lines and matters, guests, and the two private lines."""
    return ask_waiting_at(connection, session).count(connection)


@dataclass(frozen=True, slots=True)
class WaitingAt:
    """What a window may call now, asked and not yet read."""

    session: SessionRow
    counts: tuple[Value[int], ...]

    def count(self, connection: Connection) -> int:
        """Read the counts, and those who wait for what this window can give."""
        needing = 0
        if self.session.abilities:
            served = _served(connection, self.session.id)
            needing = len(heads.with_needs(connection, served, self.session.abilities))
        return sum(each.one() for each in self.counts) + needing


def ask_waiting_at(connection: Connection, session: SessionRow) -> WaitingAt:
    """The same, to be read later."""
    counts = (
        _OWN_AT.run(connection, {"session": session.id}),
        _GUESTS_IN.run(connection, {"lines": json.dumps(session.lines)}),
        _FOR_WINDOW.run(connection, {"window": session.window}),
        _FOR_STAFFER.run(connection, {"staffer": session.staffer}),
    )
    return WaitingAt(session, counts)


def _served(connection: Connection, session: int) -> set[tuple[str, str]]:
    """The lines and matters that a session may serve."""
    return {(row.line, row.matter) for row in _SERVES.run(connection, {"session": session})}


def is_anybody_waiting(connection: Connection) -> bool:
    """Whether any visitor waits in the hall."""
    return _ANYBODY.first(connection) is not None


def idle_since(connection: Connection, since: datetime) -> list[IdleSession]:
    """Sessions (id, window) free since then while a visitor whom they may call has waited as long."""
    return _idle(connection, since, _IDLE, _FREE)


def idle_told_or_not(connection: Connection, since: datetime) -> list[IdleSession]:
    """The same, with those that were reported already."""
    return _idle(connection, since, _IDLE_TOLD_OR_NOT, _FREE_TOLD_OR_NOT)


def _idle(
    connection: Connection, since: datetime, idle: Prepared[IdleSession], free: Prepared[_FreeSession]
) -> list[IdleSession]:
    found: dict[int, IdleSession] = {row.id: row for row in idle.run(connection, {"since": since})}
    lines = set(_GUESTS_LONG.all(connection, {"since": since}))
    needing = [row for row in heads.everybody_with_needs(connection) if row.callable_at <= since]
    if lines or needing:
        for row in free.run(connection, {"since": since}):
            if lines.intersection(row.lines) or _can_call(connection, row, needing):
                found.setdefault(row.id, row)
    return list(found.values())


def _can_call(connection: Connection, session: _FreeSession, needing: Sequence[heads.NeedRow]) -> bool:
    """Whether a session can give what one of them needs, and serves their matter."""
    able = {(row.line, row.matter) for row in needing if can_serve(session.abilities, row.needs)}
    return bool(able) and not able.isdisjoint(_served(connection, session.id))
