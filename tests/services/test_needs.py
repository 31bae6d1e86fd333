"""What a visitor needs steers who may call, never the place: judged from the log, said at once, blocking nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from hallserver.core.errors import BadPlan, NobodyWaiting, WrongState
from hallserver.core.plans.plan import read_plan
from hallserver.core.queue.needs import NEEDS, can_serve, read, written
from hallserver.core.rights import Principal
from hallserver.services.queue import further, needing, numbers, staff, visits, windows
from hallserver.store import schema
from hallserver.store.queue import waiting
from hallserver.views.queue import why
from hallserver.views.queue.waiting import waiting_view
from tests.small import KIOSK, Desk, made_plan, small_plan

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
ABLE = {"1": '"low_window"', "2": ""}  # window 1 is low
SIGNS = "t-1"  # signs, wherever they sit


def plan_text() -> str:
    """The small hall with a low window 1, and a chief who signs."""
    text = small_plan()
    text = text.replace('code = "1"\n', 'code = "1"\nabilities = ["low_window"]\n', 1)
    head, _, tail = text.partition('[[staffers]]\ncode = "t-1"\n')
    return f'{head}[[staffers]]\ncode = "t-1"\nabilities = ["sign_language"]\n{tail}'


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory) -> Any:

    desk = Desk(tmp_path_factory.mktemp("needs") / "hall", plan=read_plan(plan_text(), "needs.toml"))
    yield desk
    desk.close()


def takes(desk: Desk, *needs: str, matter: str = "tax-file") -> Any:
    return desk.does(numbers.issue, KIOSK, numbers.Wish(matter, needs=needs))


def lane(desk: Desk, ticket: int) -> str:
    return str(desk.stop(ticket).lane)


def calls(desk: Desk, window: str) -> str | None:
    """Call and miss, so that the window is free again."""
    try:
        number = desk.calls(window)
    except NobodyWaiting:
        return None
    desk.at(window, windows.miss)
    return number


def test_only_a_window_that_can_calls_and_the_others_go_on_in_order(hall: Desk) -> None:
    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    low, plain = takes(hall, "low_window"), takes(hall)
    assert lane(hall, low.id) == "need"

    assert calls(hall, "2") == plain.number
    assert calls(hall, "2") is None
    assert calls(hall, "1") == low.number
    assert hall.fault() is None


def test_the_place_is_as_it_would_be_without_the_need(hall: Desk) -> None:
    hall.sits("t-1", "1")
    first, low, last = takes(hall), takes(hall, "low_window", "sign_language"), takes(hall)

    assert [calls(hall, "1") for _ in range(3)] == [first.number, low.number, last.number]
    assert hall.fault() is None


def test_window_and_staffer_together_give_what_is_needed(hall: Desk) -> None:
    both = takes(hall, "low_window", "sign_language")
    hall.sits("t-2", "1")  # low, and signs not
    assert calls(hall, "1") is None
    hall.at("1", staff.sign_off)
    hall.sits(SIGNS, "1")

    assert hall.rows(schema.sessions)[-1].abilities == ["low_window", "sign_language"]
    assert hall.events("window.opened")[-1].facts["abilities"] == ["low_window", "sign_language"]
    assert calls(hall, "1") == both.number
    assert hall.fault() is None


def test_what_nobody_can_give_today_is_said_at_once_and_waits_as_any_other(hall: Desk) -> None:
    hall.sits("t-2", "1")
    issued = takes(hall, "english")

    assert "今天没有窗口具备所需条件" in issued.notice.zh
    assert "No window" in issued.notice.en
    assert (lane(hall, issued.id), hall.stop(issued.id).needs) == ("own", "english")
    assert calls(hall, "1") == issued.number
    assert takes(hall, "low_window").notice is None


def test_where_nobody_who_can_is_there_for_a_while_the_visitor_joins_the_others_in_place(hall: Desk) -> None:
    hall.sits("t-3", "2")
    low, plain = takes(hall, "low_window"), takes(hall)
    hall.ticks(60)
    assert lane(hall, low.id) == "need"
    hall.ticks(20 * 60)

    assert lane(hall, low.id) == "own"
    assert hall.events("ticket.placed")[-1].facts["reason"] == "need_unmet"
    assert [calls(hall, "2") for _ in range(2)] == [low.number, plain.number]
    assert hall.fault() is None


def test_while_somebody_who_can_is_there_nobody_leaves_the_lane(hall: Desk) -> None:
    hall.sits("t-2", "1")
    low = takes(hall, "low_window")
    hall.ticks(3600)

    assert lane(hall, low.id) == "need"
    assert not hall.is_due()


def test_a_waiting_number_gets_and_loses_a_need_in_place(hall: Desk) -> None:
    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    ticket = takes(hall)
    before = hall.rows(schema.stops)[0]
    view = hall.does(needing.set_needs, GUIDE, ticket.id, ("low_window",))
    assert view.needs == ("low_window",)
    assert (lane(hall, ticket.id), calls(hall, "2")) == ("need", None)
    after = hall.rows(schema.stops)[0]
    assert (after.tier, after.effective_at, after.seq) == (before.tier, before.effective_at, before.seq)

    hall.does(needing.set_needs, GUIDE, ticket.id, ())
    assert calls(hall, "2") == ticket.number
    assert hall.fault() is None
    hall.does(visits.cancel, KIOSK, ticket.id)
    with pytest.raises(WrongState):
        hall.does(needing.set_needs, GUIDE, ticket.id, ("low_window",))


def test_a_transfer_home_keeps_the_need_and_one_to_a_window_is_the_colleagues_word(hall: Desk) -> None:
    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    low = takes(hall, "low_window")
    hall.calls("1")
    hall.at("1", windows.transfer, target=windows.Target(line="tax"))
    assert (lane(hall, low.id), calls(hall, "2")) == ("need", None)
    hall.calls("1")
    hall.at("1", windows.transfer, target=windows.Target(window="2"))
    assert calls(hall, "2") == low.number
    assert hall.fault() is None


def test_the_window_counts_and_lists_only_whom_it_may_call(hall: Desk) -> None:

    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    takes(hall, "low_window")
    takes(hall)

    assert [hall.does(windows._view, code).waiting for code in ("1", "2")] == [2, 1]
    listed = [
        [
            each.number
            for each in hall.does(
                lambda work, code=code: waiting_view(work.connection, work.plan, code, work.now)
            ).waiting
        ]
        for code in ("1", "2")
    ]
    assert listed == [["A001", "A002"], ["A002"]]
    assert hall.does(windows._view, "1").waiting == 2
    assert waiting.waiting_at is not None


def test_why_says_that_the_window_could_not(hall: Desk) -> None:
    hall.sits("t-3", "2")
    low, plain = takes(hall, "low_window"), takes(hall)
    calls(hall, "2")
    with hall.reader.connect() as connection:
        told = why.why(connection, hall.writer.state.plan, low.id, hall.now)

    assert told is not None
    assert [(each.number, each.reason) for each in told.passed] == [(plain.number, "unable")]


def test_the_clerk_sees_what_is_needed(hall: Desk) -> None:
    hall.sits("t-2", "1")
    takes(hall, "low_window")
    hall.calls("1")

    assert hall.does(windows._view, "1").ticket.needs == ("low_window",)


def test_the_schema_lets_nobody_wait_in_the_lane_of_needs_for_nothing(hall: Desk) -> None:
    takes(hall)
    with pytest.raises(IntegrityError, match="need_lane_says_what"):
        hall.does(lambda work: work.connection.execute(update(schema.stops).values(lane="need")) and None)


def test_needs_are_written_in_one_way() -> None:
    assert read(written(reversed(list(NEEDS)))) == frozenset(map(str, NEEDS))
    assert can_serve((), "")
    assert not can_serve(("english",), "english,low_window")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    visitors=st.lists(st.sampled_from([(), ("low_window",), ("sign_language",)]), min_size=2, max_size=8),
    turns=st.lists(st.sampled_from(["1", "2"]), min_size=4, max_size=14),
)
def test_among_those_whom_a_window_may_call_the_first_is_called(
    tmp_path_factory: pytest.TempPathFactory, visitors: list[tuple[str, ...]], turns: list[str]
) -> None:

    desk = Desk(tmp_path_factory.mktemp("fair") / "hall", plan=read_plan(plan_text(), "needs.toml"))
    desk.sits("t-2", "1")  # low
    desk.sits("t-1", "2")  # signs
    abilities = {"1": {"low_window"}, "2": {"sign_language"}}
    left = [(takes(desk, *needs).number, set(needs)) for needs in visitors]
    for window in turns:
        mine = [number for number, needs in left if needs <= abilities[window]]
        assert calls(desk, window) == (mine[0] if mine else None)
        left = [each for each in left if each[0] != (mine[0] if mine else None)]
    assert desk.fault() is None
    desk.close()


def test_plan_and_sheets_know_only_real_abilities() -> None:

    assert made_plan().tables["windows"][0]["abilities"] == []
    with pytest.raises(BadPlan):
        made_plan(
            more='[[staffers]]\ncode = "x"\ndepartment = "tax"\nname = { zh = "x", en = "x" }\nabilities = ["fly"]\n'
        )


def test_a_matter_that_is_added_needs_what_the_visit_needs(hall: Desk) -> None:
    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    low = takes(hall, "low_window")
    hall.does(further.add, GUIDE, low.id, "tax-audit")

    added = hall.rows(schema.stops)[-1]
    assert (added.matter, added.needs, added.lane) == ("tax-audit", "low_window", "need")
    facts = hall.events("ticket.placed")[-1].facts
    assert (facts["needs"], facts["lane"]) == (["low_window"], "need")
    assert calls(hall, "2") is None
    assert hall.fault() is None


def test_a_window_is_idle_while_somebody_waits_who_needs_what_it_can_give(hall: Desk) -> None:
    hall.sits("t-2", "1")
    hall.sits("t-3", "2")
    takes(hall, "low_window")
    hall.pass_time(301)

    with hall.reader.connect() as connection:
        since = hall.now - timedelta(minutes=5)
        assert [row.window for row in waiting.idle_told_or_not(connection, since)] == ["1"]
