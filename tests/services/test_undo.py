"""Undo within the minute: one's own last act, as a logged move; refused where the window or the visit has gone on."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    NotAllowed,
    NothingToUndo,
    RatedAlready,
    TooLate,
    WindowBusy,
    WrongState,
)
from hallserver.core.queue.tickets import UndoAct
from hallserver.core.rights import Principal
from hallserver.services.queue import days, further, staff, undoing, visits, windows
from hallserver.store import schema
from hallserver.views.queue.windows import window_view
from tests.small import BOSS, KIOSK, REFUSED, Desk, clerk

WINDOW = "1"


def follower(ticket: int) -> Principal:
    return Principal(f"follower:{ticket}", "follower", f"{ticket}", ticket=ticket)


def look(desk: Desk, window: str = WINDOW) -> Any:
    return desk.does(lambda work: window_view(work.connection, work.plan, window, work.now, 0))


def undoes(desk: Desk, window: str = WINDOW) -> Any:
    return desk.does(undoing.undo_at_window, clerk(window), window)


@pytest.fixture
def called(desk: Desk) -> int:
    """A visitor who is called at window 1."""
    desk.sits("t-1", WINDOW)
    ticket = desk.issue("tax-file")
    desk.calls(WINDOW)
    return ticket.id


def test_a_miss_is_taken_back_and_the_visitor_is_called_there_again(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.miss)
    view = look(desk)
    assert (view.undo.act, view.undo.ticket, view.undo.number) == (UndoAct.MISS, called, "A001")
    before = desk.rows(schema.stops)[0]

    view = undoes(desk)

    assert (view.state, view.ticket.id, view.undo) == ("called", called, None)
    after = desk.rows(schema.stops)[0]
    assert (after.called_at, after.call_seq, after.window) == (before.called_at, before.call_seq, WINDOW)
    assert [event.facts["state"] for event in desk.events("ticket.reopened")] == ["called"]
    desk.at(WINDOW, windows.start)
    desk.at(WINDOW, windows.finish, end=windows.End(Outcome.DONE))
    assert desk.fault() is None


def test_a_miss_that_no_screen_had_shown_is_no_finding_once_it_is_taken_back(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.miss)
    assert [row.lifted for row in desk.rows(schema.findings) if row.kind == "unseen"] == [None]
    undoes(desk)

    assert [row.lifted for row in desk.rows(schema.findings) if row.kind == "unseen"] == ["reopened"]
    assert desk.fault() is None


def test_a_wrong_outcome_is_taken_back_and_the_record_counts_once(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.start)
    desk.pass_time(60)
    desk.at(WINDOW, windows.finish, end=windows.End(Outcome.CONSULTED))
    view = look(desk)
    assert (view.undo.act, view.undo.outcome) == (UndoAct.FINISH, Outcome.CONSULTED)

    assert undoes(desk).state == "serving"
    desk.at(WINDOW, windows.finish, end=windows.End(Outcome.DONE))

    counted = [(row.outcome, row.excluded) for row in desk.rows(schema.services)]
    assert counted == [("consulted", "reopened"), ("done", None)]
    assert desk.fault() is None


def test_a_sign_off_by_mistake_is_taken_back_without_a_pin(desk: Desk) -> None:
    desk.sits("t-2", WINDOW, covers="t-3")
    gone = look(desk).session.id
    desk.at(WINDOW, staff.sign_off)
    assert look(desk).undo.act is UndoAct.SIGN_OFF

    view = undoes(desk)

    assert (view.state, view.session.staffer, view.session.covers) == ("open", "t-2", "t-3")
    assert desk.events("window.opened")[-1].facts["undoes"] == gone
    assert desk.fault() is None


@pytest.mark.parametrize("act", ["miss", "finish", "sign_off"])
def test_after_a_minute_nothing_is_taken_back(desk: Desk, called: int, act: str) -> None:
    if act == "miss":
        desk.at(WINDOW, windows.miss)
    else:
        desk.at(WINDOW, windows.start)
        desk.at(WINDOW, windows.finish, end=windows.End(Outcome.DONE))
    if act == "sign_off":
        desk.at(WINDOW, staff.sign_off)
    desk.pass_time(60)
    assert look(desk).undo is not None
    desk.pass_time(1)

    assert look(desk).undo is None
    with pytest.raises(NothingToUndo):
        undoes(desk)


def test_while_the_next_visitor_is_there_nothing_is_taken_back(desk: Desk, called: int) -> None:
    desk.issue("tax-file")
    desk.at(WINDOW, windows.miss)
    desk.calls(WINDOW)

    assert look(desk).undo is None
    with pytest.raises(WindowBusy):
        undoes(desk)


def test_a_visitor_who_is_at_another_window_is_not_called_back(desk: Desk, called: int) -> None:
    desk.sits("l-2", "3")
    desk.at(WINDOW, windows.miss)
    desk.does(further.add, KIOSK, called, "notary-will", None)
    desk.calls("3")

    with pytest.raises(WrongState):
        undoes(desk)
    assert states(desk) == {"tax-file": "missed", "notary-will": "called"}
    assert desk.fault() is None


def test_a_second_miss_holds_the_other_matter_again(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    desk.visits("tax-file", "notary-will")
    desk.calls(WINDOW)
    desk.at(WINDOW, windows.miss)
    desk.pass_time(5)
    undoes(desk)

    assert states(desk)["notary-will"] == "held"


def test_whoever_sits_there_now_takes_back_nothing_of_another(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.miss)
    desk.at(WINDOW, staff.sign_off)
    desk.sits("t-2", WINDOW)

    assert look(desk).undo is None
    with pytest.raises(NothingToUndo):
        undoes(desk)


def test_nobody_takes_back_what_somebody_else_did(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.miss)
    with pytest.raises(NotAllowed):
        desk.does(undoing.undo, clerk("2"), called)
    with pytest.raises(NotAllowed):
        desk.does(undoing.undo, BOSS, called)


def test_a_visitor_takes_the_own_cancellation_back_and_keeps_the_place(desk: Desk) -> None:
    first, second = desk.issue("tax-file"), desk.issue("tax-file")
    desk.does(visits.cancel, follower(first.id), first.id)
    with pytest.raises(NotAllowed):
        desk.does(undoing.undo, follower(second.id), first.id)

    view = desk.does(undoing.undo, follower(first.id), first.id)

    assert (view.state, view.ahead) == ("waiting", 0)
    assert desk.fault() is None


def test_a_kiosk_takes_back_the_cancellation_it_made(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.does(visits.cancel, KIOSK, ticket.id)

    assert desk.does(undoing.undo, KIOSK, ticket.id).state == "waiting"


def test_a_waiting_number_has_nothing_to_take_back(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    with pytest.raises(NothingToUndo):
        desk.does(undoing.undo, KIOSK, ticket.id)


def test_a_rated_service_is_not_taken_back(desk: Desk, called: int) -> None:
    desk.at(WINDOW, windows.start)
    desk.at(WINDOW, windows.finish, end=windows.End(Outcome.DONE))
    desk.does(visits.rate, follower(called), called, 5, ())
    with pytest.raises((TooLate, RatedAlready, WrongState)):
        undoes(desk)


def ends(desk: Desk, window: str = WINDOW) -> None:
    desk.at(window, windows.start)
    desk.at(window, windows.finish, end=windows.End(Outcome.DONE))


def states(desk: Desk) -> dict[str, str]:
    return {row.matter: row.state for row in desk.rows(schema.stops)}


def test_an_act_is_taken_back_once_and_nothing_older_after_it(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    ticket = desk.visits("tax-file", "notary-will")
    desk.calls(WINDOW)
    ends(desk)
    me = follower(ticket.id)
    desk.does(visits.cancel, me, ticket.id)
    desk.does(undoing.undo, me, ticket.id)

    with pytest.raises(NothingToUndo):
        desk.does(undoing.undo, me, ticket.id)

    assert states(desk)["tax-file"] == "finished"
    assert [row.excluded for row in desk.rows(schema.services)] == [None]
    assert desk.fault() is None


def test_a_cancelled_visit_comes_back_with_all_its_matters_in_their_order(desk: Desk) -> None:
    ticket = desk.visits("tax-file", "notary-will<tax-file")
    before = states(desk)
    desk.does(visits.cancel, KIOSK, ticket.id)
    desk.does(undoing.undo, KIOSK, ticket.id)

    assert states(desk) == before == {"tax-file": "waiting", "notary-will": "held"}
    assert [row.held_reason for row in desk.rows(schema.stops)] == [None, "after"]
    assert desk.fault() is None


def test_what_came_first_comes_first_again_when_its_end_is_taken_back(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    desk.visits("tax-file", "notary-will<tax-file")
    desk.calls(WINDOW)
    ends(desk)
    undoes(desk)

    assert [row.held_reason for row in desk.rows(schema.stops)] == [None, "after"]
    assert desk.fault() is None


@pytest.mark.parametrize("who", [clerk(WINDOW), KIOSK])
def test_only_what_the_key_names_is_taken_back(desk: Desk, who: Principal) -> None:
    desk.sits("t-1", WINDOW)
    ticket = desk.visits("tax-file", "notary-will")
    desk.calls(WINDOW)
    ends(desk)
    assert look(desk).undo.act is UndoAct.FINISH
    desk.does(further.drop, who, ticket.id, "notary-will")

    assert look(desk).undo is None
    with pytest.raises(NothingToUndo):
        undoes(desk)
    assert states(desk) == {"tax-file": "finished", "notary-will": "cancelled"}


def test_a_manager_s_closing_of_a_window_is_not_taken_back_there(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    desk.does(days.close_window, BOSS, WINDOW, "核查")

    assert look(desk).undo is None
    with pytest.raises(NothingToUndo):
        undoes(desk)


def test_another_device_at_the_window_takes_no_sign_off_back(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    desk.at(WINDOW, staff.sign_off)
    with pytest.raises(NothingToUndo):
        desk.does(undoing.undo_at_window, Principal("window:other", "window", "other", window=WINDOW), WINDOW)


def test_in_a_day_that_was_closed_nothing_is_taken_back(desk: Desk, called: int) -> None:
    ends(desk)
    other = desk.issue("notary-will")
    desk.does(visits.cancel, follower(other.id), other.id)
    desk.at(WINDOW, staff.sign_off)
    desk.does(days.close_day, BOSS, "停电", early=True)

    with pytest.raises(NothingToUndo):
        undoes(desk)
    with pytest.raises(TooLate):
        desk.does(undoing.undo, follower(other.id), other.id)
    assert set(states(desk).values()) == {"finished", "cancelled"}


def test_a_number_is_never_twice_for_one_matter(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.does(further.add, KIOSK, ticket.id, "notary-will", None)
    desk.does(further.drop, KIOSK, ticket.id, "notary-will")
    desk.does(further.add, KIOSK, ticket.id, "notary-will", None)
    with pytest.raises(
        REFUSED, match=r"stop\.ticket, stop\.matter|one_live_stop_per_matter"
    ):  # `already_there` to whoever asks
        desk.does(undoing.undo, KIOSK, ticket.id)
    assert [row.state for row in desk.rows(schema.stops) if row.matter == "notary-will"] == [
        "cancelled",
        "waiting",
    ]
    assert desk.fault() is None


def test_a_slip_that_was_not_printed_when_its_number_was_cancelled_is_printed_after_all(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.does(visits.cancel, KIOSK, ticket.id)
    assert [row.state for row in desk.rows(schema.print_jobs)] == ["cancelled"]
    desk.does(undoing.undo, KIOSK, ticket.id)

    assert [row.state for row in desk.rows(schema.print_jobs)] == ["cancelled", "queued"]
