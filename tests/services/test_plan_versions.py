"""Versions of the plan and how one is brought back; the hall's own row and its calendar, changed on a page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from hallserver.contract import PlanDifference, SetupStep
from hallserver.core.errors import BadPlan, MatterInUse, MatterNotInHall, NotFound
from hallserver.core.plans.sheets import read_form
from hallserver.services.people import terms
from hallserver.services.planning import catalogue
from hallserver.services.planning.hall_settings import DayWish, announced_days
from hallserver.services.queue import visits
from hallserver.store import schema
from hallserver.store.plan_rows import said_plan
from hallserver.views.planning.setup import hall_plan_view, setup_view, versions_view
from tests.small import BOSS, KIOSK, Desk

MATTER = {
    "code": "tax-new",
    "department": "tax",
    "line": "tax",
    "name": {"zh": "新事项", "en": "New matter"},
    "kind": "on_the_spot",
    "norm_minutes": 10,
    "fee": {"zh": "不收费", "en": "free"},
}


def edits(desk: Desk, table: str, row: dict[str, object]) -> PlanDifference:
    return desk.does(catalogue.take_sheet, BOSS, read_form(table, "form", row))


def newest(desk: Desk) -> int:
    view = desk.does(lambda work: versions_view(work.connection, 0))
    return view.versions[0].version


def plan_of(desk: Desk) -> object:
    def read(work: object) -> object:
        plan = said_plan(work.connection, work.plan.rules)  # type: ignore[attr-defined]
        return plan.hall, plan.tables

    return desk.does(read)  # type: ignore[arg-type]


def test_what_was_changed_is_kept_and_brought_back(desk: Desk) -> None:
    before, first = plan_of(desk), newest(desk)
    edits(desk, "windows", {"code": "1", "lines": ["reg"]})
    edits(desk, "matters", MATTER)
    desk.does(catalogue.set_hall, BOSS, {"service_level_minutes": 25, "hours": {"mon": ["08:30-12:00"]}})
    told = desk.does(lambda work: versions_view(work.connection, 0))

    assert [each.table for each in told.versions] == ["hall", "matters", "windows", ""]
    assert [each.by for each in told.versions[:3]] == [BOSS.label] * 3
    assert [(each.code, each.what) for each in told.versions[1].changes] == [("tax-new", "added")]
    assert plan_of(desk) != before

    back = desk.does(catalogue.bring_back, BOSS, first)
    assert plan_of(desk) == before
    assert {(each.table, each.what) for each in back.changes} == {
        ("hall", "changed"),
        ("windows", "changed"),
        ("matters", "gone"),
    }
    assert "tax-new" not in desk.writer.state.plan.matters
    (told,) = desk.does(lambda work: versions_view(work.connection, 0)).versions[:1]
    assert told.undoes == first
    assert desk.fault() is None


def test_bringing_back_can_itself_be_brought_back(desk: Desk) -> None:
    first = newest(desk)
    edits(desk, "matters", MATTER)
    second, after = newest(desk), plan_of(desk)
    desk.does(catalogue.bring_back, BOSS, first)
    desk.does(catalogue.bring_back, BOSS, second)

    assert plan_of(desk) == after
    assert desk.issue("tax-new").number


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    first = newest(desk)
    edits(desk, "matters", MATTER)
    before = plan_of(desk)
    with pytest.raises(catalogue.Rehearsed) as tried:
        desk.writer(lambda work: catalogue.bring_back(work, BOSS, first, dry_run=True))

    assert [(each.code, each.what) for each in tried.value.told.changes] == [("tax-new", "gone")]
    assert plan_of(desk) == before
    assert newest(desk) == first + 1


def test_what_somebody_waits_for_is_not_taken_away_and_what_has_a_past_is_offered_no_more(desk: Desk) -> None:
    first = newest(desk)
    edits(desk, "matters", MATTER)
    waiting = desk.issue("tax-new")
    with pytest.raises(MatterInUse):
        desk.does(catalogue.bring_back, BOSS, first)
    desk.does(visits.cancel, KIOSK, waiting.id)
    desk.does(catalogue.bring_back, BOSS, first)

    row = next(each for each in desk.rows(schema.matters) if each.code == "tax-new")
    assert row.in_hall == 0
    with pytest.raises(MatterNotInHall):
        desk.issue("tax-new")


def test_a_version_is_kept_as_it_was(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.does(catalogue.bring_back, BOSS, 99)
    with pytest.raises(IntegrityError, match="never deleted"):
        desk.does(lambda work: work.connection.execute(delete(schema.plan_versions)) and None)
    with pytest.raises(IntegrityError, match="as it was"):
        desk.does(
            lambda work: work.connection.execute(update(schema.plan_versions).values(table="x")) and None
        )


def test_terms_and_letters_are_in_no_version(desk: Desk) -> None:
    first = newest(desk)
    edits(
        desk, "staffers", {"code": "t-9", "department": "tax", "name": {"zh": "税务局 09号", "en": "Tax 09"}}
    )
    day = desk.writer.state.plan.hours.business_day(desk.now)
    term = desk.does(terms.register_term, BOSS, "t-9", terms.Role.STAFF, (day, day + timedelta(days=365)))
    desk.does(catalogue.bring_back, BOSS, first)

    kept = desk.does(
        lambda work: work.connection.execute(
            select(schema.secondments.c.state).where(schema.secondments.c.id == term.id)
        ).scalar_one()
    )
    assert kept == "seconded"
    assert any(each.code == "t-9" for each in desk.rows(schema.staffers))


def test_hours_and_days_are_changed_on_a_page_and_count_at_once(office: Desk) -> None:
    desk = office
    monday = desk.writer.state.plan.hours.business_day(desk.now)
    days = [DayWish(monday, works=False), DayWish(monday + timedelta(days=5), works=True, like="mon")]
    told = desk.does(catalogue.set_days, BOSS, days)
    view = desk.does(lambda work: hall_plan_view(work.connection, work.day))

    assert [(each.code, each.what) for each in told.changes] == [
        (each.day.isoformat(), "added") for each in days
    ]
    assert [(each.day, each.works) for each in view.calendar] == [
        (each.day, bool(each.works)) for each in days
    ]
    assert not desk.writer.state.plan.hours.is_open(desk.now)
    desk.does(catalogue.set_days, BOSS, [DayWish(monday, works=None)])
    assert desk.writer.state.plan.hours.is_open(desk.now)
    assert desk.does(catalogue.set_days, BOSS, [DayWish(monday, works=None)]).changes == ()


def test_the_calendar_is_brought_back_with_its_plan(office: Desk) -> None:
    monday = office.writer.state.plan.hours.business_day(office.now)
    first = newest(office)
    office.does(catalogue.set_days, BOSS, [DayWish(monday, works=False)])
    off = newest(office)
    back = office.does(catalogue.bring_back, BOSS, first)
    assert [(each.table, each.what) for each in back.changes] == [("calendar", "gone")]
    assert office.writer.state.plan.hours.is_open(office.now)
    office.does(catalogue.bring_back, BOSS, off)
    assert not office.writer.state.plan.hours.is_open(office.now)


def test_announced_days_are_taken_at_one_press(desk: Desk) -> None:
    days = announced_days(date(2026, 3, 2))
    desk.does(catalogue.set_days, BOSS, days)
    calendar = desk.writer.state.plan.hours.calendar

    assert not calendar[date(2026, 10, 1)].works
    assert any(each.works for each in calendar.values())  # make-up days
    view = desk.does(lambda work: hall_plan_view(work.connection, work.day))
    assert view.known_until == 2026  # New Year of a later year is off by law, but nothing else of it is known
    assert view.calendar[-1].day.year > 2026


@pytest.mark.parametrize(
    "said", [{"hours": {"mon": ["12:00-09:00"]}}, {"hours": {"moon": []}}, {"service_level_minutes": 0}]
)
def test_what_is_no_hour_is_refused_by_field(desk: Desk, said: dict[str, object]) -> None:
    before = plan_of(desk)
    with pytest.raises(BadPlan):
        desk.does(catalogue.set_hall, BOSS, said)
    assert plan_of(desk) == before


def test_a_version_that_would_move_waiting_visitors_is_refused(desk: Desk) -> None:
    edits(desk, "matters", MATTER | {"line": "reg"})
    reg = newest(desk)
    edits(desk, "matters", {"code": "tax-new", "line": "tax"})
    desk.issue("tax-new")

    with pytest.raises(MatterInUse):
        desk.does(catalogue.bring_back, BOSS, reg)


def test_the_checklist_says_what_is_missing(desk: Desk) -> None:
    def steps() -> dict[str, SetupStep]:
        view = desk.does(lambda work: setup_view(work.connection, work.plan, work.day))
        return {each.code: each for each in view.steps}

    before = steps()
    edits(desk, "windows", {"code": "99", "name": {"zh": "99 号窗口", "en": "Window 99"}, "lines": []})
    after = steps()

    assert before["matters"].done
    assert {each.zh for each in after["windows"].lacks} - {each.zh for each in before["windows"].lacks} == {
        "99 号窗口"
    }
    assert not before["kiosks"].done


def test_a_version_lists_fifty_changes_and_counts_all(desk: Desk) -> None:
    days = announced_days(date(2026, 3, 2))
    desk.does(catalogue.set_days, BOSS, days)
    version = desk.does(lambda work: versions_view(work.connection, 0)).versions[0]

    assert version.change_count == len(days) > len(version.changes) == 50
    assert len(desk.told[-1].facts["changes"]) == 50
