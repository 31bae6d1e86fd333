"""The table of waits to come: looked up by matter and number ahead, rounded, and forgotten when nobody renews it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.queue.foretold import (
    FRESH_MS,
    LONGEST_MS,
    STANDS_FOR_MS,
    Forecasts,
    Foretold,
    Knot,
    MatterForetold,
    between,
    rounded,
)
from hallserver.core.queue.waits import LONG_MS, LONG_STEP_MS, STEP_MS, Range

MINUTE = 60_000
KNOTS = (Knot(2, 10 * MINUTE, 20 * MINUTE), Knot(6, 30 * MINUTE, 50 * MINUTE))
NEWCOMERS = {
    "ordinary": Knot(8, 42 * MINUTE, 61 * MINUTE),
    "elderly": Knot(5, 26 * MINUTE, 44 * MINUTE),
}


@pytest.fixture
def forecasts() -> Forecasts:
    held = Forecasts()
    held.take(
        Foretold("2026-03-02", 7, {"tax": MatterForetold(about=False, newcomers=NEWCOMERS, knots=KNOTS)}), 0.0
    )
    return held


def minutes(forecasts: Forecasts, ahead: int, visitor_class: str = "ordinary") -> tuple[int, int]:
    told = forecasts.tell("tax", ahead, visitor_class)
    assert told is not None
    return told.low_ms // MINUTE, told.high_ms // MINUTE


def test_a_newcomer_is_told_what_was_found_for_the_class_rounded_outwards(forecasts: Forecasts) -> None:
    assert minutes(forecasts, 8) == (40, 70)
    assert minutes(forecasts, 5, "elderly") == (25, 45)


def test_a_class_of_which_the_table_does_not_speak_is_told_as_the_ordinary_one(forecasts: Forecasts) -> None:
    assert minutes(forecasts, 8, "appointment") == minutes(forecasts, 8)


def test_between_two_places_it_interpolates_and_before_the_first_it_begins_at_once(
    forecasts: Forecasts,
) -> None:
    assert minutes(forecasts, 4) == (20, 35)
    assert minutes(forecasts, 0) == (0, 10)


def test_when_more_are_ahead_than_it_knows_the_line_goes_on_at_its_mean_pace(forecasts: Forecasts) -> None:
    assert between(KNOTS, 13) == (60 * MINUTE, 100 * MINUTE)
    assert between(KNOTS, 10**6) == (LONGEST_MS, LONGEST_MS)


def test_a_crowd_that_came_after_the_table_is_told_a_wait_although_a_window_was_free_then(
    forecasts: Forecasts,
) -> None:
    free = Foretold(
        "2026-03-02", 8, {"tax": MatterForetold(about=False, newcomers={"ordinary": Knot(0, 0, 0)})}
    )
    forecasts.take(free, 0.0)
    told = forecasts.tell("tax", 23, pace_ms=4 * MINUTE)
    assert told is not None
    assert (told.low_ms, told.high_ms) == (90 * MINUTE, 100 * MINUTE)  # 92 minutes, rounded outwards
    assert between(KNOTS, 13, pace_ms=1) == between(KNOTS, 13), "a pace that the table knows is its own"


def test_nothing_is_told_of_a_matter_that_the_table_does_not_name(forecasts: Forecasts) -> None:
    assert forecasts.tell("reg", 3) is None
    assert Forecasts().tell("tax", 3) is None


SHORTER = {"tax": MatterForetold(about=False, newcomers={"ordinary": Knot(8, 0, 9 * MINUTE)})}


def test_a_table_that_nobody_renews_is_forgotten_with_what_it_told(forecasts: Forecasts) -> None:
    assert minutes(forecasts, 8) == (40, 70)
    forecasts.pass_time(FRESH_MS)
    assert forecasts.version == "2026-03-02"

    forecasts.pass_time(FRESH_MS + 1)
    assert forecasts.version == ""
    assert forecasts.tell("tax", 8) is None

    forecasts.take(Foretold("2026-03-02", 8, SHORTER), FRESH_MS + 2)
    assert minutes(forecasts, 8) == (0, 10)


def test_what_was_told_of_a_place_stands_for_half_a_minute(forecasts: Forecasts) -> None:
    assert minutes(forecasts, 8) == (40, 70)

    for later_ms in range(5_000, STANDS_FOR_MS, 5_000):
        forecasts.take(Foretold("2026-03-02", 8, SHORTER), later_ms)
        assert minutes(forecasts, 8) == (40, 70)
    assert minutes(forecasts, 7)[1] < 70  # nobody was told that yet

    forecasts.take(Foretold("2026-03-02", 9, SHORTER), STANDS_FOR_MS)
    assert minutes(forecasts, 8) == (0, 10)


def test_an_estimate_that_was_told_stands_when_the_first_table_comes() -> None:
    forecasts, estimate = Forecasts(), Range(5 * MINUTE, 25 * MINUTE, about=True)
    forecasts.pass_time(1_000)
    forecasts.note_estimate("tax", 8, "ordinary", estimate)
    assert forecasts.tell("tax", 8) is None

    forecasts.take(Foretold("2026-03-02", 8, SHORTER), 2_000)
    assert forecasts.tell("tax", 8) == estimate
    forecasts.take(Foretold("2026-03-02", 8, SHORTER), 1_000 + STANDS_FOR_MS)
    assert minutes(forecasts, 8) == (0, 10)


def test_without_a_table_what_was_told_is_forgotten_all_the_same() -> None:
    forecasts = Forecasts()
    forecasts.note_estimate("tax", 8, "ordinary", Range(0, 5 * MINUTE, about=True))
    forecasts.pass_time(STANDS_FOR_MS)

    forecasts.take(Foretold("2026-03-02", 8, SHORTER), STANDS_FOR_MS)
    assert minutes(forecasts, 8) == (0, 10)


def test_it_travels_as_json() -> None:
    table = Foretold("v", 3, {"tax": MatterForetold(about=True, newcomers=NEWCOMERS, knots=KNOTS)})

    assert msgspec.json.decode(msgspec.json.encode(table), type=Foretold) == table


@given(st.integers(0, 2 * LONG_MS), st.integers(0, 2 * LONG_MS))
def test_a_range_is_round_outwards_and_never_empty(low_ms: int, more_ms: int) -> None:
    told = rounded(low_ms, low_ms + more_ms, about=False)

    assert told.low_ms <= low_ms
    assert told.high_ms >= low_ms + more_ms
    assert 0 <= told.low_ms < told.high_ms
    assert told.high_ms % STEP_MS == 0
    assert told.high_ms <= LONG_MS or told.high_ms % LONG_STEP_MS == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 10**7), st.integers(0, 10**7)),
        min_size=1,
        unique_by=lambda each: each[0],
    ),
    st.integers(0, 10**7),
    st.integers(0, 10**7),
    st.integers(0, 80),
)
def test_whoever_is_further_ahead_is_never_told_a_longer_wait(
    rows: list[tuple[int, int, int]], low_ms: int, more_ms: int, ahead: int
) -> None:
    knots = tuple(Knot(at, low, low + more) for at, low, more in sorted(rows))
    newcomer = Knot(61, low_ms, low_ms + more_ms)
    held = Forecasts()
    held.take(
        Foretold("v", 1, {"tax": MatterForetold(about=False, newcomers={"ordinary": newcomer}, knots=knots)}),
        0.0,
    )

    one, next_one = held.tell("tax", ahead), held.tell("tax", ahead + 1)

    assert one is not None
    assert next_one is not None
    assert one.low_ms <= next_one.low_ms
    assert one.high_ms <= next_one.high_ms
