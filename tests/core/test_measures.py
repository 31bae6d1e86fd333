"""One definition of each figure."""

from __future__ import annotations

import statistics
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.figures.measures import Spread, percentile, spread

DURATIONS = st.lists(st.integers(0, 10**8), min_size=2, max_size=60)


@given(DURATIONS, st.integers(1, 99))
def test_a_percentile_is_what_the_reference_says(durations: list[int], percent: int) -> None:
    reference = statistics.quantiles(durations, n=100, method="inclusive")[percent - 1]

    assert percentile(sorted(durations), percent) == pytest.approx(reference, abs=0.51)


@given(DURATIONS, st.integers(1, 99))
def test_a_percentile_is_rounded_from_the_exact_value_half_to_even(
    durations: list[int], percent: int
) -> None:
    ordered = sorted(durations)
    rank = Fraction((len(ordered) - 1) * percent, 100)
    low = floor(rank)
    high = min(low + 1, len(ordered) - 1)

    assert percentile(ordered, percent) == round(ordered[low] + (ordered[high] - ordered[low]) * (rank - low))


@given(DURATIONS)
def test_percentiles_stand_in_order_and_within_the_values(durations: list[int]) -> None:
    told = spread(durations)

    assert min(durations) <= told.p50_ms <= told.p90_ms <= told.p95_ms <= told.max_ms == max(durations)


@given(DURATIONS)
def test_mean_is_sum_by_count(durations: list[int]) -> None:
    told = spread(durations)

    assert (told.count, told.sum_ms) == (len(durations), sum(durations))
    assert told.mean_ms == pytest.approx(statistics.fmean(durations), abs=0.51)


def test_the_order_of_durations_changes_no_figure() -> None:
    assert spread([40, 10, 30, 20]) == spread([10, 20, 30, 40])


def test_of_no_durations_every_figure_is_zero() -> None:
    assert spread([]) == Spread(0, 0, 0, 0, 0, 0, 0)


def test_of_one_duration_every_percentile_is_it() -> None:
    assert spread([700]) == Spread(1, 700, 700, 700, 700, 700, 700)
