"""The curve of a day: waiting ends with the first call; usual is the mean of the last four same weekdays."""

from __future__ import annotations

from datetime import timedelta

from hallserver.contract import DayCurveView
from hallserver.store.types import to_ms
from hallserver.views.figures.day_curve import day_curve, usual_arrivals
from tests.small import Desk


def curve(desk: Desk) -> DayCurveView:
    hours = desk.writer.state.plan.hours
    day = hours.business_day(desk.now)
    return desk.does(
        lambda work: day_curve(
            work.connection, hours, day, to_ms(desk.now), usual_arrivals(work.connection, hours, day)
        )
    )


def test_who_is_called_waits_no_more_though_missed_and_called_again(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    desk.issue("tax-file")
    first = curve(desk).quarters[-1]
    desk.pass_time(15 * 60)
    desk.calls("1")
    desk.finishes("1")
    second = curve(desk).quarters[-1]

    assert (first.arrived, first.served, first.waiting) == (2, 0, 2)
    assert (second.arrived, second.served, second.waiting) == (0, 1, 1)


def test_four_same_weekdays_make_what_is_usual_and_a_holiday_among_them_is_passed_over(desk: Desk) -> None:
    for week in range(6):
        for _ in range(0 if week == 2 else week + 1):
            desk.issue("tax-file")
        assert curve(desk).usual_days == (4 if week == 5 else 0)
        desk.pass_time(timedelta(weeks=1).total_seconds())
        desk.ticks()
    view = curve(desk)

    assert [each.usual for each in view.quarters] == [(6 + 5 + 4 + 2) / 4]
    assert view.quarters[0].arrived == 0
