"""Codes of windows, people, printers, lines: however they are typed at whichever door, the one that is meant is found."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall, hall, serving
from tests.small import small_plan

PLAN = small_plan().replace('code = "9"', 'code = "B9"')
PIN = "482915"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    folder = tmp_path_factory.mktemp("spelled")
    (folder / "hall.toml").write_text(PLAN, "utf-8")
    hall("import", str(folder / "hall.toml"), data=folder / "hall")
    with serving(folder / "hall", "--desk-only") as house:
        yield house


@pytest.fixture(scope="module")
def boss(running: RunningHall) -> Iterator[Actor]:
    with Actor(running, running.token("manager", "boss")) as manager:
        yield manager


@pytest.mark.parametrize(
    ("window", "staffer"), [("b9", "T-1"), ("Ｂ９", "ｔ－１"), ("B٩", "t–1"), (" b9 ", "T－1")]
)
def test_a_clerk_signs_on_under_any_spelling(running: RunningHall, window: str, staffer: str) -> None:
    running.local("POST", "/api/v1/local/pins", {"staffer": staffer, "pin": PIN})
    token = running.token("window", window)
    with Clerk(running, token, window=window) as clerk:
        view = clerk.act(f"/windows/{window}/session", {"staffer": staffer, "pin": PIN})
        clerk.act(f"/windows/{window}/session", method="DELETE")

    assert (view["code"], view["session"]["staffer"]) == ("B9", "t-1")


def test_a_kiosk_prints_where_its_plan_says_under_any_spelling(running: RunningHall) -> None:
    with Visitor(running, running.token("kiosk", "ＫIOSK-1")) as visitor:
        own = visitor.act("/tickets", {"matter": "POST-SEND"})
        wished = visitor.act("/tickets", {"matter": "ｐost-send", "printer": "PRINTER-1"})

    assert own["print"]["printer"] == wished["print"]["printer"] == "printer-1"


def test_a_visitor_is_sent_to_a_line_a_window_and_a_person_under_any_spelling(
    running: RunningHall, boss: Actor
) -> None:
    with (
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
        Clerk(running, running.token("window", "1", staffer="T-2"), window="1") as clerk,
        Clerk(running, running.token("window", "2", staffer="ｔ-3"), window="2"),
    ):
        for target in ({"line": "TAX"}, {"window": "２"}, {"staffer": "T-3"}):
            visitor.takes_ticket("tax-file")
            clerk.calls_next()
            clerk.does("start")
            clerk.act("/windows/1/transfer", {"to": target})
        boss.act("/windows/１/today", {"lines": ["REG"], "groups": [], "reason": "surge"})
        assert clerk.sees()["state"] == "open"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/cases", {"department": "TAX"}),
        ("/scores", {"month": "２０２６-10"}),
        ("/appointments", {"day": "2026/12/1"}),
        ("/appointments", {"day": "２０２６年12月1日"}),
        ("/reports/waits", {"from": "2026/11/1", "to": "2026.11.30", "by": "ＬINE"}),
        ("/reports/waits", {"format": "CSV"}),
        ("/plan/Matters", {}),
        ("/plan/ＭATTERS", {"format": " csv"}),
    ],
)
def test_what_is_asked_in_an_address_is_folded_too(boss: Actor, path: str, query: dict[str, str]) -> None:
    answer = boss.client.get(path, params=query)

    assert answer.status_code == 200, answer.text


def test_a_device_is_sent_away_under_any_spelling(running: RunningHall, boss: Actor) -> None:
    for name, said in (("panel-7", "ＰANEL-７"), ("board-1", "Board-1")):
        running.token("display", name)
        boss.act(f"/devices/display/{said}", method="DELETE")
        with pytest.raises(Refused) as gone:
            boss.act(f"/devices/display/{said}", method="DELETE")
        assert gone.value.status == 404


def test_what_is_not_there_is_still_refused_by_its_name(running: RunningHall, boss: Actor) -> None:
    with pytest.raises(Refused) as refused:
        boss.act("/windows/b99/today", {"lines": ["tax"], "groups": [], "reason": "surge"})
    with Visitor(running, running.token("kiosk", "kiosk-1")) as visitor, pytest.raises(Refused) as printer:
        visitor.act("/tickets", {"matter": "post-send", "printer": "printer-9"})

    assert (refused.value.status, printer.value.status) == (404, 422)
    assert "printer-1" in printer.value.problem["en"]


def test_the_command_line_spells_like_the_doors_beside_the_server_and_alone(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text(PLAN, "utf-8")
    data = tmp_path / "hall"
    hall("import", str(tmp_path / "hall.toml"), data=data)

    for words in (
        ("token", "Window", "ｂ9", "--staffer", "T-2"),
        ("pin", "T-2"),
        ("link", "KIOSK", "KIOSK-1"),
    ):
        done = hall(*words, data=data)
        assert done.returncode == 0, done.stderr
    assert hall("export", "Matters", data=data).stdout.startswith("code,")
    with pytest.raises(subprocess.CalledProcessError) as unknown:
        hall("token", "window", "b99", data=data)
    assert unknown.value.returncode == 1
