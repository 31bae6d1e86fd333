"""Undo within the minute: one's own last act, as a logged move; refused where the window or the visit has gone on."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.core.errors import (
    NotAllowed,
    NothingToUndo,
    RatedAlready,
    TooLate,
    WindowBusy,
    WrongState,
)
from hallserver.core.outcomes import Outcome
from hallserver.core.rights import Principal
from hallserver.core.tickets import UndoAct
from hallserver.services.queue import staff, undoing, visits, windows
from hallserver.store import schema
from hallserver.views.windows import window_view
from tests.small import BOSS, KIOSK, Desk, clerk

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


def test_a_visitor_who_is_at_another_window_is_not_called_back(desk: Desk) -> None:
    desk.sits("t-1", WINDOW)
    desk.sits("l-2", "3")
    ticket = desk.visits("tax-file", "notary-will")
    desk.calls(WINDOW)
    desk.at(WINDOW, windows.miss)
    desk.pass_time(5)
    undoes(desk)
    held = [row.state for row in desk.rows(schema.stops) if row.matter == "notary-will"]
    assert held == ["held"]
    desk.at(WINDOW, windows.miss)
    for _ in range(50):  # the time to walk: then the other stop may be called
        desk.pass_time(1)
        desk.ticks()
        if look(desk, "3").waiting:
            break
    if look(desk, "3").waiting and look(desk).undo:
        desk.calls("3")
        assert desk.stop(ticket.id).window == "3"
        with pytest.raises(WrongState):
            undoes(desk)
    assert desk.fault() is None


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
