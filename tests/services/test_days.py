"""The manager's day: a window's plan for today, published rules, the closing that seals the day's log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hallserver.contract import Words
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    BadRules,
    DayClosed,
    Malformed,
    StillOpen,
    StillServing,
    TooLate,
    UnknownValue,
    WindowBusy,
)
from hallserver.core.events import iso
from hallserver.core.queue import overtaking
from hallserver.core.queue.order import ORDER_RULES
from hallserver.core.rules import read_rules
from hallserver.services.context import CommandContext
from hallserver.services.planning import rules
from hallserver.services.queue import days, visits, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.views.queue import visits as visit_views
from hallserver.views.queue import why
from tests.later_order import LATER, NAME
from tests.small import BOSS, KIOSK, Desk, clerk


def publishes(desk: Desk, text: str) -> int:
    def command(work: CommandContext) -> int:
        return rules.publish_rules(work, BOSS, read_rules(text, work.plan.rules, work.plan.lines)).version

    return desk.writer(command)


def test_a_surge_window_serves_another_line_at_once_and_only_today(desk: Desk) -> None:
    desk.sits("t-2", "1")
    tax, reg = desk.issue("tax-file"), desk.issue("reg-new")
    desk.does(days.plan_window, BOSS, "1", days.Today(("reg",), (), "surge"))

    assert desk.calls("1") == reg.number
    desk.finishes("1")
    desk.ticks(24 * 3600)
    assert "tax-file" in desk.writer.state.plan.matters_at("1", desk.now)
    assert tax.number == "A001"


def test_a_window_that_opens_later_today_follows_the_managers_word(desk: Desk) -> None:
    desk.does(days.plan_window, BOSS, "1", days.Today(("reg",), (), "surge"))
    desk.sits("t-2", "1")

    assert {row.matter for row in desk.rows(schema.session_matters)} == {"reg-new"}


def test_a_surge_window_goes_back_to_its_own_work_when_its_time_is_over(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue("tax-file")
    until = desk.now + timedelta(minutes=90)
    desk.does(days.plan_window, BOSS, "1", days.Today(("reg",), (), "surge", until))
    assert {row.matter for row in desk.rows(schema.session_matters)} == {"reg-new"}

    desk.ticks(89 * 60)
    assert desk.rows(schema.todays)
    desk.ticks(60)
    assert "tax-file" in {row.matter for row in desk.rows(schema.session_matters)}
    assert desk.rows(schema.todays) == []
    assert not desk.is_due()
    surge, over = (each.facts for each in desk.told if each.kind == "window.planned")
    assert (surge["until"], over["reason"]) == (iso(until), "today_over")


def test_a_closed_window_whose_time_is_over_opens_with_its_own_work(desk: Desk) -> None:
    desk.does(days.plan_window, BOSS, "1", days.Today(("reg",), (), "surge", desk.now + timedelta(minutes=5)))
    desk.ticks(300)
    desk.sits("t-2", "1")

    assert "tax-file" in {row.matter for row in desk.rows(schema.session_matters)}


def test_its_end_can_be_moved_though_it_serves_the_same_until_then(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ends = [desk.now + timedelta(minutes=each) for each in (30, 60, 45)]
    for end in (*ends, None, ends[0]):
        desk.does(days.plan_window, BOSS, "1", days.Today(("reg",), (), "surge", end))
        assert desk.writer.state.plan.serving("1", desk.now).until == end
        (row,) = desk.rows(schema.todays)
        assert row.until_at == end
    told = [each.facts.get("until") for each in desk.told if each.kind == "window.planned"]
    assert told == [iso(ends[0]), iso(ends[1]), iso(ends[2]), None, iso(ends[0])]


def test_an_end_that_changes_nothing_is_an_end_all_the_same(desk: Desk) -> None:
    """Windows 1 and 2, open and closed, whose word for today is their ordinary work."""
    desk.sits("t-2", "1")
    for window in ("1", "2"):
        own = desk.writer.state.plan.windows[window]
        end = desk.now + timedelta(minutes=5)
        desk.does(days.plan_window, BOSS, window, days.Today(own.lines, own.groups, "as usual", end))
    desk.ticks(300)

    assert desk.rows(schema.todays) == []
    assert desk.writer.state.plan.todays == {}
    over = {each.facts["window"] for each in desk.told if each.facts.get("reason") == "today_over"}
    assert over == {"1", "2"}


@pytest.mark.parametrize("minutes", [-1, 0, 24 * 60])
def test_it_ends_later_today_or_is_refused(desk: Desk, minutes: int) -> None:
    with pytest.raises(Malformed):
        desk.does(
            days.plan_window, BOSS, "1", days.Today(("reg",), (), "x", desk.now + timedelta(minutes=minutes))
        )

    assert desk.rows(schema.todays) == []


def test_a_word_that_names_no_line_changes_nothing(desk: Desk) -> None:
    with pytest.raises(UnknownValue):
        desk.does(days.plan_window, BOSS, "1", days.Today(("regg",), (), "surge"))

    assert desk.rows(schema.todays) == []


def test_a_manager_closes_a_window_and_it_is_recorded_why(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.does(days.close_window, BOSS, "1", "training")

    assert desk.events("window.closed")[0].facts["reason"] == "training"


def test_each_call_names_the_rules_it_was_made_under(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.issue()
    desk.serves()
    version = publishes(desk, "[classes.elderly]\ncredit_minutes = 25\n")
    desk.serves()

    assert (
        [each.facts["decision"]["rules"] for each in desk.events("ticket.called")] == [1, 2] == [1, version]
    )
    assert desk.writer.state.plan.rules.classes["elderly"].credit_minutes == 25
    assert desk.fault() is None


@pytest.fixture
def later_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ORDER_RULES, NAME, LATER)
    monkeypatch.setitem(overtaking._WHY, "order/later", overtaking._why_by_place)


@pytest.mark.usefixtures("later_order")
def test_each_call_is_judged_by_the_version_of_the_rule_that_was_in_force(desk: Desk) -> None:
    desk.sits("t-2", "1")
    numbers = [desk.issue(matter).number for matter in ("tax-file", "tax-visit", "tax-file")]
    first = desk.calls()
    desk.finishes()
    publishes(desk, 'order = "order/later"')
    second = desk.calls()
    desk.finishes()
    publishes(desk, 'order = "order/1"')

    assert [first, second, desk.calls()] == [numbers[0], numbers[2], numbers[1]]
    assert [each.facts["decision"]["rule"] for each in desk.events("ticket.called")] == [
        "order/2",
        "order/later",
        "order/1",
    ]
    assert desk.fault() is None


@pytest.mark.parametrize(("rule", "after_the_cap"), [("order/1", "B001"), ("order/2", "A004")])
def test_of_a_private_line_order_1_compares_the_first_stop_alone_and_order_2_the_first_of_each_line_and_tier(
    desk: Desk, rule: str, after_the_cap: str
) -> None:
    """Window 1 was sent a statutory visitor and an ordinary one; the line's cap is reached, so the statutory one yields."""
    publishes(desk, f'order = "{rule}"')
    for matter, visitor_class in (
        ("tax-file", "statutory"),
        ("tax-file", "statutory"),
        ("tax-file", "statutory"),
        ("tax-file", "ordinary"),
        ("reg-new", "ordinary"),
        ("tax-file", "ordinary"),
    ):
        desk.issue(
            matter,
            visitor_class=visitor_class,
            evidence=None if visitor_class == "ordinary" else "card",
        )
        desk.pass_time(60)
    desk.sits("t-2", "1")
    for number in ("A003", "A004"):
        desk.at("1", windows.call_selected, ticket=number, reason="named")
        desk.at("1", windows.transfer, target=windows.Target(window="1"))

    called = []
    for _ in range(6):
        called.append(desk.calls())
        desk.finishes()

    assert called[:3] == ["A001", "A002", after_the_cap]
    assert sorted(called) == ["A001", "A002", "A003", "A004", "A005", "B001"]
    assert desk.fault() is None


@pytest.mark.usefixtures("later_order")
def test_a_call_by_another_version_than_the_one_in_force_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    monkeypatch.setitem(ORDER_RULES, "order/2", ORDER_RULES["order/later"])
    desk.calls()
    monkeypatch.undo()

    fault = desk.fault()
    assert fault is not None
    assert fault.why == "A001 was called by order/later, in force was order/2"


@pytest.mark.usefixtures("later_order")
def test_calls_are_counted_by_the_version_in_force(desk: Desk) -> None:
    desk.sits("t-2", "1")
    publishes(desk, f'order = "{NAME}"')
    for _ in range(3):
        desk.issue()
    for _ in range(3):
        desk.serves()

    assert [each.facts["decision"]["capped"] for each in desk.events("ticket.called")] == [
        [],
        ["tax"],
        ["tax"],
    ]
    assert desk.fault() is None


@pytest.mark.usefixtures("later_order")
def test_a_log_of_a_later_version_is_not_judged_by_this_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sits("t-2", "1")
    publishes(desk, f'order = "{NAME}"')
    desk.issue()
    desk.calls()
    monkeypatch.undo()

    fault = desk.fault()
    assert fault is not None
    assert fault.why == "calls are decided by order/later, which this version does not know"


def test_a_version_of_the_rule_that_nobody_knows_is_refused(desk: Desk) -> None:
    with pytest.raises(BadRules) as refused:
        publishes(desk, 'order = "order/9"')

    assert "order is one of order/1, order/2; did you mean “order/2”" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[classes.elderly]\ncredit = 25\n", "classes.elderly.credit"),
        ("[classes.elderly]\ncredit_minutes = -1\n", "classes.elderly.credit_minutes"),
        ("[classes.vip]\ntier = 0\n", "classes.vip.needs_evidence"),
        ("[lines.taxx]\ncap = 2\n", "lines.taxx"),
        ("[lines.tax]\ncap = 0\n", "lines.tax.cap"),
        ('[lines.tax]\nmissed = "back:0"\n', "lines.tax.missed"),
        ("grace_second = 3\n", "grace_second"),
        ("grace_seconds = true\n", "grace_seconds"),
        ("= 3", "-"),
    ],
)
def test_rules_that_make_no_sense_are_refused_by_field(desk: Desk, text: str, field: str) -> None:
    with pytest.raises(BadRules) as refused:
        publishes(desk, text)

    assert refused.value.facts["field"] == field
    assert len(desk.rows(schema.rule_sets)) == 1


def test_the_hall_is_closed_with_people_waiting_and_each_is_told_why(office: Desk) -> None:
    desk = office
    desk.sits("t-2", "1")
    missed, served, waiting = desk.issue("tax-visit"), desk.issue(), desk.issue()
    desk.calls("1")
    desk.at("1", windows.miss)
    desk.calls("1")
    desk.finishes("1")
    desk.pass_time(8 * 3600 + 60)
    closing = desk.does(days.close_day, BOSS, "17:00")

    assert [desk.state(each.id) for each in (missed, served, waiting)] == ["expired", "finished", "expired"]
    told = {event.facts["number"]: event.facts["reason"] for event in desk.events("ticket.expired")}
    assert set(told.values()) == {"17:00"}
    assert len(told) == 2
    assert desk.events("day.closing")[0].facts["numbers"] == sorted(told)
    assert closing.figures["issued"] == 3
    assert closing.figures["expired"] == 2
    assert closing.hash == desk.events("day.closed")[0].hash.hex()
    assert desk.rows(schema.sessions)[0].closed_at is not None
    assert desk.fault() is None


def test_who_still_waits_reads_why_the_hall_was_closed_and_nobody_reads_it_at_the_days_end(
    office: Desk,
) -> None:
    def read(ticket: int) -> tuple[Words | None, str]:
        view = office.does(lambda work: visit_views.ticket_view(work.connection, work.plan, ticket, work.now))
        told = office.does(lambda work: why.why(work.connection, work.plan, ticket, work.now))
        return view.notice, told.reasons[-1].words.zh

    closed = office.issue()
    office.does(days.close_day, BOSS, "停电", early=True)
    notice, story = read(closed.id)
    assert notice is not None
    assert (notice.zh, "停电" in notice.en) == ("今日闭厅（停电），号票失效", True)
    assert story == notice.zh

    office.pass_time(24 * 3600)
    office.ticks()
    ended = office.issue()
    office.ticks(24 * 3600)
    notice, story = read(ended.id)
    assert notice is None
    assert story == "当日结束，号票失效"


def test_a_closed_day_gives_no_more_numbers_and_the_next_one_begins_anew(office: Desk) -> None:
    desk = office
    desk.issue()
    desk.does(days.close_day, BOSS, "early", early=True)
    with pytest.raises(DayClosed):
        desk.issue()
    with pytest.raises(DayClosed):
        desk.does(days.close_day, BOSS, "again", early=True)

    desk.pass_time(24 * 3600)
    desk.ticks()

    assert desk.issue().number == "A001"


def test_a_day_is_not_closed_over_somebody_who_is_served(office: Desk) -> None:
    desk = office
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls("1")

    with pytest.raises(StillServing) as refused:
        desk.does(days.close_day, BOSS, "early", early=True)
    assert refused.value.state == {"windows": ["1"]}


def test_a_day_is_closed_within_its_hours_only_when_that_is_meant(office: Desk) -> None:
    with pytest.raises(StillOpen):
        office.does(days.close_day, BOSS, "by mistake")


def test_a_day_that_nobody_closed_is_sealed_at_midnight(desk: Desk) -> None:
    desk.issue()
    desk.ticks(24 * 3600)

    closed = desk.rows(schema.closings)[0]
    assert (closed.day.isoformat(), closed.reason, closed.figures["expired"]) == (
        "2026-03-02",
        "day_ended",
        1,
    )
    assert desk.fault() is None


# --- taken back, put off ---------------------------------------------------------------------------------------------


def test_a_finish_by_mistake_is_taken_back_within_the_minute_and_counted_once(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.pass_time(100)
    desk.at("1", windows.finish, end=End(Outcome.DONE))
    desk.pass_time(50)
    desk.does(visits.reopen, clerk("1"), ticket.id)
    desk.pass_time(10)
    desk.at("1", windows.finish, end=End(Outcome.ACCEPTED, reason="to be checked"))

    rows = desk.rows(schema.services)
    assert [(row.part, row.service_ms, row.outcome, row.excluded) for row in rows] == [
        (1, 100_000, "done", "reopened"),
        (2, 160_000, "accepted", None),
    ]
    assert desk.fault() is None


def test_after_the_minute_nothing_is_taken_back(desk: Desk) -> None:
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.serves("1")
    desk.pass_time(61)

    with pytest.raises(TooLate):
        desk.does(visits.reopen, clerk("1"), ticket.id)


def test_a_finish_is_not_taken_back_over_the_next_visitor_or_a_rating(desk: Desk) -> None:
    desk.sits("t-2", "1")
    first, second = desk.issue(), desk.issue()
    desk.serves("1")
    desk.calls("1")
    with pytest.raises(WindowBusy):
        desk.does(visits.reopen, clerk("1"), first.id)

    desk.finishes("1")
    desk.does(visits.rate, KIOSK, second.id, 5, ())
    with pytest.raises(TooLate):
        desk.does(visits.reopen, clerk("1"), second.id)


def test_a_number_that_was_given_up_by_mistake_has_its_place_again(desk: Desk) -> None:
    desk.sits("t-2", "1")
    first, _ = desk.issue(), desk.issue()
    desk.does(visits.cancel, KIOSK, first.id)
    desk.does(visits.reopen, KIOSK, first.id)

    assert desk.calls("1") == first.number
    assert desk.fault() is None


def test_a_visitor_puts_the_call_off_once_and_keeps_the_place(desk: Desk) -> None:
    desk.sits("t-2", "1")
    first, second, third = desk.issue(), desk.issue(), desk.issue()
    desk.does(visits.ask_for_time, KIOSK, first.id)
    called = [desk.calls("1")]
    desk.finishes("1")
    desk.ticks(5 * 60)
    called.append(desk.calls("1"))

    assert called == [second.number, first.number]
    assert third.number == "A003"
    with pytest.raises(TooLate):
        desk.does(visits.ask_for_time, KIOSK, put_off_again(desk))


def put_off_again(desk: Desk) -> int:
    ticket = desk.issue()
    desk.does(visits.ask_for_time, KIOSK, ticket.id)
    desk.ticks(5 * 60)
    return ticket.id


def test_a_line_may_offer_no_more_time(desk: Desk) -> None:
    publishes(desk, "[lines.tax]\nmore_time_minutes = 0\n")
    ticket = desk.issue()

    with pytest.raises(TooLate):
        desk.does(visits.ask_for_time, KIOSK, ticket.id)


def test_where_the_hall_wants_it_a_service_begins_by_itself_and_says_so(desk: Desk) -> None:
    publishes(desk, "start_after_seconds = 15\n")
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls("1")
    desk.ticks(20)
    unseen = desk.at("1", windows.recall).state
    desk.does(windows.shown, clerk("screen"), desk.events("ticket.called")[0].seq, spoken=False)
    desk.ticks(14)
    early = desk.rows(schema.stops)[0].state
    desk.ticks(1)
    desk.pass_time(30)
    desk.at("1", windows.finish, end=End(Outcome.DONE))

    assert (unseen, early) == ("called", "called")
    assert [(row.auto, row.service_ms) for row in desk.rows(schema.services)] == [(1, 30_000)]
    assert desk.fault() is None


def test_who_covers_for_whom_stands_in_the_record(desk: Desk) -> None:
    desk.sits("t-2", "1", covers="t-3")
    desk.issue()
    desk.serves("1")

    assert desk.rows(schema.services)[0].covers == "t-3"


def test_where_a_line_sets_a_limit_the_clock_marks_missed_who_does_not_come(desk: Desk) -> None:
    publishes(desk, "[lines.tax]\nrecall_limit = 2\n")
    desk.sits("t-2", "1")
    ticket = desk.issue()
    desk.calls("1")
    states = []
    for _ in range(2):
        desk.at("1", windows.recall)
        desk.ticks(9)
        states.append(desk.state(ticket.id))
    desk.ticks(1)

    assert [*states, desk.state(ticket.id)] == ["called", "called", "missed"]
    assert desk.events("ticket.missed")[0].actor == "clock"
    assert desk.fault() is None


def test_when_the_time_of_a_break_is_over_the_window_is_told_once(desk: Desk) -> None:
    desk.sits("t-2", "1")
    desk.issue()
    desk.calls("1")
    desk.at("1", windows.start)
    desk.at("1", windows.park, reason="copy", minutes=5)
    desk.ticks(299)
    early = len(desk.events("park.over"))
    desk.ticks(1)
    desk.ticks(60)

    assert (early, [event.facts["window"] for event in desk.events("park.over")]) == (0, ["1"])
