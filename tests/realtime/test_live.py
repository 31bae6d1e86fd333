"""The socket: who may listen, what is heard, and how one who missed something is right again."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
import socketio
from socketio.exceptions import ConnectionError as Closed

from hallserver.traffic.offenders import EACH_S
from tests.actors import Actor, Board, Clerk, Refused, Visitor
from tests.running import RunningHall
from tests.tools.flooding import GONE, UPGRADE, frame
from tests.waiting import until


def connect(live: RunningHall, auth: Any, origin: str | None = None) -> socketio.Client:
    client = socketio.Client(reconnection=False, websocket_extra_options={"origin": origin} if origin else {})
    client.connect(live.url, namespaces=["/live"], auth=auth, transports=["websocket"])
    return client


@pytest.mark.parametrize(
    "auth",
    [
        None,
        {},
        {"token": ""},
        {"token": "nonsense"},
        {"token": 5},
        {"token": "1.é"},
        {"token": "\ud800"},
        "x",
        [1],
    ],
)
def test_a_socket_without_a_good_token_is_refused(live: RunningHall, auth: Any) -> None:
    with pytest.raises(Closed):
        connect(live, auth)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_page_is_refused_even_with_a_token(live: RunningHall, origin: str) -> None:
    token = live.token("display", "board-origin")

    with pytest.raises(Closed):
        connect(live, {"token": token}, origin)
    own = connect(live, {"token": token}, live.url)
    assert own.connected
    own.disconnect()


def test_a_role_without_a_stream_is_refused(live: RunningHall) -> None:
    with pytest.raises(Closed):
        connect(live, {"token": live.token("printer", "agent")})


def test_deltas_hang_on_each_other_and_name_what_happened(
    live: RunningHall, kiosk: Visitor, sitter: Clerk
) -> None:
    with Board(live, live.token("display", "board-1")) as board:
        ticket = kiosk.takes_ticket("reg-new")
        sitter.serves()
        board.waits_for("ticket.finished", ticket=ticket["number"])

        mine = [each for each in board.deltas if each.get("ticket") == ticket["number"]]
        assert [each["kind"] for each in mine] == [
            "ticket.issued",
            "ticket.called",
            "ticket.started",
            "ticket.finished",
        ]
        assert board.deltas[0]["prev"] == board.snapshot["seq"]
        assert all(after["prev"] == before["seq"] for before, after in pairwise(board.deltas))


def test_who_missed_something_gets_the_deltas_between(live: RunningHall, kiosk: Visitor) -> None:
    token = live.token("display", "board-2")
    kiosk.takes_ticket("post-send")
    with Board(live, token) as board:
        epoch, seq = board.snapshot["epoch"], board.snapshot["seq"]
    numbers = [kiosk.takes_ticket("post-send")["number"] for _ in range(3)]
    with Board(live, token) as board:
        missed = board.resume(epoch, seq)["deltas"]

        assert [each["ticket"] for each in missed] == numbers
        assert missed[0]["prev"] == seq
        assert all(after["prev"] == before["seq"] for before, after in pairwise(missed))
        assert board.resume(epoch, missed[-1]["seq"]) == {"deltas": []}


@pytest.mark.parametrize(
    "said", [None, {}, "x", {"epoch": 5, "seq": "x"}, {"epoch": "other", "seq": 5}, {"seq": 10**30}]
)
def test_who_is_from_another_epoch_or_makes_no_sense_gets_a_snapshot(live: RunningHall, said: Any) -> None:
    with Board(live, live.token("display", "board-3")) as board:
        answer = board.socket.call("resume", said, namespace="/live", timeout=10)

        assert set(answer) == {"snapshot"}
        assert len(answer["snapshot"]["windows"]) == 4


@pytest.mark.parametrize("ahead", [1, 10**6])
def test_who_is_ahead_of_the_hall_gets_a_snapshot(live: RunningHall, ahead: int) -> None:
    with Board(live, live.token("display", "board-4")) as board:
        answer = board.resume(board.snapshot["epoch"], board.snapshot["seq"] + ahead)

        assert set(answer) == {"snapshot"}


def test_ticks_and_waits_are_told(live: RunningHall, kiosk: Visitor) -> None:
    with Board(live, live.token("display", "board-5")) as board:
        kiosk.takes_ticket("post-send")

        assert until(lambda: bool(board.waits))
        assert {each["line"] for each in board.waits[0]["lines"]} >= {"tax", "post"}
        assert board.waits[0]["next"] == {}, "no window calls the line"
        assert until(lambda: bool(board.ticks))
        assert board.ticks[0]["epoch"] == board.snapshot["epoch"]
        assert board.ticks[0]["seq"] == board.deltas[-1]["seq"]


def test_the_waits_say_who_is_next_where_a_window_calls(
    live: RunningHall, kiosk: Visitor, sitter: Clerk
) -> None:
    with Board(live, live.token("display", "board-6")) as board:
        ticket = kiosk.takes_ticket("reg-new")

        assert until(lambda: any(ticket["number"] in each["next"].get("reg", ()) for each in board.waits))
        kiosk.act(f"/tickets/{ticket['id']}/cancel")


def test_a_stopped_line_is_told_at_once_though_nothing_else_happens(live: RunningHall) -> None:
    manager = Actor(live, live.token("manager", "boss"))
    with manager as boss, Board(live, live.token("display", "board-7")) as board:

        def told() -> list[str]:
            lines = (each for waits in board.waits for each in waits["lines"])
            return [each["offer"]["state"] for each in lines if each["line"] == "reg"]

        boss.act("/lines/reg/stop", {"zh": "系统升级", "en": "the system is down"})
        assert until(lambda: "stopped" in told())
        boss.act("/lines/reg/open")
        assert until(lambda: told()[-1] != "stopped")


def test_a_follower_hears_its_place_and_nothing_else(
    live: RunningHall, kiosk: Visitor, sitter: Clerk
) -> None:
    ticket = kiosk.takes_ticket("reg-new")
    heard: list[tuple[str, Any]] = []
    client = socketio.Client(reconnection=False)
    client.on("*", lambda event, said: heard.append((event, said)), namespace="/live")
    client.connect(live.url, namespaces=["/live"], auth={"token": ticket["follow"]}, transports=["websocket"])
    place = client.call("resume", {}, namespace="/live", timeout=10)
    sitter.calls_next()
    assert until(lambda: any(said.get("window") == "1" for _, said in heard))
    sitter.does("miss")
    time.sleep(1.2)  # waits are told once a second; a follower hears none
    client.disconnect()

    assert set(place["place"]) <= {"ahead", "low_ms", "high_ms", "window", "state"}
    assert {event for event, _ in heard} == {"place"}
    assert all(set(said) <= {"ahead", "low_ms", "high_ms", "window", "state"} for _, said in heard)


def test_a_follower_of_another_ticket_hears_nothing_of_it(live: RunningHall, kiosk: Visitor) -> None:
    mine, other = kiosk.takes_ticket("post-send"), kiosk.takes_ticket("post-send")
    heard: list[Any] = []
    client = socketio.Client(reconnection=False)
    client.on("*", lambda *said: heard.append(said), namespace="/live")
    client.connect(live.url, namespaces=["/live"], auth={"token": mine["follow"]}, transports=["websocket"])
    kiosk.act(f"/tickets/{other['id']}/cancel")
    time.sleep(0.5)
    client.disconnect()

    assert heard == []


@pytest.mark.parametrize("how", ["replaced", "signed off"])
def test_a_revoked_tokens_socket_ends_within_five_seconds(live: RunningHall, how: str) -> None:
    role = "display" if how == "replaced" else "manager"
    token = live.token(role, "leaver")
    ended = threading.Event()
    client = socketio.Client(reconnection=False)
    client.on("disconnect", lambda *_: ended.set(), namespace="/live")
    client.connect(live.url, namespaces=["/live"], auth={"token": token}, transports=["websocket"])
    if how == "replaced":
        live.token(role, "leaver")
    else:
        with Actor(live, token) as actor:
            actor.act("/login", method="DELETE")

    assert ended.wait(5)
    client.disconnect()
    with pytest.raises(Closed):
        connect(live, {"token": token})


def test_a_socket_token_is_good_once(live: RunningHall) -> None:
    with Actor(live, live.token("manager", "office")) as actor:
        token = actor.act("/live-token")["token"]
    client = connect(live, {"token": token})
    with pytest.raises(Closed):
        connect(live, {"token": token})
    client.disconnect()


def test_a_display_only_looks(live: RunningHall, kiosk: Visitor) -> None:
    ticket = kiosk.takes_ticket("post-send")
    token = live.token("display", "board-6")
    acts = ["/tickets", "/windows/1/next", f"/tickets/{ticket['id']}/cancel", "/devices", "/print-jobs/lease"]
    with Actor(live, token) as screen:
        for path in acts:
            with pytest.raises(Refused) as refused:
                screen.act(
                    path, {"matter": "post-send", "role": "display", "name": "x", "printer": "printer-1"}
                )
            assert refused.value.status in {400, 403}
            assert refused.value.code in {"not_allowed", "malformed"}
    with Board(live, token) as board:
        for event in ("call", "issue", "next", "join", "subscribe"):
            board.says(event, {"ticket": ticket["id"], "room": "staff"})
        assert board.resume("", 0)["snapshot"]
        assert kiosk.looks_at(ticket)["state"] == "waiting"


@pytest.mark.parametrize(
    "said", [None, "x", {}, {"seq": "x"}, {"seq": -1}, {"seq": 10**30}, {"seq": True}, []]
)
def test_nonsense_on_a_socket_breaks_nothing(live: RunningHall, said: Any) -> None:
    before = live.log.count("Traceback")
    with Board(live, live.token("display", "board-8")) as board:
        for event in ("shown", "spoken", "heartbeat", "resume"):
            board.says(event, said)

        time.sleep(0.3)  # a handler runs beside the next one
        assert board.resume("", 0)["snapshot"]
    assert live.log.count("Traceback") == before


def test_a_call_that_was_shown_is_kept_and_may_be_missed_after_ten_seconds_only(
    live: RunningHall, kiosk: Visitor, sitter: Clerk
) -> None:
    with Board(live, live.token("display", "board-1")) as board:
        board.says("heartbeat", {"page": "board"})
        ticket = kiosk.takes_ticket("reg-new")
        assert until(lambda: board.resume("", 0) is not None)
        sitter.calls_next()
        call = board.waits_for("ticket.called", ticket=ticket["number"])
        board.says("shown", {"seq": call["seq"]})
        assert until(lambda: sitter.sees()["ticket"]["shown"])
        with pytest.raises(Refused) as refused:
            sitter.does("miss")

    assert refused.value.code == "not_shown_yet"
    assert 0 < refused.value.problem["seconds"] <= 10
    sitter.does("start")
    sitter.does("finish", outcome="left")


def test_whoever_offends_opens_the_next_socket_later_and_nobody_else_does(live: RunningHall) -> None:
    def opens(source: str) -> float:
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", live.port), source_address=(source, 0)) as plug:
            plug.sendall(UPGRADE.format(port=live.port).encode())
            assert b" 101 " in plug.recv(4096)
            took = time.monotonic() - began
            plug.sendall(frame("42/live,what is no packet"))
            plug.settimeout(5)
            with suppress(*GONE):
                while plug.recv(4096):
                    pass
        return took

    first, *again = [opens("127.0.0.9") for _ in range(3)]

    assert first < EACH_S
    assert all(took > EACH_S / 2 for took in again)
    assert opens("127.0.0.8") < EACH_S
