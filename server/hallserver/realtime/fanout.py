"""Broadcast to thousands of sockets: encoded and framed once, written without waiting, in order for each.

It uses internals of python-socketio, python-engineio and simple-websocket, so their minor versions are
pinned; `stock_fan_out` switches back to the library's own way. A socket that cannot take a frame at once gets
it through the library's own queue.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from typing import Any

import socketio
from engineio import packet as engine
from gevent.lock import Semaphore
from socketio import packet

from hallserver.realtime.wire import WholeSocket, Wire, frame_of
from hallserver.traffic.turns import look_around

Line = tuple[
    Any, WholeSocket | None
]  # a socket of the library's, and where its frames can be written at once
UNCHAINED = frozenset(
    {"waits", "place"}
)  # the newest counts, whatever went before: a call need not wait for them
YIELD_EVERY = 100  # sends before the hub may do other work


class FanOut(socketio.Manager):  # type: ignore[misc]
    """The library's manager with our own broadcast, and an index of rooms by socket."""

    def __init__(self) -> None:
        super().__init__()
        self._in: dict[tuple[str, str], set[Any]] = defaultdict(set)
        self._known: dict[tuple[str, Any], list[Line]] = {}
        self._turn = (
            Semaphore()
        )  # one chained broadcast at a time: a tick must not overtake the delta before it

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **more: Any,
    ) -> None:
        """Send an event to a room: each socket gets the same bytes."""
        room = to or room
        if (
            callback is not None
            or skip_sid is not None
            or isinstance(data, bytes | tuple)
            or namespace not in self.rooms
        ):
            super().emit(event, data, namespace, room=room, skip_sid=skip_sid, callback=callback, **more)
            return
        encoded = packet.Packet(
            packet.EVENT, namespace=namespace, data=[event] if data is None else [event, data]
        )
        text = encoded.encode()
        if not isinstance(text, str):  # binary parts need frames of their own
            super().emit(event, data, namespace, room=room, **more)
            return
        with nullcontext() if event in UNCHAINED else self._turn:
            self._send_all(engine.Packet(engine.MESSAGE, text), self._lines(namespace, room))

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        """Add a socket to a room, also in the index by socket."""
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._known.pop((namespace, room), None)
        self._in[namespace, sid].add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Remove a socket from a room."""
        self._known.pop((namespace, room), None)
        super().basic_leave_room(sid, namespace, room)
        self._in[namespace, sid].discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """Remove a closed socket from its own rooms, without scanning all others."""
        for room in self._in.pop((namespace, sid), ()):
            self._known.pop((namespace, room), None)
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            waiting = pending.get(namespace, ())
            if sid in waiting:
                waiting.remove(sid)
                if not waiting:
                    del pending[namespace]

    def get_rooms(self, sid: str, namespace: str) -> list[Any]:
        """Return the rooms of a socket."""
        return [room for room in self._in.get((namespace, sid), ()) if room is not None]

    def _send_all(self, message: engine.Packet, lines: list[Line]) -> None:
        frame = frame_of(message.encode())
        for count, (held, pipe) in enumerate(lines, 1):
            at_once = pipe is not None and held.queue.empty() and pipe.send_now(frame)
            if not at_once and not held.closed:
                self.server._send_eio_packet(held.sid, message)
            if count % YIELD_EVERY == 0:
                look_around()

    def _lines(self, namespace: str, room: Any) -> list[Line]:
        """Return the room's sockets, each with its pipe; looked up once for as long as nobody comes or goes."""
        found = self._known.get((namespace, room))
        if found is None:
            sockets = self.server.eio.sockets
            members = (sockets.get(eio_sid) for _, eio_sid in self.get_participants(namespace, room))
            found = [(held, pipe_of(held)) for held in members if held is not None]
            if found:  # nobody leaves an empty room, so it would be remembered for ever
                self._known[namespace, room] = found
        return found


def pipe_of(held: Any) -> WholeSocket | None:
    """Return the pipe of a socket that speaks websocket from its start; None for one that polls."""
    wire: Wire | None = getattr(held, "wire", None)
    return wire.ws.sock if wire is not None else None
