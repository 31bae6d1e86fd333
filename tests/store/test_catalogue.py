"""The plan as it is read back, and what an import changes."""

from __future__ import annotations

from hallserver.core.plans.plan import read_plan
from hallserver.services.planning import plans
from hallserver.store import schema
from tests.small import ALWAYS, BOSS, OFFICE_HOURS, Desk, made_plan, small_plan


def take(desk: Desk, text: str) -> str:
    return str(desk.does(plans.take_plan, BOSS, read_plan(text, "hall.toml")).sentence())


def test_the_plan_is_read_back_as_it_was_written(desk: Desk) -> None:
    plan = desk.writer.state.plan

    assert plan.matters_at("3", desk.now) == ["notary-will"]
    assert plan.is_planned("tax-file", desk.now)
    assert not plan.is_planned("lonely-one", desk.now)
    assert plan.matters_of_line["tax"] == ("tax-file", "tax-audit", "tax-visit")
    assert plan.lines["reg"].missed == "back:2"
    assert plan.kiosks["kiosk-1"].printer == "printer-1"


def test_an_import_that_changes_nothing_says_so(desk: Desk) -> None:
    difference = desk.does(plans.take_plan, BOSS, made_plan())

    assert not any(difference.added.values())
    assert {name for name, count in difference.changed.items() if count} <= {"letters"}


def test_an_import_adds_and_changes_and_counts(desk: Desk) -> None:
    text = small_plan().replace("norm_minutes = 20", "norm_minutes = 25")
    text += '\n[[departments]]\ncode = "fire"\nname = { zh = "消防", en = "Fire" }\nshort = { zh = "消防", en = "Fire" }\n'

    said = take(desk, text)

    assert "1 departments added" in said
    assert "1 matters changed" in said
    assert desk.writer.state.plan.matters["tax-audit"].norm_minutes == 25


def test_a_new_plan_is_in_force_for_the_next_command(desk: Desk) -> None:
    take(desk, small_plan(OFFICE_HOURS))

    assert not desk.writer.state.plan.hours.always_open
    take(desk, small_plan(ALWAYS))
    assert desk.writer.state.plan.hours.always_open


def test_what_a_plan_no_longer_names_stays_while_the_log_knows_it(desk: Desk) -> None:
    desk.issue("post-send")
    text = small_plan()
    start = text.index('[[matters]]\ncode = "post-send"')
    take(desk, text[:start] + text[text.index("[[windows]]") :])

    assert "post-send" in {row.code for row in desk.rows(schema.matters)}


def test_a_shortened_letter_says_less(desk: Desk) -> None:
    take(desk, small_plan().replace('decide = ["tax-file", "tax-audit", "reg-new"]', 'decide = ["reg-new"]'))
    desk.sits("t-2", "1")

    assert {row.matter for row in desk.rows(schema.session_matters)} == {"reg-new", "tax-visit"}
