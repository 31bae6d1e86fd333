"""What a joined socket sends takes the seats of sockets, beside its owner's requests."""

from __future__ import annotations

import gevent
import pytest
import socketio

from hallserver.realtime.admission import Admission, Limits
from hallserver.realtime.broadcast import NAMESPACE
from hallserver.traffic.clients import Traffic
from hallserver.traffic.connections import Connections
from hallserver.traffic.haste import Haste
from hallserver.traffic.offenders import Offenders
from hallserver.traffic.refusals import Refusals
from hallserver.traffic.turns import SEATS, Caller, Turns, look_around

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
