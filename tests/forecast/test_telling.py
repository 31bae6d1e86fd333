"""The range that is told, and the check that keeps nine of ten within it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.forecast.telling import TARGET, Levels, Told, groups_of, range_of


def test_the_range_runs_from_the_median_down_to_the_round_figure_that_holds_enough() -> None:
    assert range_of(np.arange(1.0, 101.0), 0.9) == (50, 90)
    assert range_of(np.linspace(0, 39, 100), 0.9) == (15, 40)
    assert range_of(np.zeros(100), 0.9) == (0, 5)


def test_a_wait_that_mostly_does_not_end_today_is_told_by_the_futures_in_which_it_does() -> None:
    low, high = range_of(np.asarray([30.0] * 60 + [np.inf] * 40), 0.9)

    assert np.isfinite(low)
    assert high == 60


@given(st.lists(st.floats(0, 400), min_size=1, max_size=120), st.floats(0.35, 0.99))
def test_enough_of_the_futures_lie_within_and_the_ends_differ(waits: list[float], level: float) -> None:
    found = np.asarray(waits)
    low, high = range_of(found, level)

    assert (found <= high).mean() >= level - 1e-9
    assert low < high
    assert low <= np.median(found)
    assert high % 5 == 0


def test_told_waits_are_kept_nine_times_of_ten_whatever_the_forecast_is_worth() -> None:
    """A forecast that is too short by a fifth in one line and too long in another, of waits that vary."""
    chance, levels = random.Random(1), Levels()
    kept: dict[str, list[bool]] = {"A": [], "B": []}
    for number in range(6000):
        line, bias = ("A", 0.8) if number % 2 else ("B", 1.3)
        groups = groups_of(line, "ordinary", 540 + number % 400)
        futures = np.asarray([30 * bias * chance.lognormvariate(0, 0.4) for _ in range(60)])
        low, high = range_of(futures, levels.of(groups))
        is_kept = 30 * chance.lognormvariate(0, 0.4) <= high
        levels.hear(Told(low, high, groups), kept=is_kept)
        kept[line].append(is_kept)

    for line, of_line in kept.items():
        assert sum(of_line[500:]) / len(of_line[500:]) == pytest.approx(TARGET, abs=0.02), line
    assert levels.of(("line:A",)) > levels.of(("line:B",))


def test_a_level_stays_within_bounds_however_long_all_goes_wrong() -> None:
    levels, groups = Levels(), groups_of("A", "ordinary", 600)
    for _ in range(10_000):
        levels.hear(Told(0, 5, groups), kept=False)
    assert levels.of(groups) < 1

    for _ in range(10_000):
        levels.hear(Told(0, 5, groups), kept=True)
    assert levels.of(groups) > 0.3
