"""The socket's events: connect, resume, shown, spoken, heartbeat."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

import gevent
from flask import request
from flask_socketio import ConnectionRefusedError as Refusal
from flask_socketio import Namespace, join_room

from hallserver.contract.parts import read_parts
from hallserver.core.errors import HallError
from hallserver.core.events import (
    DeviceReloaded,
    DeviceRenamed,
    Event,
    TokenRevoked,
    WindowClosed,
    facts_of,
)
from hallserver.core.rights import GUEST, Principal
from hallserver.hall import Hall
from hallserver.realtime.admission import Admission
from hallserver.realtime.broadcast import NAMESPACE, Broadcaster, Listener, plain
from hallserver.services.people.devices import hash_secret
from hallserver.services.people.terms import ENDS
from hallserver.services.queue import windows

MOST_PER_PRINCIPAL = 200
TERM_ENDS = frozenset(ENDS.values())
LONGEST_WORD = 64
HEARD = frozenset({TokenRevoked.KIND, WindowClosed.KIND, DeviceReloaded.KIND, DeviceRenamed.KIND})
SAID = ("page", "build", "uptime_s", "seq", "audio", "width", "height")
_logger = logging.getLogger(__name__)


class Live(Namespace):  # type: ignore[misc]
    """Namespace `/live`: the token decides which stream the server joins a socket to, never the client."""

    def __init__(self, hall: Hall, broadcaster: Broadcaster, admission: Admission) -> None:
        super().__init__(NAMESPACE)
        self._hall, self._broadcaster, self._admission = hall, broadcaster, admission

    def on_connect(self, auth: Any) -> None:
        """Authenticate by token; without one there is no stream."""
        who = self._who(auth.get("token") if isinstance(auth, dict) else None)
        if who is not None and GUEST in request.environ and who.role != "follower":
            who = None  # screens and clerks have no place on the guests' network
        address = request.remote_addr or ""
        if who is None:
            self._hall.traffic.refusals.note("wrong_token", address, "a socket")
            raise Refusal("wrong_token")
        if self._broadcaster.count_of(who.id) >= MOST_PER_PRINCIPAL:
            raise Refusal("too_many")
        stream = next((each for each in ("staff", "public") if who.may(f"live.{each}")), None)
        if stream is not None:
            join_room(stream)
        elif who.may("live.own"):
            join_room(f"ticket:{who.ticket}")
        else:
            raise Refusal("not_allowed")
        self._broadcaster.join(_sid(), Listener(who, stream))
        self._admission.joined(self._transport(), self._hall.callers.seats_of(who, address))
        self._hall.traffic.connections.vouch(request.environ.get("gunicorn.socket"), who.id)

    def on_disconnect(self, *_: Any) -> None:
        """Forget the socket."""
        self._broadcaster.leave(_sid())
        self._admission.left(self._transport())

    def on_resume(self, said: Any = None) -> Any:
        """Return what was missed, or a snapshot; a follower gets its place."""
        listener = self._broadcaster.listeners.get(_sid())
        if listener is None:
            return None
        if listener.stream is None:
            place = self._broadcaster.places.of(listener.who.ticket or 0)
            return {"place": plain(place)}
        said = said if isinstance(said, dict) else {}
        epoch, seq = said.get("epoch"), said.get("seq")
        return self._broadcaster.resume(
            listener.stream, epoch if isinstance(epoch, str) else "", seq if isinstance(seq, int) else 0
        )

    def on_shown(self, said: Any = None) -> None:
        """Record that a screen has shown the call with this seq."""
        self._acknowledge(said, spoken=False)

    def on_spoken(self, said: Any = None) -> None:
        """Record that a loudspeaker has spoken it."""
        self._acknowledge(said, spoken=True)

    def on_heartbeat(self, said: Any = None) -> None:
        """Store a device's report about itself."""
        listener = self._broadcaster.listeners.get(_sid())
        if listener is None or not isinstance(said, dict):
            return
        listener.said = {name: said[name] for name in SAID if _is_short(said.get(name))}
        parts = said.get("parts")
        listener.parts = read_parts(parts)
        unread, listener.unread = listener.unread, bool(parts) and not listener.parts
        if listener.unread and not unread:
            _logger.warning("what %s says of the devices behind it cannot be read", listener.who.id)
        listener.heard_at, listener.heard_on = time.monotonic(), self._hall.writer.clock.now()
        if self._broadcaster.zone_of(listener) not in {None, *self._hall.writer.state.live_zones}:
            self._hall.writer.state.live_zones = (
                self._broadcaster.live_zones()
            )  # also refreshed once a second

    def hear(self, events: Sequence[Event]) -> None:
        """After a commit, disconnect sockets whose right to listen has ended."""
        for event in events:
            told = facts_of(event) if event.kind in HEARD else None
            if isinstance(told, DeviceReloaded):
                gevent.spawn(self.reload, f"{told.role}:{told.name}", told.name)
            if isinstance(told, DeviceRenamed):
                gevent.spawn(self.reload, f"{told.role}:{told.was}", told.name, told.window)
                gevent.spawn(self.end, f"{told.role}:{told.was}")
            if isinstance(told, TokenRevoked):
                gevent.spawn(self.end, f"{told.role}:{told.name}")
            if isinstance(told, WindowClosed) and told.reason in TERM_ENDS:
                gevent.spawn(self.end_at, told.window)

    def end_expired(self) -> None:
        """Close the sockets of all principals whose token is no longer valid."""
        good = self._hall.keyring.ids(self._hall.writer.clock.now())
        for listener in list(self._broadcaster.listeners.values()):
            if listener.who.role != "follower" and listener.who.id not in good:
                self.end(listener.who.id)
        self._broadcaster.forget_all_but(good)

    def reload(self, who_id: str, name: str, window: str | None = None) -> None:
        """Tell the pages of one device to load anew, as soon as nobody has a hand at them, and how it is called."""
        for sid, listener in list(self._broadcaster.listeners.items()):
            if listener.who.id == who_id:
                self.socketio.server.emit(
                    "reload", {"name": name, "window": window}, to=sid, namespace=NAMESPACE
                )

    def end(self, who_id: str) -> None:
        """Close the sockets of a principal whose token was revoked."""
        for sid, listener in list(self._broadcaster.listeners.items()):
            if listener.who.id == who_id:
                self.socketio.server.disconnect(sid, namespace=NAMESPACE)

    def end_at(self, window: str) -> None:
        """Close a window device's sockets when its staffer's term ends; it reconnects as an empty window."""
        for sid, listener in list(self._broadcaster.listeners.items()):
            if listener.who.role == "window" and listener.who.window == window:
                self.socketio.server.disconnect(sid, namespace=NAMESPACE)

    def _acknowledge(self, said: Any, *, spoken: bool) -> None:
        listener = self._broadcaster.listeners.get(_sid())
        seq = said.get("seq") if isinstance(said, dict) else None
        if (
            listener is None
            or not listener.who.may("call.acknowledge")
            or not (isinstance(seq, int) and 0 < seq < 2**63)
        ):
            return
        try:
            self._hall.writer(lambda work: windows.shown(work, listener.who, seq, spoken=spoken))
        except HallError as error:
            _logger.warning("shown %s: %s", seq, error)

    def _transport(self) -> str:
        return str(self.socketio.server.manager.eio_sid_from_sid(_sid(), NAMESPACE))

    def _who(self, token: Any) -> Principal | None:
        if not isinstance(token, str) or not token or not token.isascii():
            return None
        now = self._hall.writer.clock.now()
        held = self._hall.live_tokens.pop(hash_secret(token), None)
        if held is not None:
            who, until = held
            return who if until > now else None
        return self._hall.keyring.bearer(token, now)


def _is_short(said: Any) -> bool:
    return isinstance(said, int) or (isinstance(said, str) and len(said) <= LONGEST_WORD)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
