"""A hard hall, whose truth is known: what a forecast of waits is judged by.

Windows share lines, staffers differ and drift, days have a pace of their own; visitors do not come when called, leave
without a word, come with credit, or for two matters; clerks pause, call somebody out of turn, and go to lunch. The
order is the product's own (`core.order`). The same seed gives the same days.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from string import ascii_uppercase
from typing import TypeAlias

from hallserver.core.queue.order import ORDER_2, ORDER_RULES, Cap, Head, Place
from hallserver.core.queue.rehearsal import EPOCH
from hallserver.forecast.habits import NO_SHOW_EDGES, Habits, Lasting, LateEntry
from hallserver.forecast.past import Day, Paused, Sat, Visit
from hallserver.forecast.present import TIER, Doing, Present, Waiter, Window

MORNING, AFTERNOON = (8 * 60 + 30.0, 12 * 60.0), (13 * 60 + 30.0, 17 * 60.0)
WINDOWS = 24
LAST_NUMBER = 20.0  # before closing
CREDITS = {"ordinary": (1, 0.0), "statutory": (0, 0.0), "appointment": (1, 30.0), "elderly": (1, 15.0)}
SHARES = {"ordinary": 0.82, "statutory": 0.04, "appointment": 0.06, "elderly": 0.08}
GRACE = 2.0  # minutes to walk from one window to the next
CAP = 2
SECOND = 0.1  # share of visitors with a second matter
NO_SHOW, OUT_OF_TURN, SILENT = 0.04, 0.01, 0.8  # of those who leave, so many say nothing
PATIENCE = Lasting(math.log(75.0), 0.7)
WALK, GAP, MISSED, PAUSE = Lasting(-0.4, 0.4), Lasting(-0.5, 0.5), Lasting(0.45, 0.2), Lasting(2.4, 0.45)
BREAKS = 0.35  # an hour
SPEEDS, DAYS_PACE, DRIFT = 0.2, 0.06, 0.004
FIRST_DAY = date(2026, 3, 2)

Sight: TypeAlias = Callable[["Hall", Visit], None]
"""What looks at the hall at the moment at which somebody takes a number; the visitor is not in it yet."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One hall's parameters; minutes.

    Attributes:
        norm: matter → what the catalogue says. service: matter → what it really takes an average staffer.
        weight: matter → its share of the arrivals.
        windows: window → the lines it serves, and the half of the day in which it is open: "" is both.
        speed: staffer → what is added to the logarithm.
        a_day: numbers taken on an ordinary day.
    """

    line_of: dict[str, str]
    norm: dict[str, float]
    service: dict[str, Lasting]
    weight: dict[str, float]
    windows: dict[str, tuple[frozenset[str], str]]
    staffers: dict[str, tuple[str, str]]
    speed: dict[str, float]
    a_day: int


def draw_truth(seed: int, windows: int = WINDOWS) -> Truth:
    """Draw a hall of that many windows, most of which serve several lines, as integrated windows do.

    24 windows have 10 lines and 26 matters, and take some 600 numbers a day.
    """
    chance = random.Random(f"hall {seed}")
    lines = ascii_uppercase[: windows * 4 // 9]
    line_of, norm, service, weight = {}, {}, {}, {}
    for number in range(windows * 10 // 9):
        matter = f"m{number:02d}"
        line_of[matter] = lines[number % len(lines)]
        norm[matter] = float(chance.choice((5, 8, 10, 12, 15, 20)))
        real = norm[matter] * math.exp(chance.gauss(0, 0.3))
        sigma = chance.uniform(0.45, 0.65)
        service[matter] = Lasting(math.log(real) - sigma**2 / 2, sigma)
        weight[matter] = chance.uniform(0.5, 2.0)
    serves = {}
    for number in range(windows):
        own = lines[number % len(lines)]
        others = chance.sample(lines.replace(own, ""), min(chance.choice((1, 2, 3, 4)), len(lines) - 1))
        half = "" if number < windows * 3 // 4 else chance.choice(("am", "pm"))
        serves[f"{number + 1}"] = (frozenset((own, *others)), half)
    staffers = {code: (f"{code}a", f"{code}b") for code in serves}
    speed = {each: chance.gauss(0, SPEEDS) for pair in staffers.values() for each in pair}
    found = Truth(line_of, norm, service, weight, serves, staffers, speed, 0)
    return _loaded(found, chance)


def whole_days(truth: Truth) -> Truth:
    """The same hall with all its windows open in both halves of the day."""
    return replace(truth, windows={code: (lines, "") for code, (lines, _) in truth.windows.items()})


def _loaded(truth: Truth, chance: random.Random) -> Truth:
    """Share the arrivals among the lines so that each is loaded alike, and heavily."""
    hours = (MORNING[1] - MORNING[0] + AFTERNOON[1] - AFTERNOON[0]) / 60
    room: dict[str, float] = dict.fromkeys(sorted(set(truth.line_of.values())), 0.0)
    for lines, half in truth.windows.values():
        for line in lines:
            room[line] += (1.0 if not half else 0.5) / len(lines)
    weight: dict[str, float] = {}
    total = 0.0
    for line, windows in room.items():
        of = [matter for matter, each in truth.line_of.items() if each == line]
        share = sum(truth.weight[each] for each in of)
        cycle = sum(truth.weight[each] / share * _cycle(truth, each) for each in of)
        numbers = windows * hours * 60 / cycle * chance.uniform(0.84, 0.97)
        total += numbers
        for each in of:
            weight[each] = truth.weight[each] / share * numbers
    return replace(truth, weight=weight, a_day=round(total))


def _cycle(truth: Truth, matter: str) -> float:
    service = truth.service[matter]
    parts = (service, WALK, GAP)
    busy = sum(math.exp(each.mu + each.sigma**2 / 2) for each in parts)
    return busy * (1 + BREAKS / 60 * math.exp(PAUSE.mu + PAUSE.sigma**2 / 2))


@dataclass(slots=True)
class Clerk:
    """A window with who sits there: what it does, since when, and when it calls."""

    code: str
    staffer: str
    matters: frozenset[str]
    spans: tuple[tuple[float, float], ...]
    doing: Doing = Doing.IDLE
    since: float = 0.0
    visit: Visit | None = None
    wakes: int = 0  # the newest act that is planned for it; older ones are void


@dataclass(slots=True)
class Stop:
    """A stop of a visitor: where it stands, from when it can be called, when its visitor leaves."""

    visit: Visit
    place: Place
    state: str = "waiting"
    comes: float = 0.0
    leaves: float = math.inf
    twin: Stop | None = None
    at: str | None = None  # where the visitor is when it is held
    silent: bool = False


@dataclass(order=True)
class _Due:
    at: float
    order: int
    act: Callable[[], None] = field(compare=False)


class Hall:
    """The hall on its days.

    Args:
        truth: its parameters.
        seed: of what happens.
        slower: day number → a factor on all services from then on.
    """

    def __init__(self, truth: Truth, seed: int, slower: tuple[int, float] = (10**9, 1.0)) -> None:
        self.truth = truth
        self._chance = random.Random(f"days {seed}")
        self._slower = slower
        self._drift = dict.fromkeys(truth.speed, 0.0)
        self._tickets = itertools.count(1)
        self._number = 0
        self.now = 0.0
        self.sight: Sight | None = None
        self._rule = ORDER_RULES[ORDER_2]

    def live(self, days: int) -> Iterator[Day]:
        """Live working days, one after the other; `self.sight` looks in at each number taken."""
        while self._number < days:
            yield self._live_day()
            self._number += 1

    # one day --------------------------------------------------------------------------------------------------

    def _live_day(self) -> Day:
        weeks, weekday = divmod(self._number, 5)
        self.day = Day(FIRST_DAY + timedelta(days=7 * weeks + weekday))
        self._agenda: list[_Due] = []
        self._order = itertools.count()
        self._seq = itertools.count(1)
        self._stops: list[Stop] = []
        self._runs: dict[str, int] = {}
        self.pace = math.exp(self._chance.gauss(0, DAYS_PACE)) * (
            self._slower[1] if self._number >= self._slower[0] else 1.0
        )
        for each in self._drift:
            self._drift[each] += self._chance.gauss(0, DRIFT)
        self._open_windows()
        self._plan_arrivals(weekday)
        self.now = 0.0
        while self._agenda and self._agenda[0].at < AFTERNOON[1]:
            due = heapq.heappop(self._agenda)
            self.now = due.at
            due.act()
        self._end()
        return self.day

    def _open_windows(self) -> None:
        self.windows: dict[str, Clerk] = {}
        for code, (lines, half) in self.truth.windows.items():
            spans = {"": (MORNING, AFTERNOON), "am": (MORNING,), "pm": (AFTERNOON,)}[half]
            late = max(self._chance.gauss(0, 3), -2.0)
            spans = ((spans[0][0] + max(late, 0), spans[0][1]), *spans[1:])
            staffer = self._chance.choice(self.truth.staffers[code])
            matters = frozenset(each for each, line in self.truth.line_of.items() if line in lines)
            window = self.windows[code] = Clerk(code, staffer, matters, spans, since=spans[0][0])
            for opens, shuts in spans:
                self.day.sat.append(Sat(code, staffer, opens, shuts, matters))
                self._at(opens, partial(self._next, window))

    def _plan_arrivals(self, weekday: int) -> None:
        busy = (1.12, 1.0, 0.95, 0.98, 0.95)[weekday] * math.exp(self._chance.gauss(0, 0.08))
        matters = list(self.truth.weight)
        for _ in range(_poisson(self._chance, self.truth.a_day * busy)):
            at = self._arrival()
            matter = self._chance.choices(matters, [self.truth.weight[each] for each in matters])[0]
            kind = self._chance.choices(list(SHARES), list(SHARES.values()))[0]
            self._at(at, partial(self._arrive, matter, kind))

    def _arrival(self) -> float:
        """A moment of the day: most come in the first two hours of each half, few at noon."""
        begin, end = MORNING if self._chance.random() < 0.58 else AFTERNOON
        end -= LAST_NUMBER
        while True:
            share = self._chance.random()
            if self._chance.random() < 1 - 0.75 * share:
                return begin + share * (end - begin)

    def _at(self, at: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, _Due(at, next(self._order), act))

    def _arrive(self, matter: str, kind: str) -> None:
        tier, credit = CREDITS[kind]
        ticket = next(self._tickets)
        visit = Visit(
            ticket, self.truth.line_of[matter], matter, kind, self.now, tier, credit, since=self.now
        )
        if self.sight is not None:
            self.sight(self, visit)
        first = self._enter(visit, self.now - credit)
        if self._chance.random() < SECOND:
            other = self._chance.choice(
                [each for each, line in self.truth.line_of.items() if line != visit.line]
            )
            second = Visit(
                ticket, self.truth.line_of[other], other, kind, self.now, tier, credit, 2, self.now
            )
            twin = self._enter(second, self.now - credit)
            twin.twin, first.twin = first, twin
            twin.leaves, twin.silent = first.leaves, first.silent
        for window in self.windows.values():
            if window.doing is Doing.IDLE and visit.matter in window.matters:
                self._soon(window, self._chance.uniform(0.05, 0.3))

    def _enter(self, visit: Visit, effective: float) -> Stop:
        place = Place(visit.tier, EPOCH + timedelta(minutes=effective), next(self._seq))
        stop = Stop(visit, place)
        patience = math.exp(PATIENCE.mu + PATIENCE.sigma * self._chance.gauss(0, 1))
        stop.leaves = self.now + patience
        stop.silent = self._chance.random() < SILENT
        if not stop.silent:
            self._at(stop.leaves, lambda: self._give_up(stop))
        self._stops.append(stop)
        self.day.visits.append(visit)
        return stop

    def _give_up(self, stop: Stop) -> None:
        if stop.state == "waiting":
            stop.state = "gone"
            stop.visit.gone = self.now

    def _soon(self, window: Clerk, minutes: float) -> None:
        window.wakes += 1
        self._at(self.now + minutes, partial(self._wake, window, window.wakes))

    def _wake(self, window: Clerk, wake: int) -> None:
        if wake == window.wakes:
            self._next(window)

    # a window -------------------------------------------------------------------------------------------------

    def _next(self, window: Clerk) -> None:
        if window.doing not in {Doing.IDLE, Doing.PAUSED} or not self._opens(window):
            return
        window.doing = Doing.IDLE
        able = [
            each
            for each in self._stops
            if each.state == "waiting" and each.visit.matter in window.matters and each.comes <= self.now
        ]
        if not able:
            return
        stop = self._choose(able)
        self._call(window, stop)

    def _opens(self, window: Clerk) -> bool:
        return any(opens <= self.now < shuts for opens, shuts in window.spans)

    def _choose(self, able: list[Stop]) -> Stop:
        if self._chance.random() < OUT_OF_TURN and len(able) > 1:
            stop = self._chance.choice(able)
            stop.visit.out_of_turn = stop.place != min(each.place for each in able)
        else:
            heads: dict[tuple[str, str, int], Stop] = {}
            for each in able:
                key = each.visit.line, each.visit.matter, each.place.tier
                if key not in heads or each.place < heads[key].place:
                    heads[key] = each
            offered = [
                Head(at, each.visit.ticket, "", each.visit.line, each.visit.matter, each.place)
                for at, each in enumerate(heads.values())
            ]
            decision = self._rule.next_up(offered, {line: Cap(run, CAP) for line, run in self._runs.items()})
            assert decision is not None  # noqa: S101 - somebody can be called
            stop = list(heads.values())[decision.chosen.stop]
        line = stop.visit.line
        waits = any(
            each.state == "waiting" and each.visit.line == line and each.place.tier for each in self._stops
        )
        self._runs[line] = self._rule.next_run(self._runs.get(line, 0), stop.place.tier, ordinary_waits=waits)
        return stop

    def _call(self, window: Clerk, stop: Stop) -> None:
        visit = stop.visit
        stop.state = "called"
        if stop.twin is not None and stop.twin.state == "waiting":
            stop.twin.state, stop.twin.at = "held", window.code
        visit.called, visit.window, visit.staffer = self.now, window.code, window.staffer
        window.doing, window.since, window.visit = Doing.CALLED, self.now, visit
        if self.now > stop.leaves or self._chance.random() < NO_SHOW:
            self._at(self.now + _draw(self._chance, MISSED), lambda: self._free(window, stop, missed=True))
        else:
            self._at(self.now + _draw(self._chance, WALK), lambda: self._start(window, stop))

    def _start(self, window: Clerk, stop: Stop) -> None:
        window.doing, window.since = Doing.SERVING, self.now
        stop.visit.started = self.now
        of = self.truth.service[stop.visit.matter]
        speed = self.truth.speed[window.staffer] + self._drift[window.staffer]
        lasts = math.exp(of.mu + speed + of.sigma * self._chance.gauss(0, 1)) * self.pace
        self._at(self.now + lasts, lambda: self._free(window, stop, missed=False))

    def _free(self, window: Clerk, stop: Stop, *, missed: bool) -> None:
        visit, began = stop.visit, window.since
        visit.finished = self.now
        stop.state = "missed" if missed else "finished"
        if stop.twin is not None and stop.twin.state == "held":
            stop.twin.state, stop.twin.comes, stop.twin.at = "waiting", self.now + GRACE, None
            if missed:
                stop.twin.leaves = min(stop.twin.leaves, self.now)
            self._wake_for(stop.twin)
        window.visit, window.doing, window.since = None, Doing.IDLE, self.now
        gap = _draw(self._chance, GAP)
        if self._chance.random() < BREAKS / 60 * (self.now - began):
            pause = _draw(self._chance, PAUSE)
            window.doing = Doing.PAUSED
            self.day.paused.append(Paused(window.code, self.now, self.now + pause))
            gap += pause
        self._soon(window, gap)

    def _wake_for(self, stop: Stop) -> None:
        for window in self.windows.values():
            if stop.visit.matter in window.matters:
                self._at(stop.comes, partial(self._look_up, window))

    def _look_up(self, window: Clerk) -> None:
        """A clerk who has had nobody for a while looks who has come from another window."""
        if window.doing is Doing.IDLE and self.now - window.since > GRACE:
            self._next(window)

    def _end(self) -> None:
        for each in self.day.paused:
            each.ended = min(each.ended, AFTERNOON[1])

    # what can be seen -----------------------------------------------------------------------------------------

    def present(self, pace: float) -> Present:
        """The hall as its software sees it now; `pace` is what it makes of today's services so far."""
        now = self.now
        waiting = []
        for stop in self._stops:
            visit = stop.visit
            if stop.state not in {"waiting", "held"}:
                continue
            waiting.append(
                Waiter(
                    visit.ticket,
                    visit.line,
                    visit.matter,
                    visit.visitor_class,
                    visit.tier * TIER + visit.arrived - visit.lead - now,
                    visit.since - now,
                    comes=max(stop.comes - now, 0.0) if stop.state == "waiting" else GRACE,
                    held_at=stop.at,
                )
            )
        windows = [self._seen(each) for each in self.windows.values()]
        caps = dict.fromkeys(self.truth.line_of.values(), CAP)
        return Present(
            now, waiting, windows, self.truth.line_of, dict(self._runs), caps, pace, AFTERNOON[1] - now
        )

    def _seen(self, window: Clerk) -> Window:
        _, half = self.truth.windows[window.code]
        planned = {"": (MORNING, AFTERNOON), "am": (MORNING,), "pm": (AFTERNOON,)}[half]
        spans = tuple((opens - self.now, shuts - self.now) for opens, shuts in planned if shuts > self.now)
        visit = window.visit
        return Window(
            window.code,
            window.staffer,
            window.matters,
            window.doing,
            visit.matter if visit else None,
            self.now - window.since if self.now >= window.since else 0.0,
            spans,
        )

    # what is true ---------------------------------------------------------------------------------------------

    def habits(self) -> Habits:
        """The truth in the form in which the forecast learns it."""
        absent = tuple(NO_SHOW + (1 - NO_SHOW) * SILENT * _left(each) for each in NO_SHOW_EDGES)
        return Habits(
            version="truth",
            days=10**6,
            service=self.truth.service,
            staffers={f"{each}|": speed + self._drift[each] for each, speed in self.truth.speed.items()},
            walk=WALK,
            gap=GAP,
            missed=MISSED,
            no_show=absent,
            leave=tuple((1 - SILENT) * _hazard(each) for each in NO_SHOW_EDGES),
            out_of_turn=OUT_OF_TURN,
            breaks=BREAKS,
            pause=PAUSE,
            entries=self._entries(),
            pace=DAYS_PACE,
        )

    def _entries(self) -> dict[str, tuple[LateEntry, ...]]:
        found = {}
        numbers = self.truth.a_day
        for line in sorted(set(self.truth.line_of.values())):
            share = sum(self.truth.weight[each] for each, of in self.truth.line_of.items() if of == line)
            share /= sum(self.truth.weight.values())
            entries = []
            for kind, (tier, credit) in CREDITS.items():
                if kind != "ordinary":
                    a_day = numbers * share * SHARES[kind]
                    entries.append(
                        LateEntry(kind, tier, tuple(a_day * each for each in _by_hour()), (credit,))
                    )
            found[line] = tuple(entries)
        return found


def _by_hour() -> tuple[float, ...]:
    """The share of a day's arrivals that comes in a minute of each hour."""
    found = [0.0] * 24
    for (begin, end), of_all in ((MORNING, 0.58), (AFTERNOON, 0.42)):
        last = end - LAST_NUMBER
        whole = 1 - 0.75 / 2
        for minute in range(int(begin), int(last)):
            share = (minute + 0.5 - begin) / (last - begin)
            found[minute // 60] += of_all * (1 - 0.75 * share) / whole / (last - begin) / 60
    return tuple(found)


def _left(waited: float) -> float:
    """The share of visitors who have left after so many minutes."""
    if waited <= 0:
        return 0.0
    return 0.5 * (1 + math.erf((math.log(waited) - PATIENCE.mu) / PATIENCE.sigma / math.sqrt(2)))


def _hazard(waited: float) -> float:
    stays = 1 - _left(waited)
    return (_left(waited + 1) - _left(waited)) / stays if stays > 1e-6 else 0.05


def _draw(chance: random.Random, of: Lasting) -> float:
    return math.exp(of.mu + of.sigma * chance.gauss(0, 1))


def _poisson(chance: random.Random, mean: float) -> int:
    """A Poisson figure; by the normal approximation, which is near enough above 50."""
    return max(round(chance.gauss(mean, math.sqrt(mean))), 0)
