"""A whole day lived again in many possible ways: who comes is as recorded, what happens to them is drawn anew.

A discrete-event simulation (Law, Simulation Modeling and Analysis, chapter 1) that asks the published rule for each call.
A replay with recorded durations tied to people and windows is too rosy about changes: here services, no-shows and pauses
are drawn from the hall's habits, a visitor is at one window at a time, and a pause falls where it may.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import zip_longest
from math import exp
from typing import TypeAlias

from typing_extensions import override

from hallserver.core.queue.order import Cap, Head, Place, place
from hallserver.core.queue.rehearsal import EPOCH
from hallserver.core.rules import QueueRules
from hallserver.forecast.habits import Habits, Lasting, at_edges
from hallserver.forecast.learning import LONGEST_GAP
from hallserver.forecast.past import LONG_PAUSE, Day, Visit

LONGEST_WAIT, STEP = 480.0, 5.0  # minutes in which somebody may give up, looked at step by step
Hands: TypeAlias = Mapping[str, Sequence["Shift"]]


@dataclass(frozen=True, slots=True)
class Shift:
    """A time in which a window calls, minutes of the day, and the matters that it may call."""

    opened: float
    closed: float
    serves: frozenset[str]
    staffer: str = ""


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of one stop: its wait in minutes, or None when it was not called."""

    line: str
    visitor_class: str
    arrived: float
    wait: float | None


@dataclass(slots=True)
class _Waiting:
    visit: Visit
    place: Place
    comes: float
    leaves: float
    state: str = "waiting"


@dataclass(slots=True)
class _Window:
    shifts: list[Shift]
    free_at: float = 0.0
    wakes: int = 0


@dataclass(order=True)
class _Due:
    at: float
    order: int
    kind: str = field(compare=False)
    what: object = field(compare=False)


def live_again(
    visits: Sequence[Visit],
    hands: Hands,
    habits: Habits,
    rules: QueueRules,
    *,
    pace: float = 1.0,
    seed: int = 0,
) -> list[Lived]:
    """Live one day; every visitor is in the answer once for each stop.

    Args:
        visits: who came, when, for what; what happened to them then is not looked at.
        hands: window → when it calls what; the shifts of a window do not overlap.
        habits: what services, no-shows and pauses are drawn from.
        rules: classes and caps.
        pace: of that day's services against the habits.
        seed: the same seed gives the same day.

    Raises:
        KeyError: the rules do not have the class of a visitor.
    """
    return _Day(visits, hands, habits, rules, pace, seed).run()


class _Day:
    def __init__(
        self,
        visits: Sequence[Visit],
        hands: Hands,
        habits: Habits,
        rules: QueueRules,
        pace: float,
        seed: int,
    ) -> None:
        self._habits, self._rules, self._pace, self._seed = habits, rules, pace, seed
        self._windows = {
            code: _Window(sorted(shifts, key=lambda each: each.opened)) for code, shifts in hands.items()
        }
        self._queues: dict[tuple[str, str, int], list[tuple[Place, int, _Waiting]]] = defaultdict(list)
        self._serving: dict[str, set[str]] = defaultdict(set)
        for code, window in self._windows.items():
            for shift in window.shifts:
                for matter in shift.serves:
                    self._serving[matter].add(code)
        self._visits: dict[int, list[_Waiting]] = defaultdict(list)
        self._runs: dict[str, int] = {}
        self._agenda: list[_Due] = []
        self._number = 0
        self.found: list[Lived] = []
        for visit in visits:
            self._plan(visit.arrived, "comes", visit)
        for code, window in self._windows.items():
            for shift in window.shifts:
                self._plan(shift.opened, "free", (code, 0))

    def _plan(self, at: float, kind: str, what: object) -> None:
        self._number += 1
        heapq.heappush(self._agenda, _Due(at, self._number, kind, what))

    def run(self) -> list[Lived]:
        """From event to event, until none is left."""
        while self._agenda:
            due = heapq.heappop(self._agenda)
            if due.kind == "comes" and isinstance(due.what, Visit):
                self._arrive(due.what, due.at)
            elif due.kind == "free" and isinstance(due.what, tuple):
                code, wakes = due.what
                if wakes in {0, self._windows[code].wakes}:
                    self._free(code, due.at)
        for stops in self._visits.values():
            for each in stops:
                if each.state == "waiting":
                    self._tell(each.visit, None)
        return self.found

    def _tell(self, visit: Visit, wait: float | None) -> None:
        self.found.append(Lived(visit.line, visit.visitor_class, visit.arrived, wait))

    def _arrive(self, visit: Visit, now: float) -> None:
        known = self._rules.classes[visit.visitor_class]
        self._number += 1
        at = place(EPOCH + timedelta(minutes=visit.since), known, self._number)
        waiting = _Waiting(visit, at, max(visit.since, now), self._leaves(visit, now))
        self._visits[visit.ticket].append(waiting)
        queue = self._queues[visit.line, visit.matter, at.tier]
        heapq.heappush(queue, (at, self._number, waiting))
        for code in sorted(self._serving[visit.matter]):
            window = self._windows[code]
            if window.free_at <= now and self._shift(window, now):
                self._plan(now, "free", (code, 0))
                break

    def _fate(self, visit: Visit, of: str) -> random.Random:
        """A visitor's own draws: the same with and without a change, so that what differs is the change."""
        return random.Random(f"{self._seed} {visit.ticket} {visit.stop} {of}")

    def _leaves(self, visit: Visit, now: float) -> float:
        """When somebody gives the number up, seen by the hall."""
        if not any(self._habits.leave):
            return float("inf")
        chance = self._fate(visit, "leaves")
        left, waited = chance.expovariate(1.0), 0.0
        while waited < LONGEST_WAIT:
            left -= STEP * at_edges(self._habits.leave, waited)
            if left <= 0:
                return now + waited + chance.uniform(0, STEP)
            waited += STEP
        return float("inf")

    @staticmethod
    def _shift(window: _Window, now: float) -> Shift | None:
        return next((each for each in window.shifts if each.opened <= now < each.closed), None)

    def _free(self, code: str, now: float) -> None:
        window = self._windows[code]
        shift = self._shift(window, now)
        if shift is None or now < window.free_at:
            return
        chosen = self._choose(shift, now)
        if chosen is None:
            return
        window.free_at = self._call(chosen, shift, now)
        window.wakes += 1
        self._plan(window.free_at, "free", (code, window.wakes))

    def _choose(self, shift: Shift, now: float) -> _Waiting | None:
        heads, of = [], {}
        for (line, matter, _), queue in self._queues.items():
            if matter in shift.serves and (first := self._first(queue, now)):
                self._number += 1
                of[self._number] = first
                heads.append(Head(self._number, first.visit.ticket, "", line, matter, first.place))
        caps = {line: Cap(run, self._rules.of_line(line).cap) for line, run in self._runs.items() if run}
        decision = self._rules.order_rule.next_up(heads, caps)
        if decision is None:
            return None
        chosen = of[decision.chosen.stop]
        line = chosen.visit.line
        chosen.state = "called"
        ordinary = any(
            each[2].state == "waiting"
            for (of_line, _, tier), queue in self._queues.items()
            if of_line == line and tier
            for each in queue
        )
        run = self._runs.get(line, 0)
        self._runs[line] = self._rules.order_rule.next_run(run, chosen.place.tier, ordinary_waits=ordinary)
        return chosen

    def _first(self, queue: list[tuple[Place, int, _Waiting]], now: float) -> _Waiting | None:
        """The first who can be called; those who were called or have left are taken out of the queue."""
        while queue and (queue[0][2].state != "waiting" or queue[0][2].leaves <= now):
            gone = heapq.heappop(queue)[2]
            if gone.state == "waiting":
                gone.state = "gone"
                self._tell(gone.visit, None)
        if queue and queue[0][2].comes <= now:
            return queue[0][2]
        ready = [
            each for each in queue if each[2].state == "waiting" and each[2].comes <= now < each[2].leaves
        ]
        return min(ready)[2] if ready else None

    def _call(self, chosen: _Waiting, shift: Shift, now: float) -> float:
        """How long the window is taken: the visitor's other stops wait until then."""
        habits, visit = self._habits, chosen.visit
        wait = now - max(visit.since, visit.arrived)
        self._tell(visit, max(wait, 0.0))
        chance = self._fate(visit, "call")
        share = at_edges(habits.no_show, max(wait, 0.0)) * habits.no_show_of.get(visit.line, 1.0)
        absent, walk, service, gap, rests, pause = (
            chance.random(),
            *(chance.gauss(0, 1) for _ in range(3)),
            chance.random(),
            chance.gauss(0, 1),
        )
        if absent < share:
            lasts = _lasts(habits.missed, walk)
        else:
            known = habits.service.get(visit.matter, Lasting(2.0, 0.6))
            mu = known.mu + habits.added(shift.staffer, visit.matter)
            lasts = _lasts(habits.walk, walk) + _lasts(Lasting(mu, known.sigma), service) * self._pace
        ends = now + lasts
        self._hold_others(visit, ends)
        ends += _lasts(habits.gap, gap)
        if rests < habits.breaks * lasts / 60:
            ends += _lasts(habits.pause, pause)
        return ends

    def _hold_others(self, visit: Visit, ends: float) -> None:
        """The visitor's other stops wait until this one has ended, and for the walk."""
        for other in self._visits[visit.ticket]:
            if other.state == "waiting":
                other.comes = max(other.comes, ends + self._rules.grace_seconds / 60)
                for code in sorted(self._serving[other.visit.matter]):
                    self._plan(other.comes, "free", (code, 0))


def _lasts(of: Lasting, normal: float) -> float:
    return exp(of.mu + of.sigma * normal)


def replay(day: Day, hands: Hands, rules: QueueRules, norms: Mapping[str, float]) -> list[Lived]:
    """Live a recorded day once more with everybody's own times, under other rules.

    Each visitor takes a window as long as that day, and whoever gave the number up does so again. That is the fair
    comparison of two orders of the same day; for changes of windows it promises too much (`what_if`).

    Args:
        day: as recorded, calls and all.
        hands: when windows called, without their long pauses.
        rules: under which it is lived.
        norms: matter → minutes, for who was never called.
    """
    return _Replay(day, hands, rules, norms).run()


class _Replay(_Day):
    """A day in which nothing is drawn."""

    def __init__(self, day: Day, hands: Hands, rules: QueueRules, norms: Mapping[str, float]) -> None:
        self._taken = _taken(day)
        self._norms = norms
        super().__init__(day.visits, hands, Habits("recorded", 1, {}), rules, 1.0, 0)

    @override
    def _leaves(self, visit: Visit, now: float) -> float:
        return float("inf") if visit.gone is None else visit.gone

    @override
    def _call(self, chosen: _Waiting, shift: Shift, now: float) -> float:
        visit = chosen.visit
        self._tell(visit, max(now - max(visit.since, visit.arrived), 0.0))
        lasts, gap = self._taken.get((visit.ticket, visit.stop), (self._norms.get(visit.matter, 0.0), 0.0))
        self._hold_others(visit, now + lasts)
        return now + lasts + gap


def _taken(day: Day) -> dict[tuple[int, int], tuple[float, float]]:
    """Who was called → minutes until the end of it, and from there to the window's next call where somebody waited."""
    at: dict[str, list[Visit]] = defaultdict(list)
    for visit in day.visits:
        if visit.called is not None and visit.finished is not None and visit.window is not None:
            at[visit.window].append(visit)
    found = {}
    for visits in at.values():
        visits.sort(key=lambda each: each.called or 0.0)
        for visit, after in zip_longest(visits, visits[1:]):
            ended, gap = visit.finished or 0.0, 0.0
            if after is not None and after.called is not None:
                paused = _paused(day, visit.window, ended, after.called)
                gap = after.called - ended
                if after.since >= after.called - gap + paused or gap - paused > LONGEST_GAP:
                    gap = paused  # nobody waited: the window was free, but for its break
            found[visit.ticket, visit.stop] = (ended - (visit.called or 0.0), max(gap, 0.0))
    return found


def _paused(day: Day, window: str | None, begin: float, end: float) -> float:
    """Minutes of breaks between two visitors of a window; a break moves with the work, a long pause does not."""
    return sum(
        each.ended - each.began
        for each in day.paused
        if each.window == window and begin <= each.began < end and each.ended - each.began < LONG_PAUSE
    )
