"""A waiting number's class is raised on evidence: a logged act, undone within the minute, no further than the credit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallserver.core.errors import (
    Malformed,
    NobodyWaiting,
    NotAllowed,
    NothingToUndo,
    NotRaised,
    UnknownValue,
    WrongState,
)
from hallserver.core.queue.order import CLASSES
from hallserver.core.rights import Principal
from hallserver.core.rules import read_rules
from hallserver.services.planning import rules
from hallserver.services.queue import raising, undoing, visits, windows
from hallserver.store import schema
from hallserver.views.queue import why
from tests.small import BOSS, KIOSK, Desk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
OTHER = Principal("guide:guide-2", "guide", "guide-2")


def raises(
    desk: Desk, ticket: int, to: str = "elderly", evidence: str | None = "老年证", who: Principal = GUIDE
) -> Any:
    return desk.does(raising.raise_class, who, ticket, to, evidence)


def place(desk: Desk, ticket: int) -> tuple[int, Any, int]:
    stop = desk.stop(ticket)
    return stop.tier, stop.effective_at, stop.seq


@pytest.fixture
def line(desk: Desk) -> Desk:
    """Four ordinary numbers, five minutes apart, and nobody at the windows yet."""
    for _ in range(4):
        desk.issue("tax-file")
        desk.pass_time(300)
    return desk


def order_of_calls(desk: Desk) -> list[str]:
    desk.sits("t-1", "1")
    found = []
    while True:
        try:
            found.append(desk.calls())
        except NobodyWaiting:
            return found
        desk.at("1", windows.miss)


def test_the_place_moves_by_the_credit_and_no_further(line: Desk) -> None:
    before = place(line, 4)
    raises(line, 4)

    tier, effective, seq = place(line, 4)
    assert (tier, before[1] - effective) == (1, timedelta(minutes=15))
    assert seq > before[2]
    # five minutes apart: 15 minutes of credit pass two of them, and of the one due at the same time the earlier seq is first
    assert order_of_calls(line) == ["A001", "A004", "A002", "A003"]
    assert line.fault() is None


def test_a_statutory_class_goes_to_the_front_within_its_cap(line: Desk) -> None:
    for ticket in (2, 3, 4):
        raises(line, ticket, "statutory", "残疾人证")

    assert order_of_calls(line) == ["A002", "A003", "A001", "A004"]
    assert line.fault() is None


def test_the_act_names_class_evidence_and_what_was_before(line: Desk) -> None:
    view = raises(line, 3)

    [event] = line.events("ticket.placed")
    assert (event.actor, event.facts["reason"], event.facts["class"]) == (GUIDE.id, "raised", "elderly")
    assert event.facts["evidence"] == "老年证"
    assert event.facts["was"]["class"] == "ordinary"
    assert view.ahead == 0
    row = line.rows(schema.tickets)[2]
    assert (row.visitor_class, row.evidence) == ("elderly", "老年证")


@pytest.mark.parametrize(
    ("to", "evidence", "refusal"),
    [
        ("elderly", None, Malformed),
        ("elderly", "110101194001011234", Malformed),
        ("king", "crown", UnknownValue),
        ("appointment", "paper", UnknownValue),
        ("ordinary", None, NotRaised),
    ],
)
def test_without_evidence_or_a_higher_class_nothing_changes(
    line: Desk, to: str, evidence: str | None, refusal: type[Exception]
) -> None:
    before = place(line, 3)
    with pytest.raises(refusal):
        raises(line, 3, to, evidence)

    assert place(line, 3) == before
    assert line.events("ticket.placed") == []


def test_the_same_class_twice_and_a_lower_one_are_no_raise(line: Desk) -> None:
    raises(line, 3, "statutory", "残疾人证")
    for to in ("statutory", "elderly"):
        with pytest.raises(NotRaised):
            raises(line, 3, to)


def test_who_is_called_or_has_ended_keeps_the_class(line: Desk) -> None:
    line.sits("t-1", "1")
    line.calls()
    with pytest.raises(WrongState):
        raises(line, 1)
    line.at("1", windows.miss)
    raises(line, 1)  # was missed: the place for the return moves
    line.does(visits.cancel, KIOSK, 2)
    with pytest.raises(WrongState):
        raises(line, 2)
    assert line.fault() is None


def test_all_matters_of_a_visit_move_together(desk: Desk) -> None:
    ticket = desk.visits("tax-file", "notary-will<tax-file").id
    before = [row.effective_at for row in desk.rows(schema.stops)]
    desk.pass_time(30)
    raises(desk, ticket)

    after = [row.effective_at for row in desk.rows(schema.stops)]
    assert [one - two for one, two in zip(before, after, strict=True)] == [timedelta(minutes=15)] * 2
    assert [row.state for row in desk.rows(schema.stops)] == ["waiting", "held"]
    desk.does(undoing.undo, GUIDE, ticket)
    assert [row.effective_at for row in desk.rows(schema.stops)] == before
    assert desk.fault() is None


def test_within_the_minute_it_is_taken_back_once_by_whoever_did_it(line: Desk) -> None:
    before = place(line, 3)
    raises(line, 3)
    with pytest.raises(NotAllowed):
        line.does(undoing.undo, OTHER, 3)
    line.does(undoing.undo, GUIDE, 3)

    assert place(line, 3) == before
    row = line.rows(schema.tickets)[2]
    assert (row.visitor_class, row.evidence) == ("ordinary", None)
    with pytest.raises(NothingToUndo):
        line.does(undoing.undo, GUIDE, 3)
    assert order_of_calls(line) == ["A001", "A002", "A003", "A004"]
    assert line.fault() is None


def test_a_minute_later_or_once_called_it_stays(line: Desk) -> None:
    raises(line, 3)
    line.pass_time(61)
    with pytest.raises(NothingToUndo):
        line.does(undoing.undo, GUIDE, 3)
    raises(line, 3, "statutory", "残疾人证")
    line.sits("t-1", "1")
    assert line.calls() == "A003"
    with pytest.raises(NothingToUndo):
        line.does(undoing.undo, GUIDE, 3)


def test_a_cancelled_number_is_undone_before_its_raise(line: Desk) -> None:
    raises(line, 3)
    line.does(visits.cancel, GUIDE, 3)
    line.does(undoing.undo, GUIDE, 3)

    assert line.state(3) == "waiting"
    assert line.rows(schema.tickets)[2].visitor_class == "elderly"


def test_why_says_it_to_the_visitor_without_the_class_and_to_supervision_with_it(line: Desk) -> None:
    raises(line, 4)
    line.sits("t-1", "1")
    line.calls()
    line.at("1", windows.miss)
    line.calls()
    with line.reader.connect() as connection:
        plan = line.writer.state.plan
        told, full = (why.why(connection, plan, 4, line.now, full=each) for each in (False, True))
        passed = why.why(connection, plan, 2, line.now)

    assert told is not None
    assert full is not None
    assert passed is not None
    raised = [each.words for each in told.reasons if "调整了优先类别" in each.words.zh]
    assert len(raised) == 1
    assert "敬老" not in raised[0].zh
    assert any("敬老优待" in each.words.zh for each in full.reasons)
    assert [(each.number, each.reason) for each in passed.passed] == [("A004", "due"), ("A001", "earlier")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps=st.lists(st.integers(0, 1500), min_size=2, max_size=7),
    raised=st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["elderly", "carer"])), max_size=4),
)
def test_nobody_is_overtaken_by_more_than_the_difference_of_the_credits(
    tmp_path_factory: pytest.TempPathFactory, gaps: list[int], raised: list[tuple[int, str]]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("raised") / "hall")
    text = '[classes.carer]\nzh = "照护者"\nen = "Carer"\ncredit_minutes = 7\n'
    plan = desk.writer.state.plan
    desk.does(rules.publish_rules, BOSS, read_rules(text, plan.rules, plan.lines))
    due = {}
    for gap in gaps:
        desk.pass_time(gap)
        ticket = desk.issue("tax-file")
        due[ticket.number] = desk.now
    credit = dict.fromkeys(due, 0)
    for which, to in raised:
        ticket_id = which % len(gaps) + 1
        try:
            raises(desk, ticket_id, to)
        except NotRaised:
            continue
        credit[list(due)[ticket_id - 1]] = 7 if to == "carer" else CLASSES["elderly"].credit_minutes
    called = order_of_calls(desk)

    for place_, first in enumerate(called):
        for later in called[place_ + 1 :]:
            allowed = timedelta(minutes=credit[first] - credit[later])
            assert due[first] - due[later] <= allowed, (first, later)
    assert desk.fault() is None
    desk.close()
