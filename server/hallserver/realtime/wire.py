"""How a message reaches a websocket: its frame is built once for all who hear it, and written whole or not at all.

simple-websocket 1.1 builds each frame anew and ignores short writes, which under gevent corrupts a slow reader's stream.
"""

from __future__ import annotations

import struct
from typing import Any

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from gevent.lock import RLock

TEXT, BINARY = 0x81, 0x82  # RFC 6455, 5.2: FIN and the opcode
SMALL, MEDIUM = 126, 65_536


class WholeSocket:
    """A socket whose `send` writes everything, one message after the other."""

    def __init__(self, plug: Any) -> None:
        self._plug, self._turn = plug, RLock()

    def send(self, data: bytes) -> int:
        """Write all of it; gives its length."""
        with self._turn:
            self._plug.sendall(data)
        return len(data)

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
