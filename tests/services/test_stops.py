"""One visit, several stops: one slip, one number, never at two windows at once."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import Malformed, NobodyWaiting, WrongState
from hallserver.services.queue import numbers, visits, windows
from hallserver.services.queue.transitions import stops_of
from hallserver.store import schema
from tests.small import KIOSK, Desk

GRACE = 120


def states(desk: Desk, ticket: int) -> list[str]:
    return [f"{stop.matter} {stop.state}" for stop in desk.does(stops_of, ticket)]


@pytest.fixture
def open_hall(desk: Desk) -> Desk:
    """t-2 at window 1 serves tax matters, l-1 at 3 the notary's."""
    desk.sits("t-2", "1")
    desk.sits("l-2", "3")
    return desk


def test_a_visit_has_one_number_and_one_slip_and_stands_in_each_line(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")

    assert visit.number == "A001"
    assert [(stop.matter, stop.state) for stop in visit.stops] == [
        ("tax-file", "waiting"),
        ("notary-will", "waiting"),
    ]
    assert len(desk.rows(schema.tickets)) == len(desk.rows(schema.print_jobs)) == 1


def test_while_one_stop_is_called_the_other_keeps_its_place_and_cannot_be_called(open_hall: Desk) -> None:
    """T8: two windows press Next for the same visitor's two stops; the other one gets the next visitor."""
    desk = open_hall
    visit, other = desk.visits("tax-file", "notary-will"), desk.issue("notary-will")
    before = [stop.effective_at for stop in desk.does(stops_of, visit.id)]

    assert desk.calls("1") == visit.number
    assert states(desk, visit.id) == ["tax-file called", "notary-will held"]
    assert desk.calls("3") == other.number
    assert [stop.effective_at for stop in desk.does(stops_of, visit.id)] == before


def test_at_the_end_of_a_stop_the_other_is_released_after_the_walk(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    later = desk.issue("notary-will")
    desk.calls("1")
    desk.pass_time(600)
    desk.finishes("1")

    desk.ticks(GRACE - 1)
    still = states(desk, visit.id)
    desk.ticks(1)

    assert still == ["tax-file finished", "notary-will held"]
    assert states(desk, visit.id) == ["tax-file finished", "notary-will waiting"]
    assert [desk.calls("3"), later.number] == [visit.number, "C001"]
    assert desk.fault() is None


def test_a_stop_that_comes_after_another_waits_for_its_end(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("notary-will<tax-file", "tax-file")
    with pytest.raises(NobodyWaiting):
        desk.calls("3")

    desk.calls("1")
    desk.finishes("1")
    desk.ticks(GRACE)

    assert desk.calls("3") == visit.number == "A001"


@pytest.mark.parametrize(
    "wishes",
    [
        ("tax-file", "tax-file"),
        ("tax-file<notary-will", "notary-will<tax-file"),
        ("tax-file<reg-new",),
        ("tax-file<tax-file",),
    ],
)
def test_stops_that_make_no_sense_are_refused_and_take_no_number(desk: Desk, wishes: tuple[str, ...]) -> None:
    with pytest.raises(Malformed):
        desk.visits(*wishes)

    assert desk.rows(schema.tickets) == []
    assert desk.issue().number == "A001"


def test_a_visitor_who_does_not_come_keeps_the_other_stop(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.ticks(GRACE)

    assert states(desk, visit.id) == ["tax-file missed", "notary-will waiting"]
    desk.calls("3")
    desk.does(visits.come_back, KIOSK, visit.id)
    assert states(desk, visit.id) == ["tax-file held", "notary-will called"]
    desk.finishes("3")
    desk.ticks(GRACE)
    assert desk.calls("1") == visit.number


def test_a_parked_stop_is_not_brought_back_while_its_visitor_is_elsewhere(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.park, reason="copy", minutes=None)
    desk.ticks(GRACE)
    desk.calls("3")

    with pytest.raises(WrongState):
        desk.at("1", windows.bring_back, ticket=visit.id)
    desk.finishes("3")
    desk.at("1", windows.bring_back, ticket=visit.id)
    assert states(desk, visit.id) == ["tax-file called", "notary-will finished"]


def test_time_that_comes_while_the_visitor_is_elsewhere_releases_nothing(open_hall: Desk) -> None:
    """More time was asked for one stop; the other is called meanwhile; both at once is never possible."""
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    desk.does(visits.ask_for_time, KIOSK, visit.id)
    desk.calls("3")
    desk.ticks(10 * 60)

    assert states(desk, visit.id) == ["tax-file held", "notary-will called"]
    assert desk.does(stops_of, visit.id)[0].held_reason == "other_stop"


def test_the_schema_itself_refuses_a_visitor_at_two_windows(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    desk.calls("1")

    def behind_our_back(work: object) -> None:
        values = {"state": "called", "window": "3", "session": 2, "held_reason": None}
        table = schema.stops
        work.connection.execute(
            update(table).where(table.c.ticket == visit.id, table.c.position == 2).values(**values)
        )  # type: ignore[attr-defined]

    with pytest.raises(IntegrityError, match=r"stop\.ticket"):
        desk.writer(behind_our_back)


def test_giving_the_number_up_ends_all_its_stops(desk: Desk) -> None:
    visit = desk.visits("tax-file", "notary-will<tax-file")
    desk.does(visits.cancel, KIOSK, visit.id)

    assert states(desk, visit.id) == ["tax-file cancelled", "notary-will cancelled"]
    assert desk.fault() is None


def test_each_stop_has_its_own_record_and_the_last_one_is_rated(open_hall: Desk) -> None:
    desk = open_hall
    visit = desk.visits("tax-file", "notary-will")
    desk.calls("1")
    desk.pass_time(60)
    desk.finishes("1", Outcome.DONE)
    desk.ticks(GRACE)
    desk.calls("3")
    desk.pass_time(30)
    desk.finishes("3", Outcome.DONE)
    desk.does(visits.rate, KIOSK, visit.id, 5, ())

    assert [(row.matter, row.window) for row in desk.rows(schema.services)] == [
        ("tax-file", "1"),
        ("notary-will", "3"),
    ]
    rated = desk.rows(schema.ratings)[0].stop
    assert rated == desk.does(stops_of, visit.id)[1].id


def test_a_visit_counts_once_in_each_line_it_stands_in(desk: Desk) -> None:
    desk.visits("tax-file", "notary-will", "tax-audit")

    assert {(row.line, row.matter): row.waiting for row in desk.rows(schema.tally)} == {
        ("tax", "tax-file"): 1,
        ("notary", "notary-will"): 1,
        ("tax", "tax-audit"): 1,
    }
    assert desk.does(numbers.issue, KIOSK, numbers.Wish("tax-file")).ahead == 2
