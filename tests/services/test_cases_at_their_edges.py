"""Cases at their edges: second numbers, decisions taken back, other people's cases, matters that left the hall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from hallserver.core.casework.identity import Identity
from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import CaseState, DuplicateTicket, NotAllowed, SupplementRefused
from hallserver.core.plans.sheets import Sheet
from hallserver.services.casework import case_handling as handing
from hallserver.services.casework import cases
from hallserver.services.planning import catalogue
from hallserver.services.queue import visits, windows
from hallserver.services.queue.record import End
from hallserver.store import schema
from hallserver.views.casework.cases import Ask
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
from tests.small import BOSS, KIOSK, Desk, clerk

JOINT = """
[[letters]]
document = "Tax 2026-2"
staffer = "t-1"
from = 2026-01-01
to = 2030-12-31
decide = ["tax-joint"]
"""


@pytest.fixture
def desk(tmp_path: Path, memory: str) -> Iterator[Desk]:
    desk = Desk(tmp_path / "hall", more=CASEWORK + JOINT)
    yield desk
    assert desk.fault() is None
    desk.close()


def brought(desk: Desk, matter: str = "tax-audit") -> str:
    """A case whose lacking papers the visitor brings to window 1, where the service has begun; gives its number."""
    desk.sits("t-1", "1")
    number = accepts(desk, matter, "1", reason="seen by two")
    if matter == "tax-joint":
        is_ready(desk, number, LAW)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    comes(desk, number)
    desk.calls("1")
    desk.at("1", windows.start)
    return number


def test_a_number_is_not_revived_beside_the_one_taken_for_the_same_case_since(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    first = comes(desk, number)
    desk.does(visits.cancel, KIOSK, first.id)
    second = comes(desk, number)

    with pytest.raises(DuplicateTicket) as refused:
        desk.does(visits.reopen, GUIDE, first.id)

    assert refused.value.state["number"] == second.number
    desk.does(visits.cancel, KIOSK, second.id)
    desk.does(visits.reopen, GUIDE, first.id)
    assert [desk.state(each.id) for each in (first, second)] == ["waiting", "cancelled"]


@pytest.mark.parametrize("served", [True, False])
def test_nor_beside_the_one_that_the_same_person_has_taken_since(desk: Desk, *, served: bool) -> None:
    person = Identity(b"ab" * 16, "0001", None)
    desk.sits("t-2", "1")
    first = desk.issue("tax-file", identity=person)
    if served:
        desk.serves()
    else:
        desk.does(visits.cancel, KIOSK, first.id)
    second = desk.issue("tax-file", identity=person)

    with pytest.raises(DuplicateTicket) as refused:
        desk.does(visits.reopen, GUIDE, first.id)

    assert refused.value.state["number"] == second.number
    assert len(desk.rows(schema.stops)) == 2


@pytest.mark.parametrize("matter", ["tax-audit", "tax-joint"])
def test_a_decision_at_the_window_is_taken_back_with_its_result(desk: Desk, matter: str) -> None:
    """The papers are brought, the clerk presses “done” instead of “refused”, and takes it back."""
    number = brought(desk, matter)
    desk.at("1", windows.finish, end=End(Outcome.DONE))
    assert (case(desk, number).state, case(desk, number).result) == ("handed_over", "granted")
    ticket = desk.rows(schema.stops)[-1].ticket

    desk.does(visits.reopen, clerk("1"), ticket)

    again = case(desk, number)
    assert (again.state, again.result, again.ready_day, again.handed_day) == ("accepted", None, None, None)
    assert [each.ready_at is not None for each in again.parts] == [
        each.department == "law" for each in again.parts
    ]
    assert desk.fault() is None
    desk.at("1", windows.finish, end=End(Outcome.REFUSED, reason="the papers are another person's"))
    assert (case(desk, number).state, case(desk, number).result) == ("handed_over", "refused")
    undone = told(desk).index("undecided")
    assert told(desk)[undone - 1] == told(desk)[-1] == "handed_over"


def test_the_schema_itself_keeps_what_is_decided(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    for wrong in (
        update(schema.case_parts).values(ready_at=None, ready_by=None, result=None),
        update(schema.case_parts).values(result="refused"),
        delete(schema.case_parts),
    ):
        with pytest.raises(IntegrityError):
            desk.does(lambda work, wrong=wrong: work.connection.execute(wrong))
    desk.sits("t-3", "7")
    collects(desk, number)
    undone = {"state": "accepted", **handing.NOT_HANDED, **handing.NOT_READY}
    with pytest.raises(IntegrityError, match="open part"):
        desk.does(lambda work: work.connection.execute(update(schema.cases).values(**undone)))


def test_another_departments_window_does_not_hand_over_by_a_guessed_number(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("l-2", "3")
    desk.issue("notary-will")
    desk.calls("3")
    desk.at("3", windows.start)

    with pytest.raises(NotAllowed):
        desk.at("3", windows.finish, end=End(Outcome.HANDED_OVER, case=number))
    desk.at("3", windows.finish, end=End(Outcome.LEFT))

    assert case(desk, number).state == "ready"
    desk.issue("tax-audit")
    desk.serves("9", Outcome.HANDED_OVER, case=number)  # its own department's person sits there
    assert case(desk, number).state == "handed_over"


def test_an_overdue_case_does_not_leave_the_list_by_asking_for_papers(desk: Desk) -> None:
    number = accepts(desk)  # due on Thursday, 5 March
    desk.ticks(4 * DAY)
    with pytest.raises(SupplementRefused) as refused:
        desk.does(cases.supplement, TAX, number, ("the deed",))

    assert "2026-03-05" in refused.value.sentence()["zh"]
    assert [each.number for each in listed(desk, Ask(overdue=True))] == [number]
    other = accepts(desk, promised_until=date(2026, 3, 6))
    assert desk.does(cases.supplement, TAX, other, ("the deed",)).state == "supplement"  # on the day itself


def leaves(desk: Desk, *matters: str) -> None:
    """The manager takes matters out of the hall."""
    for code in matters:
        row = {"code": code, "in_hall": False, "line": None, "reason": {"zh": "网上办", "en": "Online"}}
        desk.does(catalogue.take_sheet, BOSS, Sheet("matters", "form", ((1, row),)))


def test_a_case_outlives_its_matter_in_the_hall(desk: Desk) -> None:
    """Asked for papers, then the matter leaves the hall: the visitor comes, is called at the department's window, decided."""
    number = accepts(desk)
    desk.does(cases.supplement, TAX, number, ("the deed",))
    leaves(desk, "tax-audit")

    ticket = comes(desk, number)

    assert (ticket.matter, case(desk, number).state) == ("tax-file", "accepted")
    desk.calls("9")
    assert desk.at("9", windows.start).ticket.case.number == number
    desk.at("9", windows.finish, end=End(Outcome.CONSULTED))
    is_ready(desk, number)
    leaves(desk, "fetch")  # and so does the collecting
    assert comes(desk, number).matter == "tax-file"
    desk.serves("9", Outcome.HANDED_OVER)
    assert case(desk, number).state == "handed_over"


def test_papers_are_not_asked_for_of_what_is_ready_and_the_sentence_says_that(desk: Desk) -> None:
    number = accepts(desk)
    is_ready(desk, number)
    desk.sits("t-3", "7")
    comes(desk, number)
    desk.calls("7")
    desk.at("7", windows.start)

    with pytest.raises(CaseState) as refused:
        desk.at("7", windows.finish, end=End(Outcome.SUPPLEMENT))

    assert "要求补正" in refused.value.sentence()["zh"]
