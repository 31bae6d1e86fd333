"""How a message reaches a websocket: its frame is built once for all who hear it, and written whole or not at all.

simple-websocket 1.1 builds each frame anew and ignores short writes, which under gevent corrupts a slow reader's stream.
"""

from __future__ import annotations

import struct
from typing import Any

import gevent
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from gevent.lock import Semaphore
from gevent.ssl import SSLSocket

TEXT, BINARY = 0x81, 0x82  # RFC 6455, 5.2: FIN and the opcode
SMALL, MEDIUM = 126, 65_536


class WholeSocket:
    """A socket whose `send` writes everything, one message after the other; `send_now` only when nobody has to wait."""

    __slots__ = ("_bare", "_busy", "_plug", "_turn")

    def __init__(self, plug: Any) -> None:
        self._plug, self._turn = plug, Semaphore()
        self._bare = None if isinstance(plug, SSLSocket) else plug._sock  # TLS has no write that takes a part
        self._busy = 0  # who writes or waits to: a frame sent past them would come too early

    def send(self, data: bytes) -> int:
        """Write all of it; gives its length."""
        self._busy += 1
        try:
            with self._turn:
                self._plug.sendall(data)
        finally:
            self._busy -= 1
        return len(data)

    def send_now(self, data: bytes) -> bool:
        """Write without waiting; False, and nothing written, when somebody else writes or the buffer is full.

        What a full buffer has taken in part is written to its end by a greenlet, before anything that comes later.

        Raises:
            OSError: the other side is gone.
        """
        if self._busy or self._bare is None:
            return False
        try:
            sent: int = self._bare.send(data)
        except BlockingIOError:
            return False
        if sent < len(data):
            self._busy += 1
            gevent.spawn(self._finish, data[sent:])
        return True

    def _finish(self, rest: bytes) -> None:
        try:
            with self._turn:
                self._plug.sendall(rest)
        except OSError:
            return  # it went away in the middle; its reader notices as well
        finally:
            self._busy -= 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plug, name)


class Wire(SimpleWebSocketWSGI):  # type: ignore[misc]
    """The driver's websocket with our `send`."""

    app: Any

    _newest: tuple[Any, bytes] = ("", b"")

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Serve one websocket; gives what its handler gives."""
        app: Any = self.app

        def with_whole_socket(wire: Any) -> Any:
            wire.ws.sock = WholeSocket(wire.ws.sock)
            held = getattr(app, "__self__", None)
            if (
                held is not None and not held.connected
            ):  # opened as a websocket: nothing was queued for polling
                held.wire = wire
            return app(wire)

        self.app = with_whole_socket
        return super().__call__(environ, start_response)

    def send(self, message: str | bytes) -> None:
        """Write a message.

        Raises:
            OSError: the other side is gone.
        """
        if not self.ws.connected:
            raise OSError("the socket is closed")
        newest, frame = Wire._newest
        if newest is not message:  # a broadcast gives the same object to everybody
            frame = frame_of(message)
            Wire._newest = (message, frame)
        self.ws.sock.send(frame)

    def send_now(self, frame: bytes) -> bool:
        """Write a frame without waiting; False when it has to go the long way."""
        if not self.ws.connected:
            return False
        try:
            return bool(self.ws.sock.send_now(frame))
        except OSError:
            return False


def frame_of(message: str | bytes) -> bytes:
    """One unmasked frame, as servers send them (RFC 6455, 5.1)."""
    payload = message.encode() if isinstance(message, str) else message
    kind = TEXT if isinstance(message, str) else BINARY
    length = len(payload)
    if length < SMALL:
        return bytes((kind, length)) + payload
    if length < MEDIUM:
        return struct.pack("!BBH", kind, 126, length) + payload
    return struct.pack("!BBQ", kind, 127, length) + payload
