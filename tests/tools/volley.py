"""Cheap load: many keep-alive connections in one process over epoll, so that what is measured is the server."""

from __future__ import annotations

import json
import selectors
import socket
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from websocket import create_connection


@dataclass
class Shot:
    """One connection's request under way."""

    plug: socket.socket
    number: int
    began: float = 0.0
    read: bytes = b""


@dataclass
class Volley:
    """What came back: latencies in ms, the length of it all in s, statuses."""

    ms: list[float] = field(default_factory=list)
    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return len(self.ms) / self.seconds

    def percentile(self, percent: int) -> float:
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def fire(port: int, clients: int, seconds: float, request: Callable[[int], bytes]) -> Volley:
    """Keep `clients` requests under way for `seconds`; `request(n)` gives the n-th one's bytes."""
    eye = selectors.DefaultSelector()
    told, sent = Volley(), 0
    for _ in range(clients):
        plug = socket.create_connection(("127.0.0.1", port))
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        eye.register(plug, selectors.EVENT_READ, Shot(plug, 0))
    began = time.perf_counter()
    for key in list(eye.get_map().values()):
        sent = _send(key.data, sent, request)
    busy = clients
    while busy:
        for key, _ in eye.select(5.0):
            shot: Shot = key.data
            if not _hear(shot, told):
                continue
            if time.perf_counter() - began < seconds:
                sent = _send(shot, sent, request)
            else:
                busy -= 1
                eye.unregister(shot.plug)
                shot.plug.close()
    told.seconds = time.perf_counter() - began
    return told


def steady(
    port: int, rate: float, seconds: float, request: Callable[[int], bytes], lines: int = 64
) -> Volley:
    """Send `rate` requests a second by the clock, whatever the answers take; each is timed from when it was due.

    The connections take turns, so that none is silent for so long that the server ends it.

    Raises:
        AssertionError: none of the `lines` connections was free when a request was due.
        ConnectionError: the server ended a connection.
    """
    eye = selectors.DefaultSelector()
    free: deque[Shot] = deque()
    for _ in range(lines):
        plug = socket.create_connection(("127.0.0.1", port))
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        shot = Shot(plug, 0)
        eye.register(plug, selectors.EVENT_READ, shot)
        free.append(shot)
    told, sent, began = Volley(), 0, time.perf_counter()
    while sent < rate * seconds or len(free) < lines:
        due = began + sent / rate
        if sent < rate * seconds and time.perf_counter() >= due:
            assert free, f"{lines} requests are under way"
            shot = free.popleft()
            _send(shot, sent, request)
            shot.began, sent = due, sent + 1
            continue
        wait = max(due - time.perf_counter(), 0) if sent < rate * seconds else 5.0
        for key, _ in eye.select(wait):
            if _hear(key.data, told):
                free.append(key.data)
    for shot in free:
        shot.plug.close()
    told.seconds = time.perf_counter() - began
    return told


def _send(shot: Shot, sent: int, request: Callable[[int], bytes]) -> int:
    shot.read, shot.began = b"", time.perf_counter()
    shot.plug.sendall(request(sent))
    return sent + 1


def _hear(shot: Shot, told: Volley) -> bool:
    read = shot.plug.recv(65536)
    if not read:
        raise ConnectionError("the server ended the connection")
    shot.read += read
    head, gap, body = shot.read.partition(b"\r\n\r\n")
    if not gap:
        return False
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
    if len(body) < length:
        return False
    told.ms.append((time.perf_counter() - shot.began) * 1000)
    status = int(head[9:12])
    told.statuses[status] = told.statuses.get(status, 0) + 1
    return True


def post(path: str, token: str, body: dict[str, object]) -> bytes:
    """A POST with a key of its own."""
    text = json.dumps(body).encode()
    return (
        f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Idempotency-Key: {uuid.uuid4().hex}\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    ).encode() + text


def get(path: str) -> bytes:
    """A GET without a token."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


PING = b"\x81\x012"  # a text frame of one character: engine.io's ping


class Screens:
    """Many boards as bare websockets that speak Socket.IO by hand: nothing of a client library is measured."""

    def __init__(self, port: int, token: str, count: int) -> None:
        self._eye = selectors.DefaultSelector()
        self._wires = []
        for _ in range(count):
            wire = create_connection(
                f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket", timeout=10
            )
            wire.recv()
            wire.send("40/live," + json.dumps({"token": token}))
            assert str(wire.recv()).startswith("40/live"), "a board was refused"
            assert wire.sock is not None
            self._wires.append(wire)
            self._eye.register(wire.sock, selectors.EVENT_READ, wire)

    def hear(self, word: str, since: float, seconds: float = 5.0) -> list[float]:
        """Wait until every screen has heard a frame with `word`; gives the ms since `since`, in order."""
        heard: dict[int, float] = {}
        said = word.encode()
        deadline = time.perf_counter() + seconds
        while len(heard) < len(self._wires) and time.perf_counter() < deadline:
            for key, _ in self._eye.select(0.5):
                wire = key.data
                raw = wire.sock.recv(
                    65536
                )  # a server's frames are not masked: the words stand in them as they are
                if said in raw:
                    heard.setdefault(id(wire), (time.perf_counter() - since) * 1000)
                if PING in raw:
                    wire.send("3")
        return sorted(heard.values())

    def close(self) -> None:
        for wire in self._wires:
            wire.close()
