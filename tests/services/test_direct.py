"""A visitor is walked straight to a window: one act, with its reason, and a finding where others wait for it."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.core.errors import (
    MatterUnplanned,
    NotAllowed,
    NotFound,
    WindowBusy,
    WindowClosed,
    WindowPaused,
)
from hallserver.core.rights import Principal
from hallserver.services.queue import direct, numbers, staff, windows
from hallserver.store import schema
from tests.small import Desk

GUIDE = Principal("guide:guide-1", "guide", "guide-1")


def walks(desk: Desk, matter: str = "tax-file", window: str = "1", reason: str = "老人行动不便") -> Any:
    return desk.does(direct.walk, GUIDE, window, numbers.Wish(matter), reason)


def findings(desk: Desk) -> list[Any]:
    return [row for row in desk.rows(schema.findings) if row.kind in {"walked_direct", "selected"}]


@pytest.fixture
def chief(desk: Desk) -> Desk:
    desk.sits("t-1", "1")
    return desk


def test_the_number_is_issued_and_called_in_one_act_with_its_reason(chief: Desk) -> None:
    issued = walks(chief)

    assert chief.state(issued.id) == "called"
    shown = chief.does(windows._view, "1")
    assert (shown.state, shown.ticket.number) == ("called", issued.number)
    called = chief.events("ticket.called")[0]
    assert (called.actor, called.facts["reason"], called.facts["passed"]) == (GUIDE.id, "老人行动不便", 0)
    assert findings(chief) == []
    assert chief.fault() is None


def test_where_others_wait_supervision_finds_it_and_no_clerk_is_blamed(chief: Desk) -> None:
    for _ in range(3):
        chief.issue("tax-file")
    walks(chief)

    [found] = findings(chief)
    assert (found.kind, found.amount, found.staffer, found.detail) == (
        "walked_direct",
        3,
        None,
        "老人行动不便",
    )
    assert chief.fault() is None


@pytest.mark.parametrize("how", ["closed", "unknown", "busy", "paused", "unable"])
def test_a_window_that_is_not_free_gets_nobody_and_no_number_is_given(desk: Desk, how: str) -> None:
    refusal = {
        "closed": WindowClosed,
        "unknown": NotFound,
        "busy": WindowBusy,
        "paused": WindowPaused,
        "unable": NotAllowed,
    }[how]
    if how != "closed":
        desk.sits("t-1", "1")
    if how == "busy":
        desk.issue("tax-file")
        desk.calls()
    if how == "paused":
        desk.at("1", staff.pause, reason="lunch")
    before = len(desk.rows(schema.tickets))

    with pytest.raises(refusal):
        walks(desk, "notary-will" if how == "unable" else "tax-file", "77" if how == "unknown" else "1")
    assert len(desk.rows(schema.tickets)) == before


def test_what_gets_no_number_is_not_walked_either(chief: Desk) -> None:
    with pytest.raises(MatterUnplanned):
        walks(chief, "lonely-one")
    assert chief.rows(schema.tickets) == []
