"""Websocket messages: outgoing frames are built once for all receivers, incoming ones are limited.

simple-websocket 1.1 builds each frame anew and ignores short writes, which under gevent corrupts a slow
reader's stream; and it reads all that is sent into memory without a limit.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from socket import SHUT_RDWR, SHUT_WR
from typing import Any, Protocol

import gevent
import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from gevent.lock import Semaphore
from gevent.ssl import SSLSocket
from typing_extensions import override
from wsproto.events import CloseConnection, Message, Ping
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from hallserver.traffic.budget import READ_COST, TOO_BIG, Offence, SocketBudget
from hallserver.traffic.connections import LINGER_S, end_reading, hang_up_gently
from hallserver.traffic.turns import LEAVE, look_around

TEXT, BINARY = 0x81, 0x82  # RFC 6455, 5.2: FIN and the opcode
SMALL, MEDIUM = 126, 65_536


class Gate(Protocol):
    """What a websocket needs from the admission: its budget, and where to report offences."""

    def budget(self) -> SocketBudget:
        """Return a new socket's budget."""
        ...

    def note(self, offence: Offence, environ: dict[str, Any]) -> None:
        """Count an offence for which a socket was closed."""
        ...


class WholeSocket:
    """A socket whose `send` writes whole messages in order; `send_now` writes only if it need not wait."""

    __slots__ = ("_busy", "_plug", "_send", "_turn")

    def __init__(self, plug: Any) -> None:
        self._plug, self._turn = plug, Semaphore()
        self._send = None if isinstance(plug, SSLSocket) else plug._sock.send  # TLS has no partial write
        self._busy = 0  # how many write or wait to: another frame must not overtake them

    def send(self, data: bytes) -> int:
        """Write all of it; return its length."""
        self._busy += 1
        try:
            with self._turn:
                self._plug.sendall(data)
        finally:
            self._busy -= 1
        return len(data)

    def send_now(self, data: bytes) -> bool:
        """Write without waiting; False, and nothing is written, if another write is on or the buffer is full.

        If the buffer takes only a part, a greenlet writes the rest before any later frame.
        """
        if self._busy or self._send is None:
            return False
        try:
            sent: int = self._send(data)
        except OSError:  # full, or gone; whoever sends it in the usual way will see which
            return False
        if sent < len(data):
            self._busy += 1
            gevent.spawn(self._finish, data[sent:])
        return True

    def end(self) -> None:
        """Write nothing more at once: a close frame is the last."""
        self._send = None

    def _finish(self, rest: bytes) -> None:
        try:
            with self._turn:
                self._plug.sendall(rest)
        except OSError:
            return  # the other side has gone; its reader notices as well
        finally:
            self._busy -= 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plug, name)


class Inbound(simple_websocket.Server):  # type: ignore[misc]
    """The library's websocket, read only by the greenlet that waits for a message.

    So data is read only when a message is awaited: a client that sends too fast fills its own machine's send
    buffer. The library instead reads in a thread of its own into a list without a limit, and joins fragments
    without a limit.
    """

    connected: bool

    def __init__(self, environ: dict[str, Any], budget: SocketBudget, largest: int) -> None:
        self._budget, self._largest = budget, largest
        self._parts: list[str | bytes] = []
        self._length = 0
        self._events: Iterator[Any] = iter(())
        super().__init__(environ, thread_class=_NoThread)

    @override
    def receive(self, timeout: float | None = None) -> str | bytes:
        """Return the next message.

        Raises:
            Offence: it came too fast, or was too long. ConnectionClosed: the other side is gone.
        """
        while (message := self._take(next(self._events, None))) is None:
            if not self.connected:
                raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        return message

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Close with a close frame; a greenlet that waits for a message sees that none will come."""
        if not self.connected:
            return
        self.connected = False
        self.sock.end()
        with suppress(OSError, LocalProtocolError):
            self.sock.send(self.ws.send(CloseConnection(reason or CloseReason.NORMAL_CLOSURE, message)))
        with suppress(OSError):
            self.sock.shutdown(SHUT_RDWR if reason is None else SHUT_WR)

    def _take(self, event: Any) -> str | bytes | None:
        """Process one event, or read more if there is none; return the message that it completes."""
        try:
            if event is None:
                self._read()
            elif isinstance(event, Message):
                self._budget.spend(1 if event.frame_finished else 0, 0)
                return self._gather(event)
            elif isinstance(event, CloseConnection):
                self.connected = False
                self.sock.end()
                self.sock.send(self.ws.send(event.response()))
            else:
                self._budget.spend(1, 0)
                if isinstance(event, Ping):
                    self.sock.send(self.ws.send(event.response()))
        except (OSError, LocalProtocolError, RemoteProtocolError):
            self.connected = False
        return None

    def _read(self) -> None:
        look_around()  # else data that is already there would be read without polling the hub
        chunk = self.sock.recv(self.receive_bytes)
        self.ws.receive_data(chunk or None)
        self._budget.spend(READ_COST, len(chunk))
        self._events = self.ws.events()

    def _gather(self, event: Any) -> str | bytes | None:
        self._parts.append(event.data)
        self._length += len(event.data)
        if self._length > self._largest:
            raise Offence("message_too_long", f"a message of more than {self._largest} bytes", TOO_BIG)
        if not event.message_finished:
            return None
        empty: Any = "" if isinstance(event.data, str) else b""
        message: str | bytes = empty.join(self._parts)
        self._parts, self._length = [], 0
        return message


class _NoThread:
    """Replaces the thread in which the library would start a reader."""

    name = ""

    def __init__(self, target: Any) -> None:
        """Ignore the target."""

    def start(self) -> None:
        """Start nothing."""


class Wire(SimpleWebSocketWSGI):  # type: ignore[misc]
    """The driver's websocket with our own reading and `send`.

    Args:
        gate: gives the socket its budget, and is told of offences.
        handler, server: as the library gives them.
    """

    app: Any
    _newest: tuple[Any, bytes] = ("", b"")

    def __init__(self, gate: Gate, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._gate, self._largest = gate, server.max_http_buffer_size

    @override
    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Serve one websocket until it ends; gunicorn takes the exception as the connection's end."""
        held = self.app.__self__
        held.channel = self
        self._environ = environ
        self.ws = Inbound(environ, self._gate.budget(), self._largest)
        self.ws.sock = WholeSocket(self.ws.sock)
        if not held.connected:  # opened as a websocket: nothing was queued for polling
            held.wire = self
        try:
            self.app(self)
        finally:
            held.wire = held.channel = self.app = (
                None  # breaks a reference cycle that would live until the next collection
            )
        raise StopIteration

    def wait(self) -> str | bytes | None:
        """Return the next message; None when there will be none."""
        self._environ[LEAVE]()
        try:
            return self.ws.receive()
        except simple_websocket.ConnectionClosed:
            return None
        except Offence as offence:
            self.offend(offence)
            return None

    def offend(self, offence: Offence) -> None:
        """Close it for what it has sent; incoming data is dropped for a moment, so that the reason arrives."""
        if self._refuse(offence):
            hang_up_gently(self.ws.sock)

    def dismiss(self, offence: Offence) -> None:
        """Close it for what it has not sent: its own greenlet waits in the socket, and must be the one that reads it.

        After the moment in which the reason arrives that greenlet sees an end, also where the other side stays.
        """
        if self._refuse(offence):
            gevent.sleep(LINGER_S)
            end_reading(self.ws.sock)

    def _refuse(self, offence: Offence) -> bool:
        """Say why it is closed; False where it is closed already."""
        if not self.ws.connected:
            return False
        self._gate.note(offence, self._environ)
        self.ws.close(offence.close_code, str(offence))
        return True

    def send(self, message: str | bytes) -> None:
        """Write a message.

        Raises:
            OSError: the other side is gone.
        """
        if not self.ws.connected:
            raise OSError("the socket is closed")
        newest, frame = Wire._newest
        if newest is not message:  # a broadcast passes the same object to all sockets
            frame = frame_of(message)
            Wire._newest = (message, frame)
        self.ws.sock.send(frame)


def frame_of(message: str | bytes) -> bytes:
    """Return one unmasked frame, as servers send them (RFC 6455, 5.1)."""
    payload = message.encode() if isinstance(message, str) else message
    kind = TEXT if isinstance(message, str) else BINARY
    length = len(payload)
    if length < SMALL:
        return bytes((kind, length)) + payload
    if length < MEDIUM:
        return struct.pack("!BBH", kind, 126, length) + payload
    return struct.pack("!BBQ", kind, 127, length) + payload
