"""The hall read from its database: who waits, who sits where, until when; and past days, as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.plans.plan import read_plan
from hallserver.forecast.past import Day
from hallserver.forecast.present import TIER, Doing, Waiter, Window
from hallserver.forecast.remembering import days_before, past, read_day
from hallserver.forecast.seeing import Seen, look
from hallserver.services.queue import desk_work, staff, visits, windows
from hallserver.services.queue.windows import Target
from hallserver.store.catalogue import load_plan
from tests.services.test_needs import plan_text
from tests.small import KIOSK, OFFICE_HOURS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "hall", hours=OFFICE_HOURS)
    yield made
    made.close()


def seen(desk: Desk) -> Seen:
    with desk.reader.connect() as connection:
        return look(connection, load_plan(connection), desk.now)


def window(found: Seen, code: str) -> Window:
    return next(each for each in found.present.windows if each.code == code)


def waiter(found: Seen, ticket: int, matter: str = "") -> Waiter:
    return next(
        each for each in found.present.waiting if each.ticket == ticket and matter in {"", each.matter}
    )


def remembered(desk: Desk) -> Day:
    with desk.reader.connect() as connection:
        plan = load_plan(connection)
        return read_day(connection, plan, plan.hours.business_day(desk.now), desk.now)


def test_the_hours_and_the_minute_are_those_of_the_hall(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.pass_time(1800)

    found = seen(desk)

    assert found.present.minute == 9 * 60 + 30
    assert found.present.closing == pytest.approx(7.5 * 60)
    assert list(window(found, "1").open) == [(-30, 150), (240, 450)]


def test_an_idle_a_called_a_serving_and_a_paused_window(desk: Desk) -> None:
    for staffer, code in (("t-1", "1"), ("t-2", "2"), ("l-2", "3")):
        desk.sits(staffer, code)
    desk.issue("tax-file")
    desk.issue("tax-file")
    desk.calls("1")
    desk.pass_time(60)
    desk.at("1", windows.start)
    desk.calls("2")
    desk.at("3", staff.pause, reason="short break")
    desk.pass_time(120)

    found = seen(desk)

    assert (window(found, "1").doing, window(found, "1").matter) == (Doing.SERVING, "tax-file")
    assert window(found, "1").since == pytest.approx(2)
    assert (window(found, "2").doing, window(found, "2").since) == (Doing.CALLED, pytest.approx(2))
    assert (window(found, "3").doing, window(found, "3").since) == (Doing.PAUSED, pytest.approx(2))
    assert window(found, "1").serves == {"tax-file", "tax-audit", "tax-visit", "reg-new"}
    assert found.present.waiting == []


def test_a_window_nobody_has_come_to_counts_from_its_next_planned_span_on(desk: Desk) -> None:
    found = seen(desk)  # 09:00, nobody signed on

    assert {each.code for each in found.present.windows} == {"1", "2", "3", "9"}
    assert list(window(found, "3").open) == [(270, 480)]
    assert window(found, "3").serves == {"notary-will"}


def test_who_waits_has_a_place_a_wait_and_those_ahead(desk: Desk) -> None:
    desk.sits("t-1", "1")
    first = desk.issue("tax-file")
    desk.pass_time(600)
    second = desk.issue("tax-audit")
    urgent = desk.issue("tax-file", visitor_class="statutory", evidence="优待证")

    found = seen(desk)

    assert waiter(found, first.id).since == pytest.approx(-10)
    assert waiter(found, first.id).place == pytest.approx(TIER - 10)
    assert waiter(found, urgent.id).place == pytest.approx(0, abs=0.01)
    at = {each.ticket: found.ahead[number] for number, each in enumerate(found.present.waiting)}
    assert at == {urgent.id: 0, first.id: 1, second.id: 2}


def test_a_visitor_with_two_matters_who_is_at_a_window_comes_from_there(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("l-2", "3")
    ticket = desk.visits("tax-file", "notary-will")
    desk.calls("1")

    found = seen(desk)

    other = waiter(found, ticket.id)
    assert (other.matter, other.held_at) == ("notary-will", "1")
    assert other.comes == pytest.approx(2)  # the walk between two windows
    assert found.ahead == {}  # it cannot be called now


def test_a_stop_after_another_that_has_not_begun_is_not_foreseen(desk: Desk) -> None:
    desk.sits("t-1", "1")
    ticket = desk.visits("tax-file", "notary-will<tax-file")

    assert [each.matter for each in seen(desk).present.waiting if each.ticket == ticket.id] == ["tax-file"]


def test_whoever_was_sent_to_a_window_or_a_person_waits_for_that_one(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    for target in (Target(window="2", position="keep"), Target(staffer="t-2", position="keep")):
        desk.issue("tax-file")
        desk.calls("1")
        desk.at("1", windows.start)
        desk.at("1", windows.transfer, target=target)

    assert [each.only for each in seen(desk).present.waiting] == [frozenset("2")] * 2


def test_a_day_is_remembered_with_calls_misses_and_those_who_gave_up(desk: Desk) -> None:
    desk.sits("t-1", "1")
    served, missed, gone = (desk.issue("tax-file") for _ in range(3))
    desk.pass_time(300)
    desk.calls("1")
    desk.pass_time(30)
    desk.at("1", windows.start)
    desk.pass_time(600)
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
    desk.calls("1")
    desk.pass_time(90)
    desk.at("1", windows.miss)
    desk.does(visits.cancel, KIOSK, gone.id)

    day = remembered(desk)

    by = {each.ticket: each for each in day.visits}
    one = by[served.id]
    assert (one.wait, one.window, one.staffer) == (pytest.approx(5), "1", "t-1")
    assert one.started is not None
    assert one.finished is not None
    assert one.finished - one.started == pytest.approx(10)
    assert (by[missed.id].started, by[missed.id].wait) == (None, pytest.approx(15.5))
    assert by[missed.id].finished == pytest.approx(9 * 60 + 17)
    assert (by[gone.id].called, by[gone.id].gone) == (None, pytest.approx(9 * 60 + 17))
    assert [(each.window, each.opened) for each in day.sat] == [("1", 540.0)]


def test_a_call_out_of_turn_and_a_place_in_front_are_remembered(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    chosen = desk.issue("tax-file")
    elder = desk.issue("tax-file", visitor_class="elderly", evidence="老年证")
    desk.at("1", windows.call_selected, ticket=chosen.id, reason="行动不便")
    desk.pass_time(60)
    desk.at("1", windows.miss)

    by = {each.ticket: each for each in remembered(desk).visits}

    assert by[chosen.id].out_of_turn
    assert (by[elder.id].lead, by[elder.id].tier) == (15, 1)
    assert not by[elder.id].out_of_turn


def test_a_call_that_goes_on_is_no_call_without_an_answer(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-file")
    desk.calls("1")
    desk.pass_time(900)

    (visit,) = remembered(desk).visits

    assert (visit.called, visit.started) == (None, None)
    assert remembered(desk).sat[0].closed == pytest.approx(555)  # it is still open


def test_only_days_before_today_are_learned_from(desk: Desk) -> None:
    desk.sits("t-1", "1")
    with desk.reader.connect() as connection:
        today = load_plan(connection).hours.business_day(desk.now)
        assert days_before(connection, today) == []
        assert days_before(connection, today + timedelta(days=1)) == [today]
        assert [each.day for each in past(connection, load_plan(connection), [today])] == [today]


def test_a_window_that_does_back_office_work_calls_nobody_for_now(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.at("1", desk_work.begin, kind="filing")
    desk.pass_time(300)

    assert (window(seen(desk), "1").doing, window(seen(desk), "1").since) == (Doing.PAUSED, pytest.approx(5))


def test_whoever_needs_what_few_can_give_waits_for_those(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "needs", plan=read_plan(plan_text(), "needs.toml"))
    desk.sits("t-2", "1")
    desk.sits("t-1", "2")
    signs, low, both = (
        desk.issue("tax-file", needs=needs)
        for needs in (("sign_language",), ("low_window",), ("sign_language", "low_window"))
    )

    found = seen(desk)
    desk.close()

    assert waiter(found, signs.id).only == {"2"}
    assert waiter(found, low.id).only == {"1"}
    assert waiter(found, both.id).only == frozenset()  # nobody yet: who could give both sits elsewhere
