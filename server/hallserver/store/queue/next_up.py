"""Who is next in each line, by number: what the boards show so that people get ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, bindparam, select, text

from hallserver.core.queue import order
from hallserver.core.queue.needs import can_serve
from hallserver.store.catalogue import Plan
from hallserver.store.prepared import Prepared, Row
from hallserver.store.queue.heads import runs, waiting_by_line
from hallserver.store.queue.waiting import Able
from hallserver.store.schema import IS_CALLING, sessions, stops, tickets

TOLD = 3  # numbers of a line
LOOKED_AT = (
    100  # stops of a line at most: where so many are passed over nobody is next, and a round stays short
)


class _Caller(Row):
    """A session that may call: the lines whose guests it takes, and what it can give."""

    window: str
    staffer: str
    lines: list[str]
    abilities: list[str]


_CALLERS = Prepared(
    select(sessions.c.window, sessions.c.staffer, sessions.c.lines, sessions.c.abilities).where(IS_CALLING),
    _Caller,
)


class _WaitingRow(Row):
    """A stop that waits in a line, and who may call it."""

    id: int
    ticket: int
    number: str
    matter: str
    tier: int
    effective_at: datetime
    seq: int
    lane: str
    needs: str
    only_window: str | None
    only_staffer: str | None


_IN_LINE = Prepared(
    select(
        stops.c.id,
        stops.c.ticket,
        tickets.c.number,
        stops.c.matter,
        stops.c.tier,
        stops.c.effective_at,
        stops.c.seq,
        stops.c.lane,
        stops.c.needs,
        stops.c.only_window,
        stops.c.only_staffer,
    )
    .join(tickets, tickets.c.id == stops.c.ticket)
    .where(text("stop.state = 'waiting'"), stops.c.line == bindparam("line"))
    .order_by(stops.c.tier, stops.c.effective_at, stops.c.seq)
    .limit(LOOKED_AT),
    _WaitingRow,
)


def next_in_lines(
    connection: Connection, plan: Plan, able: Mapping[str, Sequence[Able]]
) -> dict[str, tuple[str, ...]]:
    """For each line the numbers that are called next if nobody comes or goes; without lines that have none.

    Left out is whoever the line's windows pass over: somebody whose matter no window calls now, who waits for
    one window or person of several, or needs what only some of the windows can give. `able` is what
    `waiting.able_by_matter` found.
    """
    counts = waiting_by_line(connection)
    busy = [line for line in plan.lines if counts.get(line)]
    callers = _CALLERS.run(connection).all() if busy else []
    if not callers:
        return {}
    caps = runs(connection)
    found = {}
    for code in busy:
        line = _Line(code, plan.matters_of_line[code], able, callers)
        if not line.is_called:
            continue
        cap = order.Cap(caps.get(code, 0), plan.rules.of_line(code).cap)
        coming = order.coming(line.first(connection), cap, plan.rules.order_rule, TOLD)
        if coming:
            found[code] = tuple(each.number for each in coming)
    return found


@dataclass
class _Line:
    """A line, and all windows that may call now."""

    code: str
    matters: Sequence[str]
    able: Mapping[str, Sequence[Able]]
    callers: Sequence[_Caller]

    @property
    def is_called(self) -> bool:
        """Whether any window calls from it: where none does, its rows need not be read."""
        return bool(self._of_line)

    def first(self, connection: Connection) -> list[order.Head]:
        """The first stops that its windows would call: enough for whatever the cap decides."""
        found: list[order.Head] = []
        ordinary = 0
        for row in _IN_LINE.run(connection, {"line": self.code}):
            if not self._may_call(row):
                continue
            place = order.Place(row.tier, row.effective_at, row.seq)
            found.append(order.Head(row.id, row.ticket, row.number, self.code, row.matter, place))
            ordinary += row.tier > 0
            if ordinary == TOLD:
                break
        return found

    def _may_call(self, stop: _WaitingRow) -> bool:
        """Whether its next call may be this one, whichever of its windows makes it."""
        if stop.lane == "own":
            return bool(self.able.get(stop.matter))
        if stop.lane == "guest":
            return any(self.code in each.lines for each in self.callers)
        if stop.lane == "need":
            serving = {each.code for each in self.able.get(stop.matter, ())}
            return bool(serving) and all(
                can_serve(each.abilities, stop.needs) for each in self.callers if each.window in serving
            )
        chosen = stop.only_window if stop.lane == "window" else None
        return bool(self._of_line) and all(
            each.window == chosen or each.staffer == stop.only_staffer for each in self._of_line
        )

    @cached_property
    def _of_line(self) -> list[_Caller]:
        windows = {each.code for matter in self.matters for each in self.able.get(matter, ())}
        return [each for each in self.callers if each.window in windows or self.code in each.lines]
