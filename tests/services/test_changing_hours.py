"""Hours and holidays change while people wait: whoever has a number is served, nobody gets one outside, and bookings are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hallserver.contract import PlanDifference
from hallserver.core.errors import HallClosed, NobodyWaiting
from hallserver.core.plans.plan import HallPlan
from hallserver.services.planning import catalogue
from hallserver.services.planning.catalogue import Rehearsed
from hallserver.services.queue import appointments, check_ins, days, numbers
from hallserver.store import schema
from tests.small import BOSS, KIOSK, MONDAY_NINE, OFFICE_HOURS, Desk, made_plan

SHORTER = '[hall.hours]\nmon = ["08:00-09:20", "13:30-17:00"]\ntue = ["09:00-12:00"]\n'
LONGER = '[hall.hours]\nmon = ["08:00-18:30"]\ntue = ["09:00-12:00"]\n'
GONE = "[hall.hours]\ntue = ['09:00-12:00']\n"
HOLIDAY = '[calendar]\nholidays = [{ day = 2026-03-02, name = { zh = "妇女节调休", en = "Holiday" } }]\n'
DUTY = '[[duties]]\nwindow = "1"\ndays = ["mon"]\nspan = "17:00-19:00"\n'
WAYS = {
    "shorter": made_plan(SHORTER),
    "none at all": made_plan(GONE),
    "a holiday": made_plan(OFFICE_HOURS, HOLIDAY),
}


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", hours=OFFICE_HOURS)
    yield desk
    desk.close()


def publishes(desk: Desk, plan: HallPlan) -> PlanDifference:
    return desk.does(catalogue.take_whole, who=BOSS, plan=plan)


def books(desk: Desk, hours: float, code: str, *, outside_hours: bool = False) -> None:
    """Books so many hours after Monday nine."""
    booking = appointments.Booking("tax-file", MONDAY_NINE + timedelta(hours=hours), code)
    desk.does(appointments.book, BOSS, booking, outside_hours=outside_hours)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_waits_when_the_hall_closes_is_still_served_and_nobody_else_gets_a_number(
    desk: Desk, way: str
) -> None:
    desk.sits("t-2", "1")
    first, second = desk.issue(), desk.issue("reg-new")
    books(desk, 5, "YY-0001")
    desk.calls("1")

    publishes(desk, WAYS[way])
    desk.ticks(1800)

    with pytest.raises(HallClosed):
        desk.issue()
    desk.finishes("1")
    desk.serves("1")
    assert [desk.stop(each.id).state for each in (first, second)] == ["finished", "finished"]
    with pytest.raises(NobodyWaiting):
        desk.calls("1")
    assert desk.does(days.close_day, BOSS, "closed").figures["served"] == 2
    assert desk.fault() is None


def test_a_day_that_became_a_holiday_ends_like_any_other(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    publishes(desk, WAYS["a holiday"])

    desk.ticks(24 * 3600)

    assert desk.stop(ticket.id).state == "expired"
    assert desk.rows(schema.sessions)[0].closed_at is not None
    assert desk.issue().number == "A001"
    assert desk.fault() is None


def test_longer_hours_and_a_duty_give_numbers_at_once(desk: Desk) -> None:
    desk.pass_time(8.5 * 3600)  # 17:30
    with pytest.raises(HallClosed):
        desk.issue()

    publishes(desk, made_plan(LONGER))
    desk.issue()
    publishes(desk, made_plan(OFFICE_HOURS, DUTY))

    desk.sits("t-2", "1")
    desk.issue()
    assert desk.fault() is None


def test_a_visitor_who_is_held_for_a_booking_is_called_though_the_hours_went(desk: Desk) -> None:
    desk.sits("t-2", "1")
    books(desk, 1, "YY-0002")
    ticket = desk.does(check_ins.check_in, KIOSK, "yy-0002", numbers.Wish())
    publishes(desk, WAYS["shorter"])

    desk.ticks(3600)

    assert desk.calls("1") == ticket.number


@pytest.mark.parametrize("way", WAYS)
def test_bookings_that_are_left_outside_are_told_before_and_when_it_is_published(
    desk: Desk, way: str
) -> None:
    books(desk, 2.5, "YY-1130")
    books(desk, 24.5, "YY-0930")
    books(desk, 3.5, "YY-1230", outside_hours=True)  # was meant so, and is no news

    with pytest.raises(Rehearsed) as tried:
        desk.does(catalogue.take_whole, who=BOSS, plan=WAYS[way], dry_run=True)
    told = publishes(desk, WAYS[way])

    notes = [each for each in told.notes if "预约" in each.zh]
    assert tried.value.told.notes == told.notes
    assert len(notes) == 1
    assert "1 个预约将落在取号时间之外（最早 2026-03-02 11:30）：YY-1130" in notes[0].zh
    assert "1 bookings" in notes[0].en
    assert publishes(desk, WAYS[way]).notes == ()


def test_days_of_the_calendar_are_a_change_that_is_told(desk: Desk) -> None:
    told = publishes(desk, WAYS["a holiday"])

    assert [each.en for each in told.notes] == ["the calendar changes on 1 days (2026-03-02 to 2026-03-02)"]
    assert publishes(desk, WAYS["a holiday"]).notes == ()
