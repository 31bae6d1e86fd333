"""An alarm reaches the staff stream within two seconds of becoming true, once, and no public screen."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.actors import Actor, Board, Refused
from tests.running import RunningHall
from tests.waiting import until

WITHIN_S = 2.0


@pytest.fixture(scope="module")
def boss(live: RunningHall) -> Iterator[Actor]:
    with Actor(live, live.token("manager", "boss")) as actor:
        yield actor


@pytest.fixture(scope="module")
def agent(live: RunningHall) -> Iterator[Actor]:
    with Actor(live, live.token("printer", "agent")) as actor:
        yield actor


def says(agent: Actor, state: str) -> None:
    agent.act("/printers/printer-1/reading", {"state": state})


def test_it_is_heard_in_time_shown_taken_and_cleared(live: RunningHall, boss: Actor, agent: Actor) -> None:
    says(agent, "ready")
    with Board(live, boss.token or "") as office, Board(live, live.token("display", "b")) as lobby:
        says(agent, "cover_open")
        began = time.monotonic()
        raised = office.waits_for("alarm.raised", seconds=WITHIN_S)
        assert time.monotonic() - began < WITHIN_S
        assert raised["detail"] == "printer"

        (alarm,) = [each for each in boss.ask("/alarms")["alarms"] if each["kind"] == "printer"]
        assert alarm["words"]["zh"] == "Printer不能打印"
        assert (alarm["subject"], alarm["who"], alarm["act"]) == (
            "printer-1",
            ["technician", "guide"],
            "test_printer",
        )
        taken = boss.act(f"/alarms/{alarm['id']}/acknowledge", {"goes": "技术员 01号", "minutes": 15})
        assert taken["taken"]["goes"] == "技术员 01号"
        office.waits_for("alarm.acknowledged")
        says(agent, "ready")
        office.waits_for("alarm.cleared", seconds=WITHIN_S)

        assert sum(each["kind"] == "alarm.raised" for each in office.deltas) == 1
        assert not [each for each in lobby.deltas if each["kind"].startswith("alarm.")]
        with pytest.raises(Refused) as over:
            boss.act(f"/alarms/{alarm['id']}/acknowledge", {"goes": "技术员 01号"})
        assert over.value.code == "alarm_over"


def test_a_screen_that_was_here_and_is_gone_is_an_alarm_later_and_one_never_seen_is_none(
    live: RunningHall, boss: Actor
) -> None:
    with Board(live, live.token("display", "board-1")) as board:
        board.says("heartbeat", {"page": "board", "build": "", "uptime_s": 1, "seq": 0, "audio": False})
        assert until(lambda: bool(boss.ask("/devices")["devices"]))
    assert not [each for each in boss.ask("/alarms")["alarms"] if each["kind"] == "screen_dark"]


@pytest.mark.parametrize(
    "body", [{}, {"goes": ""}, {"goes": "x", "minutes": 0}, {"goes": "x", "minutes": 481}]
)
def test_nobody_takes_it_without_a_name_or_for_ever(boss: Actor, body: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        boss.act("/alarms/1/acknowledge", body)
    assert refused.value.status == 400


def test_the_hall_at_a_glance_names_every_window_and_line(boss: Actor) -> None:
    seen = boss.ask("/hall-now")

    assert [each["code"] for each in seen["windows"]] == ["1", "2", "3", "9"]
    assert {each["line"] for each in seen["lines"]} == {"tax", "reg", "notary", "lonely", "post"}
    assert seen["target_ms"] == 900_000
