"""What stands on paper: a ticket's facts in the office's words, receipts, a day's closing slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from hallprinters.drawing.default_templates import HOUSE
from hallprinters.drawing.templates import Part, Template, fill
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import BadSlipTemplate, NotFound
from hallserver.core.plans.plan import read_plan
from hallserver.core.rights import Principal
from hallserver.services.planning import plans
from hallserver.services.printing import slips, templates
from hallserver.services.printing import spool as paper
from hallserver.services.queue import days, visits
from hallserver.store import schema
from hallserver.store.prepared import read_rows
from hallserver.store.rows import TicketRow
from tests import big
from tests.small import AGENT, BOSS, KIOSK, Desk, small_plan, words

pytestmark = pytest.mark.long

MANAGER = Principal("manager:m", "manager", "m")


@pytest.fixture
def with_receipts(desk: Desk) -> Desk:
    """The hall's windows print receipts at printer-1."""
    text = small_plan().replace("[[windows]]\n", '[[windows]]\nprinter = "printer-1"\n')
    desk.does(plans.take_plan, who=BOSS, plan=read_plan(text, "small.toml"))
    return desk


def printed(desk: Desk) -> list[str]:
    """The words of the next job's slip, one for each element."""
    job = desk.does(paper.lease, AGENT, "printer-1")
    return [words_of(element) for element in desk.does(slips.compose, job)["elements"]]


def words_of(element: dict[str, Any]) -> str:
    return " | ".join(
        str(element[name]) for name in ("words", "left", "right", "data") if element.get(name) is not None
    )


def test_a_slip_says_number_place_wait_windows_and_what_to_do_if_missed(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue()
    desk.issue()
    printed(desk)
    said = printed(desk)

    assert "A002" in said
    assert "前面等候 Ahead | 1 人" in said
    assert "办理窗口 Windows | 1" in said
    assert any(line.startswith("预计等候 Wait | ") and "min" in line for line in said)
    assert "Missed your call? Go to the guide desk; you keep your place." in said
    assert "later:" in said  # the visitor's address is written in at the door


def test_a_slip_names_the_areas_of_the_windows_that_may_call(desk: Desk) -> None:
    """A department's windows may stand in two areas; before anybody sits there the slip names the department's."""
    plan = small_plan().replace('code = "tax"\nname', 'code = "tax"\narea = "C"\nname', 1)
    head, _, rest = plan.partition('[[windows]]\ncode = "2"')
    desk.does(
        plans.take_plan,
        who=BOSS,
        plan=read_plan(f'{head}[[windows]]\ncode = "2"{rest.replace("A", "B", 1)}', "p"),
    )
    heads = []
    for window in ("", "1", "2"):
        if window:
            desk.sits(f"t-{window}", window)
        desk.issue()
        heads += [line.rpartition(" | ")[2] for line in printed(desk) if "区" in line]

    assert heads == ["C 区", "A 区", "A、B 区"]


def test_a_priority_number_says_so_and_an_ordinary_one_says_nothing(desk: Desk) -> None:
    desk.issue(visitor_class="statutory", evidence="card")
    desk.issue()

    assert "法定优先 Statutory priority" in printed(desk)
    assert not any("Statutory" in line for line in printed(desk))


def test_the_list_of_materials_comes_when_it_is_asked_for(desk: Desk) -> None:
    text = small_plan().replace(
        'code = "tax-file"\n', 'code = "tax-file"\nmaterials = [{ zh = "身份证", en = "ID card" }]\n'
    )
    desk.does(plans.take_plan, who=BOSS, plan=read_plan(text, "small.toml"))
    ticket = desk.issue(materials=True)
    desk.issue()
    desk.does(visits.reprint, replace(KIOSK, role="guide"), ticket.id, None, materials=True)

    assert "1. 身份证" in printed(desk)
    assert "1. 身份证" not in printed(desk)
    assert "1. 身份证" in printed(desk)


def test_large_print_is_for_every_slip_of_the_number_and_for_no_other(desk: Desk) -> None:
    usual, large = desk.issue(), desk.issue("tax-audit", letters=2)
    desk.does(visits.reprint, replace(KIOSK, role="guide"), large.id, None)

    told = []
    for _ in range(3):
        job = desk.does(paper.lease, AGENT, "printer-1")
        told.append((job.ticket, job.copy, desk.does(slips.compose, job)["letters"]))

    assert told == [(usual.id, 1, 1), (large.id, 1, 2), (large.id, 2, 2)]
    assert desk.fault() is None


def test_four_and_twenty_materials_follow_the_number_on_a_slip_of_their_own(
    tmp_path: Path, memory: str
) -> None:
    desk = Desk(tmp_path / "hall", plan=big.big_plan())
    ticket = desk.issue(big.LONGEST_MATTER, materials=True)
    job = desk.does(paper.lease, AGENT, "printer-1")
    elements = desk.does(slips.compose, job)["elements"]
    desk.close()
    cut = next(at for at, each in enumerate(elements) if each["type"] == "cut")
    first, second = ([words_of(each) for each in part] for part in (elements[:cut], elements[cut + 1 :]))

    assert ticket.number in first
    assert f"共 {big.MOST_MATERIALS} 项，见后附清单 · {big.MOST_MATERIALS} in all, on the next slip" in first
    assert f"号码 Ticket | {ticket.number}" in second
    assert sum(line[: line.find(".")].isdigit() for line in second) == big.MOST_MATERIALS


def test_the_offices_template_is_printed_from_the_next_slip_on(desk: Desk) -> None:
    mine = Template(
        (Part("number", value="{number}"), Part("text", "你好 {hall}", "Hello {hall}")), "visitor"
    )
    desk.does(templates.put_template, MANAGER, "ticket", templates.parse("ticket", msgspec.to_builtins(mine)))
    desk.issue()
    desk.issue(lang="en")

    assert printed(desk) == ["A001", "你好 Small hall"]
    assert printed(desk) == ["A002", "你好 Small hall", "Hello Small hall"]
    desk.does(templates.drop_template, MANAGER, "ticket")
    desk.issue()
    assert len(printed(desk)) > 10
    assert [event.facts["slip"] for event in desk.events("slip.templated")] == ["ticket", "ticket"]


def test_no_template_can_leave_out_the_mark_of_a_reprint(desk: Desk) -> None:
    mine = Template((Part("number", value="{number}"),))
    desk.does(templates.put_template, MANAGER, "ticket", mine)
    ticket = desk.issue()
    desk.does(visits.reprint, KIOSK, ticket.id, None)

    assert printed(desk) == ["A001"]
    assert printed(desk) == ["补打 REPRINT", "A001"]


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (
            "ticket",
            {"parts": [{"part": "number", "value": "{nummer}"}]},
            "there is no {nummer}; did you mean {number}?",
        ),
        ("ticket", {"parts": [{"part": "rule"}]}, "this slip must carry {number}."),
        ("ticket", {"parts": []}, "Expected `array` of length >= 1"),
        ("ticket", {"parts": [{"part": "poem"}]}, "Invalid enum value 'poem'"),
        ("ticket", {"parts": [{"part": "text", "zh": "\x1b@", "en": "x"}]}, "matching regex"),
        ("ticket", {"parts": [{"part": "list", "value": "wishes"}]}, "there is no list “wishes”."),
        ("closing", {"parts": [{"part": "text", "zh": "无", "en": "none"}]}, "this slip must carry {hash}."),
        ("ticket", [], "Expected `object`"),
    ],
)
def test_a_template_that_cannot_be_printed_is_refused_in_one_sentence(
    kind: str, said: Any, sentence: str
) -> None:
    with pytest.raises(BadSlipTemplate) as refused:
        templates.parse(kind, said)

    assert sentence in str(refused.value)
    assert refused.value.sentence()["zh"].startswith("小票模板第")


def test_an_unknown_kind_of_slip_is_not_found() -> None:
    with pytest.raises(NotFound):
        templates.parse("poem", {"parts": [{"part": "rule"}]})


def test_an_accepted_matter_gives_a_receipt_with_its_promised_date(with_receipts: Desk) -> None:
    desk = with_receipts
    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    printed(desk)
    desk.serves("1", Outcome.ACCEPTED, promised_until=date(2026, 3, 9))
    said = printed(desk)

    assert "办结日期 Ready by | 2026-03-09" in said
    assert "受理号 Ticket | A001" in said
    assert "受理窗口 Window | 1" in said
    assert "承诺件受理回执" in said
    (case,) = desk.rows(schema.cases)
    assert "办件编号 Case no. | 2026-000001" in said
    assert f"取件码 Return code | {case.code}" in said


@pytest.mark.parametrize(("year", "reserve"), [(2026, True), (2027, False)])
def test_a_receipt_says_that_its_day_may_move_while_holidays_are_not_announced(
    with_receipts: Desk, year: int, reserve: bool
) -> None:
    desk = with_receipts
    text = small_plan(more=f"\n[calendar]\nholidays = [{{ day = {year}-01-01 }}]\n")
    desk.does(
        plans.take_plan,
        who=BOSS,
        plan=read_plan(text.replace("[[windows]]\n", '[[windows]]\nprinter = "printer-1"\n'), "small.toml"),
    )
    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    printed(desk)
    desk.serves("1", Outcome.ACCEPTED, promised_until=date(2027, 1, 8))

    said = " ".join(printed(desk))

    assert (
        ("该日期在节假日安排公布后可能调整。" in said)
        == ("may move when holidays are announced" in said)
        == reserve
    )
    assert "2027-01-08" in said


def test_a_receipt_for_missing_papers_carries_the_code_for_the_way_back_and_promises_no_day(
    with_receipts: Desk,
) -> None:
    desk = with_receipts
    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    printed(desk)
    desk.serves("1", Outcome.SUPPLEMENT)
    said = printed(desk)

    assert "补正回执" in said
    assert any(line.startswith("补正码 Supplement code | ") for line in said)
    assert not any("Ready by" in line for line in said)
    assert "补齐后请携带本单和有效身份证件再来，优先安排，无需重新排队。" in said
    assert not any("取件" in line or "collect" in line for line in said)


def test_a_supplement_lists_what_is_missing_under_its_own_heading(with_receipts: Desk) -> None:
    desk = with_receipts
    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    printed(desk)
    desk.serves("1", Outcome.SUPPLEMENT, papers=("身份证原件",))
    said = printed(desk)

    assert "请补齐以下材料 Please bring what was missing" in said
    assert "1. 身份证原件" in said
    assert not any("还需带齐" in line for line in said)


def test_a_number_of_the_green_channel_says_so_and_not_that_it_was_booked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    more = f'[[lines]]\ncode = "green"\nprefix = "G"\nname = {words("green")}\ngreen = true\n'
    desk = Desk(tmp_path_factory.mktemp("green-slip") / "hall", more=more)
    plan = desk.writer.state.plan
    matter = msgspec.structs.replace(plan.matters["tax-file"], line="green")
    desk.issue("tax-file")
    with desk.reader.connect() as connection:
        taken = read_rows(connection, select(schema.tickets), TicketRow)[0]
    ticket = taken._replace(visitor_class="appointment")

    green = slips.ticket_facts(plan, ticket, matter, [])
    booked = slips.ticket_facts(plan, ticket, plan.matters["tax-file"], [])
    assert green.words["channel"] == ("绿色通道", "Green channel")
    assert booked.words["channel"] == ("预约", "Appointment")
    desk.close()


def test_a_hall_that_wants_it_prints_the_last_characters_of_an_identity(desk: Desk) -> None:
    plan = desk.writer.state.plan
    desk.issue("tax-file")
    with desk.reader.connect() as connection:
        ticket = read_rows(connection, select(schema.tickets), TicketRow)[0]
    shown, hidden = (
        slips.ticket_facts(plan, ticket._replace(identity_last=last), plan.matters["tax-file"], [])
        for last in ("5678", None)
    )
    own = Template((Part("number", value="{number}"), Part("pair", "证件尾号", "ID ending", "{identity}")))

    assert "证件尾号 ID ending | ···· 5678" in [
        words_of(each) for each in slips.as_json(fill(own, shown))["elements"]
    ]
    assert len(fill(own, hidden).elements) == 1
    assert not any("5678" in str(each) for each in fill(HOUSE["ticket"], shown).elements)


def test_other_outcomes_give_no_receipt(with_receipts: Desk) -> None:
    with_receipts.sits("t-1", "1")
    with_receipts.issue("tax-audit")
    with_receipts.serves("1", Outcome.CONSULTED)

    assert [row.kind for row in with_receipts.rows(schema.print_jobs)] == ["ticket"]


def test_a_window_without_a_printer_gives_no_receipt(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.issue("tax-audit")
    desk.serves("1", Outcome.ACCEPTED)

    assert [row.kind for row in desk.rows(schema.print_jobs)] == ["ticket"]


def closes(desk: Desk) -> Any:
    """The manager closes the day early."""
    return desk.does(days.close_day, MANAGER, "storm", early=True)


def test_the_closing_slip_says_the_sealed_figures_and_their_hash(desk: Desk) -> None:
    desk.sits("t-1", "1")
    for _ in range(3):
        desk.issue()
        printed(desk)
    desk.serves("1")
    view = closes(desk)
    desk.does(slips.queue_closing, MANAGER, "printer-1", desk.does(lambda work: work.day))
    said = printed(desk)

    assert {"取号 Issued | 3", "叫号 Called | 1", "办结 Finished | 1", "过期 Expired | 2"} <= set(said)
    grouped = next(line for line in said if line.startswith("校验值"))
    assert grouped.replace(" ", "") == f"校验值{view.hash}"
    assert f"末条记录 Last event | {view.seq}" in said
    assert desk.events("slip.queued")[-1].facts["slip"] == "closing"


def test_compose_closing_gives_the_same_slip_without_a_spool(desk: Desk) -> None:
    desk.issue()
    closes(desk)
    slip = desk.does(lambda work: slips.compose_closing(work.connection, work.plan, work.day))

    assert "取号 Issued | 1" in [words_of(each) for each in slips.as_json(slip)["elements"]]


def test_a_day_that_is_not_sealed_has_no_closing_slip(desk: Desk) -> None:
    desk.issue()
    with pytest.raises(NotFound):
        desk.does(lambda work: slips.queue_closing(work, MANAGER, "printer-1", work.day))
    with pytest.raises(NotFound):
        desk.does(lambda work: slips.queue_closing(work, MANAGER, "printer-7", work.day))


@pytest.mark.parametrize("row", [{"kind": "test", "ticket": 1}, {"kind": "ticket", "ticket": None}])
def test_the_schema_knows_whose_slip_it_is(desk: Desk, row: dict[str, Any]) -> None:
    desk.issue()
    with pytest.raises(IntegrityError, match="whose_slip_it_is"):
        desk.does(
            lambda work: work.connection.execute(
                insert(schema.print_jobs),
                {
                    "copy": 9,
                    "printer": "printer-1",
                    "state": "queued",
                    "queued_at": work.now,
                    "expires_at": work.now,
                    **row,
                },
            )
        )


def test_the_houses_own_templates_are_good() -> None:
    for kind, template in HOUSE.items():
        assert templates.parse(kind, msgspec.to_builtins(template)) == template


def test_a_slip_for_several_matters_lists_them_in_their_order(desk: Desk) -> None:
    desk.visits("notary-will<tax-file", "tax-file")

    said = printed(desk)

    at = said.index("本号办理以下事项 This number is for")
    assert [line for line in said[at:] if line.startswith(("1.", "2."))][:2] == [
        "1. tax-file",
        "2. notary-will（前一事项办完后）",
    ]


def test_a_receipt_names_the_matter_that_was_accepted_though_the_number_was_for_two(
    with_receipts: Desk,
) -> None:
    desk = with_receipts
    desk.sits("t-2", "1")
    desk.visits("tax-file", "tax-audit")
    printed(desk)
    desk.calls("1")
    desk.finishes("1", Outcome.CONSULTED)
    desk.ticks(120)
    desk.calls("1")
    desk.finishes("1", Outcome.ACCEPTED)

    assert any("tax-audit" in line for line in printed(desk))
