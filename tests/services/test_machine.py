"""A whole hall driven at random against a plain model: legal paths only, one winner, the rest refused with the state.

The model knows nothing of tables or indexes: lists, and the rule as a sentence. After each act the invariants of the hall
hold (I1–I8); at the end of each run the log is verified and every call judged again from the log alone (I6, I10).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import Conflict, HallError, NobodyWaiting, NotFound
from hallserver.services import idempotency as answers
from hallserver.services import timers
from hallserver.services.context import CommandContext
from hallserver.services.queue import numbers, staff, visits, windows
from hallserver.services.queue.record import End
from hallserver.services.queue.transitions import stops_of
from hallserver.store import schema
from tests.small import KIOSK, POSTGRES, SQLITE, Desk

pytestmark = pytest.mark.long

WINDOWS = {"1": "t-2", "2": "t-3", "3": "l-2"}
SERVES = {
    "1": {"tax-file", "tax-audit", "tax-visit", "reg-new"},
    "2": {"tax-file", "tax-audit", "tax-visit", "reg-new"},
    "3": {"notary-will"},
}
MATTERS = ("tax-file", "tax-visit", "reg-new", "notary-will")
CREDITS = {"ordinary": 0, "elderly": 15, "statutory": 0}
CAP = 2
STEPS = {"few": (5, 40), "default": (20, 40), "soak": (400, 120)}  # examples, steps of each


@dataclass
class Stop:
    """What the model knows of one stop."""

    matter: str
    line: str
    place: tuple[int, float, int]
    state: str = "waiting"
    window: str | None = None
    due: float | None = None
    held: str | None = None
    after: int | None = None
    private: tuple[str, str] | None = None
    guest: bool = False
    more_time: bool = False


@dataclass
class Ticket:
    """A visitor: stops in order."""

    number: str
    stops: list[Stop] = field(default_factory=list)

    @property
    def busy(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.state in {"called", "serving"}), None)


class Hall(RuleBasedStateMachine):
    """Visitors and clerks at random; see the module."""

    template: ClassVar[Path | None] = None
    engine: ClassVar[str] = SQLITE

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine"))
        self.desk = Desk(self.folder / "hall", on=self.engine)
        self.clock = 0.0
        self.tickets: dict[int, Ticket] = {}
        self.runs: Counter[str] = Counter()
        self.keys: dict[str, tuple[str, int]] = {}
        self.paused: set[str] = set()

    @initialize()
    def sit_down(self) -> None:
        for window, staffer in WINDOWS.items():
            self.desk.sits(staffer, window)

    def teardown(self) -> None:
        try:
            assert self.desk.fault() is None  # I6, I10
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)

    # --- the model's words --------------------------------------------------------------------------------------

    def at(self, window: str) -> tuple[int, Stop] | None:
        return next(
            (
                (code, stop)
                for code, ticket in self.tickets.items()
                for stop in ticket.stops
                if stop.state in {"called", "serving"} and stop.window == window
            ),
            None,
        )

    def waiting(self, line: str) -> list[Stop]:
        return [
            stop
            for ticket in self.tickets.values()
            for stop in ticket.stops
            if stop.state == "waiting" and stop.line == line
        ]

    def callable_at(self, window: str) -> list[tuple[tuple[int, float, int], int, Stop]]:
        """All who may be called here, with the cap obeyed; smallest place first."""
        mine = []
        lines = {"1": {"tax", "reg"}, "2": {"tax", "reg"}, "3": {"notary"}}[window]
        for code, ticket in self.tickets.items():
            for stop in ticket.stops:
                if stop.state != "waiting":
                    continue
                if stop.private:
                    if stop.private in {("window", window), ("staffer", WINDOWS[window])}:
                        mine.append((stop.place, code, stop))
                elif stop.guest:
                    if stop.line in lines:
                        mine.append((stop.place, code, stop))
                elif stop.matter in SERVES[window]:
                    mine.append((stop.place, code, stop))
        yielding = {
            line
            for line in lines | {stop.line for _, _, stop in mine}
            if self.runs[line] >= CAP and any(stop.line == line and place[0] > 0 for place, _, stop in mine)
        }
        return sorted(
            (each for each in mine if not (each[0][0] == 0 and each[2].line in yielding)),
            key=lambda each: each[0],
        )

    def hold_others(self, code: int, active: Stop) -> None:
        for stop in self.tickets[code].stops:
            if stop is not active and (stop.state == "waiting" or stop.held in {"grace", "more_time"}):
                stop.state, stop.held, stop.due = "held", "other_stop", None

    def release_others(self, code: int, ended: Stop) -> None:
        position = self.tickets[code].stops.index(ended)
        over = ended.state in {"finished", "cancelled", "void", "expired"}
        for stop in self.tickets[code].stops:
            if stop is ended or stop.state != "held":
                continue
            if stop.held == "other_stop" or (stop.held == "after" and stop.after == position and over):
                stop.held, stop.due = "grace", self.clock + 120

    def refused(self, act: Any, *kinds: type[HallError]) -> bool:
        """Run an act of the hall; true when it was refused as it should be."""
        try:
            act()
        except kinds:
            return True
        return False

    # --- what people do -----------------------------------------------------------------------------------------

    @rule(matter=st.sampled_from(MATTERS), code=st.sampled_from(list(CREDITS)), key=st.integers(0, 30))
    def takes_a_number(self, matter: str, code: str, key: int) -> None:
        """I8: the same key gives the same number; another wish under it is refused."""
        wish = numbers.Wish(matter, code, None if code == "ordinary" else "card")
        name, body = f"k{key}", f"{matter}/{code}"

        def command(work: CommandContext) -> int:
            before = answers.find(work, KIOSK, name, body.encode())
            if before is not None:
                return int(before.body)
            made = numbers.issue(work, KIOSK, wish)
            answers.keep(work, KIOSK, name, body.encode(), answers.Answer(201, str(made.id).encode()))
            return made.id

        if name in self.keys and self.keys[name][0] != body:
            assert self.refused(lambda: self.desk.writer(command), HallError)
            return
        made: int = self.desk.writer(command)
        if name in self.keys:
            assert self.keys[name] == (body, made)
            return
        self.keys[name] = (body, made)
        self.learn(made, code)

    @rule(first=st.sampled_from(MATTERS), second=st.sampled_from(MATTERS), ordered=st.booleans())
    def takes_a_number_for_two_matters(self, first: str, second: str, ordered: bool) -> None:
        if first == second:
            return
        made = self.desk.visits(first, f"{second}<{first}" if ordered else second)
        self.learn(made.id, "ordinary")

    def learn(self, made: int, code: str) -> None:
        rows = self.desk.does(stops_of, made)
        ticket = self.tickets[made] = Ticket(rows[0].number)
        for row in rows:
            tier = 0 if code == "statutory" else 1
            stop = Stop(
                row.matter,
                row.line,
                (tier, self.clock - CREDITS[code] * 60, row.seq),
                guest=row.lane == "guest",
            )
            if row.after is not None:
                stop.state, stop.held, stop.after = "held", "after", 0
            ticket.stops.append(stop)

    @rule(window=st.sampled_from(list(WINDOWS)))
    def calls_the_next(self, window: str) -> None:
        busy, offered = self.at(window), self.callable_at(window)
        if busy or window in self.paused:
            assert self.refused(lambda: self.desk.calls(window), Conflict)
        elif not offered:
            assert self.refused(lambda: self.desk.calls(window), NobodyWaiting)
        else:
            _, code, stop = offered[0]
            assert self.desk.calls(window) == self.tickets[code].number
            self.count(stop)
            self.called(code, stop, window)

    def count(self, stop: Stop) -> None:
        ordinary = any(other.place[0] > 0 for other in self.waiting(stop.line) if other is not stop)
        if stop.place[0] > 0:
            self.runs[stop.line] = 0
        elif ordinary:
            self.runs[stop.line] += 1

    def called(self, code: int, stop: Stop, window: str) -> None:
        stop.state, stop.window, stop.held, stop.due = "called", window, None, None
        self.hold_others(code, stop)

    @precondition(lambda self: self.tickets)
    @rule(window=st.sampled_from(list(WINDOWS)), data=st.data())
    def calls_somebody_out_of_turn(self, window: str, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(list(self.tickets)))
        wanted = [stop for stop in self.tickets[code].stops if stop.state == "waiting"]
        wanted.sort(key=lambda stop: stop.place)
        may = (
            not self.at(window)
            and window not in self.paused
            and wanted
            and wanted[0].matter in SERVES[window]
        )

        def act() -> None:
            self.desk.at(window, windows.call_selected, ticket=code, reason="named")

        if not may:
            assert self.refused(act, HallError)
            return
        act()
        self.count(wanted[0])
        self.called(code, wanted[0], window)

    @rule(
        window=st.sampled_from(list(WINDOWS)),
        act=st.sampled_from(["recall", "start", "finish", "miss", "park"]),
    )
    def does_something_at_a_window(self, window: str, act: str) -> None:
        there = self.at(window)
        verbs: dict[str, Any] = {
            "recall": lambda: self.desk.at(window, windows.recall),
            "start": lambda: self.desk.at(window, windows.start),
            "finish": lambda: self.desk.at(window, windows.finish, end=End(Outcome.CONSULTED)),
            "miss": lambda: self.desk.at(window, windows.miss),
            "park": lambda: self.desk.at(window, windows.park, reason="copy", minutes=None),
        }
        needs = {
            "recall": "called",
            "start": "called",
            "finish": "serving",
            "miss": "called",
            "park": "serving",
        }[act]
        if there is None or there[1].state != needs:
            assert self.refused(verbs[act], Conflict)
            return
        verbs[act]()
        code, stop = there
        stop.state = {
            "recall": "called",
            "start": "serving",
            "finish": "finished",
            "miss": "missed",
            "park": "parked",
        }[act]
        if act in {"finish", "miss", "park"}:
            self.release_others(code, stop)

    @rule(
        window=st.sampled_from(list(WINDOWS)),
        to=st.sampled_from(["line tax", "line reg", "window 1", "window 3", "staffer t-3"]),
        position=st.sampled_from(["keep", "last"]),
    )
    def sends_on(self, window: str, to: str, position: str) -> None:
        kind, _, name = to.partition(" ")
        target = windows.Target(**{kind: name}, position=position)
        there = self.at(window)

        def act() -> None:
            self.desk.at(window, windows.transfer, target=target)

        if there is None:
            assert self.refused(act, Conflict)
            return
        act()
        code, stop = there
        stop.state, stop.window = "waiting", None
        home = {"tax-file": "tax", "tax-visit": "tax", "reg-new": "reg", "notary-will": "notary"}[stop.matter]
        if kind == "line":
            stop.line, stop.private, stop.guest = name, None, home != name
        else:
            stop.private = (kind, name)
        if position == "last":
            row = next(row for row in self.desk.does(stops_of, code) if row.matter == stop.matter)
            stop.place = (stop.place[0], self.clock, row.seq)
        self.release_others(code, stop)

    @precondition(lambda self: self.tickets)
    @rule(
        data=st.data(),
        act=st.sampled_from(["cancel", "return", "more time", "bring back"]),
        window=st.sampled_from(list(WINDOWS)),
    )
    def asks_for_something(self, data: st.DataObject, act: str, window: str) -> None:
        code = data.draw(st.sampled_from(list(self.tickets)))
        ticket = self.tickets[code]
        {"cancel": self.cancels, "return": self.returns, "more time": self.wants_time}.get(
            act, lambda code, ticket: self.brings_back(code, ticket, window)
        )(code, ticket)

    def cancels(self, code: int, ticket: Ticket) -> None:
        live = [stop for stop in ticket.stops if stop.state in {"waiting", "held", "missed", "parked"}]

        def act() -> None:
            self.desk.does(visits.cancel, KIOSK, code)

        if ticket.busy or not live:
            assert self.refused(act, Conflict)
            return
        act()
        for stop in live:
            stop.state = "cancelled"

    def returns(self, code: int, ticket: Ticket) -> None:
        missed = sorted(
            (stop for stop in ticket.stops if stop.state == "missed"), key=lambda stop: stop.place
        )

        def act() -> None:
            self.desk.does(visits.come_back, KIOSK, code)

        if not missed:
            assert self.refused(act, Conflict)
            return
        stop = missed[0]
        before = sorted(each.place for each in self.waiting(stop.line) if each.place[0] > 0)
        act()
        if stop.line == "notary":  # void
            stop.state = "void"
            self.release_others(code, stop)
            return
        if stop.line == "reg":  # behind the second who waits
            row = next(row for row in self.desk.does(stops_of, code) if row.matter == stop.matter)
            stop.place = (1, before[1][1] if len(before) > 1 else self.clock, row.seq)
        stop.state, stop.window = "waiting", None
        if ticket.busy:
            stop.state, stop.held, stop.due = "held", "other_stop", None

    def wants_time(self, code: int, ticket: Ticket) -> None:
        waiting = sorted(
            (stop for stop in ticket.stops if stop.state == "waiting"), key=lambda stop: stop.place
        )

        def act() -> None:
            self.desk.does(visits.ask_for_time, KIOSK, code)

        if not waiting or waiting[0].more_time:
            assert self.refused(act, Conflict)
            return
        act()
        waiting[0].state, waiting[0].held, waiting[0].due = "held", "more_time", self.clock + 300
        waiting[0].more_time = True

    def brings_back(self, code: int, ticket: Ticket, window: str) -> None:
        parked = sorted(
            (stop for stop in ticket.stops if stop.state == "parked"), key=lambda stop: stop.place
        )

        def act() -> None:
            self.desk.at(window, windows.bring_back, ticket=code)

        if not parked or ticket.busy or self.at(window) or window in self.paused:
            assert self.refused(act, Conflict, NotFound)
            return
        act()
        self.called(code, parked[0], window)

    @rule(window=st.sampled_from(list(WINDOWS)))
    def pauses_or_goes_on(self, window: str) -> None:
        if window in self.paused:
            self.desk.at(window, staff.resume)
            self.paused.discard(window)
        else:
            self.desk.at(window, staff.pause, reason="tea")
            self.paused.add(window)

    @rule(seconds=st.sampled_from([1, 30, 60, 120]))
    def time_passes(self, seconds: int) -> None:
        self.desk.pass_time(seconds)
        self.desk.does(timers.run_due)
        self.clock += seconds
        for ticket in self.tickets.values():
            busy = ticket.busy
            due = sorted(
                (
                    stop
                    for stop in ticket.stops
                    if stop.state == "held" and stop.due is not None and stop.due <= self.clock
                ),
                key=lambda stop: stop.due or 0,
            )
            for stop in due:
                if busy:
                    stop.held, stop.due = "other_stop", None
                else:
                    stop.state, stop.held, stop.due = "waiting", None, None

    # --- what must hold -----------------------------------------------------------------------------------------

    @invariant()
    def the_hall_is_as_the_model_says(self) -> None:
        """I1, I7: every acknowledged ticket is there, in the state that legal moves alone lead to."""
        rows = self.desk.rows(schema.stops)
        found = {(row.ticket, row.position): (row.state, row.line) for row in rows}

        assert found == {
            (code, i): (stop.state, stop.line)
            for code, ticket in self.tickets.items()
            for i, stop in enumerate(ticket.stops, start=1)
        }

    @invariant()
    def numbers_are_unique_and_have_no_gap(self) -> None:
        """I2."""
        counters: dict[str, list[int]] = {}
        for row in self.desk.rows(schema.tickets):
            counters.setdefault(row.line, []).append(row.counter)

        assert all(sorted(each) == list(range(1, len(each) + 1)) for each in counters.values())

    @invariant()
    def nobody_is_at_two_windows_and_no_window_has_two(self) -> None:
        """I3, I4, I5."""
        there = [row for row in self.desk.rows(schema.stops) if row.state in {"called", "serving"}]

        assert len({row.window for row in there}) == len({row.ticket for row in there}) == len(there)


class HallInPostgres(Hall):
    """The same, kept by PostgreSQL."""

    engine = POSTGRES


def machine(hall: type[Hall], profile: str) -> type[Any]:
    examples, steps = STEPS[profile]
    case = hall.TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=[Phase.generate, Phase.shrink],
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    return case


PROFILE = "soak" if os.environ.get("HALL_SOAK") else "default"
TestHall = machine(Hall, PROFILE)
TestHallInPostgres = machine(HallInPostgres, "few" if PROFILE == "default" else PROFILE)
