"""Cases over HTTP: accepted at a window, ready by the department or its chief, collected with the receipt's code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, hall, serving
from tests.services.casework import CASEWORK
from tests.small import small_plan


@pytest.fixture(scope="module")
def case_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A small hall with a collection line, a joint matter, and somebody at the windows 1, 7 and 9."""
    folder = tmp_path_factory.mktemp("cases")
    (folder / "small.toml").write_text(small_plan(more=CASEWORK))
    hall("import", str(folder / "small.toml"), data=folder / "hall")
    with serving(folder / "hall", "--desk-only") as running:
        yield running


def actor(running: RunningHall, role: str, name: str) -> Any:
    kind = Visitor if role == "kiosk" else Actor
    return kind(running, running.token(role, name))


@pytest.fixture
def tax(case_hall: RunningHall) -> Iterator[Actor]:
    with actor(case_hall, "department", "tax") as who:
        yield who


@pytest.fixture
def kiosk(case_hall: RunningHall) -> Iterator[Visitor]:
    with actor(case_hall, "kiosk", "kiosk-1") as who:
        yield who


def clerk(running: RunningHall, window: str, staffer: str) -> Clerk:
    return Clerk(running, running.token("window", window, staffer=staffer), window=window)


@pytest.fixture
def taker(case_hall: RunningHall) -> Iterator[Clerk]:
    with clerk(case_hall, "9", "t-2") as who:
        yield who


def accepted(kiosk: Visitor, taker: Clerk, matter: str = "tax-audit") -> Any:
    """What the console shows once the window has accepted; with the visitor's ticket."""
    ticket = kiosk.takes_ticket(matter)
    taker.calls_next()
    taker.does("start")
    return taker.does("finish", outcome="accepted")["accepted"] | {"of": ticket}


def test_the_whole_way_of_a_case(case_hall: RunningHall, kiosk: Visitor, taker: Clerk, tax: Actor) -> None:
    case = accepted(kiosk, taker)
    with pytest.raises(Refused) as early:
        kiosk.act("/check-ins", {"code": case["code"]})
    told = tax.act(f"/cases/{case['number']}/ready")
    number = kiosk.act("/check-ins", {"code": case["code"]})
    with pytest.raises(Refused) as twice:
        kiosk.act("/check-ins", {"code": case["code"]})
    with clerk(case_hall, "7", "t-3") as hands:
        called = hands.calls_next()["ticket"]
        hands.does("start")
        hands.does("finish", outcome="handed_over")
    with Actor(case_hall, case["of"]["follow"]) as follower:
        mine = follower.ask("/tickets/mine")["cases"]

    assert (early.value.code, twice.value.code) == ("case_not_ready", "duplicate_ticket")
    assert (told["state"], number["number"], called["case"]["number"]) == ("ready", "W001", case["number"])
    assert [(each["number"], each["state"]) for each in mine] == [(case["number"], "handed_over")]
    done = tax.ask("/cases", state="handed_over")["cases"][0]
    assert (done["number"], done["in_time"], done["handed_window"]) == (case["number"], True, "7")
    assert tax.ask("/reports/promises")["total"]["extra"]["kept"] == 1


def test_each_department_sees_its_own_and_the_hall_sees_all(
    case_hall: RunningHall, kiosk: Visitor, taker: Clerk
) -> None:
    case, joint = accepted(kiosk, taker), accepted(kiosk, taker, "tax-joint")
    with actor(case_hall, "department", "law") as law, actor(case_hall, "manager", "boss") as boss:
        theirs = law.ask("/cases")
        with pytest.raises(Refused) as foreign:
            law.act(f"/cases/{case['number']}/ready")
        with pytest.raises(Refused) as unseen:
            law.ask(f"/cases/{case['number']}")
        with pytest.raises(Refused) as idle:
            boss.act(f"/cases/{case['number']}/ready")
        whole = boss.ask("/cases", department="tax")

    assert ([each["number"] for each in theirs["cases"]], theirs["acts_for"]) == ([joint["number"]], "law")
    assert (foreign.value.status, unseen.value.status, idle.value.status) == (403, 404, 403)
    assert {case["number"], joint["number"]} <= {each["number"] for each in whole["cases"]}
    assert whole["acts_for"] is None


def test_at_a_window_the_department_reads_and_its_chief_representative_acts(
    case_hall: RunningHall, kiosk: Visitor, taker: Clerk
) -> None:
    case = accepted(kiosk, taker)
    read = taker.ask("/cases")
    with pytest.raises(Refused) as staff:
        taker.act(f"/cases/{case['number']}/ready")
    with clerk(case_hall, "1", "t-1") as chief:
        seen = chief.ask("/cases")
        told = chief.act(f"/cases/{case['number']}/supplement", {"list": ["deed", "photograph"]})

    assert [each["number"] for each in read["cases"]] == [each["number"] for each in seen["cases"]]
    assert (read["acts_for"], seen["acts_for"]) == (None, "tax")
    assert (staff.value.status, told["state"]) == (403, "supplement")
    brought = kiosk.act("/check-ins", {"code": case["code"]})
    assert brought["matter"] == "tax-audit"
    kiosk.act(f"/tickets/{brought['id']}/cancel")


@pytest.mark.parametrize(
    ("act", "body", "status", "code"),
    [
        ("supplement", {"list": []}, 400, "malformed"),
        ("supplement", {"list": ["x"]}, 409, "supplemented_already"),
        ("extend", {"reason": "x", "until": "2199-01-01"}, 409, "extension_refused"),
        ("extend", {"reason": "", "until": "2026-03-05"}, 400, "malformed"),
        ("ready", {"result": "refused"}, 400, "malformed"),
        ("ready", {"result": "perhaps"}, 400, "malformed"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    kiosk: Visitor, taker: Clerk, tax: Actor, act: str, body: Any, status: int, code: str
) -> None:
    case = accepted(kiosk, taker)
    tax.act(f"/cases/{case['number']}/supplement", {"list": ["deed"]})
    kiosk.act(f"/tickets/{kiosk.act('/check-ins', {'code': case['code']})['id']}/cancel")
    with pytest.raises(Refused) as refused:
        tax.act(f"/cases/{case['number']}/{act}", body)

    assert (refused.value.status, refused.value.code) == (status, code)


def test_an_unknown_state_or_number_is_said(tax: Actor) -> None:
    with pytest.raises(Refused) as state:
        tax.ask("/cases", state="lost")
    with pytest.raises(Refused) as number:
        tax.ask("/cases/2026-999999")

    assert (state.value.status, number.value.status) == (422, 404)
