"""Who sits where, under which letters; PINs."""

from __future__ import annotations

import pytest

from hallserver.core.errors import (
    NotFound,
    NothingToServe,
    NotSeconded,
    WindowBusy,
    WindowClosed,
    WindowPaused,
    WindowTaken,
)
from hallserver.services import timers
from hallserver.services.queue import staff
from hallserver.store import schema
from tests.small import BOSS, Desk


def may(desk: Desk) -> dict[str, str]:
    """What the newest session may serve."""
    rows = desk.rows(schema.session_matters)
    newest = max(row.session for row in rows)
    return {row.matter: row.power for row in rows if row.session == newest}


def test_sign_on_computes_matters_from_plan_and_the_chiefs_letter(desk: Desk) -> None:
    view = desk.sits("t-2", "1")

    assert may(desk) == {
        "tax-file": "decide",
        "tax-audit": "decide",
        "reg-new": "decide",
        "tax-visit": "accept",
    }
    assert view.session.letter == "Tax 2026-1"
    assert view.state == "open"


def test_an_own_letter_counts_beside_the_chiefs(desk: Desk) -> None:
    desk.sits("l-2", "3")

    assert may(desk) == {"notary-will": "decide"}


def test_without_a_letter_there_is_nothing_to_serve(desk: Desk) -> None:
    with pytest.raises(NothingToServe):
        desk.sits("l-1", "3")


def test_covering_somebody_brings_their_letter(desk: Desk) -> None:
    desk.sits("l-1", "3", covers="l-2")

    assert may(desk) == {"notary-will": "decide"}
    assert desk.events("window.opened")[0].facts["covers"] == "l-2"


def test_a_letter_that_ended_yesterday_speaks_no_more(desk: Desk) -> None:
    desk.pass_time(86_400)

    with pytest.raises(NothingToServe):
        desk.sits("l-2", "3")


def test_an_integrated_window_has_a_mandate_of_its_own(desk: Desk) -> None:
    desk.sits("l-2", "9")

    assert may(desk) == {
        "tax-file": "accept",
        "tax-audit": "accept",
        "tax-visit": "accept",
        "post-send": "accept",
    }


def test_at_an_integrated_window_the_stronger_letter_wins(desk: Desk) -> None:
    desk.sits("t-2", "9")

    assert may(desk)["tax-file"] == "decide"
    assert may(desk)["post-send"] == "accept"


def test_who_is_not_seconded_today_cannot_sit_down(desk: Desk) -> None:
    with pytest.raises(NotSeconded):
        desk.sits("l-3", "3")
    with pytest.raises(NotFound):
        desk.sits("x-9", "3")


def test_a_window_holds_one_and_a_person_sits_once(desk: Desk) -> None:
    desk.sits("t-2", "1")

    with pytest.raises(WindowTaken) as here:
        desk.sits("t-3", "1")
    with pytest.raises(WindowTaken) as elsewhere:
        desk.sits("t-2", "2")

    assert here.value.state == {"window": "1", "staffer": "t-2"}
    assert elsewhere.value.state == {"window": "1", "staffer": "t-2"}


def test_nobody_signs_off_over_a_ticket(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")

    with pytest.raises(WindowBusy):
        desk.at("1", staff.sign_off)


def test_a_window_where_nobody_sits_is_closed(desk: Desk) -> None:
    for verb in (staff.sign_off, staff.resume):
        with pytest.raises(WindowClosed):
            desk.at("1", verb)


def test_a_pause_is_one_and_ends_with_the_session(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.at("1", staff.pause, reason="tea")
    with pytest.raises(WindowPaused):
        desk.at("1", staff.pause, reason="more tea")
    desk.pass_time(300)
    view = desk.at("1", staff.sign_off)

    pause = desk.rows(schema.session_pauses)[0]
    assert (view.state, (pause.to_at - pause.from_at).total_seconds()) == ("closed", 300)


def test_a_window_that_pauses_over_a_ticket_still_says_called(desk: Desk) -> None:
    desk.issue()
    desk.sits("t-2", "1")
    desk.calls("1")
    view = desk.at("1", staff.pause, reason="tea")

    assert view.state == "called"
    assert desk.events("window.paused")[0].facts["window_state"] == "called"


def test_any_takes_somebody_who_may_sit_there(desk: Desk) -> None:
    first = desk.does(staff.sit_down_for, BOSS, "1", "any")
    again = desk.does(staff.sit_down_for, BOSS, "1", "any")
    second = desk.does(staff.sit_down_for, BOSS, "2", "any")

    assert first.session.id == again.session.id
    assert first.session.staffer != second.session.staffer
    with pytest.raises(NothingToServe):
        desk.does(staff.sit_down_for, BOSS, "3", "l-1")


def test_a_session_left_open_over_night_is_closed_and_says_why(office: Desk) -> None:
    office.sits("t-2", "1")
    office.pass_time(86_400)
    assert office.is_due()

    office.does(timers.run_due)

    assert [event.facts["reason"] for event in office.events("window.closed")] == ["day_ended"]
    assert not office.is_due()


def test_in_a_hall_that_never_closes_nobody_is_signed_off_at_midnight(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.pass_time(86_400)

    desk.does(timers.run_due)

    assert desk.events("window.closed") == []
