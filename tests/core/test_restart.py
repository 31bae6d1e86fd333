"""What a hall that is opened again makes of the machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.restart import AHEAD, BACK, DRIFT, LastSeen, WrongClock, judge_clock

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHORT = st.timedeltas(-timedelta(minutes=4), timedelta(minutes=4))


def test_a_hall_without_a_past_opens_at_any_time() -> None:
    assert judge_clock(NOW, None, None) is None


@given(st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_hall_that_was_off_for_a_while_opens(off: timedelta) -> None:
    assert judge_clock(NOW + off, NOW, LastSeen(NOW)) is None


@given(st.timedeltas(timedelta(0), timedelta(days=40)), SHORT)
def test_on_a_machine_that_ran_on_the_wall_has_gone_as_far_as_the_machine_has_counted(
    off: timedelta, drift: timedelta
) -> None:
    assert judge_clock(max(NOW + off + drift, NOW), NOW, LastSeen(NOW, NOW + off)) is None


@pytest.mark.parametrize("ahead", [26 * HOUR, DRIFT + HOUR, timedelta(days=27_000)])
def test_a_clock_that_was_put_forward_while_the_machine_ran_is_refused(ahead: timedelta) -> None:
    with pytest.raises(WrongClock, match="should be 2026-11-28 08:10"):
        judge_clock(NOW + ahead, NOW, LastSeen(NOW, NOW + timedelta(minutes=10)))


@pytest.mark.parametrize("back", [BACK + timedelta(seconds=1), HOUR, timedelta(days=9_000)])
def test_a_clock_that_is_behind_the_log_is_refused(back: timedelta) -> None:
    with pytest.raises(WrongClock, match="hall clock --accept"):
        judge_clock(NOW - back, NOW, None)
    with pytest.raises(WrongClock):
        judge_clock(NOW - back, None, LastSeen(NOW))


def test_another_year_is_refused_though_the_machine_was_off() -> None:
    with pytest.raises(WrongClock, match="days ago"):
        judge_clock(NOW + AHEAD + HOUR, NOW, LastSeen(NOW))
