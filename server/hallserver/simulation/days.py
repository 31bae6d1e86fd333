"""Simulated days in process, with real durations: staff, visitors, mishaps, departments' answers.

Arrivals and durations are drawn as in `simulation.live`; one table says how often each mishap happens. The
same seed gives the same days.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from hallserver.contract import MatterView, NextAnswer
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.casework.rectify import BAD
from hallserver.core.plans.bookings import Booking
from hallserver.core.rights import Principal
from hallserver.services.printing import spool
from hallserver.services.queue import appointments, check_ins, numbers, staff, visits, windows
from hallserver.services.queue.numbers import Wish
from hallserver.services.queue.record import End
from hallserver.simulation.evenings import Evening
from hallserver.simulation.house import House
from hallserver.simulation.live import NO_SHOW, ONLY_ACCEPTED, SPREAD, busy
from hallserver.store import schema

MINUTE = timedelta(minutes=1)
LAST_NUMBER = 20 * MINUTE  # before closing: no numbers are taken after that
KIOSK = Principal("kiosk:simulated", "kiosk", "simulated")
AGENT = Principal("printer:simulated", "printer", "simulated")
GUIDE = Principal("guide:simulated", "guide", "simulated")
MANAGER = Principal("manager:simulated", "manager", "simulated")
PRINTED = {
    "attempt": 1,
    "state": "printed",
    "method": "process_id",
    "reason": None,
    "bytes_sent": 27_000,
    "paper_mm": 110,
}
BETWEEN_MINUTES = 1.5  # from a service to the next: the walk and the call
MOST_MINUTES = 300  # of services a day at one window, beside pauses and quiet hours
# how often a mishap happens: per window and day, call, service, or rating
MISHAPS: dict[str, float] = {
    "late": 0.02,
    "left_open": 0.01,
    "nap": 0.02,
    "stubborn": 0.015,
    "selected": 0.02,
    "placed_first": 0.006,
    "no_screen": 0.3,
    "only_accepted": 0.04,
    "leader": 0.006,
    "slow": 0.012,
    "fee_off": 0.02,
    "several_pieces": 0.05,
    "taken_back": 0.008,
    "mistake": 0.08,
    "over_night": 0.05,
    "rated": 0.3,
    "supplement": 0.05,
    "green": 0.4,
}
ORDINARY = frozenset(
    {"rated", "no_screen", "supplement", "several_pieces"}
)  # not mishaps, so not multiplied by `mishaps`
LEVELS: dict[int, float] = {5: 0.7, 4: 0.2, 3: 0.06, 2: 0.02, 1: 0.02}


@dataclass(order=True)
class Due:
    """An act due at a time."""

    at: datetime
    order: int
    act: Callable[[], None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pace:
    """Parameters of the simulation: the seed, numbers a day, and a factor for the frequency of mishaps."""

    seed: int = 1
    tickets: int = 400
    mishaps: float = 1.0


@dataclass(slots=True)
class Told:
    """The totals of the simulated days."""

    days: int = 0
    taken: int = 0
    served: int = 0
    refused: int = 0


class Days:
    """Days of a demo hall, one after the other."""

    def __init__(self, house: House, pace: Pace) -> None:
        self.house = house
        self.chance = random.Random(pace.seed)
        self.told = Told()
        self._pace = pace
        self._codes = one_for_each_department(house)
        self._matters: list[str] = []
        self._weights: list[float] = []
        self._learn_matters()
        self._due: list[Due] = []
        self._order = itertools.count()
        self._free: set[str] = set()
        self._away: dict[str, datetime] = {}
        self._guests = itertools.cycle(without_a_window(house))
        self._stubborn: set[str] = set()  # windows that only accept, in this half of the day
        self._last_orders = house.now
        self._evening = Evening(house, self.chance, pace.mishaps)

    def live(self, day: date) -> None:
        """Simulate one day; on a day without hours only time passes."""
        hours = self.house.plan.hours
        self.told.days += 1
        begin, _ = hours.day_bounds(day)
        spans = hours.spans(day)
        if not spans:
            self.house.passes(begin + timedelta(hours=12))
            return
        for span in spans:
            first, last = (
                datetime.combine(day, at, hours.zone).astimezone(UTC) for at in (span.start, span.end)
            )
            self._last_orders = last - 30 * MINUTE if span is spans[-1] else last
            self._open(first, last)
            self._arrivals(first, last, len(spans))
            self._run(last + timedelta(minutes=1), watched=True)
            self._close(last, evening=span is spans[-1])
        self._evening.pass_(day)

    def _open(self, first: datetime, last: datetime) -> None:
        for code in self._codes:
            late = self.happens("late")
            at = first + (self.chance.uniform(6, 40) if late else self.chance.uniform(-6, 0.5)) * MINUTE
            self._plan(max(at, self.house.now), partial(self._sign_on, code))
            if self.happens("stubborn"):
                self._stubborn.add(code)
            if self.happens("nap"):
                self._plan(first + (last - first) * self.chance.uniform(0.2, 0.6), partial(self._doze, code))

    def _sign_on(self, code: str) -> None:
        who = clerk(code)
        sits = None
        if (
            self.house.plan.windows[code].department is None
        ):  # integrated window: the departments send staffers in turn
            guest = next(self._guests)
            sits = self.house.tries(lambda work: staff.sit_down_for(work, who, code, guest))
        if sits is None:
            sits = self.house.tries(lambda work: staff.sit_down_for(work, who, code, "any"))
        if sits is not None:
            self._free.add(code)
            self._call_soon(code)

    def _doze(self, code: str) -> None:
        self._away[code] = self.house.now + 22 * MINUTE
        self._plan(self._away[code], partial(self._call_soon, code))

    def _arrivals(self, first: datetime, last: datetime, halves: int) -> None:
        length = (last - LAST_NUMBER - first) / MINUTE
        for code in self._evening.ready_to_fetch(halves):
            self._plan(first + self.chance.uniform(0, length) * MINUTE, partial(self._fetch, code))
        for _ in range(self._pace.tickets // halves):
            at = self.chance.uniform(0, length)
            while self.chance.random() > busy(at / (2 * length)) / 2:
                at = self.chance.uniform(0, length)
            self._plan(first + at * MINUTE, self._arrive)
        if self.happens("green"):
            self._plan(first + 5 * MINUTE, self._book_green)

    def _learn_matters(self) -> None:
        """What visitors come for, and the windows that so many of them need.

        Fewer come for what even all windows could not get through: a hall that leaves its visitors sitting is not lived.
        """
        plan, windows_of = self.house.plan, serving(self.house)
        lines = {line for code in self._codes for line in plan.windows[code].lines}
        known = [each for each in plan.matters.values() if each.line in lines and self._is_open(each.line)]
        weights = {each.code: 6.0 if each.usual else 1.0 for each in known}
        a_ticket = self._pace.tickets / sum(weights.values())
        minutes: dict[str, float] = defaultdict(float)
        for each in known:
            minutes[each.line] += weights[each.code] * a_ticket * (each.norm_minutes + BETWEEN_MINUTES)
        self._codes = enough_windows(windows_of, self._codes, minutes)
        load = busiest(windows_of, self._codes, minutes)
        self._matters = [each.code for each in known]
        self._weights = [
            weights[each.code] * min(1.0, MOST_MINUTES / max(load[each.line], 1.0)) for each in known
        ]

    def _is_open(self, line: str) -> bool:
        known = self.house.plan.lines[line]
        return not known.green and known.kind == "ordinary"

    def _arrive(self) -> None:
        matter = self.chance.choices(self._matters, self._weights)[0]
        wish = Wish(matter)
        if self.chance.random() < 0.02:
            wish = Wish(matter, "statutory", "优待证")
        issued = self.house.tries(lambda work: numbers.issue(work, KIOSK, wish))
        if issued is None:
            self.told.refused += 1
            return
        self.told.taken += 1
        self._print(issued.print.printer)
        self._evening.comes(issued.id, matter)
        self._wake(self.house.plan.matters[matter].line)

    def _fetch(self, code: str) -> None:
        """Issue a number to a visitor who collects a result with the code on the receipt."""
        issued = self.house.tries(lambda work: check_ins.check_in(work, KIOSK, code, Wish()))
        if issued is not None:
            self._print(issued.print.printer)
            self._wake(issued.line)

    def _wake(self, line: str) -> None:
        for code in sorted(self._free):
            if line in self.house.plan.windows[code].lines:
                self._call_soon(code)

    def _book_green(self) -> None:
        green = [each for each in self.house.plan.matters.values() if self.house.plan.lines[each.line].green]
        if not green:
            return
        matter = self.chance.choice(green).code
        booking = Booking(matter, self.house.now + 10 * MINUTE, None, "大厅主任", "重大项目开工")
        booked = self.house.tries(lambda work: appointments.book(work, MANAGER, booking))
        if booked is not None:
            self.house.tries(lambda work: check_ins.check_in(work, GUIDE, booked.code, Wish()))

    def _print(self, printer: str | None) -> None:
        if printer is None:
            return
        job = self.house.tries(lambda work: spool.lease(work, AGENT, printer))
        if job is not None:
            said = {**PRINTED, "attempt": job.attempt}
            self.house.tries(lambda work: spool.report(work, AGENT, job.id, said))

    def _call_soon(self, code: str) -> None:
        if code in self._free and self._away.get(code, self.house.now) <= self.house.now:
            self._call(code)

    def _call(self, code: str) -> None:
        who = clerk(code)
        called = self._select(code) if self.happens("selected") else None
        if called is None:
            called = self.house.tries(lambda work: windows.call_next(work, who, code))
        if called is None:
            return
        self._free.discard(code)
        ticket = called.ticket
        if not self.happens("no_screen"):
            seq = called.decision.seq
            self.house.do(
                lambda work: windows.shown(
                    work, Principal("display:simulated", "display", "s"), seq, spoken=False
                )
            )
        if self.chance.random() < NO_SHOW:
            self._plan(self.house.now + 1.5 * MINUTE, partial(self._miss, code))
        else:
            self._plan(
                self.house.now + self.chance.uniform(0.3, 1.2) * MINUTE,
                partial(self._start, code, ticket.matter, ticket.id),
            )

    def _select(self, code: str) -> NextAnswer | None:
        waiting = self.house.read(
            select(schema.stops.c.ticket)
            .where(schema.stops.c.state == "waiting", schema.stops.c.day == self._today())
            .order_by(schema.stops.c.id.desc())
            .limit(1)
        )
        if not waiting:
            return None
        call = partial(
            windows.call_selected, who=clerk(code), window=code, ticket=waiting[0].ticket, reason="行动不便"
        )
        return self.house.tries(call)

    def _start(self, code: str, matter: str, ticket: int) -> None:
        if self.house.tries(lambda work: windows.start(work, clerk(code), code)) is None:
            return
        if self.happens("placed_first"):
            line = self.house.plan.matters[matter].line
            target = windows.Target(line=line, position="first")
            self.house.tries(lambda work: windows.transfer(work, clerk(code), code, target))
            self._is_free(code)
            return
        norm = self.house.plan.matters[matter].norm_minutes
        lasts = norm * min(math.exp(self.chance.gauss(-(SPREAD**2) / 2, SPREAD)), 1.9)
        if self.happens("slow"):
            lasts = norm * self.chance.uniform(3.1, 4)
        if self.house.now > self._last_orders and self.happens("over_night"):
            return  # all went home, and the service was never ended
        self._plan(self.house.now + lasts * MINUTE, partial(self._finish, code, matter, ticket))

    def _finish(self, code: str, matter: str, ticket: int) -> None:
        end = self._end(matter, stubborn=code in self._stubborn)
        finish = partial(windows.finish, who=clerk(code), window=code, end=end)
        done = self.house.tries(finish)
        if done is None:  # beyond the letter, or it needs a reason
            end = End(Outcome.ACCEPTED, reason=ONLY_ACCEPTED)
            done = self.house.tries(partial(windows.finish, who=clerk(code), window=code, end=end))
        if done is None:
            self._plan(self.house.now + MINUTE, partial(self._finish, code, matter, ticket))
            return
        if self.happens("taken_back") or (self._is_mistake(matter, end) and self.happens("mistake")):
            again = self.house.tries(lambda work: visits.reopen(work, clerk(code), ticket))
            if again is not None:
                self._plan(self.house.now + MINUTE, partial(self._finish, code, matter, ticket))
                return
        self.told.served += 1
        if self.happens("rated"):
            shares = [share * (self._pace.mishaps if each <= BAD else 1) for each, share in LEVELS.items()]
            level = self.chance.choices(list(LEVELS), shares)[0]
            self.house.tries(lambda work: visits.rate(work, KIOSK, ticket, level, ()))
        self._is_free(code)

    def _is_mistake(self, matter: str, end: End) -> bool:
        """Whether a matter decided on the spot was only accepted, often by pressing the wrong key."""
        return end.outcome is Outcome.ACCEPTED and self.house.plan.matters[matter].kind == "on_the_spot"

    def _end(self, matter: str, *, stubborn: bool) -> End:
        known = self.house.plan.matters[matter]
        if self.happens("leader"):
            return End(Outcome.FORWARDED, reason="leader_signature")
        if self.house.plan.lines[known.line].kind == "collection":
            return End(Outcome.HANDED_OVER)
        if known.kind == "promised" or stubborn or self.happens("only_accepted"):
            return End(Outcome.ACCEPTED, reason=ONLY_ACCEPTED)
        if self.happens("supplement"):
            return End(Outcome.SUPPLEMENT)
        return End(Outcome.DONE, **self._fee(known), **self._pieces())

    def _fee(self, matter: MatterView) -> dict[str, Any]:
        if matter.fee_fen is None or not self.happens("fee_off"):
            return {}
        return {"fee_fen": matter.fee_fen + 1000, "fee_reason": "代收邮寄费"}

    def _pieces(self) -> dict[str, Any]:
        """An agent hands in several filings at once."""
        return {"quantity": self.chance.randint(2, 12)} if self.happens("several_pieces") else {}

    def _miss(self, code: str) -> None:
        if self.house.tries(lambda work: windows.miss(work, clerk(code), code)) is not None:
            self._is_free(code)

    def _is_free(self, code: str) -> None:
        self._free.add(code)
        self._plan(self.house.now + 0.3 * MINUTE, partial(self._call_soon, code))

    def _close(self, last: datetime, *, evening: bool) -> None:
        """Finish the running services, then sign all windows off, except those that forget."""
        self._run(last + timedelta(minutes=45), watched=False)
        for code in self._codes:
            if evening and self.happens("left_open"):
                continue
            self.house.tries(partial(staff.sign_off, who=clerk(code), window=code))
        self._free.clear()
        self._stubborn.clear()
        self._away.clear()

    def _run(self, until: datetime, *, watched: bool) -> None:
        """Run the planned acts until then, minute by minute; `watched`: numbers are still called."""
        while self.house.now < until:
            minute = min(self.house.now + MINUTE, until)
            while self._due and self._due[0].at <= minute:
                due = heapq.heappop(self._due)
                self.house.now = max(self.house.now, due.at)
                if watched or due.act.func != self._call_soon:  # type: ignore[attr-defined]
                    due.act()
            self.house.passes(minute)
            if not watched and not self._due:
                return

    def happens(self, what: str) -> bool:
        """Whether the mishap happens this time."""
        usual = MISHAPS[what]
        return self.chance.random() < (usual if what in ORDINARY else usual * self._pace.mishaps)

    def _plan(self, at: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, Due(at, next(self._order), act))

    def _today(self) -> date:
        return self.house.plan.hours.business_day(self.house.now)


def one_for_each_department(house: House) -> list[str]:
    """Return the first window of each department, one for collections, and the integrated ones."""
    found: dict[str, str] = {}
    for code, window in house.plan.windows.items():
        if window.department is not None:
            found.setdefault(window.department, code)
    integrated = [code for code, window in house.plan.windows.items() if window.department is None]
    collecting = {code for code, line in house.plan.lines.items() if line.kind == "collection"}
    fetched = [code for code, window in house.plan.windows.items() if collecting & set(window.lines)]
    return list(dict.fromkeys([*found.values(), *fetched[:1], *integrated]))


Serving = Mapping[str, Sequence[str]]  # line → the windows that call from it


def serving(house: House) -> Serving:
    """The windows of each line, by the plan."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, window in house.plan.windows.items():
        for line in window.lines:
            found[line].append(code)
    return found


def enough_windows(windows_of: Serving, opened: Sequence[str], minutes: Mapping[str, float]) -> list[str]:
    """Open further windows until none has too much to do, as far as there are windows.

    Args:
        windows_of: each line's.
        opened: the windows that open anyway.
        minutes: line → how long its visitors of a day take.
    """
    found = list(opened)
    while True:
        load = busiest(windows_of, found, minutes)
        pressed = sorted((line for line in load if load[line] > MOST_MINUTES), key=lambda line: -load[line])
        helpers = (code for line in pressed for code in windows_of[line] if code not in found)
        helper = next(helpers, None)
        if helper is None:
            return found
        found.append(helper)


def busiest(windows_of: Serving, opened: Sequence[str], minutes: Mapping[str, float]) -> dict[str, float]:
    """How many minutes the busiest window of each line has to do, if visitors spread evenly over its windows."""
    at = {line: [code for code in windows_of[line] if code in opened] for line in minutes}
    load: dict[str, float] = defaultdict(float)
    for line, takes in minutes.items():
        for code in at[line]:
            load[code] += takes / len(at[line])
    return {line: max((load[code] for code in codes), default=0.0) for line, codes in at.items()}


def without_a_window(house: House) -> list[str]:
    """Return one staffer of each department without a window; if there are none, all staffers."""
    own = {window.department for window in house.plan.windows.values()}
    rows = house.read(select(schema.staffers).order_by(schema.staffers.c.code))
    first = {row.department: row.code for row in reversed(rows) if row.department not in own}
    return list(first.values()) or [row.code for row in rows]


def clerk(code: str) -> Principal:
    """Return the device at a window."""
    return Principal(f"window:{code}", "window", code, code)


def run_days(house: House, first: date, days: int, pace: Pace, say: Callable[[str, int], None]) -> Told:
    """Simulate days from `first` on; `say` gets each day's line, and how many numbers were taken so far."""
    lived = Days(house, pace)
    for number in range(days):
        day = first + timedelta(days=number)
        before = lived.told.taken
        lived.live(day)
        line = f"{day}  taken {lived.told.taken - before}, served {lived.told.served} in all"
        say(line, lived.told.taken)
    return lived.told
