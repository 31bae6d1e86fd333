"""The catalogue changed while the hall works: whole or not at all, told first, open windows follow (应进必进)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from hallserver import alone
from hallserver.contract import PlanDifference
from hallserver.core.errors import BadPlan, MatterInUse, MatterNotInHall, NobodyWaiting
from hallserver.core.plans.changes import difference
from hallserver.core.plans.sheets import Sheet, read_sheet
from hallserver.core.rights import Principal
from hallserver.demo import demo_plan
from hallserver.services.planning import catalogue
from hallserver.services.queue import windows
from hallserver.store import connect, schema
from hallserver.store.catalogue import load_rules
from hallserver.store.plan_rows import said_plan
from tests.small import BOSS, MONDAY_NINE, OFFICE_HOURS, Desk, made_plan

MANAGER = Principal("manager:manager", "manager", "manager")
AWAY = {"in_hall": False, "line": None, "reason": {"zh": "须实地核查", "en": "needs a visit on site"}}
MORE = """
[[groups]]
code = "one-door"
name = { zh = "一窗", en = "One door" }
matters = ["tax-visit", "post-send"]

[[shifts]]
window = "3"
days = ["mon", "tue"]
half = "pm"
lines = []
groups = ["one-door"]

[[duties]]
window = "1"
days = ["sat"]
span = "09:00-12:00"

[[quotas]]
line = "notary"
most = 20

[[zones]]
code = "A"
name = { zh = "A区", en = "Zone A" }
volume = ["08:00-12:00=80"]
"""


def puts(desk: Desk, kind: str, *, dry_run: bool = False, **row: Any) -> PlanDifference:
    sheet = Sheet(kind, "form", ((1, row),))
    return desk.does(catalogue.take_sheet, MANAGER, sheet, dry_run=dry_run)


@pytest.mark.parametrize("name", ["small", "demo"])
def test_what_was_taken_is_said_again_as_it_was(tmp_path: Path, name: str) -> None:
    plan = made_plan(OFFICE_HOURS, MORE) if name == "small" else demo_plan(MONDAY_NINE.date())
    alone.found_hall(tmp_path / "hall", plan, BOSS, demo=False)
    reader = connect.reading_engine(tmp_path / "hall")

    with reader.connect() as connection:
        said = said_plan(connection, load_rules(connection))
    reader.dispose()

    assert difference(said, plan) == difference(plan, said) == ()
    assert (
        alone.run_alone(tmp_path / "hall", lambda work: catalogue.take_whole(work, BOSS, plan)).changes == ()
    )


def test_one_field_of_one_row_changes_and_the_log_says_which(desk: Desk) -> None:
    rules = len(desk.events("rules.published"))

    told = puts(
        desk, "matters", code="tax-file", fee_fen=1000, guide={"zh": "先填表", "en": "Fill in the form first"}
    )

    assert [(each.code, [field.field for field in each.fields]) for each in told.changes] == [
        ("tax-file", ["guide", "fee_fen"])
    ]
    assert desk.writer.state.plan.matters["tax-file"].fee_fen == 1000
    assert desk.events("hall.planned")[-1].facts["changes"][0]["code"] == "tax-file"
    assert len(desk.events("rules.published")) == rules  # nothing else was touched
    assert (
        desk.does(lambda work: difference(said_plan(work.connection, work.plan.rules), made_plan()))[0].what
        == "changed"
    )


def test_a_dry_run_tells_everything_and_changes_nothing(desk: Desk) -> None:
    head = len(desk.events())

    with pytest.raises(catalogue.Rehearsed) as tried:
        puts(desk, "matters", code="tax-file", norm_minutes=99, dry_run=True)

    (change,) = tried.value.told.changes
    assert (change.fields[0].old, change.fields[0].new, tried.value.told.dry_run) == ("5", "99", True)
    assert desk.writer.state.plan.matters["tax-file"].norm_minutes == 5
    assert len(desk.events()) == head
    assert desk.fault() is None


def test_a_sheet_with_one_bad_line_leaves_no_half_behind(desk: Desk) -> None:
    sheet = read_sheet("matters", "m.csv", "code,norm_minutes\ntax-file,9\nreg-new,0\n")

    with pytest.raises(BadPlan) as wrong:
        desk.does(catalogue.take_sheet, MANAGER, sheet)

    assert (wrong.value.facts["line"], wrong.value.facts["field"]) == (3, "matters.norm_minutes")
    assert desk.writer.state.plan.matters["tax-file"].norm_minutes == 5


def test_a_matter_that_leaves_the_hall_is_listed_with_its_reason_and_gets_no_number(desk: Desk) -> None:
    desk.sits("t-2", "1")
    served = desk.issue("tax-file")
    with pytest.raises(MatterInUse):
        puts(desk, "matters", code="tax-file", **AWAY)
    desk.serves()

    puts(desk, "matters", code="tax-file", **AWAY)

    with pytest.raises(MatterNotInHall) as refused:
        desk.issue("tax-file")
    assert "needs a visit on site" in str(refused.value)
    view = desk.writer.state.plan.view
    assert "tax-file" not in {each.code for each in view.matters}
    assert [(each.code, each.reason.zh) for each in view.not_in_hall] == [("tax-file", "须实地核查")]
    assert desk.state(served.id) == "finished"  # and its past can still be read
    puts(desk, "matters", code="tax-file", in_hall=True, line="tax", norm_minutes=5, reason=None)
    assert desk.state(desk.issue("tax-file").id) == "waiting"


def test_an_open_window_follows_the_plan_at_once(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("reg-new")

    puts(desk, "windows", code="1", lines=["tax"])
    with pytest.raises(NobodyWaiting):
        desk.at("1", windows.call_next)
    puts(desk, "windows", code="1", lines=["tax", "reg"])

    assert desk.calls() == "B001"


def test_a_line_keeps_what_the_sheet_does_not_say(desk: Desk) -> None:
    base = desk.writer.state.plan.rules
    before = base.of_line("reg")

    puts(desk, "lines", code="reg", tier0_cap=3)

    after = desk.writer.state.plan.rules.of_line("reg")
    assert (after.cap, after.missed, after.recall_limit) == (3, before.missed, before.recall_limit)
    assert desk.writer.state.plan.rules.tolerance_minutes == base.tolerance_minutes


def test_the_schema_itself_knows_who_is_in_the_hall(desk: Desk) -> None:
    one = schema.matters.c.code == "tax-file"
    for wrong in (
        update(schema.matters).where(one).values(line=None),
        update(schema.matters).where(one).values(in_hall=0),
        update(schema.matters).where(one).values(fee_fen=-1),
    ):
        with pytest.raises(IntegrityError):
            desk.does(lambda work, wrong=wrong: work.connection.execute(wrong))
