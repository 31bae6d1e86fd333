"""What a board is given when it comes in: whoever is called stands in it first, however much has been finished since."""

from __future__ import annotations

import random

import pytest

from hallserver.contract import BoardView
from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import visits, windows
from hallserver.services.queue.record import End
from hallserver.views.queue.board import CALLS_SHOWN, board_view
from tests.small import KIOSK, Desk

pytestmark = pytest.mark.long

LIVE = {"called": 0, "serving": 1}


def snapshot(desk: Desk, zone: str = "") -> BoardView:
    with desk.reader.connect() as connection:
        return board_view(connection, desk.writer.state.plan, zone, desk.now, 0, "build")


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    for staffer, window in (("t-1", "1"), ("t-2", "2"), ("l-2", "3")):
        desk.sits(staffer, window)
    return desk


def test_forty_services_do_not_hide_the_one_who_is_called(open_desk: Desk) -> None:
    """T40: called at one window and not come, while the next serves forty."""
    desk = open_desk
    desk.issue()
    called = desk.calls("1")
    for _ in range(CALLS_SHOWN):
        desk.issue()
        desk.pass_time(30)
        desk.serves("2", Outcome.CONSULTED)

    shown = snapshot(desk)

    assert (shown.calls[0].ticket, shown.calls[0].state) == (called, "called")
    assert len(shown.calls) == CALLS_SHOWN
    assert {each.state for each in shown.calls[1:]} == {"finished"}


def test_a_recall_brings_a_call_to_the_front_with_its_own_time(open_desk: Desk) -> None:
    desk = open_desk
    desk.issue()
    desk.issue("notary-will")
    desk.calls("1")
    desk.pass_time(40)
    desk.calls("3")
    desk.pass_time(20)
    desk.at("1", windows.recall)

    first, second = snapshot(desk).calls

    assert (first.window, second.window) == ("1", "3")
    assert first.at == desk.now
    assert first.seq == next(each.seq for each in desk.events("ticket.recalled"))
    assert second.seq == desk.events("ticket.called")[-1].seq


def test_what_was_recalled_and_called_anew_is_as_new_as_its_call(open_desk: Desk) -> None:
    desk = open_desk
    ticket = desk.issue()
    desk.calls("1")
    desk.at("1", windows.recall)
    desk.pass_time(31)
    desk.at("1", windows.miss)
    desk.does(visits.come_back, KIOSK, ticket.id)
    desk.calls("1")

    (call,) = snapshot(desk).calls

    assert call.seq == desk.events("ticket.called")[-1].seq


def test_a_zones_snapshot_shows_the_zones_calls(open_desk: Desk) -> None:
    desk = open_desk
    desk.issue()
    desk.issue("notary-will")
    desk.calls("1")
    desk.calls("3")

    assert [each.window for each in snapshot(desk, "B").calls] == ["3"]


@pytest.mark.parametrize("seed", range(4))
def test_of_any_morning_the_snapshot_names_every_window_that_has_somebody(open_desk: Desk, seed: int) -> None:
    """Called before serving before finished, each by its newest call; and the windows say the same."""
    desk, dice = open_desk, random.Random(seed)
    for _ in range(120):
        desk.pass_time(dice.randint(1, 40))
        window = dice.choice("123")
        state = {each.code: each.state for each in snapshot(desk).windows}[window]
        if state == "open":
            desk.issue("notary-will" if window == "3" else "tax-file")
            desk.calls(window)
        elif state == "called":
            desk.at(window, dice.choice((windows.recall, windows.start, windows.start)))
        else:
            desk.at(window, windows.finish, end=End(Outcome.CONSULTED))
        shown = snapshot(desk)

        at_windows = {each.ticket for each in shown.windows if each.ticket}
        assert {each.ticket for each in shown.calls if each.state in LIVE} == at_windows
        ranks = [LIVE.get(each.state, 2) for each in shown.calls]
        assert ranks == sorted(ranks)
        for rank in (0, 1):
            seqs = [each.seq for each, known in zip(shown.calls, ranks, strict=True) if known == rank]
            assert seqs == sorted(seqs, reverse=True)
