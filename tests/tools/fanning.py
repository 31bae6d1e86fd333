"""How fast one event reaches many: measured beside bare sockets in the same run; memory and leaving, too.

`python -m tests.tools.fanning 100 1000 5000` prints a table; `make bench` takes it into its page.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
from websocket import create_connection

from tests.actors import Clerk, Visitor
from tests.running import RunningHall, copy_hall, hall, matter_of

COUNTS = (100, 1000, 5000)
PER_TOKEN = 150
ROUNDS = 15
Row = tuple[str, str, str]


class Crowd:
    """Many sockets that only listen, in one process over epoll; `hear` says when each had read the word."""

    def __init__(self) -> None:
        self._eye = selectors.DefaultSelector()
        self.plugs: list[socket.socket] = []
        self.said = b""  # what the last of them heard

    def add(self, plug: socket.socket) -> None:
        plug.setblocking(False)
        self.plugs.append(plug)
        self._eye.register(plug, selectors.EVENT_READ, len(self.plugs))

    def hear(self, word: bytes, since: float, seconds: float = 20.0) -> list[float]:
        """Milliseconds since `since` at which each socket had the word, in order."""
        heard: dict[int, float] = {}
        deadline = time.perf_counter() + seconds
        while len(heard) < len(self.plugs) and time.perf_counter() < deadline:
            for key, _ in self._eye.select(0.5):
                raw = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                if word in raw:
                    self.said = raw
                    heard.setdefault(key.data, (time.perf_counter() - since) * 1000)
                if PING in raw:
                    key.fileobj.send(PONG)  # type: ignore[union-attr]
        return sorted(heard.values())

    def drain(self, seconds: float) -> None:
        """Answer pings and read what is under way."""
        self.hear(b"\0nothing says this\0", time.perf_counter(), seconds)

    def leave(self) -> None:
        for plug in self.plugs:
            with contextlib.suppress(OSError):
                plug.close()
        self._eye.close()


PING = b"\x81\x012"
PONG = b"\x81\x81\0\0\0\x003"  # a masked text frame of one character, mask 0


def rows_of(counts: tuple[int, ...] = COUNTS) -> Iterator[Row]:
    """A row for each crowd: event → last socket beside the floor; then memory a socket, and leaving."""
    with tempfile.TemporaryDirectory() as home:
        template = Path(home) / "template"
        hall("demo", data=template)
        for count in counts:
            floor = statistics.median(bare(count))
            running = RunningHall(copy_hall(template, Path(home) / str(count)), words=("--desk-only",))
            running.start()
            try:
                yield from crowd_rows(running, count, floor)
            finally:
                running.stop()


def bare(count: int) -> list[float]:
    """The floor: the last of so many bare sockets, in ms."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.floor_of_sockets"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        crowd = Crowd()
        for _ in range(count):
            crowd.add(socket.create_connection(("127.0.0.1", port)))
        time.sleep(0.5)
        took = []
        for _ in range(ROUNDS):
            since = time.perf_counter()
            crowd.plugs[0].send(b"!")
            took.append(crowd.hear(b"fff", since)[-1])
            crowd.drain(0.05)
        crowd.leave()
        server.kill()
    return took


def crowd_rows(running: RunningHall, count: int, floor: float) -> Iterator[Row]:
    """What a crowd of so many boards costs."""
    before = resident(running)
    crowd = boards(running, count)
    crowd.drain(1.0)
    memory = (resident(running) - before) * 1024 / count
    asked, told = zip(*recalls(running, crowd), strict=True)
    middle = statistics.median(told)
    asked_ms = statistics.median(asked)
    yield (
        f"event → last of {count:,} sockets",
        f"{middle / floor:.2f} × floor",
        f"p50 {middle:.1f} ms · max {max(told):.1f} ms · bare sockets {floor:.1f} ms · from the request {asked_ms:.1f} ms",
    )
    yield f"memory of the desk for each of {count:,} sockets", f"{memory:.0f} kB", f"{before:.0f} MB before"
    yield f"longest answer over HTTP while {count:,} sockets leave", "", f"{leaving(running, crowd):.0f} ms"


def recalls(running: RunningHall, crowd: Crowd) -> list[tuple[float, float]]:
    """Call by call, milliseconds to the last socket: from the request, and from the event's own time in the log."""
    took = []
    with (
        Visitor(running, running.token("kiosk", "bench")) as visitor,
        Clerk(running, running.token("window", "8", staffer="any"), window="8") as clerk,
    ):
        visitor.takes_ticket(matter_of(running, "8"))
        clerk.calls_next()
        crowd.drain(1.5)
        for _ in range(ROUNDS):
            since, wall = time.perf_counter(), time.time() * 1000
            ask = threading.Thread(target=clerk.does, args=("recall",))
            ask.start()
            heard = crowd.hear(b"ticket.recalled", since)
            ask.join()
            assert len(heard) == len(crowd.plugs), f"{len(heard)} of {len(crowd.plugs)} heard it"
            took.append((heard[-1], wall + heard[-1] - happened_ms(crowd.said)))
            crowd.drain(0.2)
    return took


def happened_ms(said: bytes) -> float:
    """When a delta's event happened, by hall time, which is the machine's."""
    at = re.search(rb'ticket\.recalled", ?"at": ?"([^"]+)"', said)
    assert at, said
    return datetime.fromisoformat(at[1].decode()).timestamp() * 1000


def boards(running: RunningHall, count: int) -> Crowd:
    """So many screens that speak Socket.IO by hand."""
    crowd = Crowd()
    tokens = [running.token("display", f"crowd-{n}") for n in range(-(-count // PER_TOKEN))]
    for n in range(count):
        wire = create_connection(
            f"ws://127.0.0.1:{running.port}/socket.io/?EIO=4&transport=websocket", timeout=20
        )
        wire.recv()
        wire.send("40/live," + json.dumps({"token": tokens[n // PER_TOKEN]}))
        said = wire.recv()
        while not str(said).startswith("40/live"):
            assert said == "2", said
            wire.send("3")
            said = wire.recv()
        assert wire.sock is not None
        crowd.add(wire.sock)
        if n % 200 == 199:
            crowd.drain(0.01)
    return crowd


def leaving(running: RunningHall, crowd: Crowd) -> float:
    """The longest that /healthz took, in ms, while everybody leaves at once."""
    longest = 0.0
    with httpx.Client(base_url=running.url, timeout=20) as client:
        client.get("/healthz")
        threading.Thread(target=crowd.leave).start()
        until = time.perf_counter() + 4
        while time.perf_counter() < until:
            began = time.perf_counter()
            client.get("/healthz")
            longest = max(longest, (time.perf_counter() - began) * 1000)
    return longest


def resident(running: RunningHall) -> float:
    """Resident MB of the largest process of the server."""
    assert running.process is not None
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        facts = dict(each.split(":", 1) for each in text.splitlines() if ":" in each)
        if os.getpgid(int(facts["Pid"])) == running.process.pid and "gunicorn" in _command(
            facts["Pid"].strip()
        ):
            sizes.append(int(facts["VmRSS"].split()[0]) / 1024)
    return max(sizes)


def _command(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


if __name__ == "__main__":
    for name, rate, latency in rows_of(tuple(map(int, sys.argv[1:])) or COUNTS):
        print(f"{name} | {rate} | {latency}", flush=True)
