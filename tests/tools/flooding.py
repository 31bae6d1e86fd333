"""One client that wants the hall for itself, in every way we know; and 100 probes a second of what others feel meanwhile.

`python -m tests.tools.flooding KIND PORT SECONDS [TOKEN]` floods from a process of its own; `probe` measures from the test's.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools.volley import get, post

ROOT = Path(__file__).parents[2]
RATE = 100  # probes a second
SIDE_BY_SIDE = 20  # connections they go over
FACTOR, PLUS_MS = 1.5, 20.0  # by how much one client may raise what others feel
MASK = b"\0\0\0\0"
UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
POLL = b"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
GONE = (ConnectionError, TimeoutError, OSError)


def frame(text: str | bytes, opcode: int = 0x81) -> bytes:
    """A masked frame as clients send them (RFC 6455, 5.2), with the mask 0."""
    payload = text.encode() if isinstance(text, str) else text
    if len(payload) < 126:
        return bytes((opcode, 0x80 | len(payload))) + MASK + payload
    return bytes((opcode, 0x80 | 126)) + len(payload).to_bytes(2, "big") + MASK + payload


def plug(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=5)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def websocket(port: int, token: str = "") -> socket.socket:
    """An open websocket, joined to /live where there is a token."""
    made = plug(port)
    made.sendall(UPGRADE.format(port=port).encode())
    head = b""
    while b"\r\n\r\n" not in head or b'"sid"' not in head:
        part = made.recv(4096)
        if not part:
            raise ConnectionResetError
        head += part
    if token:
        made.sendall(frame("40/live," + json.dumps({"token": token})))
        made.recv(4096)
    return made


def same_frames(*frames: bytes, hello: bytes = b"") -> Callable[[int, str, float], None]:
    """Send the same frames for ever over one websocket; come again when it is closed."""
    block = b"".join(frames) * max(1, 8192 // sum(map(len, frames)))

    def flood(port: int, token: str, until: float) -> None:
        while time.monotonic() < until:
            with contextlib.suppress(*GONE), websocket(port, token) as wire:
                wire.settimeout(0.5)
                wire.sendall(hello)
                while time.monotonic() < until:
                    wire.sendall(block)

    return flood


def same_bytes(hello: bytes, block: bytes) -> Callable[[int, str, float], None]:
    """Say hello, then send the same block for ever; come again when the other side hangs up."""

    def flood(port: int, _token: str, until: float) -> None:
        while time.monotonic() < until:
            with contextlib.suppress(*GONE), plug(port) as wire:
                wire.settimeout(0.5)
                wire.sendall(hello)
                while time.monotonic() < until:
                    wire.sendall(block)

    return flood


def many(connect: Callable[[int], socket.socket], count: int) -> Callable[[int, str, float], None]:
    """Open so many connections, and say nothing over them."""

    def flood(port: int, _token: str, until: float) -> None:
        held: list[socket.socket] = []
        while time.monotonic() < until and len(held) < count:
            with contextlib.suppress(*GONE):
                held.append(connect(port))
        time.sleep(max(0.0, until - time.monotonic()))

    return flood


def pipelined(request: bytes, connections: int = 1) -> Callable[[int, str, float], None]:
    """Requests one after the other without waiting for an answer; what comes back is read and dropped."""

    def one(port: int, until: float) -> None:
        while time.monotonic() < until:
            with contextlib.suppress(*GONE), plug(port) as wire:
                threading.Thread(target=drop, args=(wire,), daemon=True).start()
                wire.settimeout(0.5)
                while time.monotonic() < until:
                    wire.sendall(request * 50)

    def flood(port: int, _token: str, until: float) -> None:
        side_by_side(connections, lambda: one(port, until))

    return flood


def asked(request: Callable[[str], bytes], connections: int) -> Callable[[int, str, float], None]:
    """Requests on so many keep-alive connections, each as soon as the last was answered."""

    def one(port: int, token: str, until: float) -> None:
        while time.monotonic() < until:
            with contextlib.suppress(*GONE), plug(port) as wire:
                while time.monotonic() < until:
                    wire.sendall(request(token))
                    if not wire.recv(262_144):
                        break

    def flood(port: int, token: str, until: float) -> None:
        side_by_side(connections, lambda: one(port, token, until))

    return flood


def resumes(sockets: int) -> Callable[[int, str, float], None]:
    """A snapshot, asked for again and again on so many joined sockets."""
    ask = frame('42/live,1["resume",{"epoch":"","seq":0}]')

    def one(port: int, token: str, until: float) -> None:
        while time.monotonic() < until:
            with contextlib.suppress(*GONE), websocket(port, token) as wire:
                threading.Thread(target=drop, args=(wire,), daemon=True).start()
                while time.monotonic() < until:
                    wire.sendall(ask)
                    time.sleep(0.001)

    def flood(port: int, token: str, until: float) -> None:
        side_by_side(sockets, lambda: one(port, token, until))

    return flood


def side_by_side(count: int, act: Callable[[], None]) -> None:
    threads = [threading.Thread(target=act) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def drop(wire: socket.socket) -> None:
    with contextlib.suppress(*GONE):
        while wire.recv(262_144):
            pass


def bearing(path: str) -> Callable[[str], bytes]:
    """A GET with the token."""
    return lambda token: get(path).replace(b"\r\n\r\n", f"\r\nAuthorization: Bearer {token}\r\n\r\n".encode())


FLOODS: dict[str, Callable[[int, str, float], None]] = {
    "bad_packets": same_frames(frame('42/live,["heartbeat",' + "9" * 150 + "]")),
    "never_joined": same_frames(frame('42/live,["x",1]')),
    "namespace_root": same_frames(frame("40")),
    "wrong_tokens": same_frames(frame('40/live,{"token":"x"}')),
    "engine_pings": same_frames(frame("2")),
    "websocket_pings": same_frames(frame(b"", 0x89)),
    "empty_fragments": same_frames(frame(b"", 0x00), hello=frame(b"4", 0x01)),
    "endless_fragments": same_frames(frame(b"x" * 16_000, 0x00), hello=frame(b"4", 0x01)),
    "binary_parts": same_frames(frame("451-/live,")),
    "silent_websockets": many(websocket, 1500),
    "silent_connections": many(plug, 1500),
    "polling_sessions": pipelined(POLL),
    "pipelined": pipelined(get("/healthz")),
    "endless_body": same_bytes(
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000000000\r\n\r\n",
        b"x" * 65_536,
    ),
    "long_heads": pipelined(
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: " + b"x" * 4000 + b"\r\n\r\n"
    ),
    "pipelined_on_many": pipelined(get("/api/v1/catalogue"), connections=30),
    "malformed": pipelined(b"GET / HTTP/1.1\r\nHost\r\n\r\n"),
    "logins": asked(
        lambda _: post("/login", "", {"account": "nobody", "password": "x" * 12}), connections=40
    ),
    "resumes": resumes(1),
    "resumes_on_many": resumes(40),
    "readings": asked(bearing("/api/v1/catalogue"), connections=40),
    "numbers": asked(lambda token: post("/tickets", token, {"matter": MATTER}), connections=32),
    "reports": asked(bearing("/api/v1/reports/waits?by=hour"), connections=16),
}
MATTER = "tax-file"  # of the small hall


@dataclass
class Felt:
    """What others felt: when each probe was due (s from the beginning) and how long its answer took from then (ms)."""

    due: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    def p99(self) -> float:
        return percentile(self.ms)

    def seconds(self) -> list[float]:
        """The p99 of each second."""
        by_second: list[list[float]] = [[] for _ in range(int(self.due[-1]) + 1)]
        for due, ms in zip(self.due, self.ms, strict=True):
            by_second[int(due)].append(ms)
        return [percentile(each) for each in by_second if each]

    def suffered(self, usual: float) -> int:
        """How many seconds in a row, at most, were worse than one client may make them."""
        limit, longest, run = max(FACTOR * usual, usual + PLUS_MS), 0, 0
        for each in self.seconds():
            run = run + 1 if each > limit else 0
            longest = max(longest, run)
        return longest


def percentile(values: list[float], percent: int = 99) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def probe(port: int, seconds: float, requests: list[Callable[[], bytes]]) -> list[Felt]:
    """Ask 100 times a second, one request after the other, whether or not the last was answered.

    Gives what was felt by each request; an answer is late from when its question was due.
    """
    count = int(seconds * RATE)
    took = [0.0] * count
    began = time.perf_counter() + 0.1

    def ask(first: int) -> None:
        with plug(port) as wire:
            wire.settimeout(30)
            for n in range(first, count, SIDE_BY_SIDE):
                time.sleep(max(0.0, began + n / RATE - time.perf_counter()))
                wire.sendall(requests[n % len(requests)]())
                said = whole_answer(wire)
                assert said[9:10] == b"2", said
                took[n] = (time.perf_counter() - began - n / RATE) * 1000

    with ThreadPoolExecutor(SIDE_BY_SIDE) as askers:
        for each in [askers.submit(ask, first) for first in range(SIDE_BY_SIDE)]:
            each.result()
    every = range(len(requests))
    return [Felt([n / RATE for n in range(i, count, len(requests))], took[i :: len(requests)]) for i in every]


def whole_answer(wire: socket.socket) -> bytes:
    """An answer with its body."""
    said = b""
    while True:
        head, gap, body = said.partition(b"\r\n\r\n")
        if gap and len(body) >= int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0):
            return said
        part = wire.recv(65_536)
        assert part, "the hall hung up on somebody who only asked"
        said += part


@contextlib.contextmanager
def flooding(kind: str, port: int, seconds: float, token: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A client of this kind, for the length of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.flooding", kind, str(port), str(seconds), token], cwd=ROOT
    ) as client:
        yield client
        client.kill()


if __name__ == "__main__":
    # it stands for another machine: it must not take the server's processor
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    os.nice(10)
    FLOODS[sys.argv[1]](int(sys.argv[2]), sys.argv[4], time.monotonic() + float(sys.argv[3]))
