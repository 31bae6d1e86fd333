"""行风评议: a bad rating is put right within fifteen working days, and nobody at the window learns who gave it."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hallserver.core.errors import NotAllowed, NotFound, RectificationState
from hallserver.core.rights import Principal
from hallserver.services.queue import visits
from hallserver.services.supervision import rectify
from hallserver.store import schema
from hallserver.views.casework.rectify import rectifications_view
from hallserver.views.figures import reports
from tests.small import KIOSK, Desk

TAX = Principal("department:tax", "department", "tax", department="tax")
LAW = Principal("department:law", "department", "law", department="law")
MANAGER = Principal("manager:manager", "manager", "manager")
INSPECTOR = Principal("supervision:office", "supervision", "office")
DAY = 86_400


def rated(desk: Desk, level: int) -> int:
    """A visitor was served by t-2 and rates; gives the newest case's id, 0 when there is none."""
    if not desk.rows(schema.sessions):
        desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves()
    desk.does(visits.rate, KIOSK, ticket.id, level, ("rude",))
    return max(
        (row.id for row in desk.rows(schema.rectifications) if row.stop == desk.stop(ticket.id).id), default=0
    )


def cases(desk: Desk, department: str | None = None) -> Any:
    with desk.reader.connect() as connection:
        plan = desk.writer.state.plan
        today = plan.hours.business_day(desk.now)
        return rectifications_view(connection, plan, today, department).rectifications


def measured(desk: Desk) -> Any:
    zone = ZoneInfo("Asia/Shanghai")
    ask = reports.Ask("ratings", "staffer", date(2026, 3, 1), date(2026, 4, 30), zone)
    with desk.reader.connect() as connection:
        return reports.report(connection, desk.writer.state.plan, ask).total


@pytest.mark.parametrize(("level", "opens"), [(1, True), (2, True), (3, False), (4, False), (5, False)])
def test_only_the_two_worst_levels_are_to_be_put_right(desk: Desk, level: int, opens: bool) -> None:
    assert bool(rated(desk, level)) is opens


def test_it_is_due_in_fifteen_working_days_and_says_nothing_of_the_visitor(desk: Desk) -> None:
    rated(desk, 1)

    case = cases(desk)[0]
    assert (case.due, case.state, case.level, case.reasons) == (date(2026, 3, 23), "open", 1, ("rude",))
    assert (case.staffer, case.window, case.matter, case.served_on) == (
        "t-2",
        "1",
        "tax-file",
        date(2026, 3, 2),
    )
    assert not {"ticket", "number", "stop", "at"} & set(case.__slots__)


def test_a_department_sees_and_puts_right_its_own_only(desk: Desk) -> None:
    case = rated(desk, 2)

    assert (len(cases(desk, "tax")), cases(desk, "law")) == (1, ())
    with pytest.raises(NotAllowed):
        desk.does(rectify.put_right, LAW, case, "we would")
    with pytest.raises(NotFound):
        desk.does(rectify.put_right, TAX, case + 1, "what")


@pytest.mark.parametrize(("days", "in_time"), [(21, True), (22, False)])
def test_put_right_by_its_day_counts_and_later_does_not(desk: Desk, days: int, in_time: bool) -> None:
    case = rated(desk, 1)
    rated(desk, 5)
    desk.pass_time(days * DAY)
    assert cases(desk)[0].overdue is not in_time
    told = desk.does(rectify.put_right, TAX, case, "trained anew")

    assert (told.state, told.in_time, told.done_by) == ("done", in_time, "department:tax")
    expected = {"bad": 1, "level_1": 1, "level_5": 1} | ({"rectified_in_time": 1} if in_time else {})
    assert measured(desk).extra == expected
    with pytest.raises(RectificationState):
        desk.does(rectify.put_right, TAX, case, "again")


def test_the_hall_calls_back_once_and_only_after_it_was_put_right(desk: Desk) -> None:
    case = rated(desk, 1)
    with pytest.raises(RectificationState):
        desk.does(rectify.call_back, MANAGER, case, "content now", satisfied=True)
    desk.does(rectify.put_right, TAX, case, "trained anew")
    told = desk.does(rectify.call_back, MANAGER, case, "Mr Wang is content now", satisfied=True)

    assert (told.satisfied, told.called_back_by) == (True, "manager:manager")
    assert "Wang" not in desk.events("rectification.called_back")[0].body  # in the private part alone
    with pytest.raises(RectificationState):
        desk.does(rectify.call_back, MANAGER, case, "and again", satisfied=False)


def test_an_appeal_that_is_upheld_takes_the_rating_out_of_the_count_and_leaves_it_shown(desk: Desk) -> None:
    case = rated(desk, 1)
    desk.does(rectify.appeal, TAX, case, "it was the province's system")
    with pytest.raises(RectificationState):
        desk.does(rectify.put_right, TAX, case, "never mind")
    told = desk.does(rectify.review, INSPECTOR, case, "the system was down", upheld=True)

    total = measured(desk)
    assert (told.state, total.count, total.excluded, total.extra) == ("dropped", 0, 1, {})
    assert [event.kind for event in desk.events() if event.kind.startswith("rectification.")] == [
        "rectification.opened",
        "rectification.appealed",
        "rectification.reviewed",
    ]
    assert desk.fault() is None


def test_an_appeal_that_is_not_upheld_leaves_the_same_day_and_cannot_be_made_again(desk: Desk) -> None:
    case = rated(desk, 2)
    with pytest.raises(RectificationState):
        desk.does(rectify.review, INSPECTOR, case, "nobody asked", upheld=True)
    desk.does(rectify.appeal, TAX, case, "unjust")
    told = desk.does(rectify.review, INSPECTOR, case, "it was just", upheld=False)

    assert (told.state, told.due, told.reviewed_by) == ("open", date(2026, 3, 23), "supervision:office")
    with pytest.raises(RectificationState):
        desk.does(rectify.appeal, TAX, case, "still unjust")
