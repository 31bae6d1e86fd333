"""A window sees whom it may call, in the order in which it would, and where a visitor may be sent."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.services.queue import staff, windows
from hallserver.views.queue.waiting import targets_view, waiting_view
from hallserver.views.queue.windows import window_view
from tests.services.test_one_reckoning import WINDOWS, busy_hall, look
from tests.small import Desk


def listed(desk: Desk, window: str = "1") -> Any:
    return desk.does(lambda work: waiting_view(work.connection, work.plan, window, work.now))


def targets(desk: Desk) -> Any:
    return desk.does(lambda work: targets_view(work.connection, work.plan, work.now))


@pytest.mark.parametrize("seed", range(10))
def test_the_list_is_whom_next_calls_one_by_one(desk: Desk, seed: int) -> None:
    busy_hall(desk, seed)
    for window in WINDOWS:
        view = look(desk, window)
        if view.session is None or view.ticket is not None:
            continue
        told = listed(desk, window)
        assert told.count == view.waiting == len(told.waiting)
        called = []
        while look(desk, window).waiting:
            called.append(desk.calls(window))
            desk.at(window, windows.start)
            desk.at(window, windows.finish, end=windows.End(Outcome.CONSULTED))
        assert [each.number for each in told.waiting] == called


def test_what_is_parked_anywhere_can_be_taken_up_where_it_may_be_served(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    desk.sits("l-2", "3")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.park, reason="材料", minutes=10)

    (parked,) = listed(desk, "2").parked
    assert (parked.number, parked.parked_at, parked.reason) == ("A001", "1", "材料")
    assert parked.due_at is not None
    assert listed(desk, "3").parked == ()
    desk.at("2", windows.bring_back, ticket=parked.ticket)
    assert look(desk, "2").ticket.number == "A001"
    assert listed(desk, "1").parked == ()


def test_who_was_sent_here_says_so(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.transfer, target=windows.Target(staffer="t-2", comment="复核"))

    assert [each.sent_here for each in listed(desk, "2").waiting] == [True]
    assert listed(desk, "1").waiting == ()


def test_a_closed_window_lists_nobody(desk: Desk) -> None:
    desk.issue("tax-file")

    assert (listed(desk).count, listed(desk).waiting) == (0, ())


def test_targets_are_the_open_windows_with_their_people_and_the_lines_with_their_waits(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("t-2", "2")
    desk.issue("tax-file")
    desk.issue("tax-file")
    desk.calls("1")
    desk.at("2", staff.pause, reason="会议")

    told = targets(desk)
    assert [(each.code, str(each.state), each.staffer, each.waiting) for each in told.windows] == [
        ("1", "called", "t-1", 1),
        ("2", "paused", "t-2", 1),
    ]
    assert {each.line: each.waiting for each in told.lines}["tax"] == 1


def test_the_window_knows_what_else_the_visit_is_for(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.visits("tax-file", "notary-will<tax-file")
    desk.calls("1")

    stops = look(desk, "1").ticket.stops
    assert [(each.matter, each.after, str(each.state)) for each in stops] == [
        ("tax-file", None, "called"),
        ("notary-will", "tax-file", "held"),
    ]


def test_the_code_of_an_earlier_visitor_does_not_come_back(desk: Desk) -> None:
    """Accepted, then the next is called and parked: the first visitor's code is not shown to the second."""

    def accepted() -> Any:
        return desk.does(lambda work: window_view(work.connection, work.plan, "1", work.now, 0).accepted)

    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    desk.issue("tax-file")
    desk.serves("1", Outcome.ACCEPTED)
    assert accepted() is not None
    desk.at("1", staff.pause, reason="休息")
    assert accepted() is None
    desk.at("1", staff.resume)
    assert accepted() is not None
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(1)
    desk.at("1", windows.park, reason="材料", minutes=5)

    assert accepted() is None
