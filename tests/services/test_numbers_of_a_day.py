"""The numbers of any day, by what they are and what became of them, and each one's story."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hallserver.core.errors import NotFound
from hallserver.core.queue.tickets import State
from hallserver.services.queue import visits
from hallserver.views.queue.numbers import AT_ONCE, FIRST, Sought, numbers_of_day, numbers_view
from hallserver.views.supervision.oversight import story_of, story_view
from tests.small import KIOSK, Desk

TODAY = date(2026, 3, 2)


def listed(desk: Desk, **sought: Any) -> Any:
    with desk.reader.connect() as connection:
        return numbers_of_day(connection, desk.writer.state.plan, Sought(**{"day": TODAY, **sought}))


@pytest.fixture
def hall(desk: Desk) -> Desk:
    """A001 served at window 1, A002 given up, A003 waits, B001 waits."""
    desk.sits("t-1", "1")
    _, gone, _ = (desk.issue("tax-file") for _ in range(3))
    desk.issue("reg-new")
    desk.pass_time(300)
    desk.serves("1")
    desk.does(visits.cancel, KIOSK, gone.id)
    return desk


def test_all_of_a_day_the_newest_first_with_what_became_of_them(hall: Desk) -> None:
    view = listed(hall)

    assert [each.number for each in view.numbers] == ["B001", "A003", "A002", "A001"]
    assert [each.state for each in view.numbers] == ["waiting", "waiting", "cancelled", "finished"]
    assert (view.total, view.kept_from) == (4, TODAY)
    served = view.numbers[-1]
    assert (served.window, served.wait_ms) == ("1", 300_000)
    assert served.called_at == served.arrived_at + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"find": "A00"}, ["A003", "A002", "A001"]),
        ({"find": "_"}, []),  # no wildcard
        ({"line": "reg"}, ["B001"]),
        ({"window": "1"}, ["A001"]),
        ({"state": State.WAITING}, ["B001", "A003"]),
        ({"state": State.WAITING, "line": "tax"}, ["A003"]),
        ({"day": TODAY - timedelta(1)}, []),
        ({"offset": 3}, ["A001"]),
    ],
)
def test_what_is_sought_alone_is_listed(hall: Desk, sought: dict[str, Any], found: list[str]) -> None:
    assert [each.number for each in listed(hall, **sought).numbers] == found


def test_fifty_at_once_and_the_rest_on_further_pages(desk: Desk) -> None:
    for _ in range(AT_ONCE + 1):
        desk.issue("tax-file")

    assert len(listed(desk).numbers) == AT_ONCE
    assert [each.number for each in listed(desk, offset=AT_ONCE).numbers] == ["A001"]
    assert listed(desk).total == AT_ONCE + 1


def test_the_story_is_the_one_that_supervision_reads(hall: Desk) -> None:
    served = listed(hall).numbers[-1]
    with hall.reader.connect() as connection:
        plan = hall.writer.state.plan
        assert story_of(connection, plan, served.ticket) == story_view(connection, plan, "A001", TODAY)
        with pytest.raises(NotFound):
            story_of(connection, plan, 999)


def test_the_guides_list_goes_on_behind_its_first_page(desk: Desk) -> None:
    for _ in range(FIRST + 3):
        desk.issue("tax-file")

    def page(offset: int) -> list[str]:
        with desk.reader.connect() as connection:
            plan = desk.writer.state.plan
            view = numbers_view(connection, plan, desk.now, "waiting", offset=offset)
            assert view.total == FIRST + 3
            return [each.number for each in view.numbers]

    assert len(page(0)) == FIRST
    assert page(FIRST) == ["A101", "A102", "A103"]
