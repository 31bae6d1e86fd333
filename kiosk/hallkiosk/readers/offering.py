"""Gives what is read to the page of this machine's kiosk, over loopback, to the origins in the file, and to nobody else.

Server-sent events (HTML Living Standard, 9.2): one stream, from us to the page. The page's origin is checked, and the
Host, so that no foreign site that a name was rebound for can hear. What no page hears is forgotten at once.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

import msgspec
from typing_extensions import override

from hallkiosk.readers.scans import Scan
from hallwires.health import Part

PATH = "/scans"
KEEP_SECONDS = 5.0
_LOOPBACK = "127.0.0.1"
_Events = SimpleQueue[bytes | None]


class Offering:
    """The stream of one machine, as long as its `with`.

    Args:
        origins: of the pages that may hear.
        port: 0 takes a free one, see `port`.
    """

    def __init__(self, origins: Sequence[str], port: int) -> None:
        self._origins = frozenset(origins)
        self._heard_by: _Events | None = None
        self._parts: tuple[Part, ...] = ()
        self._lock = threading.Lock()
        offering = self

        class Door(_Door):
            shown = offering

        self._server = ThreadingHTTPServer((_LOOPBACK, port), Door)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), daemon=True, name="the page's door"
        )

    def give(self, scan: Scan) -> bool:
        """Give a reading to the page; False, and it is forgotten, when no page hears."""
        said = msgspec.json.encode({"kind": scan.kind, "text": scan.text})
        with self._lock:
            if self._heard_by is None:
                return False
            self._heard_by.put(b"event: scan\ndata: " + said + b"\n\n")
        return True

    def report(self, parts: tuple[Part, ...]) -> None:
        """Tell the page how the readers are; it passes that on with its heartbeat."""
        with self._lock:
            self._parts = parts
            if self._heard_by is not None:
                self._heard_by.put(_said(parts))

    def may_hear(self, origin: str | None, host: str | None) -> bool:
        """Whether a request comes from a page of the file, to us by our own name."""
        return origin in self._origins and host in {f"{_LOOPBACK}:{self.port}", f"localhost:{self.port}"}

    def join(self) -> _Events:
        """Hear from now on; whoever heard before does no more: the newest page is the one that is looked at."""
        mine: _Events = SimpleQueue()
        with self._lock:
            if self._heard_by is not None:
                self._heard_by.put(None)
            self._heard_by = mine
            mine.put(_said(self._parts))
        return mine

    def leave(self, mine: _Events) -> None:
        """Hear no more."""
        with self._lock:
            if self._heard_by is mine:
                self._heard_by = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            if self._heard_by is not None:
                self._heard_by.put(None)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2)


def _said(parts: tuple[Part, ...]) -> bytes:
    return b"event: parts\ndata: " + msgspec.json.encode(parts) + b"\n\n"


class _Door(BaseHTTPRequestHandler):
    shown: Offering

    def do_OPTIONS(self) -> None:
        """Answer a browser that asks first whether a page may reach this machine."""
        if self._refused():
            return
        self.send_response(HTTPStatus.NO_CONTENT)
        self._allow()
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Access-Control-Allow-Methods", "GET")
        self.end_headers()

    def do_GET(self) -> None:
        """Open the stream."""
        if self._refused():
            return
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._allow()
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        mine = self.shown.join()
        try:
            with suppress(OSError):
                self._pass_on(mine)
        finally:
            self.shown.leave(mine)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""

    def _pass_on(self, mine: _Events) -> None:
        while True:
            try:
                said = mine.get(timeout=KEEP_SECONDS)
            except Empty:
                said = b": still here\n\n"  # a page that is gone is noticed by this
            if said is None:
                return
            self.wfile.write(said)
            self.wfile.flush()

    def _refused(self) -> bool:
        if self.path != PATH:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif not self.shown.may_hear(self.headers.get("Origin"), self.headers.get("Host")):
            self.send_error(HTTPStatus.FORBIDDEN, "not for this page")
        else:
            return False
        return True

    def _allow(self) -> None:
        self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
