"""Hall time never runs back, whatever a technician or a dead battery does to the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.clock import HallClock, wall_clock

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Machine:
    """A wall clock that anybody may set, and a counter that nobody can."""

    def __init__(self) -> None:
        self.wall, self.counter = START, 0.0

    def run(self, seconds: float, drift: float = 0.0) -> None:
        self.counter += seconds
        self.wall += timedelta(seconds=seconds * (1 + drift))

    def clock(self, not_before: datetime | None = None) -> HallClock:
        return HallClock(lambda: self.wall, lambda: self.counter, not_before)


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(-90_000, 90_000)), max_size=30))
def test_hall_time_never_runs_back(turns: list[tuple[float, float]]) -> None:
    machine = Machine()
    clock = machine.clock()
    seen = [clock.now()]
    for seconds, step in turns:
        machine.run(seconds)
        machine.wall += timedelta(seconds=step)
        clock.discipline()
        seen.append(clock.now())

    assert all(earlier <= later for earlier, later in pairwise(seen))


def test_hall_time_stands_still_while_it_is_slewed_back() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.run(10)
    machine.wall -= timedelta(seconds=1)
    before = clock.now()
    clock.discipline()

    assert clock.now() == before
    machine.run(0.1)
    assert clock.now() > before


@pytest.mark.parametrize(("hours", "by_ms"), [(-2, -7_200_000), (26, 93_600_000)])
def test_a_step_of_the_wall_is_told_once_and_not_followed(hours: int, by_ms: int) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.run(60)
    machine.wall += timedelta(hours=hours)

    told = [clock.discipline() for _ in range(3)]

    assert told[0] is not None
    assert (told[0].by_ms, told[1:]) == (by_ms, [None, None])
    assert clock.now() == START + timedelta(seconds=60)


@pytest.mark.parametrize("hours", [-2, 26])
def test_a_service_across_a_step_lasts_as_long_as_it_lasted(hours: int) -> None:
    machine = Machine()
    clock = machine.clock()
    began = clock.now()
    machine.run(300)
    machine.wall += timedelta(hours=hours)
    clock.discipline()
    machine.run(300)

    assert clock.now() - began == timedelta(minutes=10)


def test_a_step_that_was_mended_is_told_again_when_it_comes_back() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=1)
    first = clock.discipline()
    machine.wall -= timedelta(hours=1)
    between = clock.discipline()
    machine.wall += timedelta(hours=1)

    assert (first is None, between, clock.discipline() is None) == (False, None, False)


@given(st.floats(-0.01, 0.01), st.integers(1, 40))
def test_slewing_never_exceeds_half_a_millisecond_a_second(drift: float, seconds: int) -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(seconds):
        machine.run(1, drift)
        clock.discipline()

    away = clock._free() - (START + timedelta(seconds=seconds))
    assert abs(away.total_seconds()) <= 0.0005 * seconds + 1e-4  # datetimes are rounded to the microsecond


def test_slewing_follows_a_slow_drift() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(100):
        machine.run(1, drift=0.0003)
        clock.discipline()

    assert abs(clock.now() - machine.wall) <= timedelta(milliseconds=2)


def test_a_wall_clock_behind_the_log_does_not_write_before_it() -> None:
    last = START + timedelta(days=1)

    assert Machine().clock(not_before=last).now() == last


def test_adopting_takes_the_wall_forwards_and_never_back() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=26)
    clock.adopt()
    forwards = clock.now()
    machine.wall -= timedelta(hours=30)
    clock.adopt()

    assert forwards == START + timedelta(hours=26)
    assert clock.now() == forwards
    assert clock.discipline() is not None


def test_hall_time_is_aware_utc_in_whole_milliseconds() -> None:
    machine = Machine()
    machine.wall += timedelta(microseconds=1234)

    now = machine.clock().now()

    assert (now.utcoffset(), now.microsecond) == (timedelta(0), 1000)
    assert wall_clock().utcoffset() == timedelta(0)


@pytest.mark.parametrize("hours", [-2, 26])
def test_the_machines_own_time_is_known_beside_it(hours: int) -> None:
    """What an app on a phone shows goes by the time of the world, not by the hall's after a step."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=hours)
    clock.discipline()

    assert clock.wall == machine.wall
    assert abs(clock.now() - clock.wall) > timedelta(hours=1)
