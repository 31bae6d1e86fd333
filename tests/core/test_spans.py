"""Days, weeks and months, the one before each, and when one is over."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.figures.spans import Period, before, finished, is_finished, period_of
from hallserver.core.workdays import CalendarDay, Hours, parse_span

WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (parse_span("09:00-17:00"),))
HOLIDAY = CalendarDay(works=False, zh="国庆节", en="National Day")
HOURS = Hours(ZoneInfo("Asia/Shanghai"), WEEK, calendar={date(2026, 10, n): HOLIDAY for n in range(1, 8)})
FRIDAY, SATURDAY, MONDAY = date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        ("day", MONDAY, MONDAY, MONDAY),
        ("week", date(2026, 3, 8), MONDAY, date(2026, 3, 8)),
        ("week", date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        ("month", SATURDAY, date(2026, 2, 1), SATURDAY),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("month", date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_day_belongs_to_its_span(span: str, day: date, first: date, last: date) -> None:
    assert period_of(span, day) == Period(first, last)


@pytest.mark.parametrize(
    ("span", "day", "first"),
    [
        ("day", MONDAY, FRIDAY),
        ("day", date(2026, 10, 8), date(2026, 9, 30)),  # the week of the national day lies between
        ("week", MONDAY, date(2026, 2, 23)),
        ("month", date(2026, 1, 15), date(2025, 12, 1)),
    ],
)
def test_it_stands_beside_the_one_before_and_a_day_beside_the_last_with_hours(
    span: str, day: date, first: date
) -> None:
    assert before(span, period_of(span, day), HOURS).first == first


def test_a_hall_without_any_hours_has_a_day_before_all_the_same() -> None:
    assert before("day", period_of("day", MONDAY), Hours(ZoneInfo("Asia/Shanghai"), {})).first == date(
        2026, 3, 1
    )


def test_a_week_is_over_when_its_last_day_with_hours_is_closed() -> None:
    week = period_of("week", FRIDAY)
    days = {date(2026, 2, n) for n in range(23, 28)}

    assert is_finished(week, HOURS, days, today=FRIDAY)
    assert not is_finished(week, HOURS, days - {FRIDAY}, today=FRIDAY)
    assert is_finished(week, HOURS, days - {FRIDAY}, today=MONDAY)  # whatever was left open


def test_a_hall_that_never_closes_has_not_finished_a_sunday_before_it_is_over() -> None:
    sunday = date(2026, 3, 1)
    always = Hours(ZoneInfo("Asia/Shanghai"), WEEK, always_open=True)

    assert is_finished(period_of("day", sunday), HOURS, set(), today=sunday)
    assert not is_finished(period_of("day", sunday), always, set(), today=sunday)


def test_the_newest_finished_spans_come_first_and_only_so_many() -> None:
    closed = {date(2026, 2, n) for n in range(9, 28)} | {MONDAY}

    assert [each.first for each in finished("day", HOURS, closed, MONDAY, 3)] == [
        MONDAY,
        FRIDAY,
        date(2026, 2, 26),
    ]
    assert [each.first.day for each in finished("week", HOURS, closed, MONDAY, 9)] == [23, 16, 9]
    assert [each.first for each in finished("month", HOURS, closed, MONDAY, 9)] == [date(2026, 2, 1)]
    assert finished("month", HOURS, set(), MONDAY, 9) == []
