"""The socket, fuzzed: whatever a stranger or a device sends is answered or ends the socket, and never breaks the hall."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hallserver.core.rights import SOCKET_EVENTS
from tests.running import RunningHall
from tests.tools.flooding import GONE, frame, websocket

WAIT_S = 0.02
FEW = settings(
    max_examples=300 if os.environ.get("HALL_SOAK") else 40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KNOWN = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("epoch", "seq", "page", "audio", "token", "screen", "zone", "build", "uptime_s", "at", "asks"),
        ANYTHING,
    ),
)
SAID = st.builds(
    lambda event, args, ack: f"42/live,{ack}{json.dumps([event, *args])}",
    st.sampled_from(sorted(SOCKET_EVENTS)) | st.text(max_size=12),
    st.lists(KNOWN | ANYTHING, max_size=3),
    st.sampled_from(("", "0", "7", "99999999999999999999")),
)
PACKETS = st.builds(
    lambda kind, rest: (kind + rest).encode("utf-8", "surrogatepass"),
    st.sampled_from(
        (
            "",
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "40",
            "40/live,",
            "41",
            "41/live,",
            "42",
            "42/live,",
            "43/live,1",
            "44",
            "45",
            "451-/live,",
            "46/live,1",
            "4２",
            "b",
            "[",
            "{",
        )
    ),
    st.text(max_size=40) | ANYTHING.map(json.dumps),
)
FRAMES = st.builds(
    lambda opcode, body: frame(body, opcode), st.integers(0, 255), st.binary(max_size=140) | PACKETS
)
NESTED = "42/live," + "[" * 4000 + "]" * 4000


def talk(port: int, token: str, *frames: bytes) -> None:
    """Send it over a socket of its own, and read what is said of it, until nothing more comes or the hall hangs up."""
    with suppress(*GONE), websocket(port, token) as wire:
        wire.settimeout(WAIT_S)
        for each in frames:
            wire.sendall(each)
        with suppress(socket.timeout):
            while wire.recv(65_536):
                pass


def broken(hall: RunningHall, logged: int) -> str:
    """What of the hall broke: it answers everybody else, and logs no traceback."""
    with hall.client() as client:
        told = client.get("/hall")
    if told.status_code != 200:
        return f"{told.status_code} {told.text}"
    return hall.log[logged:][:3000] if "Traceback" in hall.log[logged:] else ""


@pytest.mark.parametrize("role", ["display", "kiosk", "manager"])
def test_an_event_of_a_device_may_say_anything(live: RunningHall, role: str) -> None:
    token, logged = live.token(role, f"{role}-fuzz"), len(live.log)

    @FEW
    @given(st.lists(SAID, min_size=1, max_size=4))
    @example([NESTED])
    @example(['42/live,["resume",{"epoch":"","seq":1e400}]'])
    @example(['42/live,["heartbeat",' + "9" * 5000 + "]"])
    @example(['42/live,["shown",{"seq":' + str(2**70) + "}]"])
    @example(['42/live,["spoken",{"seq":-1}]', '42/live,["spoken",{"seq":null}]', '42/live,["spoken"]'])
    def says(said: list[str]) -> None:
        talk(live.port, token, *(frame(each) for each in said))

    says()
    assert broken(live, logged) == ""


def test_a_strangers_frames_may_be_anything(live: RunningHall) -> None:
    logged = len(live.log)

    @FEW
    @given(st.lists(FRAMES, min_size=1, max_size=6))
    @example([frame(NESTED)])
    @example([frame(b"\xff\xfe\x00", 0x81)])
    @example([frame("4", 0x01), frame(b"", 0x89), frame("2", 0x80)])
    @example([frame("40/live," + json.dumps({"token": "x" * 15_000}))])
    def sends(frames: list[bytes]) -> None:
        talk(live.port, "", *frames)

    sends()
    assert broken(live, logged) == ""


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        5,
        "x",
        None,
        {"token": None},
        {"token": []},
        {"token": {"a": 1}},
        {"token": "\0"},
        {"token": "１２３"},
    ],
)
def test_a_join_may_say_anything(live: RunningHall, said: Any) -> None:
    logged = len(live.log)
    talk(live.port, "", frame("40/live," + json.dumps(said)))
    assert broken(live, logged) == ""
