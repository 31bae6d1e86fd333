"""What an agent says of the devices behind it is parsed at the door: of the agreed shape, or nothing of it is kept."""

from __future__ import annotations

from typing import Any

import pytest

from hallserver.contract.parts import MOST_PARTS, read_parts
from tests.actors import Actor, Board
from tests.running import RunningHall
from tests.waiting import until

GOOD = {
    "code": "led-3",
    "kind": "sign",
    "state": "dark",
    "fault": "silent",
    "seq": 7,
    "heard_at": 1_770_000_000,
}


def test_a_part_of_the_agreed_shape_is_kept() -> None:
    (part,) = read_parts([GOOD])

    assert (part.code, part.kind, part.state, part.fault, part.seq) == ("led-3", "sign", "dark", "silent", 7)


@pytest.mark.parametrize(
    "bent",
    [
        {"code": ""},
        {"code": "x" * 65},
        {"code": "led\u202e"},
        {"code": "led\n"},
        {"code": 3},
        {"kind": "door"},
        {"state": "on fire"},
        {"fault": "<script>"},
        {"fault": "x" * 33},
        {"seq": -1},
        {"seq": 2**63},
        {"seq": 2**80},
        {"seq": 1.5},
        {"heard_at": 2**38},
        {"heard_at": None},
    ],
)
def test_a_bent_part_is_nothing(bent: dict[str, Any]) -> None:
    assert read_parts([GOOD | bent]) == ()


@pytest.mark.parametrize("said", [None, "parts", 5, {}, [5], [[]], [GOOD, {}], [GOOD] * (MOST_PARTS + 1)])
def test_what_is_no_list_of_parts_is_nothing(said: Any) -> None:
    assert read_parts(said) == ()


def test_the_office_sees_the_parts_and_no_longer_trusts_them_when_their_agent_is_gone(
    live: RunningHall,
) -> None:
    with Actor(live, live.token("manager", "manager")) as manager:

        def part() -> dict[str, Any]:
            devices = manager.ask("/devices")["devices"]
            mine = next(each for each in devices if each["name"] == "led-agent")
            return mine["parts"][0] if mine["parts"] else {}

        with Board(live, live.token("display", "led-agent")) as board:
            board.says("heartbeat", {"page": "signs", "seq": 1, "parts": [GOOD]})
            assert until(lambda: part().get("state") == "dark")
            assert part()["seq"] == 7
            assert part()["heard_at"].startswith("2026-02-02")

            board.says("heartbeat", {"page": "signs", "seq": 1, "parts": [{**GOOD, "seq": 2**80}]})
            assert until(lambda: part() == {})
            board.says("heartbeat", {"page": "signs", "seq": 1, "parts": [GOOD]})
            assert until(lambda: part().get("state") == "dark")
        assert until(lambda: part()["state"] == "unknown")
        assert part()["heard_at"].startswith("2026-02-02"), "the last reading is still a fact"
