"""A further matter on a number that is out, and one that was a mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hallserver.core.casework.outcomes import Outcome
from hallserver.core.errors import (
    AppointmentOnly,
    HallClosed,
    Malformed,
    MatterUnplanned,
    NotAllowed,
    QuotaExhausted,
    ReprintedAlready,
    TooManyStops,
    UnknownMatter,
    WrongState,
)
from hallserver.core.rights import Principal
from hallserver.services.queue import further, visits, windows
from hallserver.store import schema
from tests.services.test_numbers import GREEN, QUOTAS, opened
from tests.small import KIOSK, Desk, clerk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")
OTHER_KIOSK = Principal("kiosk:kiosk-2", "kiosk", "kiosk-2")


def add(desk: Desk, ticket: int, matter: str, after: str | None = None, who: Principal = GUIDE) -> Any:
    return desk.does(further.add, who, ticket, matter, after)


def drop(desk: Desk, ticket: int, matter: str, who: Principal = GUIDE) -> Any:
    return desk.does(further.drop, who, ticket, matter)


def test_a_waiting_visitor_gets_a_further_matter_behind_those_who_are_there(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.pass_time(60)
    there = desk.issue("notary-will")
    desk.pass_time(60)

    view = add(desk, ticket.id, "notary-will")

    assert [(each.matter, str(each.state)) for each in view.stops] == [
        ("tax-file", "waiting"),
        ("notary-will", "waiting"),
    ]
    desk.sits("l-2", "3")
    assert desk.calls("3") == there.number
    desk.at("3", windows.start)
    desk.at("3", windows.finish, end=windows.End(Outcome.DONE))
    assert desk.calls("3") == ticket.number
    assert desk.fault() is None


def test_a_visitor_at_a_window_goes_on_to_the_new_matter_afterwards(desk: Desk) -> None:
    desk.sits("t-1", "1")
    desk.sits("l-2", "3")
    ticket = desk.issue("tax-file")
    desk.calls("1")
    desk.at("1", windows.start)

    view = add(desk, ticket.id, "notary-will", who=clerk("1"))

    assert [str(each.state) for each in view.stops] == ["serving", "held"]
    desk.at("1", windows.finish, end=windows.End(Outcome.DONE))
    for _ in range(200):
        desk.pass_time(1)
        desk.ticks()
    assert desk.calls("3") == ticket.number
    assert desk.fault() is None


def test_a_matter_that_has_to_come_second_waits_for_the_first(desk: Desk) -> None:
    desk.sits("l-2", "3")
    ticket = desk.issue("tax-file")
    view = add(desk, ticket.id, "notary-will", "tax-file")

    assert [(str(each.state), each.after) for each in view.stops] == [("waiting", None), ("held", "tax-file")]
    drop(desk, ticket.id, "tax-file")
    for _ in range(200):
        desk.pass_time(1)
        desk.ticks()
    assert desk.calls("3") == ticket.number


def test_the_new_matter_stands_on_the_slip(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    add(desk, ticket.id, "notary-will")

    assert len([row for row in desk.rows(schema.print_jobs) if row.ticket == ticket.id]) == 2


def test_a_mistaken_matter_is_given_up_and_the_others_stay(desk: Desk) -> None:
    ticket = desk.visits("tax-file", "notary-will")
    view = drop(desk, ticket.id, "notary-will")

    assert [str(each.state) for each in view.stops] == ["waiting", "cancelled"]
    assert view.state == "waiting"
    assert add(desk, ticket.id, "notary-will").stops[-1].state == "waiting"
    assert desk.fault() is None


def test_the_last_matter_given_up_ends_the_number(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    assert drop(desk, ticket.id, "tax-file").state == "cancelled"


@pytest.mark.parametrize(
    ("matter", "after", "error"),
    [
        ("tax-file", None, Malformed),
        ("nothing-such", None, UnknownMatter),
        ("notary-will", "post-send", Malformed),
        ("lonely-one", None, MatterUnplanned),
    ],
)
def test_what_cannot_be_added_is_refused(
    desk: Desk, matter: str, after: str | None, error: type[Exception]
) -> None:
    ticket = desk.issue("tax-file")
    with pytest.raises(error):
        add(desk, ticket.id, matter, after)


def test_quotas_and_green_lines_hold_for_a_further_matter_too(tmp_path: Any) -> None:
    with opened(tmp_path, more=QUOTAS + GREEN) as desk:
        ticket = desk.issue("reg-new")
        desk.issue("tax-file")
        desk.issue("tax-file")
        with pytest.raises(QuotaExhausted):
            add(desk, ticket.id, "tax-file")
        with pytest.raises(AppointmentOnly):
            add(desk, ticket.id, "project")


def test_a_number_carries_eight_matters_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(further, "MOST_STOPS", 2)
    ticket = desk.visits("tax-file", "notary-will")
    with pytest.raises(TooManyStops):
        add(desk, ticket.id, "post-send")


def test_a_visit_that_is_over_gets_no_further_matter(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    desk.does(visits.cancel, KIOSK, ticket.id)
    with pytest.raises(WrongState):
        add(desk, ticket.id, "notary-will")


def test_what_is_at_a_window_is_not_given_up(desk: Desk) -> None:
    desk.sits("t-1", "1")
    ticket = desk.visits("tax-file", "notary-will")
    desk.calls("1")
    with pytest.raises(WrongState):
        drop(desk, ticket.id, "tax-file")


def test_a_kiosk_changes_its_own_numbers_only(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    with pytest.raises(NotAllowed):
        add(desk, ticket.id, "notary-will", who=OTHER_KIOSK)
    assert len(add(desk, ticket.id, "notary-will", who=KIOSK).stops) == 2


def test_a_kiosk_adds_more_than_one_matter_and_leaves_the_visitor_the_own_copy(desk: Desk) -> None:
    ticket = desk.issue("tax-file")
    add(desk, ticket.id, "notary-will", who=KIOSK)
    add(desk, ticket.id, "post-send", who=KIOSK)
    desk.does(visits.reprint, KIOSK, ticket.id, None)
    with pytest.raises(ReprintedAlready):
        desk.does(visits.reprint, KIOSK, ticket.id, None)


def test_outside_the_hours_no_matter_is_added(tmp_path: Path, memory: str) -> None:
    with opened(tmp_path) as desk:
        ticket = desk.issue("tax-file")
        desk.pass_time(10 * 3600)
        with pytest.raises(HallClosed):
            add(desk, ticket.id, "notary-will", who=KIOSK)
