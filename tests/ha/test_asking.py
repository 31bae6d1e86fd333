"""Asking the doors of a pair: a clock that shows whole seconds is seen to a hundredth, and who does not answer is away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from hallserver.ha.asking import Asking, Clock, Seen, watch_clock
from hallserver.ha.judging import BAD, judge_clocks
from hallserver.ha.pair import Machine, Ports
from tests.ha.test_files import described
from tests.running import free_port


@contextmanager
def etcd_with_a_clock(ahead_s: float, status: int = 200) -> Iterator[int]:
    """A door that answers as etcd's does, on a machine whose clock is wrong; gives its port."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b'{"health":"true"}'
            self.send_response_only(status)
            self.send_header("Date", formatdate(int(time.time() + ahead_s), usegmt=True))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize("ahead_s", [-2.3, -0.4, 0.0, 0.3, 0.8])
def test_a_clock_is_seen_closely_though_it_shows_whole_seconds(ahead_s: float) -> None:
    with etcd_with_a_clock(ahead_s) as port:
        machine = Machine(name="witness", address="127.0.0.1", ports=Ports(etcd=port))
        seen = Asking(described()).one(machine)

    assert seen.etcd is True
    assert seen.clock is not None
    assert seen.clock.ahead_s == pytest.approx(ahead_s, abs=seen.clock.within_s + 0.02)
    assert seen.clock.within_s < 0.2
    apart = [each for each in judge_clocks({"a": Clock(0.0, 0.0), "b": seen.clock}) if each.judged == BAD]
    assert bool(apart) is (abs(ahead_s) > 0.5)


def test_whoever_refuses_has_no_clock() -> None:
    """A proxy that answers for a machine which is away shows its own."""
    with etcd_with_a_clock(0.0, status=502) as port:
        machine = Machine(name="witness", address="127.0.0.1", ports=Ports(etcd=port))

        assert Asking(described()).one(machine).clock is None


def test_a_clock_that_stands_still_is_not_seen() -> None:
    assert watch_clock(lambda: 1_000.0) is None


def test_nobody_who_is_away_stops_the_others_from_being_asked() -> None:
    """One refuses, one is silent: both are away, and it takes no longer than one of them."""
    with socket.socket() as silent, etcd_with_a_clock(0.0) as port:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        ports = (free_port(), silent.getsockname()[1], port)
        names = zip(("a", "b", "witness"), ports, strict=True)
        machines = {
            name: Machine(
                name=name, address="127.0.0.1", ports=Ports(**dict.fromkeys(Ports.__struct_fields__, port))
            )
            for name, port in names
        }
        began = time.monotonic()
        seen = Asking(msgspec.structs.replace(described(), **machines)).all()

    assert seen["a"] == seen["b"] == Seen()
    assert seen["witness"].etcd is True
    assert time.monotonic() - began < 10.0
