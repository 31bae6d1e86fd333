"""Gateways outside the hall, on loopback: each answers as its script says, and remembers what it has taken."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HANGS_S = 30.0


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    taken: bool
    at: float = field(default_factory=time.monotonic)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


@dataclass
class Gateway:
    """An HTTP server; `script` is what it does with each request, the last for all that follow.

    take: 200 · lose: hangs up at once · lose_after: takes it, and hangs up · hang: takes it, and says nothing ·
    drip: takes it, and sends a byte now and then · lie: takes it, and says 500 · gone: 410 · busy: 429 with
    Retry-After · elsewhere: 302 · a tuple: status and body, taken when the status is 200.
    """

    script: Sequence[str | tuple[int, str]] = ("take",)
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, str] = field(
        default_factory=dict
    )  # by path: what is answered there whatever the script
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self._served = 0
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def taken(self) -> list[Asked]:
        return [each for each in self.asked if each.taken]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def next_act(self) -> str | tuple[int, str]:
        act = self.script[min(self._served, len(self.script) - 1)]
        self._served += 1
        return act


@contextmanager
def gateway(*script: str | tuple[int, str]) -> Iterator[Gateway]:
    """A gateway for the length of a block."""
    made = Gateway(script or ("take",))
    try:
        yield made
    finally:
        made.close()


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            address = urlsplit(self.path)
            fixed = gateway.answers.get(address.path)
            act = (200, fixed) if fixed is not None else gateway.next_act()
            taken = fixed is None and (act in {"take", "lose_after", "hang", "drip", "lie"} or act[0] == 200)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(address.query))
            gateway.asked.append(Asked(self.command, address.path, query, headers, body, taken))
            with suppress(OSError):
                _ACTS[act](self) if isinstance(act, str) else _say(self, *act)

        do_GET = do_POST  # noqa: N815 - the same

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _say(handler: BaseHTTPRequestHandler, status: int, body: str = "{}", **headers: str) -> None:
    raw = body.encode()
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _hang(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.settimeout(HANGS_S)
    handler.connection.recv(1)  # until the other side has had enough


def _drip(handler: BaseHTTPRequestHandler) -> None:
    began = time.monotonic()
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while time.monotonic() < began + HANGS_S:
        handler.wfile.write(b"z")
        time.sleep(0.1)


_ACTS = {
    "take": lambda handler: _say(handler, 200),
    "lose": _hang_up,
    "lose_after": _hang_up,
    "hang": _hang,
    "drip": _drip,
    "lie": lambda handler: _say(handler, 500, "accepted? never"),
    "gone": lambda handler: _say(handler, 410, "gone for good"),
    "busy": lambda handler: _say(handler, 429, "later", Retry_After="1"),
    "elsewhere": lambda handler: _say(handler, 302, "", Location="http://127.0.0.1:9/"),
}
