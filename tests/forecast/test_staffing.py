"""Windows needed: Erlang's formula where it holds, more where a morning's queue is carried on."""

from __future__ import annotations

import math

import pytest

from hallserver.forecast.answers import work_of
from hallserver.forecast.staffing import (
    SLOT,
    Target,
    Work,
    erlang_c,
    first_guess,
    simulate,
    windows_needed,
    within,
)
from tests.forecast.conftest import habits, lasting

TARGET = Target(0.8, 15.0)


@pytest.mark.parametrize(
    ("rate", "mean", "windows", "chance"),
    [(0.05, 10.0, 1, 0.5), (0.4, 5.0, 3, 4 / 9), (1.0, 6.0, 8, 0.3570), (0.2, 10.0, 2, 1.0)],
)
def test_the_chance_to_wait_is_erlangs(rate: float, mean: float, windows: int, chance: float) -> None:
    """M/M/1: the load. M/M/3 at 2/3: 4/9. M/M/8 with 6 erlang: tables say 0.357. No more than it can serve: 1."""
    assert erlang_c(rate, mean, windows) == pytest.approx(chance, abs=2e-4)


def test_more_windows_call_more_of_them_in_time() -> None:
    shares = [within(0.5, 10.0, windows, 15.0) for windows in range(4, 12)]

    assert shares[:2] == [0.0, 0.0]
    assert shares[2:] == sorted(shares[2:])
    assert shares[-1] > 0.99


def test_the_first_guess_is_the_least_that_reaches_the_target() -> None:
    for count in (1.0, 5.0, 20.0, 60.0):
        windows = first_guess(count / SLOT, Work(10.0, 1.0), TARGET)
        assert within(count / SLOT, 10.0, windows, TARGET.within) >= TARGET.share
        assert windows == 1 or within(count / SLOT, 10.0, windows - 1, TARGET.within) < TARGET.share
    assert first_guess(0.0, Work(10.0, 1.0), TARGET) == 0


def test_where_arrivals_are_steady_and_services_exponential_it_needs_what_erlang_needs() -> None:
    """A long steady day. A log-normal service with the exponential's variation stands for it."""
    arrivals = dict.fromkeys(range(16, 36), 15.0)
    needed = windows_needed(arrivals, Work(8.0, 1.0), TARGET)
    guess = first_guess(15.0 / SLOT, Work(8.0, 1.0), TARGET)

    assert all(abs(each - guess) <= 1 for each in needed.values())


def test_the_target_is_reached_in_every_half_hour() -> None:
    arrivals = {18: 22.0, 19: 26.0, 20: 14.0, 21: 8.0, 22: 6.0, 28: 12.0, 29: 10.0}
    work = Work(9.0, 0.6)
    needed = windows_needed(arrivals, work, TARGET)

    shares = simulate(arrivals, needed, work, TARGET.within, seed=0)
    assert min(shares.values()) >= TARGET.share
    assert needed[19] > needed[22]
    other = simulate(arrivals, needed, work, TARGET.within, seed=9)
    assert min(other.values()) > TARGET.share - 0.15


def test_a_queue_of_the_morning_needs_windows_that_the_half_hour_alone_does_not() -> None:
    arrivals = {18: 40.0, 19: 4.0, 20: 4.0}
    few = {18: 6, 19: first_guess(4.0 / SLOT, Work(10.0, 0.6), TARGET), 20: 2}

    assert simulate(arrivals, few, Work(10.0, 0.6), TARGET.within, seed=0)[19] < TARGET.share
    needed = windows_needed(arrivals, Work(10.0, 0.6), TARGET)
    assert needed[18] > 6 or needed[19] > few[19]


def test_what_a_visitor_takes_is_service_walk_and_gap_or_a_call_nobody_answers() -> None:
    known = habits(10.0, walk=lasting(1.0), gap=lasting(0.5), missed=lasting(2.0), no_show=(0.2,) * 15)

    work = work_of(known, "A", {"tax": 3, "audit": 1})

    assert work.mean == pytest.approx(0.8 * 11.5 + 0.2 * 2.5)
    assert work.variation == pytest.approx(math.sqrt(0.8 * 0.2) * 9.0 / work.mean, rel=1e-3)


def test_pauses_lengthen_what_a_visitor_takes() -> None:
    idle = work_of(habits(10.0), "A", {"tax": 1})
    paused = work_of(habits(10.0, breaks=1.0, pause=lasting(6.0)), "A", {"tax": 1})

    assert paused.mean == pytest.approx(idle.mean * 1.1)
