"""What a joined socket sends takes the seats of sockets, beside its owner's requests."""

from __future__ import annotations

import gevent
import pytest
import socketio
from websocket import ABNF, create_connection

from hallserver.realtime.admission import Admission, Limits
from hallserver.realtime.broadcast import NAMESPACE
from hallserver.traffic.clients import Traffic
from hallserver.traffic.connections import Connections
from hallserver.traffic.haste import Haste
from hallserver.traffic.offenders import Offenders
from hallserver.traffic.refusals import Refusals
from hallserver.traffic.turns import SEATS, Caller, Turns, look_around
from tests.running import RunningHall

SCREEN: Caller = ("display:board-1", SEATS)
RESUME = f'2{NAMESPACE},1["resume",{{"epoch":"","seq":0}}]'


def test_a_screens_many_resumes_wait_while_its_requests_have_seats_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, heard = Turns(lambda: 0.0), []
    traffic = Traffic(turns, Refusals(), Connections(10, 10, lambda _: None), Haste(30), Offenders())
    server = socketio.Server(async_mode="gevent", namespaces=[NAMESPACE])
    admission = Admission(server, traffic, lambda _: ("127.0.0.1", 2), Limits(5, 10, 100, 100))
    monkeypatch.setattr(server, "_handle_event", lambda *said: heard.append(said))
    monkeypatch.setattr(server.eio, "sockets", {})
    server.eio.handlers["connect"]("one", {"REMOTE_ADDR": "127.0.0.1"})
    admission.joined("one", SCREEN)
    turns.take(("another", SEATS))()
    held = [turns.take(SCREEN) for _ in range(2)]

    message = gevent.spawn(server.eio.handlers["message"], "one", RESUME)
    look_around()
    assert heard == []
    with gevent.Timeout(1), turns.seat(SCREEN):  # a request of the same screen has its seat at once
        pass
    for leave in held:
        leave()
    message.join(1)

    assert len(heard) == 1


def test_a_socket_that_shows_no_token_is_told_why_and_ended_though_its_client_stays(
    own_hall: RunningHall,
) -> None:
    """Its own greenlet waits in it meanwhile: whoever ends it must not read there too."""
    silent = [
        create_connection(f"ws://127.0.0.1:{own_hall.port}/socket.io/?EIO=4&transport=websocket", timeout=20)
        for _ in range(3)
    ]
    for each in silent:
        while (frame := each.recv_frame()).opcode != ABNF.OPCODE_CLOSE:
            pass
        ended = each.sock.recv(1) == b""
        each.shutdown()

        assert b"no good token in time" in frame.data
        assert ended, "the hall keeps a connection that it has given up"
    assert "Traceback" not in own_hall.log
