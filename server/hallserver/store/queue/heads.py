"""The heads of the queues: one index lookup each, however many visitors wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Hashable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text, tuple_

from hallserver.core.queue.needs import can_serve
from hallserver.core.queue.order import Head, Place
from hallserver.store.prepared import Prepared, PreparedValue, Row, Rows, Value, first_of_each
from hallserver.store.schema import lines, stops, tally, tickets

_COLUMNS = (
    stops.c.id,
    stops.c.ticket,
    stops.c.line,
    stops.c.matter,
    stops.c.tier,
    stops.c.effective_at,
    stops.c.seq,
    tickets.c.number,
)
_PLACE = (stops.c.tier, stops.c.effective_at, stops.c.seq)


def _waiting(lane: str) -> Any:
    # exactly the words of the partial index: SQLite uses the index only then
    return (
        select(*_COLUMNS)
        .join(tickets, tickets.c.id == stops.c.ticket)
        .where(text(f"stop.state = 'waiting' AND stop.lane = '{lane}'"))
        .order_by(*_PLACE)
    )


def _first(lane: str) -> Any:
    return _waiting(lane).limit(1)


_IN_LINE = stops.c.line == bindparam("line")
_OF_MATTER = stops.c.matter == bindparam("matter")
_ORDINARY_ONE = stops.c.tier > 0


class _HeadRow(Row):
    """The first stop of a queue."""

    id: int
    ticket: int
    line: str
    matter: str
    tier: int
    effective_at: datetime
    seq: int
    number: str


_OWN = Prepared(_first("own").where(_IN_LINE, _OF_MATTER), _HeadRow)
_OWN_ORDINARY = Prepared(_first("own").where(_IN_LINE, _OF_MATTER, _ORDINARY_ONE), _HeadRow)
_GUEST = Prepared(_first("guest").where(_IN_LINE), _HeadRow)
_GUEST_ORDINARY = Prepared(_first("guest").where(_IN_LINE, _ORDINARY_ONE), _HeadRow)
_OF_WINDOW = _waiting("window").where(stops.c.only_window == bindparam("window"))
_OF_STAFFER = _waiting("staffer").where(stops.c.only_staffer == bindparam("staffer"))
_WINDOW, _WHOLE_WINDOW = Prepared(_OF_WINDOW.limit(1), _HeadRow), Prepared(_OF_WINDOW, _HeadRow)
_STAFFER, _WHOLE_STAFFER = Prepared(_OF_STAFFER.limit(1), _HeadRow), Prepared(_OF_STAFFER, _HeadRow)


class NeedRow(_HeadRow):
    """A stop that waits for a window which can give what is needed."""

    needs: str
    callable_at: datetime


# few visitors need something: all of them are read, and sorted out by what a window can give
_WITH_NEEDS = Prepared(
    select(*_COLUMNS, stops.c.needs, stops.c.callable_at)
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(text("stop.state = 'waiting' AND stop.lane = 'need'"))
    .order_by(*_PLACE),
    NeedRow,
)


class Run(Row):
    """A line and how many tier-0 calls it has had in a row."""

    code: str
    tier0_run: int


_Queue = tuple[Prepared[_HeadRow], dict[str, str], Prepared[_HeadRow]]
_RUNS = Prepared(select(lines.c.code, lines.c.tier0_run).where(lines.c.tier0_run > 0), Run)
_BEFORE = PreparedValue(
    select(func.count())
    .select_from(stops)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .where(
        tuple_(*_PLACE)
        < tuple_(
            bindparam("tier", type_=stops.c.tier.type),
            bindparam("effective_at", type_=stops.c.effective_at.type),
            bindparam("seq", type_=stops.c.seq.type),
        )
    )
)

_BEHIND = (
    select(func.count())
    .select_from(stops)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .where(
        tuple_(*_PLACE)
        > tuple_(
            bindparam("tier", type_=stops.c.tier.type),
            bindparam("effective_at", type_=stops.c.effective_at.type),
            bindparam("seq", type_=stops.c.seq.type),
        )
    )
    .scalar_subquery()
)


class _Waiting(Row):
    """A line and how many visitors wait in it."""

    line: str
    waiting: int


_WAITING = Prepared(
    select(tally.c.line, func.sum(tally.c.waiting).label("waiting")).group_by(tally.c.line), _Waiting
)
_AHEAD = PreparedValue(
    select(func.coalesce(func.sum(tally.c.waiting), 0) - _BEHIND).where(tally.c.line == bindparam("line"))
)


def heads(
    connection: Connection,
    matters: Iterable[tuple[str, str]],
    guests: Iterable[str],
    window: str,
    staffer: str,
    abilities: Iterable[str] = (),
    *,
    whole_private: bool = True,
) -> list[Head]:
    """The first waiting stops that a window may serve.

    Args:
        connection: any connection.
        matters: (line, matter) pairs that the session may serve.
        guests: lines whose transferred-in guests the window takes.
        window: the window whose private line counts.
        staffer: the staffer whose private line counts.
        abilities: what window and staffer together can give to visitors who need it.
        whole_private: see `OrderRule`.
    """
    matters = list(matters)
    needing = _WITH_NEEDS.run(connection) if abilities else None
    queues: list[_Queue] = [
        *((_OWN, {"line": line, "matter": matter}, _OWN_ORDINARY) for line, matter in matters),
        *((_GUEST, {"line": line}, _GUEST_ORDINARY) for line in guests),
    ]
    private: list[_Queue] = [
        (_WINDOW, {"window": window}, _WHOLE_WINDOW),
        (_STAFFER, {"staffer": staffer}, _WHOLE_STAFFER),
    ]
    firsts = first_of_each(connection, [(first, where) for first, where, _ in (*queues, *private)])
    there = firsts[: len(queues)]
    own = [
        # few are sent to one window or one staffer: all of them are read
        whole.run(connection, where) if whole_private else (row,)
        for row, (_, where, whole) in zip(firsts[len(queues) :], private, strict=True)
        if row is not None
    ]
    # the cap may require the first ordinary stop behind a statutory one
    behind = [
        (row.id, ordinary, where)
        for row, (_, where, ordinary) in zip(there, queues, strict=True)
        if row is not None and row.tier == 0
    ]
    later = first_of_each(connection, [(ordinary, where) for _, ordinary, where in behind])
    after = {first: row for (first, _, _), row in zip(behind, later, strict=True) if row is not None}
    found: list[Head] = []
    if needing is not None:
        found += _firsts(_of_those(needing, frozenset(matters), frozenset(abilities)), _its_matter)
    for row in there:
        if row is not None:
            found.append(_head(row))
            if row.id in after:
                found.append(_head(after[row.id]))
    for rows in own:
        found += _firsts(rows, _its_line)
    return found


def everybody_with_needs(connection: Connection) -> list[NeedRow]:
    """Who waits in the lane of needs, by place."""
    return _WITH_NEEDS.run(connection).all()


def with_needs(
    connection: Connection, matters: Container[tuple[str, str]], abilities: Collection[str]
) -> list[NeedRow]:
    """Who waits in the lane of needs and could be called by these abilities, in the order of their places."""
    return _of_those(_WITH_NEEDS.run(connection), matters, abilities)


def _of_those(
    needing: Iterable[NeedRow], matters: Container[tuple[str, str]], abilities: Collection[str]
) -> list[NeedRow]:
    return [row for row in needing if (row.line, row.matter) in matters and can_serve(abilities, row.needs)]


def _firsts(waiting: Iterable[_HeadRow], its_queue: Callable[[_HeadRow], Hashable]) -> list[Head]:
    """Of visitors in the order of their places the first of each queue, and behind a statutory one the first ordinary."""
    queues: dict[Hashable, list[_HeadRow]] = {}
    for row in waiting:
        queues.setdefault(its_queue(row), []).append(row)
    found = []
    for queue in queues.values():
        found.append(_head(queue[0]))
        ordinary = next((row for row in queue if row.tier > 0), None)
        if queue[0].tier == 0 and ordinary is not None:
            found.append(_head(ordinary))
    return found


def _its_matter(row: _HeadRow) -> tuple[str, str]:
    return row.line, row.matter


def _its_line(row: _HeadRow) -> str:
    return row.line


def runs(connection: Connection) -> dict[str, int]:
    """Line → its tier-0 calls in a row, for lines that have any."""
    return {row.code: row.tier0_run for row in ask_runs(connection)}


def ask_runs(connection: Connection) -> Rows[Run]:
    """The same, to be read later."""
    return _RUNS.run(connection)


def count_before(connection: Connection, line: str, place: Place) -> int:
    """How many stops wait in the line with a smaller place."""
    where = {"line": line, "tier": place.tier, "effective_at": place.effective_at, "seq": place.seq}
    return _BEFORE.one(connection, where)


def count_newcomer(connection: Connection, line: str, place: Place) -> int:
    """The same for a visitor who arrives now: all stops minus the few behind, fast in a long line, too."""
    return ask_newcomer(connection, line, place).one()


def ask_newcomer(connection: Connection, line: str, place: Place) -> Value[int]:
    """The same, to be read later."""
    where = {"line": line, "tier": place.tier, "effective_at": place.effective_at, "seq": place.seq}
    return _AHEAD.run(connection, where)


def waiting_by_line(connection: Connection) -> dict[str, int]:
    """Line → how many stops wait in it."""
    return {row.line: row.waiting for row in _WAITING.run(connection)}


def _head(row: _HeadRow) -> Head:
    return Head(
        row.id, row.ticket, row.number, row.line, row.matter, Place(row.tier, row.effective_at, row.seq)
    )
