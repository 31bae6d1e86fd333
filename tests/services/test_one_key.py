"""One key a visitor, a hall's choice: an end with its usual outcome and the next call are two acts, both taken back."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.core.casework.cases import Case
from hallserver.core.casework.outcomes import Outcome, usual_outcome
from hallserver.core.errors import NotAllowed, NothingToUndo, TooLate, WindowBusy
from hallserver.core.rights import Principal
from hallserver.core.rules import read_rules
from hallserver.services.planning import rules
from hallserver.services.queue import undoing, visits, windows
from hallserver.services.queue.record import End
from hallserver.store.queue.undoable import UndoAct
from hallserver.store.schema import services, stops
from tests.small import BOSS, KIOSK, Desk


def publish(desk: Desk, text: str) -> None:
    plan = desk.writer.state.plan
    desk.does(rules.publish_rules, BOSS, read_rules(text, plan.rules, plan.lines))


@pytest.fixture
def quick(desk: Desk) -> Desk:
    """A hall that wants one key; the chief at window 1, two visitors, the first being served."""
    publish(desk, "one_key = true")
    desk.sits("t-1", "1")
    for _ in range(2):
        desk.issue("tax-file")
    desk.calls()
    desk.at("1", windows.start)
    return desk


def view(desk: Desk) -> Any:
    return desk.does(windows._view, "1")


def presses(desk: Desk) -> None:
    """Space, as the console sends it: two acts."""
    desk.at("1", windows.finish, end=End(view(desk).ticket.usual))
    desk.at("1", windows.call_next)


@pytest.mark.parametrize(
    ("on_the_spot", "may_decide", "case", "usual"),
    [
        (True, True, None, Outcome.DONE),
        (True, False, None, Outcome.ACCEPTED),
        (False, True, None, Outcome.ACCEPTED),
        (True, True, Case.READY, Outcome.HANDED_OVER),
        (True, True, Case.SUPPLEMENT, None),
    ],
)
def test_how_a_service_usually_ends(
    on_the_spot: bool, may_decide: bool, case: Case | None, usual: Outcome | None
) -> None:
    assert usual_outcome(on_the_spot=on_the_spot, may_decide=may_decide, case=case) is usual


def test_the_window_says_the_usual_outcome_only_where_the_hall_wants_it(quick: Desk) -> None:
    assert view(quick).ticket.usual is Outcome.DONE

    publish(quick, "one_key = false")
    assert view(quick).ticket.usual is None


def test_an_acceptance_has_a_key_only_where_its_receipt_comes_out(quick: Desk) -> None:
    quick.at("1", windows.finish, end=End(Outcome.DONE))
    quick.at("1", windows.call_next)
    quick.at("1", windows.miss)
    quick.issue("tax-audit")
    quick.calls()

    assert view(quick).ticket.usual is None  # the next number would hide the code, and nothing prints it


def test_one_key_is_two_acts_in_the_log_and_next_at_a_busy_window_stays_refused(quick: Desk) -> None:
    with pytest.raises(WindowBusy):
        quick.at("1", windows.call_next)
    presses(quick)

    kinds = [each.kind for each in quick.told if each.kind.startswith("ticket.")]
    assert kinds[-2:] == ["ticket.finished", "ticket.called"]
    assert [row.outcome for row in quick.rows(services)] == ["done"]
    assert (view(quick).state, view(quick).ticket.number) == ("called", "A002")


def test_both_are_taken_back_and_the_called_one_waits_in_the_old_place(quick: Desk) -> None:
    place = quick.rows(stops)[1]
    presses(quick)
    shown = view(quick).undo
    assert (shown.act, shown.number, shown.outcome, shown.puts_back) == (
        UndoAct.FINISH,
        "A001",
        Outcome.DONE,
        "A002",
    )
    after = quick.at("1", undoing.undo_at_window)

    assert (after.state, after.ticket.number) == ("serving", "A001")
    back = quick.rows(stops)[1]
    assert (back.state, back.window, back.session, back.called_at) == ("waiting", None, None, None)
    assert (back.tier, back.effective_at, back.seq) == (place.tier, place.effective_at, place.seq)
    assert quick.fault() is None
    presses(quick)
    assert view(quick).ticket.number == "A002"
    assert quick.fault() is None


def test_whoever_came_already_is_not_sent_back(quick: Desk) -> None:
    presses(quick)
    quick.at("1", windows.start)

    assert view(quick).undo is None
    with pytest.raises(WindowBusy):
        quick.at("1", undoing.undo_at_window)


def test_a_minute_later_nothing_is_put_back(quick: Desk) -> None:
    presses(quick)
    quick.pass_time(61)

    assert view(quick).undo is None
    with pytest.raises((WindowBusy, NothingToUndo)):
        quick.at("1", undoing.undo_at_window)
    assert quick.state(2) == "called"


def test_what_somebody_else_did_is_not_taken_back_and_nobody_is_put_back(quick: Desk) -> None:
    presses(quick)
    stranger = Principal("window:other", "window", "1", "1")

    with pytest.raises(NotAllowed):
        quick.does(undoing.undo_at_window, stranger, "1")
    assert quick.state(2) == "called"
    assert quick.state(1) == "finished"


def test_where_the_hall_does_not_want_it_a_called_visitor_stays_called(quick: Desk) -> None:
    publish(quick, "one_key = false")
    quick.at("1", windows.finish, end=End(Outcome.DONE))
    quick.at("1", windows.call_next)

    assert view(quick).undo is None
    with pytest.raises(WindowBusy):
        quick.at("1", undoing.undo_at_window)


def test_a_visit_of_several_matters_is_put_back_with_all_of_them(quick: Desk) -> None:
    quick.does(visits.cancel, KIOSK, 2)
    quick.visits("tax-visit", "notary-will")
    presses(quick)
    assert [each.state for each in quick.rows(stops)][-2:] == ["called", "held"]
    quick.at("1", undoing.undo_at_window)

    assert quick.rows(stops)[-2].state == "waiting"
    quick.ticks(121)
    assert quick.rows(stops)[-1].state == "waiting"
    assert quick.fault() is None


def test_a_rated_service_is_not_reopened_and_its_successor_stays_called(quick: Desk) -> None:
    presses(quick)
    quick.does(visits.rate, KIOSK, 1, 5, ())

    with pytest.raises(TooLate):
        quick.at("1", undoing.undo_at_window)
    assert quick.state(2) == "called"
