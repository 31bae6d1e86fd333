"""Days of the hard hall, lived through the product's own commands: it numbers, tells waits, decides and records.

What happens to people and clerks is drawn as in `simulation/hard.py`; who is next is decided by the product.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from hallserver.alone import found_hall
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.queue.order import CLASSES
from hallserver.core.rights import Principal
from hallserver.forecast.past import Day
from hallserver.forecast.present import Doing
from hallserver.forecast.watching import Watcher
from hallserver.services.queue import numbers, staff, visits, windows
from hallserver.services.queue.numbers import StopWish, Wish
from hallserver.services.queue.record import End
from hallserver.simulation.hard import (
    AFTERNOON,
    FIRST_DAY,
    MORNING,
    WINDOWS,
    Clerk,
    Hall,
    Stop,
    Truth,
    draw_truth,
    whole_days,
)
from hallserver.simulation.hard_plan import plan_of
from hallserver.simulation.house import House, opened
from hallserver.store import connect

KIOSK = Principal("kiosk:simulated", "kiosk", "simulated")
FOUNDER = Principal("local:simulated", "local", "simulated")
LOOK_MINUTES = 1.0


class LivedHall(Hall):
    """The hard hall's days in a real hall's database.

    Args:
        truth: whose plan the hall has (`hard_plan.plan_of`).
        seed: of what happens.
        house: the open hall.
        data: its folder, where habits are kept.

    Attributes:
        calls: how many there were. otherwise: of them, those in which the product called somebody other than this world
            would have: who comes from another window may be held there for some seconds more.
    """

    def __init__(self, truth: Truth, seed: int, house: House, data: Path) -> None:
        super().__init__(truth, seed)
        self._house = house
        self._reader: Engine = connect.reading_engine(data)
        self._watcher = Watcher(data, self._reader)
        self._ids: dict[int, int] = {}
        self._looked = 0.0
        self.calls = self.otherwise = 0

    def close(self) -> None:
        """Let go of the database."""
        self._watcher.keep()
        self._reader.dispose()

    # time -----------------------------------------------------------------------------------------------------

    def _live_day(self) -> Day:
        self._ids.clear()
        self._looked = 0.0
        day = super()._live_day()
        self._to(AFTERNOON[1] + 1)
        for code in self.truth.windows:
            self._house.tries(partial(staff.sign_off, who=_clerk(code), window=code))
        return day

    def _to(self, minute: float) -> None:
        """Let the product's time pass up to that minute of the day, with a look at the hall every minute."""
        zone = self._house.plan.hours.zone
        midnight = datetime.combine(self.day.day, datetime.min.time(), zone)
        while self._looked + LOOK_MINUTES < minute and minute > MORNING[0] - 30:
            self._looked = max(self._looked + LOOK_MINUTES, MORNING[0] - 30)
            self._house.passes((midnight + timedelta(minutes=self._looked)).astimezone(UTC))
            self._look()
        self._house.passes((midnight + timedelta(minutes=minute)).astimezone(UTC))

    def _look(self) -> None:
        self._house.commit()
        table = self._watcher.look(self._house.now)
        if table is not None:
            self._house.plan.forecasts.take(table, self._house.now.timestamp() * 1000)

    # what happens ---------------------------------------------------------------------------------------------

    def _open_windows(self) -> None:
        super()._open_windows()
        for window in self.windows.values():
            self._at(window.spans[0][0] - 0.01, partial(self._sign_on, window))
            self._at(MORNING[1], partial(self._lunch, window))

    def _sign_on(self, window: Clerk) -> None:
        self._to(self.now)
        self._house.do(
            partial(
                staff.sign_on, who=_clerk(window.code), window=window.code, wish=staff.SignOn(window.staffer)
            )
        )

    def _lunch(self, window: Clerk) -> None:
        """Nobody is called over lunch: the window says so as soon as nobody is there."""
        if window.doing is Doing.IDLE and MORNING[1] <= self.now < AFTERNOON[0]:
            self._to(self.now)
            self._house.tries(
                partial(staff.pause, who=_clerk(window.code), window=window.code, reason="午休")
            )

    def _arrive(self, matter: str, kind: str) -> None:
        self._to(self.now)
        before = len(self._stops)
        super()._arrive(matter, kind)
        made = self._stops[before:]
        wish = Wish(
            matter if len(made) == 1 else "",
            stops=tuple(StopWish(each.visit.matter, None) for each in made) if len(made) > 1 else (),
            visitor_class=kind,
        )
        entry = numbers.Entry(CLASSES[kind], self._house.now)
        issued = self._house.do(partial(numbers.issue, who=KIOSK, wish=wish, entry=entry))
        self._ids[made[0].visit.ticket] = issued.id

    def _give_up(self, stop: Stop) -> None:
        was = stop.state
        super()._give_up(stop)
        if was == "waiting" and stop.twin is None:
            self._to(self.now)
            self._house.tries(partial(visits.cancel, who=KIOSK, ticket=self._ids[stop.visit.ticket]))

    def _call(self, window: Clerk, stop: Stop) -> None:
        self._to(self.now)
        wanted, clerk = self._ids[stop.visit.ticket], _clerk(window.code)
        self.calls += 1
        if stop.visit.out_of_turn:
            self._house.do(
                partial(
                    windows.call_selected, who=clerk, window=window.code, ticket=wanted, reason="行动不便"
                )
            )
            super()._call(window, stop)
            return
        called = self._house.tries(partial(windows.call_next, who=clerk, window=window.code))
        if (
            called is None
        ):  # who comes from another window is held for some seconds more: the clock looks once a minute
            self._soon(window, LOOK_MINUTES)
            return
        if (called.ticket.id, called.ticket.matter) != (wanted, stop.visit.matter):
            self.otherwise += 1
            stop = self._stop_of(called.ticket.id, called.ticket.matter)
        super()._call(window, stop)

    def _stop_of(self, ticket: int, matter: str) -> Stop:
        """The product's own choice, in this world."""
        return next(
            each
            for each in self._stops
            if self._ids.get(each.visit.ticket) == ticket and each.visit.matter == matter
        )

    def _start(self, window: Clerk, stop: Stop) -> None:
        self._to(self.now)
        self._house.do(partial(windows.start, who=_clerk(window.code), window=window.code))
        super()._start(window, stop)

    def _free(self, window: Clerk, stop: Stop, *, missed: bool) -> None:
        self._to(self.now)
        clerk = _clerk(window.code)
        if missed:
            self._house.do(partial(windows.miss, who=clerk, window=window.code))
        else:
            self._house.do(partial(windows.finish, who=clerk, window=window.code, end=End(Outcome.CONSULTED)))
        super()._free(window, stop, missed=missed)
        if window.doing is Doing.PAUSED:
            self._house.do(partial(staff.pause, who=clerk, window=window.code, reason="短暂离开"))
        else:
            self._lunch(window)

    def _next(self, window: Clerk) -> None:
        if window.doing is Doing.PAUSED or self.now == AFTERNOON[0]:
            self._to(self.now)
            self._house.tries(partial(staff.resume, who=_clerk(window.code), window=window.code))
        super()._next(window)


def _clerk(code: str) -> Principal:
    return Principal(f"window:{code}", "window", code, code)


def live_hard_days(
    data: Path, seed: int, days: int, say: Callable[[str], None], windows: int = WINDOWS
) -> LivedHall:
    """Found the hard hall of that seed, and live so many working days in it.

    Raises:
        FileExistsError: there is a hall already.
    """
    if connect.is_founded(data):
        raise FileExistsError(f"{data}: there is a hall already; the hard hall needs a folder of its own")
    truth = whole_days(draw_truth(seed, windows))
    data.mkdir(parents=True, exist_ok=True)
    opened_at = datetime.combine(FIRST_DAY, time.min, UTC) - timedelta(days=1)
    found_hall(data, plan_of(truth), FOUNDER, demo=True, at=opened_at)
    with opened(data) as house:
        return _live(house, data, truth, seed, days, say)


def _live(
    house: House, data: Path, truth: Truth, seed: int, days: int, say: Callable[[str], None]
) -> LivedHall:
    hall = LivedHall(truth, seed, house, data)
    for day in hall.live(days):
        say(
            f"{day.day}  taken {len(day.visits)}, called {sum(each.called is not None for each in day.visits)}"
        )
    hall.close()
    return hall
