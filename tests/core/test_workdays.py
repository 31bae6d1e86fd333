"""When the hall is open, in its own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.workdays import Hours, Span, parse_span

OFFICE = (Span(time(9), time(12)), Span(time(13, 30), time(17)))
SHANGHAI = Hours(ZoneInfo("Asia/Shanghai"), {"mon": OFFICE, "tue": OFFICE})
BERLIN = Hours(ZoneInfo("Europe/Berlin"), {"sun": OFFICE, "mon": OFFICE})


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-03-02T08:59:59", False),
        ("2026-03-02T09:00:00", True),
        ("2026-03-02T11:59:59", True),
        ("2026-03-02T12:00:00", False),
        ("2026-03-02T13:29:59", False),
        ("2026-03-02T13:30:00", True),
        ("2026-03-02T17:00:00", False),
        ("2026-03-04T10:00:00", False),
    ],
)
def test_numbers_are_given_within_the_hours_and_not_at_lunch(when: str, *, is_open: bool) -> None:
    assert SHANGHAI.is_open(at(when)) is is_open


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-03-02T08:00:00", "2026-03-02T09:00:00"),
        ("2026-03-02T12:10:00", "2026-03-02T13:30:00"),
        ("2026-03-02T17:00:00", "2026-03-03T09:00:00"),
        ("2026-03-03T18:00:00", "2026-03-09T09:00:00"),
        ("2026-03-02T09:00:00", "2026-03-02T13:30:00"),
    ],
)
def test_the_next_opening_is_the_next_start_of_hours(when: str, opens: str) -> None:
    assert SHANGHAI.next_opening(at(when)) == at(opens)


def test_a_hall_open_on_one_weekday_opens_again_in_a_week() -> None:
    hours = Hours(SHANGHAI.zone, {"mon": OFFICE[:1]})

    assert hours.next_opening(at("2026-03-02T09:00:00")) == at("2026-03-09T09:00:00")


def test_a_hall_without_hours_never_opens() -> None:
    assert Hours(SHANGHAI.zone, {}).next_opening(at("2026-03-02T09:00:00")) is None


def test_a_demo_hall_is_open_at_night() -> None:
    assert Hours(SHANGHAI.zone, {}, always_open=True).is_open(at("2026-03-08T03:00:00"))


def test_an_evening_ticket_belongs_to_the_halls_day_not_to_utcs() -> None:
    evening = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # 01:30 on the 3rd in Shanghai

    assert SHANGHAI.business_day(evening) == date(2026, 3, 3)


def test_the_29th_of_february_is_a_day() -> None:
    first, last = SHANGHAI.day_bounds(date(2028, 2, 29))

    assert (
        SHANGHAI.business_day(first)
        == SHANGHAI.business_day(last - timedelta(seconds=1))
        == date(2028, 2, 29)
    )
    assert SHANGHAI.business_day(last) == date(2028, 3, 1)


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 3, 30), 24)])
def test_a_day_in_a_zone_with_summer_time_has_23_24_or_25_hours(
    day: tuple[int, int, int], hours: int
) -> None:
    first, last = BERLIN.day_bounds(date(*day))

    assert last - first == timedelta(hours=hours)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_hours_are_wall_hours_on_the_day_the_clocks_change(day: str) -> None:
    nine = at(f"{day}T09:00:00", "Europe/Berlin")

    assert BERLIN.is_open(nine)
    assert not BERLIN.is_open(nine - timedelta(seconds=1))
    assert BERLIN.next_opening(nine - timedelta(hours=8)) == nine


@pytest.mark.parametrize("words", ["9:0-12:00", "09:00", "12:00-09:00", "09:00-09:00", "25:00-26:00", ""])
def test_what_is_no_span_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"span|before it starts|hour"):
        parse_span(words)
