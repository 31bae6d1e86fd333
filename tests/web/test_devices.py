"""Devices: where each stands, what is not paired yet, what happened to one; renamed, loaded anew, swapped."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.actors import Actor, Board, Refused
from tests.running import RunningHall, copy_hall, serving
from tests.waiting import until


@pytest.fixture(scope="module")
def fleet(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    data = copy_hall(template, tmp_path_factory.mktemp("fleet") / "hall")
    with serving(data, "--desk-only") as running:
        yield running


@pytest.fixture(scope="module")
def hand(fleet: RunningHall) -> Iterator[Actor]:
    with Actor(fleet, fleet.token("technician", "tech-1")) as technician:
        yield technician


def digits(hall: RunningHall, page: str = "board") -> tuple[str, str]:
    """A device that asks in: its six digits, and its secret."""
    with hall.client() as client:
        asked = client.post(
            "/pairings", json={"page": page}, headers={"Idempotency-Key": secrets.token_hex(8)}
        ).json()
    return asked["code"], asked["token"]


def one(hand: Actor, role: str, name: str) -> dict[str, Any] | None:
    found = hand.ask("/devices")["devices"]
    return next((each for each in found if (each["role"], each["name"]) == (role, name)), None)


def knows(hall: RunningHall, secret: str) -> dict[str, Any] | None:
    answer = httpx.get(f"{hall.api}/me", headers={"Authorization": f"Bearer {secret}"})
    return dict(answer.json()) if answer.status_code == 200 else None


def test_what_is_planned_and_not_paired_is_offered_until_it_is(fleet: RunningHall, hand: Actor) -> None:
    planned = {(each["role"], each["name"]): each for each in hand.ask("/devices")["planned"]}
    assert {"kiosk", "display", "window"} <= {role for role, _ in planned}
    screen = planned[("display", "board-2")]

    code, _ = digits(fleet)
    hand.act(f"/pairings/{code}/confirm", {"role": "display", "name": "board-2"})

    assert ("display", "board-2") not in {
        (each["role"], each["name"]) for each in hand.ask("/devices")["planned"]
    }
    device = one(hand, "display", "board-2")
    assert device is not None
    assert (device["zone"], device["simulated"]) == (screen["zone"], False)


def test_devices_of_a_simulation_are_told_apart(fleet: RunningHall, hand: Actor) -> None:
    fleet.token("kiosk", "simulated-9")

    device = one(hand, "kiosk", "simulated-9")
    assert device is not None
    assert device["simulated"] is True


def test_a_renamed_device_stays_paired_and_its_page_is_told(fleet: RunningHall, hand: Actor) -> None:
    secret = fleet.token("display", "board-old")
    with Board(fleet, secret) as board:
        hand.act("/devices/display/board-old/rename", {"name": "board-new"})
        until(lambda: board.told)
        assert board.told == [{"name": "board-new", "window": None}]

    me = knows(fleet, secret)
    assert me is not None
    assert me["name"] == "board-new"
    assert one(hand, "display", "board-old") is None
    items = hand.ask("/devices/display/board-new/events")["items"]
    assert [each["kind"] for each in items] == ["device.renamed", "token.issued"]
    assert "board-old" in items[0]["words"]["en"]


def test_a_stopped_kiosk_stays_stopped_under_its_new_name(fleet: RunningHall, hand: Actor) -> None:
    fleet.token("kiosk", "kiosk-a")
    hand.act("/kiosks/kiosk-a/stop", {"zh": "检修"})

    hand.act("/devices/kiosk/kiosk-a/rename", {"name": "kiosk-b"})

    device = one(hand, "kiosk", "kiosk-b")
    assert device is not None
    assert device["stopped"] == {"zh": "检修", "en": "检修"}


def test_a_name_that_another_device_has_is_refused_and_so_is_a_window_that_is_none(
    fleet: RunningHall, hand: Actor
) -> None:
    fleet.token("display", "one")
    fleet.token("display", "two")
    fleet.token("window", "3", staffer="any")

    with pytest.raises(Refused) as taken:
        hand.act("/devices/display/one/rename", {"name": "two"})
    with pytest.raises(Refused) as nowhere:
        hand.act("/devices/window/3/rename", {"name": "3", "window": "none"})
    with pytest.raises(Refused) as nobody:
        hand.act("/devices/display/nobody/rename", {"name": "three"})
    hand.act("/devices/window/3/rename", {"name": "desk", "window": "4"})

    assert (taken.value.code, nowhere.value.status, nobody.value.status) == ("device_taken", 404, 404)
    device = one(hand, "window", "desk")
    assert device is not None
    assert device["window"] == "4"


def test_only_the_device_that_is_meant_is_told_to_load_anew(fleet: RunningHall, hand: Actor) -> None:
    with (
        Board(fleet, fleet.token("display", "meant")) as meant,
        Board(fleet, fleet.token("display", "other")) as other,
    ):
        hand.act("/devices/display/meant/reload")
        until(lambda: meant.told)

        assert meant.told == [{"name": "meant", "window": None}]
        assert other.told == []
    assert hand.ask("/devices/display/meant/events")["items"][0]["kind"] == "device.reloaded"
    with pytest.raises(Refused) as refused:
        hand.act("/devices/display/nobody/reload")
    assert refused.value.status == 404


def test_a_swap_lets_the_new_one_in_and_the_old_one_out_by_one_act(fleet: RunningHall, hand: Actor) -> None:
    old = fleet.token("display", "swapped")
    code, new = digits(fleet)

    hand.act(f"/pairings/{code}/confirm", {"role": "display", "name": "swapped"})

    assert knows(fleet, old) is None
    me = knows(fleet, new)
    assert me is not None
    assert me["name"] == "swapped"
    kinds = [each["kind"] for each in hand.ask("/devices/display/swapped/events")["items"]]
    assert kinds == ["device.paired", "token.issued", "token.revoked", "token.issued"]


def test_what_happened_tells_of_devices_alone(fleet: RunningHall, hand: Actor) -> None:
    with pytest.raises(Refused) as account:
        hand.ask("/devices/technician/tech-1/events")
    with pytest.raises(Refused) as log:
        hand.ask("/events")
    assert (account.value.status, log.value.status) == (404, 403)
    assert hand.ask(f"/devices/display/{secrets.token_hex(4)}/events")["items"] == []


@pytest.mark.parametrize("role", ["supervision", "department"])
def test_who_looks_after_no_devices_reads_nothing_of_them(fleet: RunningHall, role: str) -> None:
    name = "sw" if role == "department" else "sup-1"
    with Actor(fleet, fleet.token(role, name)) as actor:
        for path in ("/devices", "/devices/display/board-2/events"):
            with pytest.raises(Refused) as refused:
                actor.ask(path)
            assert refused.value.status == 403
        for act in ("reload", "rename"):
            with pytest.raises(Refused) as refused:
                actor.act(f"/devices/display/board-2/{act}", {"name": "x"} if act == "rename" else {})
            assert refused.value.status == 403


def test_what_is_kept_how_long_is_told_by_kind(fleet: RunningHall, hand: Actor) -> None:
    lines = {each["kind"]: each for each in hand.ask("/retention")["lines"]}
    assert {kind: each["days"] for kind, each in lines.items() if each["days"] != 365} == {
        "answers": 7,
        "identities": 0,
        "phones": 0,
        "log": None,
    }
    assert all(each["words"]["zh"] and each["words"]["en"] for each in lines.values())
    weeks = [date.fromisoformat(lines[kind]["since"]) for kind in ("codes", "answers", "identities")]
    assert (weeks[2] - weeks[1], weeks[2] - weeks[0]) == (timedelta(days=7), timedelta(days=365))
    with Actor(fleet, fleet.token("kiosk", "kiosk-9")) as other, pytest.raises(Refused) as refused:
        other.ask("/retention")
    assert refused.value.status == 403


def test_the_doctor_is_asked_over_the_door_and_looks_anew_after_a_minute(
    fleet: RunningHall, hand: Actor
) -> None:
    first = hand.ask("/doctor")
    again = hand.ask("/doctor")

    assert first == again
    assert {"ok", "look"} <= {each["judged"] for each in first["lines"]}
    assert all(each["words"]["zh"] and each["words"]["en"] for each in first["lines"])
    assert any("clock" in each["words"]["en"] for each in first["lines"])
    for role in ("supervision", "kiosk"):
        with Actor(fleet, fleet.token(role, f"{role}-7")) as other, pytest.raises(Refused) as refused:
            other.ask("/doctor")
        assert refused.value.status == 403


def test_a_device_is_put_into_an_area_of_the_plan_and_its_page_is_told(
    fleet: RunningHall, hand: Actor
) -> None:
    zone = hand.ask("/catalogue")["zones"][-1]["code"]
    secret = fleet.token("display", "stray")
    fleet.token("kiosk", "kiosk-2")
    fleet.token("window", "5")
    with Board(fleet, secret) as board:
        hand.act("/devices/display/stray/zone", {"zone": zone})
        until(lambda: board.told)
        assert board.told == [{"name": "stray", "window": None}]
    for role, name in (("kiosk", "kiosk-2"), ("window", "5")):
        hand.act(f"/devices/{role}/{name}/zone", {"zone": zone})
    for role, name in (("display", "stray"), ("kiosk", "kiosk-2"), ("window", "5")):
        device = one(hand, role, name)
        assert device is not None
        assert device["zone"] == zone, name
    with Actor(fleet, fleet.token("manager", "boss")) as boss:
        newest = boss.ask("/plan-versions")["versions"][0]
    assert newest["table"] == "windows"

    hand.act("/devices/display/stray/zone", {"zone": ""})
    device = one(hand, "display", "stray")
    assert device is not None
    assert device["zone"] == ""


def test_an_area_that_is_none_and_a_device_without_a_place_are_refused(
    fleet: RunningHall, hand: Actor
) -> None:
    fleet.token("printer", "agent-1")
    fleet.token("kiosk", "kiosk-1")
    with pytest.raises(Refused) as nowhere:
        hand.act("/devices/kiosk/kiosk-1/zone", {"zone": "moon"})
    with pytest.raises(Refused) as unplaced:
        hand.act("/devices/printer/agent-1/zone", {"zone": ""})
    with pytest.raises(Refused) as nobody:
        hand.act("/devices/display/nobody/zone", {"zone": ""})

    assert (nowhere.value.code, unplaced.value.status, nobody.value.status) == ("unknown_value", 404, 404)
