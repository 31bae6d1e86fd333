"""A plan that repeats itself, overlaps or meets what the hall knows is refused in words; nothing of it is taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from hallserver import alone
from hallserver.core.errors import BadPlan, HallError, MatterInUse, TermOverlaps
from hallserver.core.plans.plan import read_plan
from hallserver.core.plans.sheets import read_sheet
from hallserver.services.planning import catalogue, plans
from tests.small import BOSS, OFFICE_HOURS, Desk, made_plan, small_plan

SHIFT = '\n[[shifts]]\nwindow = "3"\ndays = {}\nhalf = "am"\nlines = ["notary"]\n'
DUTY = '\n[[duties]]\nwindow = "{}"\ndays = {}\nspan = "{}"\n'
QUOTA = '\n[[quotas]]\nline = "tax"\n{}most = 3\n'
TERM = '\n[[secondments]]\nstaffer = "l-3"\nrole = "staff"\nfrom = {}\nto = {}\n'
HOURS = OFFICE_HOURS.replace('["09:00-12:00", "13:30-17:00"]', "{}", 1)


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        (SHIFT.format('["mon"]') * 2, "shifts.days", "a row for “3 · mon · am” already"),
        (SHIFT.format('["mon", "tue"]') + SHIFT.format('["tue"]'), "shifts.days", "tue"),
        (SHIFT.format('["mon", "mon"]'), "shifts.days", "twice"),
        (DUTY.format("1", '["sat"]', "09:00-12:00") * 2, "duties.days", "already"),
        (
            DUTY.format("1", '["sat"]', "09:00-12:00") + DUTY.format("1", '["sat"]', "11:00-13:00"),
            "duties.span",
            "overlap",
        ),
        (
            DUTY.format("1", '["sat"]', "9:00-12:00") + DUTY.format("1", '["SAT"]', "09:00–12:00"),
            "duties.days",
            "already",
        ),
        (QUOTA.format("") * 2, "quotas.span", "already"),
        (QUOTA.format('span = "09:00-10:00"\n') * 2, "quotas.span", "already"),
        (TERM.format("2026-01-01", "2026-06-30") * 2, "secondments.from", "already"),
        (
            TERM.format("2026-01-01", "2026-06-30") + TERM.format("2026-06-30", "2026-12-31"),
            "secondments.from",
            "overlaps",
        ),
        (
            '\n[[groups]]\ncode = "g"\nname = { zh = "组" }\nmatters = ["tax-file", "TAX-FILE"]\n',
            "groups.matters",
            "twice",
        ),
        (
            "\n[calendar]\nholidays = [{ day = 2026-10-01 }, { day = 2026-10-01 }]\n",
            "calendar.holidays",
            "twice",
        ),
    ],
)
def test_what_a_plan_says_twice_is_told_with_its_line(more: str, field: str, said: str) -> None:
    with pytest.raises(BadPlan) as refused:
        read_plan(small_plan(more=more), "hall.toml")

    fault = next(each for each in refused.value.facts["faults"] if each["field"] == field)
    assert said in fault["en"]
    assert fault["line"] > len(small_plan().splitlines()) - 2


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ('["09:00-12:00", "11:30-17:00"]', "09:00-12:00 and 11:30-17:00 overlap"),
        ('["09:00-12:00", "09:00-12:00"]', "overlap"),
        ('["09:00-17:00", "12:00-12:30"]', "overlap"),
        ('["17:00-09:00"]', "ends before it starts"),
        ('["09:00"]', "no span like"),
    ],
)
def test_hours_that_overlap_are_refused(hours: str, said: str) -> None:
    with pytest.raises(BadPlan, match=said):
        made_plan(HOURS.format(hours))


def test_hours_are_kept_in_their_order_and_form() -> None:
    plan = made_plan(HOURS.format('["13:30-17:00", "9:00 – 12:00"]'))

    assert plan.hall["hours"]["mon"] == ["09:00-12:00", "13:30-17:00"]


def test_a_term_that_a_plan_prolongs_into_another_one_is_refused_and_nothing_is_taken(desk: Desk) -> None:
    first, second = TERM.format("2026-01-01", "2026-06-30"), TERM.format("2026-07-01", "2026-12-31")
    desk.does(plans.take_plan, BOSS, made_plan(more=first + second))
    before = desk.events()

    with pytest.raises(TermOverlaps) as refused:
        desk.does(plans.take_plan, BOSS, made_plan(more=TERM.format("2026-01-01", "2026-07-15")))

    assert "2026-07-01" in refused.value.sentence()["zh"]
    assert desk.events() == before


def test_a_matter_with_live_numbers_stays_in_its_line(desk: Desk) -> None:
    desk.issue("tax-file")

    with pytest.raises(MatterInUse):
        desk.does(catalogue.take_sheet, BOSS, read_sheet("matters", "m.csv", "code,line\ntax-file,reg\n"))


def test_a_hall_whose_plan_cannot_be_taken_is_not_founded(tmp_path: Path) -> None:
    """Even where the rules have a gap: here a plan that nobody checked."""
    plan = made_plan(more=SHIFT.format('["mon"]'))
    twice = replace(plan, tables={**plan.tables, "shifts": plan.tables["shifts"] * 2})

    with pytest.raises((IntegrityError, HallError)):
        alone.found_hall(tmp_path / "hall", twice, BOSS, demo=False)

    assert not list((tmp_path / "hall").glob("hall.db*"))
    alone.found_hall(tmp_path / "hall", plan, BOSS, demo=False)
