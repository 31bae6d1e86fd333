"""Every socket event × every role is what the table says; an event without an entry cannot hide."""

from __future__ import annotations

from functools import partial

import pytest
from socketio.exceptions import ConnectionError as Closed

from hallserver.core.rights import DEVICE_ROLES, PERMISSIONS, SOCKET_EVENTS, STAFF_ROLES
from hallserver.realtime.live import Live
from tests.actors import Clerk, Visitor
from tests.realtime.test_live import connect
from tests.running import RunningHall
from tests.waiting import PATIENCE_S, until

ROLES = (*DEVICE_ROLES, *STAFF_ROLES, "follower")


def may(role: str, event: str) -> bool:
    return any(role in PERMISSIONS[each] for each in SOCKET_EVENTS[event])


def test_every_handler_of_the_socket_stands_in_the_table() -> None:
    assert {name.removeprefix("on_") for name in vars(Live) if name.startswith("on_")} == set(SOCKET_EVENTS)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_the_table_says_and_nothing_else(
    live: RunningHall, kiosk: Visitor, sitter: Clerk, role: str
) -> None:
    mine = kiosk.takes_ticket("reg-new")
    called = sitter.calls_next()
    assert called is not None
    assert called["ticket"]["number"] == mine["number"]
    named = {"department": "tax", "rating": "1", "window": "2", "kiosk": "kiosk-9"}.get(
        role, f"rights-{role}"
    )
    token = mine["follow"] if role == "follower" else live.token(role, named)
    try:
        client = connect(live, {"token": token})
    except Closed:
        assert not may(role, "connect")
    else:
        assert may(role, "connect")
        assert client.call("resume", {"epoch": "", "seq": 0}, namespace="/live")
        client.emit("heartbeat", {"page": "test"}, namespace="/live")
        for event in ("shown", "spoken"):
            client.emit(event, {"seq": called["decision"]["seq"]}, namespace="/live")
            allowed = may(role, event)
            assert until(partial(acknowledged, sitter, event), PATIENCE_S if allowed else 0.4) is allowed, (
                event
            )
        client.disconnect()
    sitter.does("start")
    sitter.does("finish", outcome="consulted")


def acknowledged(sitter: Clerk, event: str) -> bool:
    return bool(sitter.sees()["ticket"][event])
