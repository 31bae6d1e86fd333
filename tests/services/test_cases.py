"""承诺件: accepted at a window with a day, ready at the department, handed over at a window; the clock stops only there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hallserver.core.casework.cases import Decided, Result
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    BadPlan,
    CaseNotReady,
    CaseState,
    CodeUsed,
    DuplicateTicket,
    ExtensionRefused,
    Malformed,
    NobodyWaiting,
    NotAllowed,
    NotFound,
    SupplementedAlready,
    TooLate,
    WindowClosed,
)
from hallserver.core.plans.plan import read_plan
from hallserver.services.casework import cases
from hallserver.services.queue import appointments, check_ins, numbers, staff, visits, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.store.watching import dues
from hallserver.views.casework.cases import Ask, cases_view
from tests.services.casework import (
    CASEWORK,
    DAY,
    GUIDE,
    LAW,
    TAX,
    accepts,
    case,
    collects,
    comes,
    is_ready,
    listed,
    told,
)
from tests.small import BOSS, KIOSK, Desk, clerk, small_plan

REFUSED = Decided(Result.REFUSED, "the plan of the town does not allow it")


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", more=CASEWORK)
    yield desk
    assert desk.fault() is None
    desk.close()


def test_an_acceptance_opens_a_case_with_a_number_and_a_day(desk: Desk) -> None:
    number = accepts(desk)

    opened = case(desk, number)
    assert (number, opened.state, opened.department) == ("2026-000001", "accepted", "tax")
    assert (opened.accepted_day, opened.promised, opened.due) == (
        date(2026, 3, 2),
        date(2026, 3, 5),
        date(2026, 3, 5),
    )
    said = desk.events("case.opened")[0].facts
    assert (said["case"], said["staffer"], said["window"], said["matter"], said["due"]) == (
        number,
        "t-2",
        "9",
        "tax-audit",
        "2026-03-05",
    )
    assert (said["department"], said["number"]) == ("tax", "A001")


def test_the_window_may_promise_another_day_but_none_gone_by(desk: Desk) -> None:
    assert case(desk, accepts(desk, promised_until=date(2026, 3, 20))).due == date(2026, 3, 20)
    desk.issue("tax-audit")
    desk.calls("9")
    desk.at("9", windows.start)

    for day in (date(2026, 3, 1), date(9999, 12, 31)):
        with pytest.raises(Malformed):
            desk.at("9", windows.finish, end=End(Outcome.ACCEPTED, promised_until=day))
    assert len(desk.rows(schema.cases)) == 1


def test_the_window_sees_number_day_and_code_and_so_does_the_visitor(desk: Desk) -> None:
    number = accepts(desk)
    view = desk.does(lambda work: windows._view(work, "9"))
    ticket = desk.does(lambda work: visits.view(work, 1))

    assert view.accepted == ticket.cases[0]
    assert (view.accepted.number, view.accepted.due, len(view.accepted.code)) == (number, date(2026, 3, 5), 8)
    assert [event for event in desk.told if view.accepted.code in event.body] == []
    desk.pass_time(11 * 60)
    assert desk.does(lambda work: windows._view(work, "9")).accepted is None


def test_the_day_from_acceptance_to_the_visitors_hand(desk: Desk) -> None:
    """Accepted on Monday, ready on Wednesday, collected with a number of its own line at another window on Thursday."""
    number = accepts(desk)
    desk.ticks(2 * DAY)
    assert is_ready(desk, number).ready_by == "department:tax"
    desk.ticks(DAY)
    desk.sits("t-3", "7")
    ticket = comes(desk, number)
    desk.calls("7")
    at_window = desk.at("7", windows.start).ticket
    desk.at("7", windows.finish, end=End(Outcome.HANDED_OVER))

    done = case(desk, number)
    assert (ticket.number, ticket.matter, at_window.case.number) == ("W001", "fetch", number)
    assert (done.state, done.in_time, done.handed_window, done.handed_staffer) == (
        "handed_over",
        True,
        "7",
        "t-3",
    )
    assert told(desk) == ["opened", "due_soon", "ready", "handed_over"]
    handed = desk.events("case.handed_over")[0].facts
    assert (handed["in_time"], handed["in_time_first"], handed["days"], handed["staffer"]) == (1, 1, 3, "t-2")
    assert (handed["handed_staffer"], handed["handed_number"]) == ("t-3", "W001")


def test_what_is_not_ready_is_not_handed_over_and_not_come_for(desk: Desk) -> None:
    number = accepts(desk)
    with pytest.raises(CaseNotReady) as refused:
        comes(desk, number)
    assert "2026-03-05" in refused.value.sentence()["zh"]
    desk.issue("tax-audit")
    desk.calls("9")
    desk.at("9", windows.start)

    with pytest.raises(CaseState):
        desk.at("9", windows.finish, end=End(Outcome.HANDED_OVER, case=number))
    assert (case(desk, number).state, desk.state(2)) == ("accepted", "serving")
    desk.at("9", windows.finish, end=End(Outcome.LEFT))


def test_a_window_names_the_case_when_the_number_was_taken_without_its_code(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("t-3", "7")
    desk.issue("fetch")
    desk.calls("7")
    desk.at("7", windows.start)
    for end in (End(Outcome.LEFT, case=number), End(Outcome.ACCEPTED, case=number, reason="x")):
        with pytest.raises(Malformed):
            desk.at("7", windows.finish, end=end)
    with pytest.raises(NotFound):
        desk.at("7", windows.finish, end=End(Outcome.HANDED_OVER, case="2026-999999"))
    desk.at("7", windows.finish, end=End(Outcome.HANDED_OVER, case=number))

    assert case(desk, number).state == "handed_over"


def test_a_case_has_one_live_number_and_its_code_is_spent_with_it(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("t-3", "7")
    first = comes(desk, number)
    with pytest.raises(DuplicateTicket) as refused:
        comes(desk, number)
    assert refused.value.state["number"] == first.number
    desk.does(visits.cancel, KIOSK, first.id)
    collects(desk, number)

    with pytest.raises(CodeUsed):
        comes(desk, number)


def test_the_guide_desk_checks_in_by_the_cases_number_and_a_kiosk_does_not(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    with pytest.raises(NotFound):
        desk.does(check_ins.check_in, KIOSK, number, numbers.Wish())

    assert desk.does(check_ins.check_in, GUIDE, number, numbers.Wish()).number == "W001"


def test_a_hall_without_a_collection_line_hands_over_where_it_accepted(tmp_path: Path, memory: str) -> None:
    desk = Desk(tmp_path / "plain")
    number = accepts(desk)
    is_ready(desk, number)

    assert comes(desk, number).matter == "tax-audit"
    desk.serves("9", Outcome.HANDED_OVER)
    assert (case(desk, number).state, desk.fault()) == ("handed_over", None)
    desk.close()


def test_only_the_own_department_says_ready_and_only_once(desk: Desk) -> None:
    number = accepts(desk)
    with pytest.raises(NotAllowed):
        is_ready(desk, number, LAW)
    with pytest.raises(NotFound):
        is_ready(desk, "2026-000009")
    is_ready(desk, number)

    with pytest.raises(CaseState):
        is_ready(desk, number)


def test_the_chief_representative_acts_at_the_window_and_nobody_else_there(desk: Desk) -> None:
    number = accepts(desk)
    with pytest.raises(NotAllowed):  # t-2 is no chief
        is_ready(desk, number, clerk("9"))
    with pytest.raises(WindowClosed):
        is_ready(desk, number, clerk("1"))
    desk.sits("l-1", "7")  # a chief, of another department
    with pytest.raises(NotAllowed):
        is_ready(desk, number, clerk("7"))
    desk.sits("t-1", "1")

    assert is_ready(desk, number, clerk("1")).ready_by == "window:1"


def test_a_refusal_by_the_department_has_a_reason_and_is_collected_as_well(desk: Desk) -> None:
    number = accepts(desk)
    with pytest.raises(Malformed):
        is_ready(desk, number, TAX, Decided(Result.REFUSED))
    told_ = is_ready(desk, number, TAX, REFUSED)
    assert (told_.state, told_.result, told_.result_reason) == ("ready", "refused", REFUSED.reason)
    assert REFUSED.reason not in desk.events("case.ready")[0].body  # in the private part
    desk.sits("t-3", "7")
    collects(desk, number)

    assert case(desk, number).state == "handed_over"


def test_a_joint_matter_has_one_clock_and_is_ready_when_all_departments_are(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")
    assert {each.department for each in case(desk, number).parts} == {"law", "tax"}
    assert case(desk, number).due == date(2026, 3, 9)
    assert is_ready(desk, number, LAW).state == "accepted"
    with pytest.raises(CaseState):
        is_ready(desk, number, LAW)
    for act in (
        lambda: desk.does(cases.extend, LAW, number, "x", date(2026, 3, 12)),
        lambda: desk.does(cases.supplement, LAW, number, ("x",)),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [each.number for each in listed(desk, Ask(department="law"))] == [number]

    assert is_ready(desk, number, TAX).state == "ready"
    assert told(desk) == ["opened", "part_ready", "part_ready", "ready"]


def test_one_departments_refusal_refuses_a_joint_case(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")
    is_ready(desk, number, LAW, REFUSED)

    assert is_ready(desk, number, TAX).result == "refused"


def test_an_extension_has_a_reason_keeps_the_first_promise_and_stays_within_the_law(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")  # promised in 5, by law in 20 working days: at the latest in 30
    for until in (date(2026, 3, 9), date(2026, 4, 14), date(2027, 1, 1)):
        with pytest.raises(ExtensionRefused):
            desk.does(cases.extend, TAX, number, "the expert is away", until)
    put_off = desk.does(cases.extend, TAX, number, "the expert is away", date(2026, 4, 13))

    assert (put_off.promised, put_off.due, put_off.latest) == (
        date(2026, 3, 9),
        date(2026, 4, 13),
        date(2026, 4, 13),
    )
    assert [(each.old_due, each.reason, each.by) for each in put_off.extensions] == [
        (date(2026, 3, 9), "the expert is away", "department:tax")
    ]
    assert desk.does(lambda work: visits.view(work, 1)).cases[0].why_later == "the expert is away"
    assert "expert" not in desk.events("case.extended")[0].body


def test_an_extension_comes_before_the_day_and_never_after_it(desk: Desk) -> None:
    number = accepts(desk)
    desk.pass_time(4 * DAY)

    with pytest.raises(ExtensionRefused) as refused:
        desk.does(cases.extend, TAX, number, "forgotten", date(2026, 3, 9))
    assert "已超过" in refused.value.sentence()["zh"]


def test_papers_are_asked_for_once_with_the_whole_list_and_the_days_stand_still(desk: Desk) -> None:
    number = accepts(desk)  # Monday 2 March, due on Thursday
    desk.pass_time(DAY)
    asked = desk.does(cases.supplement, TAX, number, ("the deed", "a photograph"))
    assert (asked.state, asked.supplement.list, asked.days_left) == (
        "supplement",
        ("the deed", "a photograph"),
        None,
    )
    assert desk.does(lambda work: visits.view(work, 1)).cases[0].list == ("the deed", "a photograph")
    desk.ticks(6 * DAY)  # Monday 9 March: four working days with the visitor; nothing is overdue
    assert (case(desk, number).overdue, listed(desk, Ask(overdue=True))) == (False, ())
    ticket = comes(desk, number)

    back = case(desk, number)
    assert (ticket.matter, desk.stop(ticket.id).visitor_class) == ("tax-audit", "returned")
    assert (back.state, back.away_days, back.promised, back.due) == (
        "accepted",
        4,
        date(2026, 3, 11),
        date(2026, 3, 11),
    )
    assert (back.days_left, back.supplement.brought_day) == (2, date(2026, 3, 9))
    assert told(desk) == ["opened", "supplemented", "resumed"]
    desk.sits("t-3", "1")
    desk.serves("1", Outcome.ACCEPTED)  # the papers are in: the same case goes on
    assert [row.number for row in desk.rows(schema.cases)] == [number]
    assert desk.rows(schema.services)[-1].promised_until == date(2026, 3, 11)


def test_nothing_more_may_be_asked_for_a_second_time(desk: Desk) -> None:
    number = accepts(desk)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    with pytest.raises(SupplementedAlready):
        desk.does(cases.supplement, TAX, number, ("one more",))
    comes(desk, number)
    with pytest.raises(SupplementedAlready) as refused:
        desk.does(cases.supplement, TAX, number, ("one more",))
    desk.calls("9")
    desk.at("9", windows.start)
    with pytest.raises(SupplementedAlready):  # nor at the window
        desk.at("9", windows.finish, end=End(Outcome.SUPPLEMENT))

    assert (refused.value.status, "2026-03-02" in refused.value.sentence()["zh"]) == (409, True)
    desk.at("9", windows.finish, end=End(Outcome.ACCEPTED))


def test_who_went_away_before_being_served_comes_again_with_the_same_code(desk: Desk) -> None:
    number = accepts(desk)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    first = comes(desk, number)
    desk.does(visits.cancel, KIOSK, first.id)

    assert comes(desk, number).matter == "tax-audit"
    assert told(desk).count("resumed") == 1


@pytest.mark.parametrize(("outcome", "result"), [(Outcome.DONE, "granted"), (Outcome.REFUSED, "refused")])
def test_with_the_papers_the_letters_window_may_decide_at_once(
    desk: Desk, outcome: Outcome, result: str
) -> None:
    number = accepts(desk)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    comes(desk, number)
    desk.sits("t-1", "1")
    desk.serves("1", outcome, reason="no such plot")

    done = case(desk, number)
    assert (done.state, done.result, done.handed_window) == ("handed_over", result, "1")
    assert told(desk)[-2:] == ["ready", "handed_over"]


def test_another_departments_window_decides_nothing(desk: Desk) -> None:
    number = accepts(desk)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    comes(desk, number)
    desk.at("9", staff.sign_off)
    desk.sits("l-1", "9")
    desk.calls("9")
    desk.at("9", windows.start)

    with pytest.raises(NotAllowed):
        desk.at("9", windows.finish, end=End(Outcome.REFUSED, reason="no"))
    desk.at("9", windows.finish, end=End(Outcome.ACCEPTED))


def test_no_joint_case_is_decided_at_a_window_while_another_part_is_open(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")
    desk.does(cases.supplement, TAX, number, ("the deed",))
    comes(desk, number)
    desk.calls("9")
    desk.at("9", windows.start)

    with pytest.raises(CaseState):
        desk.at("9", windows.finish, end=End(Outcome.REFUSED, reason="no"))
    is_ready(desk, number, LAW)
    desk.at("9", windows.finish, end=End(Outcome.REFUSED, reason="no"))
    assert case(desk, number).state == "handed_over"


def test_it_reminds_two_working_days_ahead_once_and_tells_once_that_the_day_went_by(desk: Desk) -> None:
    number = accepts(desk, "tax-joint")  # due on Monday 9 March
    desk.ticks(2 * DAY)
    assert told(desk) == ["opened"]
    desk.ticks(DAY)  # Thursday
    desk.ticks(DAY)
    assert told(desk) == ["opened", "due_soon"]
    desk.ticks(3 * DAY)
    assert told(desk) == ["opened", "due_soon"]  # Monday itself is in time
    desk.ticks(DAY)
    desk.ticks(DAY)

    assert told(desk) == ["opened", "due_soon", "overdue"]
    said = desk.events("case.overdue")[0].facts
    assert (
        said["case"],
        said["department"],
        said["staffer"],
        said["window"],
        said["matter"],
        said["due"],
    ) == (
        number,
        "tax",
        "t-2",
        "9",
        "tax-joint",
        "2026-03-09",
    )
    assert isinstance(said["secondment"], int)
    assert (case(desk, number).overdue, case(desk, number).days_left) == (True, -2)
    assert [each.number for each in listed(desk, Ask(overdue=True))] == [number]


def test_the_clock_stops_with_the_result_so_what_waits_to_be_collected_is_never_late(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.ticks(40 * DAY)

    assert desk.events("case.overdue") == []
    assert not case(desk, number).overdue
    assert not listed(desk, Ask(overdue=True))
    desk.sits("t-3", "7")
    collects(desk, number)
    assert (case(desk, number).in_time, case(desk, number).in_time_first) == (True, True)


def test_a_reminder_comes_again_for_a_new_day(desk: Desk) -> None:
    number = accepts(desk)
    desk.ticks(DAY)
    desk.does(cases.extend, TAX, number, "the expert is away", date(2026, 3, 12))
    desk.ticks(8 * DAY)

    assert told(desk) == ["opened", "due_soon", "extended", "due_soon"]
    with desk.reader.connect() as connection:
        assert not dues.cases_due_soon(connection, date(2026, 3, 11), date(2026, 3, 13))


def test_an_acceptance_by_mistake_takes_its_case_back_and_another_gets_a_number_of_its_own(
    desk: Desk,
) -> None:
    number = accepts(desk)
    desk.does(visits.reopen, clerk("9"), 1)
    assert case(desk, number).state == "withdrawn"
    with pytest.raises(CodeUsed):
        comes(desk, number)
    desk.at("9", windows.finish, end=End(Outcome.ACCEPTED))

    assert [row.number for row in desk.rows(schema.cases)] == [number, "2026-000002"]
    assert [each.number for each in listed(desk, Ask())] == ["2026-000002"]


def test_an_acceptance_whose_case_has_gone_on_is_not_taken_back(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)

    with pytest.raises(TooLate):
        desk.does(visits.reopen, clerk("9"), 1)
    assert case(desk, number).state == "ready"


def test_a_handing_over_by_mistake_is_taken_back_within_the_minute(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("t-3", "7")
    ticket = collects(desk, number)
    desk.does(visits.reopen, clerk("7"), ticket.id)
    assert (case(desk, number).state, case(desk, number).handed_day) == ("ready", None)
    desk.at("7", windows.finish, end=End(Outcome.HANDED_OVER))

    assert case(desk, number).state == "handed_over"
    assert told(desk) == ["opened", "ready", "handed_over", "kept", "handed_over"]


def test_on_a_number_for_collecting_nothing_else_is_decided(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("t-3", "7")
    comes(desk, number)
    desk.calls("7")
    desk.at("7", windows.start)
    for end in (End(Outcome.ACCEPTED), End(Outcome.REFUSED, reason="no"), End(Outcome.SUPPLEMENT)):
        with pytest.raises(CaseState):
            desk.at("7", windows.finish, end=end)
    desk.at("7", windows.finish, end=End(Outcome.LEFT))

    assert case(desk, number).state == "ready"
    with pytest.raises(NobodyWaiting):
        desk.calls("7")


def test_numbers_begin_anew_with_the_year_and_never_meet(desk: Desk) -> None:
    accepts(desk)
    accepts(desk)
    desk.pass_time(305 * DAY)

    assert [accepts(desk), accepts(desk)] == ["2027-000001", "2027-000002"]
    assert [row.number for row in desk.rows(schema.cases)][:2] == ["2026-000001", "2026-000002"]


def test_a_code_of_a_case_is_nobody_elses(desk: Desk) -> None:
    accepts(desk)
    code = desk.rows(schema.cases)[0].code

    with pytest.raises(Malformed):
        desk.does(appointments.book, BOSS, appointments.Booking("tax-file", desk.now, code))


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ('joint = ["law"]', 'joint = ["tax"]', "matters.joint"),
        ('joint = ["law"]', 'joint = ["moon"]', "matters.joint"),
        ('kind = "promised"\nnorm_minutes = 10', 'kind = "on_the_spot"\nnorm_minutes = 10', "matters.joint"),
        ('kind = "collection"', 'kind = "colection"', "lines.kind"),
    ],
)
def test_a_plan_with_a_joint_matter_that_cannot_be_names_its_field(was: str, now: str, field: str) -> None:
    with pytest.raises(BadPlan) as refused:
        read_plan(small_plan(more=CASEWORK).replace(was, now), "small.toml")

    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("name", ["resume", "hand_over", "keep"])
def test_a_move_is_made_from_its_own_state_only(desk: Desk, name: str) -> None:
    number = accepts(desk)

    with pytest.raises(CaseState):
        desk.does(lambda work: cases.move(work, cases.need(work, number), name))


def test_cases_come_by_the_page_and_the_counts_are_of_all(desk: Desk) -> None:
    numbers = [accepts(desk) for _ in range(7)]
    is_ready(desk, numbers[0])

    def page(**ask: Any) -> Any:
        with desk.reader.connect() as connection:
            return cases_view(connection, desk.writer.state.plan, date(2026, 3, 2), Ask(limit=3, **ask))

    pages = [page(offset=at) for at in (0, 3, 6)]
    assert [each.number for view in pages for each in view.cases] == numbers
    assert {(view.total, view.counts.in_hand, view.counts.ready) for view in pages} == {(7, 7, 1)}
    assert page(state="ready").total == 1
    assert [each.number for each in page(find="000004").cases] == ["2026-000004"]
    with desk.reader.connect() as connection:
        paper = connection.execute(select(schema.tickets.c.number)).scalars().all()
    assert len(page(find=paper[2]).cases) == 1
    assert page(find="100%").total == 0
    assert page(department="law").counts.in_hand == 0
