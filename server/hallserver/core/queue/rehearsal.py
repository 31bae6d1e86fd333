"""Simulate a day: its arrivals, service times and sessions under other rules, by the real `next_up`.

A discrete-event simulation (Law, Simulation Modeling and Analysis, chapter 1): the clock jumps from event to
event; a free window calls the visitor that `next_up` chooses and is busy as long as it was that day. Nothing
is random.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from hallserver.core.queue.order import Cap, Head, Place, VisitorClass, place
from hallserver.core.rules import QueueRules

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Pair = tuple[str, str]  # line and matter


@dataclass(frozen=True, slots=True)
class Arrival:
    """One visitor who arrived.

    Attributes:
        ticket: the visitor's ticket.
        at_ms: when the visitor could be called, ms since 1970.
        due_ms: the base of the place: the arrival, or the booked time.
        taken_ms: how long a window was busy: from the call to the finish, or to the end of a missed call.
    """

    ticket: int
    line: str
    matter: str
    visitor_class: str
    at_ms: int
    due_ms: int
    taken_ms: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A window that calls from–to (ms since 1970), and what it may call; a pause splits a session in two."""

    window: str
    from_ms: int
    to_ms: int
    serves: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Called:
    """When a visitor was called in the simulation, and the wait since the visitor was due and present."""

    ticket: int
    visitor_class: str
    at_ms: int
    wait_ms: int
    taken_ms: int


def rehearse(arrivals: Iterable[Arrival], sittings: Sequence[Sitting], rules: QueueRules) -> list[Called]:
    """Return who is called when, in the order of the calls; visitors who are never called are left out.

    Args:
        arrivals: in any order.
        sittings: windows; the sittings of one window do not overlap.
        rules: classes with tiers and credits, and each line's cap.

    Raises:
        KeyError: the rules do not have the class of an arrival.
    """
    return _Rehearsal(rules, sittings).run(sorted(arrivals, key=lambda each: (each.at_ms, each.ticket)))


@dataclass(slots=True)
class _Queue:
    """The visitors waiting for one matter of one line: one heap per tier."""

    tiers: dict[int, list[tuple[Place, Arrival]]] = field(default_factory=dict)

    def heads(self) -> list[tuple[Place, Arrival]]:
        """The first visitor of each tier."""
        return [heap[0] for heap in self.tiers.values() if heap]

    def push(self, at: Place, arrival: Arrival) -> None:
        """Add a visitor."""
        heapq.heappush(self.tiers.setdefault(at.tier, []), (at, arrival))

    def pop(self, tier: int) -> Arrival:
        """Remove the first visitor of a tier."""
        return heapq.heappop(self.tiers[tier])[1]


class _Rehearsal:
    def __init__(self, rules: QueueRules, sittings: Sequence[Sitting]) -> None:
        self._rules = rules
        self._sittings = sittings
        self._free: dict[str, Sitting] = {}
        self._busy_until: dict[str, int] = {}
        self._queues: dict[Pair, _Queue] = {}
        self._ordinary: dict[str, int] = {}
        self._runs: dict[str, int] = {}
        self._caps: Mapping[str, int] = {line: each.cap for line, each in rules.lines.items()}
        self._seq = count(1)
        # by time; then departures before arrivals before openings; then in the order of scheduling
        self._agenda: list[tuple[int, int, int, Sitting | Arrival]] = []
        self.called: list[Called] = []

    def run(self, arrivals: Sequence[Arrival]) -> list[Called]:
        """Run from event to event until none is left."""
        order = count()
        for arrival in arrivals:
            self._agenda.append((arrival.at_ms, 1, next(order), arrival))
        for sitting in self._sittings:
            self._agenda.append((sitting.from_ms, 2, next(order), sitting))
        heapq.heapify(self._agenda)
        while self._agenda:
            now_ms, _, _, what = heapq.heappop(self._agenda)
            if isinstance(what, Arrival):
                self._arrive(what)
                self._call_if_free(what, now_ms, order)
            else:
                self._call(what, now_ms, order)
        return self.called

    def _arrive(self, arrival: Arrival) -> None:
        visitor_class = self._class(arrival)
        at = place(EPOCH + timedelta(milliseconds=arrival.due_ms), visitor_class, next(self._seq))
        self._queues.setdefault((arrival.line, arrival.matter), _Queue()).push(at, arrival)
        if at.tier > 0:
            self._ordinary[arrival.line] = self._ordinary.get(arrival.line, 0) + 1

    def _class(self, arrival: Arrival) -> VisitorClass:
        return self._rules.classes[arrival.visitor_class]

    def _call_if_free(self, arrival: Arrival, now_ms: int, order: Iterator[int]) -> None:
        pair = (arrival.line, arrival.matter)
        for sitting in self._free.values():
            if pair in sitting.serves and now_ms < sitting.to_ms:
                self._call(sitting, now_ms, order)
                return

    def _call(self, sitting: Sitting, now_ms: int, order: Iterator[int]) -> None:
        """Let a free window call the next visitor; without one it stays free until a visitor comes."""
        window = sitting.window
        busy_until = self._busy_until.get(window, 0)
        if busy_until > now_ms:  # the last visitor of an earlier sitting is still there
            heapq.heappush(self._agenda, (busy_until, 2, next(order), sitting))
            return
        self._free.pop(window, None)
        if now_ms >= sitting.to_ms:
            return
        decision = self._rules.order_rule.next_up(self._heads(sitting.serves), self._cap_states())
        if decision is None:
            self._free[window] = sitting
            return
        chosen = decision.chosen
        arrival = self._queues[chosen.line, chosen.matter].pop(chosen.place.tier)
        self._count(chosen)
        wait_ms = max(now_ms - max(arrival.due_ms, arrival.at_ms), 0)
        self.called.append(Called(arrival.ticket, arrival.visitor_class, now_ms, wait_ms, arrival.taken_ms))
        self._busy_until[window] = now_ms + arrival.taken_ms
        heapq.heappush(self._agenda, (now_ms + arrival.taken_ms, 0, next(order), sitting))

    def _heads(self, serves: Iterable[Pair]) -> list[Head]:
        found = []
        for line, matter in serves:
            queue = self._queues.get((line, matter))
            for at, arrival in queue.heads() if queue else ():
                found.append(Head(arrival.ticket, arrival.ticket, str(arrival.ticket), line, matter, at))
        return found

    def _cap_states(self) -> dict[str, Cap]:
        return {line: Cap(run, self._caps.get(line, Cap(0).limit)) for line, run in self._runs.items() if run}

    def _count(self, chosen: Head) -> None:
        tier = chosen.place.tier
        if tier > 0:
            self._ordinary[chosen.line] -= 1
        waits = self._ordinary.get(chosen.line, 0) > 0
        self._runs[chosen.line] = self._rules.order_rule.next_run(
            self._runs.get(chosen.line, 0), tier, ordinary_waits=waits
        )
