"""What the time of a sitting was spent on, read from the log: serving, walking, idle, paused, back-office work.

At each moment a sitting is in one part, the first of these that holds:

- `serving`: a visitor is being served at its window.
- `walking`: a visitor is called to it and is not being served yet, also one who never comes.
- `paused`: it pauses, for a reason. A pause that is asked for with a visitor there begins when they leave.
- `back_office`: it works without a visitor; `uncounted` where that work does not count (left open over night).
- `waited_for`: it is free, while somebody waits whom it may call.
- `idle`: it is free, and nobody does.

So the parts of a sitting sum up to its length. Somebody waits whom it may call: a stop that the log left `waiting`,
whose matter the sitting serves, as its opening and its last plan say, or whose line it takes guests of, or in its own
private line, or its staffer's; with needs, only where its abilities are enough. A stop that is held does not wait, and
one with a booked time waits from that time on. Times are the log's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import heappop, heappush
from typing import Any

from hallserver.core.events import (
    ABSENT,
    EVENTS,
    Event,
    StopFacts,
    TicketTransferred,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowPlanned,
    WindowResumed,
    WindowWorked,
    WindowWorking,
    facts_of,
)
from hallserver.core.queue.tickets import AT_WINDOW, State

_OF_WINDOWS = (
    WindowOpened,
    WindowClosed,
    WindowPlanned,
    WindowPaused,
    WindowResumed,
    WindowWorking,
    WindowWorked,
)
HEARD = frozenset(kind for kind, each in EVENTS.items() if issubclass(each, (StopFacts, *_OF_WINDOWS)))
"""The kinds of events that are followed; the others say nothing of it."""


class Part(StrEnum):
    """What a sitting's time may be spent on."""

    SERVING = "serving_ms"
    WALKING = "walking_ms"
    WAITED_FOR = "waited_for_ms"
    IDLE = "idle_ms"
    PAUSED = "paused_ms"
    BACK_OFFICE = "back_office_ms"
    UNCOUNTED = "uncounted_ms"


@dataclass(frozen=True, slots=True)
class Spent:
    """The parts of a sitting in ms, all of `Part`, and its pauses by reason."""

    parts: Mapping[str, int]
    paused_for: Mapping[str, int]


NOTHING = Spent(dict.fromkeys(map(str, Part), 0), {})


@dataclass(slots=True)
class _Stop:
    """A stop of a visit, as far as the log has told of it."""

    state: str = ""
    matter: str = ""
    line: str = ""
    lane: str = "own"
    only: str | None = None  # the window or the staffer whose private line it waits in
    needs: frozenset[str] = frozenset()
    from_ms: int = 0  # when its wait begins
    counts: bool = False  # whether it counts as waiting


@dataclass(slots=True)
class _Sitting:
    """A sitting that goes on, or is over, and what it does since when."""

    window: str
    staffer: str
    since_ms: int
    matters: frozenset[str]
    lines: frozenset[str]
    abilities: frozenset[str]
    part: Part = Part.IDLE
    visitor: int | None = None
    serving: bool = False
    paused: str | None = None
    working: bool = False
    waiting: int = 0
    spent: Counter[str] = field(default_factory=Counter)
    paused_for: Counter[str] = field(default_factory=Counter)

    def may_call(self, stop: _Stop) -> bool:
        match stop.lane:
            case "window":
                return stop.only == self.window
            case "staffer":
                return stop.only == self.staffer
            case "guest":
                return stop.line in self.lines
            case _:
                return stop.matter in self.matters and stop.needs <= self.abilities

    def settle(self, at_ms: int) -> None:
        """Count what was done until now, and see what is done from now on."""
        ms = at_ms - self.since_ms
        self.spent[self.part] += ms
        if self.part == Part.PAUSED:
            self.paused_for[self.paused or ""] += ms
        self.since_ms = at_ms

    def turn(self) -> None:
        self.part = self._part()

    def _part(self) -> Part:
        if self.visitor is not None:
            return Part.SERVING if self.serving else Part.WALKING
        if self.paused is not None:
            return Part.PAUSED
        if self.working:
            return Part.BACK_OFFICE
        return Part.WAITED_FOR if self.waiting else Part.IDLE


class Sittings:
    """Follows the log from the beginning of a day; `spent` says what each sitting's time was spent on."""

    def __init__(self) -> None:
        self._open: dict[int, _Sitting] = {}
        self._over: dict[int, Spent] = {}
        self._at: dict[str, int] = {}  # window → its open session
        self._stops: dict[int, _Stop] = {}
        self._booked: list[tuple[int, int]] = []  # when a wait begins, and of which stop

    def hear(self, event: Event) -> None:
        """Apply the next event, of one of the kinds in `HEARD`."""
        told, at_ms = facts_of(event), _ms(event.at)
        self._begin_waits(at_ms)
        match told:
            case WindowOpened():
                self._opened(told, at_ms)
            case WindowClosed():
                self._closed(told.session, at_ms)
            case WindowPlanned():
                self._planned(told, at_ms)
            case WindowPaused() | WindowResumed() | WindowWorking() | WindowWorked():
                self._changed(told, at_ms)
            case StopFacts():
                self._moved(told, at_ms)

    def spent(self, session: int, until: datetime) -> Spent:
        """What a sitting's time was spent on, from its opening to its end, or until now."""
        if session in self._over:
            return self._over[session]
        sitting = self._open.get(session)
        if sitting is None:
            return NOTHING
        until_ms = _ms(until)
        self._begin_waits(until_ms)
        sitting.settle(max(until_ms, sitting.since_ms))
        return _spent_of(sitting)

    def _opened(self, told: WindowOpened, at_ms: int) -> None:
        sitting = _Sitting(
            told.window,
            told.staffer,
            at_ms,
            frozenset(told.matters),
            frozenset(told.lines),
            frozenset(() if told.abilities is ABSENT else told.abilities),
        )
        sitting.waiting = self._waiting_for(sitting)
        sitting.turn()
        self._open[told.session] = sitting
        self._at[told.window] = told.session

    def _closed(self, session: int, at_ms: int) -> None:
        sitting = self._open.pop(session, None)
        if sitting is not None:
            sitting.settle(at_ms)
            self._over[session] = _spent_of(sitting)
            self._at.pop(sitting.window, None)

    def _planned(self, told: WindowPlanned, at_ms: int) -> None:
        sitting = None if told.session is ABSENT else self._open.get(told.session)
        if sitting is None:
            return  # a manager's plan for a window at which nobody sits
        sitting.settle(at_ms)
        if told.matters is not ABSENT:
            sitting.matters = frozenset(told.matters)
        if told.abilities is not ABSENT:
            sitting.abilities = frozenset(told.abilities)
        sitting.lines = frozenset(told.lines)
        sitting.waiting = self._waiting_for(sitting)
        sitting.turn()

    def _changed(self, told: WindowPaused | WindowResumed | WindowWorking | WindowWorked, at_ms: int) -> None:
        sitting = self._open.get(told.session)
        if sitting is None:
            return
        if isinstance(told, WindowWorked) and told.excluded is not None:
            sitting.spent[Part.UNCOUNTED] += at_ms - sitting.since_ms
            sitting.since_ms = at_ms
        sitting.settle(at_ms)
        match told:
            case WindowPaused():
                sitting.paused = told.reason
            case WindowResumed():
                sitting.paused = None
            case _:
                sitting.working = isinstance(told, WindowWorking)
        sitting.turn()

    def _moved(self, told: StopFacts, at_ms: int) -> None:
        stop = self._stops.setdefault(told.stop, _Stop())
        self._count(stop, at_ms, counts=False)
        self._leave(told, at_ms)
        _read(stop, told)
        if told.state in AT_WINDOW and told.window is not None:
            self._come(told, at_ms)
        if stop.state == State.WAITING:
            if stop.from_ms > at_ms:
                heappush(self._booked, (stop.from_ms, told.stop))
            else:
                self._count(stop, at_ms, counts=True)

    def _leave(self, told: StopFacts, at_ms: int) -> None:
        for sitting in self._open.values():
            if sitting.visitor == told.stop:
                sitting.settle(at_ms)
                sitting.visitor = None
                sitting.turn()

    def _come(self, told: StopFacts, at_ms: int) -> None:
        session = self._at.get(told.window or "")
        if session is None:
            return
        sitting = self._open[session]
        sitting.settle(at_ms)
        sitting.visitor, sitting.serving = told.stop, told.state == State.SERVING
        sitting.turn()

    def _begin_waits(self, at_ms: int) -> None:
        """Booked times that have come meanwhile."""
        while self._booked and self._booked[0][0] <= at_ms:
            begins_ms, number = heappop(self._booked)
            stop = self._stops[number]
            if stop.state == State.WAITING and stop.from_ms == begins_ms:
                self._count(stop, begins_ms, counts=True)

    def _count(self, stop: _Stop, at_ms: int, *, counts: bool) -> None:
        if stop.counts == counts:
            return
        stop.counts = counts
        for sitting in self._open.values():
            if sitting.may_call(stop):
                sitting.settle(at_ms)
                sitting.waiting += 1 if counts else -1
                sitting.turn()

    def _waiting_for(self, sitting: _Sitting) -> int:
        return sum(stop.counts and sitting.may_call(stop) for stop in self._stops.values())


def _read(stop: _Stop, told: Any) -> None:
    """What an event says of a stop; what it does not say stays."""
    stop.state, stop.matter, stop.line = told.state, told.matter, told.line
    if (lane := getattr(told, "lane", ABSENT)) is not ABSENT:
        stop.lane = lane
    if (needs := getattr(told, "needs", ABSENT)) is not ABSENT:
        stop.needs = frozenset(needs)
    if (from_ms := getattr(told, "wait_from_ms", ABSENT)) is not ABSENT:
        stop.from_ms = from_ms
    if isinstance(told, TicketTransferred):
        stop.only = told.to_window if told.lane == "window" else told.to_staffer


def _spent_of(sitting: _Sitting) -> Spent:
    parts = {str(part): sitting.spent[part] for part in Part}
    return Spent(parts, {reason: ms for reason, ms in sorted(sitting.paused_for.items()) if ms})


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
