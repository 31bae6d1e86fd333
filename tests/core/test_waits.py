"""The wait told to a visitor."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.queue.waits import LONG_MS, LONG_STEP_MS, STEP_MS, Range, erlang_quantile, estimate

P90 = 1.2815515655446004
MINUTE = 60_000


@pytest.mark.parametrize("shape", [1, 2, 5, 20])
@pytest.mark.parametrize(("z", "percent"), [(0.0, 50), (P90, 90)])
def test_a_quantile_is_what_many_simulated_waits_give(shape: int, z: float, percent: int) -> None:
    chance = random.Random(shape)
    waits = [sum(chance.expovariate(1) for _ in range(shape)) for _ in range(20_000)]

    simulated = statistics.quantiles(waits, n=100)[percent - 1]

    assert erlang_quantile(shape, z) == pytest.approx(simulated, rel=0.04)


@given(
    ahead=st.integers(0, 300),
    able=st.integers(0, 40),
    idle=st.integers(0, 40),
    cycle_ms=st.integers(1, 60 * MINUTE),
    learned=st.booleans(),
)
def test_a_range_runs_from_low_to_high_in_steps_of_five_minutes(
    ahead: int, able: int, idle: int, cycle_ms: int, *, learned: bool
) -> None:
    told = estimate(ahead, able, min(idle, able), cycle_ms, learned=learned)

    assert 0 <= told.low_ms < told.high_ms
    assert told.low_ms % STEP_MS == told.high_ms % STEP_MS == 0


@given(st.integers(1, 100), st.integers(1, 20), st.integers(MINUTE, 30 * MINUTE))
def test_rounding_goes_outwards(ahead: int, able: int, cycle_ms: int) -> None:
    told = estimate(ahead, able, 0, cycle_ms, learned=True)
    median, high = (erlang_quantile(ahead + 1, z) * cycle_ms / able for z in (0, P90))

    low_step, high_step = (LONG_STEP_MS if each > LONG_MS else STEP_MS for each in (median, high))
    assert told.low_ms <= median < told.low_ms + low_step
    assert told.high_ms - high_step <= high <= told.high_ms
    assert told.low_ms % low_step == told.high_ms % high_step == 0


@given(st.integers(0, 100), st.integers(1, 20))
def test_more_people_ahead_never_mean_a_shorter_wait(ahead: int, able: int) -> None:
    fewer, more = (estimate(n, able, 0, 10 * MINUTE, learned=True) for n in (ahead, ahead + 1))

    assert (fewer.low_ms, fewer.high_ms) <= (more.low_ms, more.high_ms)


def test_with_an_idle_window_and_nobody_ahead_it_is_up_to_five_minutes() -> None:
    assert estimate(0, 2, 1, 20 * MINUTE, learned=True) == Range(0, STEP_MS, about=False)


def test_a_busy_window_is_not_an_idle_one() -> None:
    assert estimate(0, 1, 0, 20 * MINUTE, learned=True).high_ms > STEP_MS


def test_a_range_that_rests_on_a_norm_or_on_nobody_says_about() -> None:
    assert estimate(3, 2, 0, 10 * MINUTE, learned=False).about
    assert estimate(3, 0, 0, 10 * MINUTE, learned=True).about
    assert not estimate(3, 2, 0, 10 * MINUTE, learned=True).about
