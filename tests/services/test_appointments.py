"""Appointments and return codes: the booked time counts within the tolerance; each code gives one number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hallserver.contract import IssuedTicket
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    BadPlan,
    CodeUsed,
    Malformed,
    NobodyWaiting,
    TooEarly,
    UnknownCode,
    UnknownValue,
)
from hallserver.services.queue import appointments, check_ins, numbers, visits, windows
from hallserver.store import schema
from tests.services.test_numbers import GREEN
from tests.small import BOSS, KIOSK, MONDAY_NINE, REFUSED, Desk

TOLERANCE, CREDIT = 10, 30
TEN = MONDAY_NINE + timedelta(hours=1)


def booked(desk: Desk, at: datetime = TEN, matter: str = "tax-file", **more: Any) -> str:
    return desk.does(appointments.book, BOSS, appointments.Booking(matter, at, **more)).code


def checks_in(desk: Desk, code: str) -> IssuedTicket:
    return desk.does(check_ins.check_in, KIOSK, code, numbers.Wish())


def test_a_service_that_is_taken_back_and_ended_again_keeps_its_code(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves(outcome=Outcome.SUPPLEMENT)
    desk.does(visits.reopen, BOSS, ticket.id)
    desk.at("1", windows.finish, end=windows.End(Outcome.SUPPLEMENT))

    assert len(desk.rows(schema.return_codes)) == 1
    assert desk.fault() is None


@pytest.mark.parametrize("early", [60, TOLERANCE + 1])
def test_who_comes_early_is_held_until_the_tolerance_begins(desk: Desk, early: int) -> None:
    desk.sits("t-2", "1")
    code = booked(desk)
    desk.pass_time(3600 - early * 60)
    ticket = checks_in(desk, code)
    with pytest.raises(NobodyWaiting):
        desk.calls("1")

    desk.ticks((early - TOLERANCE) * 60)

    assert desk.calls("1") == ticket.number


@pytest.mark.parametrize("late", [-TOLERANCE, 0, TOLERANCE])
def test_within_the_tolerance_the_booked_time_counts_less_the_credit(desk: Desk, late: int) -> None:
    code = booked(desk)
    desk.pass_time(3600 + late * 60)
    ticket = checks_in(desk, code)

    stop = desk.stop(ticket.id)
    assert (stop.state, stop.effective_at) == ("waiting", TEN - timedelta(minutes=CREDIT))
    assert stop.wait_from == TEN


def test_who_comes_too_late_is_an_ordinary_visitor_from_now_on(desk: Desk) -> None:
    code = booked(desk)
    desk.pass_time(3600 + TOLERANCE * 60 + 1)
    ticket = checks_in(desk, code)

    stop = desk.stop(ticket.id)
    assert (stop.visitor_class, stop.effective_at, stop.wait_from) == ("ordinary", desk.now, desk.now)


def test_a_wait_is_counted_from_the_booked_time_and_never_below_zero(desk: Desk) -> None:
    desk.sits("t-2", "1")
    code = booked(desk)
    desk.pass_time(3600 - 300)
    checks_in(desk, code)
    desk.serves("1")

    assert desk.rows(schema.services)[0].wait_ms == 0


def test_a_code_gives_one_number(desk: Desk) -> None:
    code = booked(desk, at=MONDAY_NINE)
    checks_in(desk, code)

    with pytest.raises(CodeUsed):
        checks_in(desk, code)


def test_the_schema_itself_refuses_a_code_that_is_kept_without_a_ticket(desk: Desk) -> None:
    booked(desk)
    desk.close()

    raw = desk.behind()
    with pytest.raises(REFUSED, match="kept_with_a_ticket"):
        raw.execute("UPDATE appointment SET state = 'kept'")
    raw.close()


def test_a_code_of_another_day_says_which(desk: Desk) -> None:
    code = booked(desk, at=TEN + timedelta(days=1))

    with pytest.raises(TooEarly) as refused:
        checks_in(desk, code)
    assert "03月03日 10:00" in refused.value.sentence()["zh"]


@pytest.mark.parametrize("code", ["00000000", "", "x" * 60])
def test_an_unknown_code_is_not_found(desk: Desk, code: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        checks_in(desk, code)

    said = refused.value.sentence()
    assert said["zh"] == "没有查到这个号码，请核对后重新输入，或到导办台查询。"
    assert ":" not in said["en"]  # a sentence for a citizen, not a field and its value


def test_what_was_not_checked_in_lapses_with_its_day(desk: Desk) -> None:
    code = booked(desk)
    desk.issue()
    desk.ticks(24 * 3600)

    assert desk.rows(schema.appointments)[0].state == "lapsed"
    with pytest.raises(CodeUsed):
        checks_in(desk, code)


def test_a_cancelled_booking_gives_no_number(desk: Desk) -> None:
    code = booked(desk)
    desk.does(appointments.cancel_booking, BOSS, code)

    with pytest.raises(CodeUsed):
        checks_in(desk, code)


@pytest.mark.parametrize("said", ["appointment", "returned"])
def test_a_class_that_is_shown_by_a_code_cannot_just_be_said(desk: Desk, said: str) -> None:
    with pytest.raises(UnknownValue):
        desk.issue(visitor_class=said)


LIST = "matter,at,code\ntax-file,2026-03-02T10:00,AB-1001\nnotary-will,2026-03-02T10:30+08:00,\n"


def test_a_list_is_taken_whole(desk: Desk) -> None:
    taken = desk.does(appointments.take_list, BOSS, "list.csv", "\ufeff" + LIST).rows

    assert [(each.matter, each.at) for each in taken] == [
        ("tax-file", TEN),
        ("notary-will", datetime(2026, 3, 2, 2, 30, tzinfo=UTC)),
    ]
    assert taken[0].code == "AB-1001"
    assert len(taken[1].code) == 8


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (LIST + "tax-fiel,2026-03-02T11:00,\n", 4, "matter"),
        (LIST + "tax-file,eleven,\n", 4, "at"),
        (LIST + "tax-file,2026-03-02T11:00,AB-1001\n", 4, "code"),
        (LIST + "tax-file,2020-03-02T11:00,\n", 4, "at"),
        ("matter,when\n", 1, "when"),
    ],
)
def test_a_bad_list_names_its_line_and_nothing_of_it_is_taken(
    desk: Desk, text: str, line: int, field: str
) -> None:
    with pytest.raises(BadPlan) as refused:
        desk.does(appointments.take_list, BOSS, "list.csv", text)

    assert (refused.value.facts["line"], refused.value.facts["field"]) == (line, field)
    assert desk.rows(schema.appointments) == []


def test_a_time_gone_by_cannot_be_booked(desk: Desk) -> None:
    with pytest.raises(Malformed):
        booked(desk, at=MONDAY_NINE - timedelta(seconds=1))


def test_a_supplement_is_brought_back_with_a_code_and_its_credit(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.SUPPLEMENT)
    code = desk.rows(schema.return_codes)[0].code
    desk.pass_time(26 * 3600)
    desk.ticks()

    ticket = checks_in(desk, code)

    stop = desk.stop(ticket.id)
    assert (stop.visitor_class, stop.effective_at) == ("returned", desk.now - timedelta(minutes=20))
    with pytest.raises(CodeUsed):
        checks_in(desk, code)
    assert desk.fault() is None


def test_a_return_code_is_good_for_thirty_days(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.SUPPLEMENT)
    code = desk.rows(schema.return_codes)[0].code
    desk.pass_time(31 * 24 * 3600)

    with pytest.raises(CodeUsed):
        checks_in(desk, code)


def test_no_code_stands_in_the_open_part_of_the_log(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.serves(outcome=Outcome.SUPPLEMENT)
    codes = [booked(desk, code="AB-7788"), desk.rows(schema.return_codes)[0].code]

    assert not [event for event in desk.told for code in codes if code in event.body]


def test_a_green_channel_names_who_approved_its_use(tmp_path_factory: pytest.TempPathFactory) -> None:
    desk = Desk(tmp_path_factory.mktemp("green") / "hall", more=GREEN)
    code = booked(desk, matter="project", at=MONDAY_NINE, approver="局长", reason="重点项目")
    desk.sits("t-3", "8")
    ticket = checks_in(desk, code)

    kept = desk.events("appointment.kept")[0].facts
    assert (kept["approver"], kept["reason"], ticket.number) == ("局长", "重点项目", "G001")
    assert desk.calls("8") == "G001"
    desk.close()
