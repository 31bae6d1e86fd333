"""Slots: they lie within the hours, and their places are no more than the windows' time allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallserver.core.queue.slots import places, starts
from hallserver.core.workdays import CalendarDay, Hours, Span, parse_span

MONDAY = date(2026, 3, 2)
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = (parse_span("09:00-12:00"), parse_span("13:30-17:00"))


def of(minutes: int, spans: tuple[Span, ...] = OFFICE, day: date = MONDAY) -> list[str]:
    hours = Hours(SHANGHAI, {"mon": spans})
    return [f"{at.astimezone(SHANGHAI):%H:%M}" for at in starts(hours, day, minutes)]


def test_slots_follow_each_other_from_the_start_of_each_span_and_none_goes_past_its_end() -> None:
    assert of(60) == ["09:00", "10:00", "11:00", "13:30", "14:30", "15:30"]
    assert of(50, (parse_span("09:00-10:45"),)) == ["09:00", "09:50"]
    assert of(240, (parse_span("09:00-12:00"),)) == []


def test_a_day_without_hours_has_none() -> None:
    closed = Hours(SHANGHAI, {"mon": OFFICE}, calendar={MONDAY: CalendarDay(works=False)})

    assert list(starts(closed, MONDAY, 30)) == []
    assert of(30, day=MONDAY + timedelta(days=1)) == []


def test_a_hall_that_never_closes_has_slots_round_the_clock() -> None:
    found = list(starts(Hours(SHANGHAI, {}, always_open=True), MONDAY, 60))

    assert (len(found), f"{found[-1].astimezone(SHANGHAI):%H:%M}") == (23, "22:00")


@pytest.mark.parametrize(
    ("day", "most", "left_out"), [(date(2026, 3, 29), 22, {"02:00"}), (date(2026, 10, 25), 23, set())]
)
def test_each_slot_of_a_day_with_a_changed_clock_begins_once_and_after_the_one_before(
    day: date, most: int, left_out: set[str]
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = list(starts(Hours(berlin, {}, always_open=True), day, 60))
    shown = {f"{at.astimezone(berlin):%H:%M}" for at in found}

    assert found == sorted(set(found))
    assert len(shown) == len(found) == most
    assert {f"{hour:02}:00" for hour in range(23)} - shown == left_out


def test_a_slot_is_an_instant_of_its_own_zone() -> None:
    assert next(starts(Hours(SHANGHAI, {"mon": OFFICE}), MONDAY, 30)) == datetime(2026, 3, 2, 1, tzinfo=UTC)


@given(
    st.integers(5, 240),
    st.sets(st.integers(0, 47), min_size=2, max_size=8).filter(lambda each: len(each) % 2 == 0),
)
def test_each_slot_lies_whole_within_one_span(minutes: int, edges: set[int]) -> None:
    marks = [time(each // 2, each % 2 * 30) for each in sorted(edges)]
    spans = tuple(Span(*pair) for pair in zip(marks[::2], marks[1::2], strict=True))
    found = [at.astimezone(SHANGHAI) for at in starts(Hours(SHANGHAI, {"mon": spans}), MONDAY, minutes)]

    ends = [at + timedelta(minutes=minutes) for at in found]
    for at, end in zip(found, ends, strict=True):
        assert any(span.start <= at.time() and end.time() <= span.end for span in spans), at
    assert all(end <= after for end, after in zip(ends, found[1:], strict=False))


@pytest.mark.parametrize(
    ("windows", "minutes", "percent", "norms", "most"),
    [
        ([1], 30, 100, [10], 3),
        ([1], 30, 50, [10], 1),
        ([1, 1], 30, 50, [10], 3),
        ([2, 2, 2], 60, 100, [10, 20], 6),  # half of three windows' hours, a quarter of an hour each
        ([1], 30, 50, [60], 1),  # a window that is planned takes one at least
        ([1], 30, 0, [10], 0),
        ([], 30, 100, [10], 0),
    ],
)
def test_places_are_the_windows_shared_time_by_what_a_service_takes(
    windows: list[int], minutes: int, percent: int, norms: list[int], most: int
) -> None:
    assert places(windows, minutes, percent, norms) == most


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=30),
    st.integers(5, 240),
    st.integers(1, 100),
    st.lists(st.integers(1, 240), min_size=1, max_size=10),
)
def test_no_more_are_booked_than_can_be_served(
    windows: list[int], minutes: int, percent: int, norms: list[int]
) -> None:
    most = places(windows, minutes, percent, norms)
    time_min = sum(minutes / lines for lines in windows) * percent / 100

    assert most == 1 or most * mean(norms) <= time_min * (1 + 1e-9)
    assert (most + 1) * mean(norms) > time_min * (1 - 1e-9)
