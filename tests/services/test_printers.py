"""A printer's paper is counted, its plan is changed in the office, a test slip goes through the spool."""

from __future__ import annotations

from typing import Any

import pytest

from hallprinters.profiles import PROFILES as KNOWN
from hallserver.contract import Words
from hallserver.core.errors import Malformed, NotFound, UnknownValue
from hallserver.core.plans.sheets import read_sheet
from hallserver.core.plans.tables import PROFILES
from hallserver.services.planning import catalogue
from hallserver.services.printing import printers, slips
from hallserver.services.printing import spool as paper
from hallserver.store import schema
from tests.small import AGENT, BOSS, Desk


def prints(desk: Desk, paper_mm: int, state: str = "printed") -> None:
    desk.does(paper.queue_test, BOSS, "printer-1")
    job = desk.does(paper.lease, AGENT, "printer-1")
    for each in ("sending", state):
        said = {"state": each, "attempt": job.attempt, "method": None, "reason": None, "bytes_sent": 9}
        desk.does(paper.report, AGENT, job.id, said | {"paper_mm": paper_mm})


def row(desk: Desk, code: str = "printer-1") -> Any:
    return next(each for each in desk.rows(schema.printers) if each.code == code)


def plan(code: str = "printer-9", **other: Any) -> printers.PrinterPlan:
    said = {"name": Words("九", "Nine"), "address": "tcp://10.0.0.9", "profile": "58mm", "neighbour": None}
    return printers.PrinterPlan(code, **{**said, "roll_m": 50, **other})


def test_the_odometer_counts_what_moved_paper_and_starts_again_with_a_new_roll(desk: Desk) -> None:
    for state in ("printed", "unconfirmed", "failed"):
        prints(desk, 120, state)

    assert (row(desk).used_mm, row(desk).used_slips, row(desk).total_mm) == (240, 2, 240)
    desk.does(printers.change_paper, BOSS, "printer-1")
    assert (row(desk).used_mm, row(desk).used_slips, row(desk).total_mm) == (0, 0, 240)
    assert desk.events("printer.paper_changed")[0].facts["used_mm"] == 240


def test_a_tenth_of_a_roll_left_by_the_count_is_an_alarm_once(desk: Desk) -> None:
    desk.does(printers.put_printer, BOSS, plan("printer-1", address="memory:", roll_m=1))
    for _ in range(5):
        prints(desk, 230)

    assert [event.facts["detail"] for event in desk.events("printer.paper_low")] == [
        "odometer: about 8 % left"
    ]


def test_a_new_roll_unmutes_for_whoever_changed_it_has_looked(desk: Desk) -> None:
    desk.does(printers.mute, "printer-1", "why")
    desk.does(printers.change_paper, BOSS, "printer-1")

    assert row(desk).muted_at is None


def test_a_test_slip_names_its_printer_and_no_visitor(desk: Desk) -> None:
    desk.does(paper.queue_test, BOSS, "printer-1")
    job = desk.does(paper.lease, AGENT, "printer-1")
    slip = str(desk.does(slips.compose, job))

    assert (job.kind, job.ticket) == ("test", None)
    assert "virtual:" in slip
    assert "测试" in slip
    with pytest.raises(NotFound):
        desk.does(paper.queue_test, BOSS, "printer-7")


def test_a_printer_added_in_the_office_serves_from_the_next_command_on(desk: Desk) -> None:
    desk.does(printers.put_printer, BOSS, plan())
    desk.does(printers.put_printer, BOSS, plan("printer-1", neighbour="printer-9"))

    assert desk.does(lambda work: work.plan.neighbours) == {"printer-1": "printer-9"}
    assert desk.does(lambda work: work.plan.printers) == ("printer-1", "printer-9")
    assert [event.facts["printer"] for event in desk.events("printer.changed")] == ["printer-9", "printer-1"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"address": "fax://1"}, Malformed),
        ({"profile": "90mm"}, UnknownValue),
        ({"neighbour": "printer-7"}, UnknownValue),
        ({"neighbour": "printer-9"}, UnknownValue),
        ({"code": "一号"}, Malformed),
    ],
)
def test_a_printer_that_cannot_be_is_refused_and_nothing_is_changed(
    desk: Desk, wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        desk.does(printers.put_printer, BOSS, plan(**({"code": "printer-9"} | wrong)))

    assert len(desk.rows(schema.printers)) == 1


def test_the_plan_knows_the_profiles_that_paper_knows() -> None:
    assert set(PROFILES) == {name for name in KNOWN if "mm" in name}


def test_a_printers_name_in_other_languages_outlives_the_offices_page(desk: Desk) -> None:
    sheet = read_sheet("printers", "p.csv", "code,name_ug\nprinter-1,BIR\n", ("zh", "en", "ug"))
    desk.does(catalogue.take_sheet, BOSS, sheet)

    desk.does(printers.put_printer, BOSS, plan("printer-1", name=Words("一", "One")))

    assert row(desk).name == {"zh": "一", "en": "One", "ug": "BIR"}
