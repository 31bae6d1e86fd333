"""Admission of sockets: each must join within seconds, follow the protocol, and take its turn."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gevent
from socketio import packet

from hallserver.core.rights import SOCKET_EVENTS
from hallserver.realtime.broadcast import NAMESPACE
from hallserver.traffic.addresses import client_of
from hallserver.traffic.budget import POLICY_VIOLATION, Offence, Recent, SocketBudget
from hallserver.traffic.clients import Traffic
from hallserver.traffic.turns import Caller, at_sockets

_KNOWN = frozenset("0123")  # Socket.IO's CONNECT, DISCONNECT, EVENT, ACK; no binary parts are used
SWEEP_S = 1.0
_EVENTS = frozenset(SOCKET_EVENTS) - {"connect", "disconnect"}
_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Guest:
    """A socket: when it was opened, from where, and as which caller it has joined."""

    since: float
    environ: dict[str, Any]
    client: str
    caller: Caller
    budget: SocketBudget
    joined: bool = False
    recent: Recent = field(default_factory=Recent)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one socket: seconds until it must join, messages a second and at once.

    `waiting` is how many sockets of one address may be open without having joined; one more closes the
    oldest.
    """

    join_s: float
    waiting: int
    messages_s: int
    at_once: int


class Admission:
    """Stands between the transport and the namespace.

    Args:
        server: the Socket.IO server whose handlers are wrapped.
        traffic: turns are shared with the HTTP requests; offences are counted.
        caller_of: returns the name under which an environment's requests are counted.
        limits: of one socket.
    """

    def __init__(
        self,
        server: Any,
        traffic: Traffic,
        caller_of: Callable[[dict[str, Any]], Caller],
        limits: Limits,
    ) -> None:
        self._server, self._turns, self._refusals = server, traffic.turns, traffic.refusals
        self._offenders = traffic.offenders
        self._caller_of, self._limits = caller_of, limits
        self._guests: dict[str, Guest] = {}
        self._waiting: defaultdict[str, dict[str, None]] = defaultdict(
            dict
        )  # by client, those not joined, oldest first
        handlers = server.eio.handlers
        self._connected, self._left = handlers["connect"], handlers["disconnect"]
        handlers.update(connect=self._connect, message=self._message, disconnect=self._disconnect)

    def budget(self) -> SocketBudget:
        """Return a new socket's budget."""
        return SocketBudget(self._limits.messages_s, self._limits.at_once)

    def note(self, offence: Offence, environ: dict[str, Any]) -> None:
        """Count an offence for which a socket was closed."""
        address = environ.get("REMOTE_ADDR", "")
        self._refusals.note(offence.kind, address, f"a socket sent {offence}")
        self._offenders.note(client_of(address))

    def joined(self, eio_sid: str, caller: Caller) -> None:
        """Mark a socket as joined after a valid token; from now on it takes its owner's turns."""
        guest = self._guests.get(eio_sid)
        if guest is not None:
            guest.joined, guest.caller = True, at_sockets(caller)
            self._settle(eio_sid, guest)

    def left(self, eio_sid: str) -> None:
        """Mark a socket as not joined after it left the namespace; it must join again or is closed."""
        guest = self._guests.get(eio_sid)
        if guest is not None:
            guest.joined, guest.since = False, time.monotonic()
            self._waiting[guest.client][eio_sid] = None

    def watch(self) -> None:
        """Close silent sockets, for as long as the hall is open."""
        while True:
            gevent.sleep(SWEEP_S)
            self.close_the_silent()

    def close_the_silent(self) -> None:
        """Close the sockets that have been open too long without joining."""
        before = time.monotonic() - self._limits.join_s
        for sid in [sid for waiting in self._waiting.values() for sid in waiting]:
            guest = self._guests[sid]
            if guest.since < before:
                self._end(sid, guest, Offence("never_joined", "no good token in time", POLICY_VIOLATION))

    def _connect(self, sid: str, environ: dict[str, Any]) -> Any:
        client = client_of(environ.get("REMOTE_ADDR", ""))
        guest = Guest(time.monotonic(), environ, client, self._caller_of(environ), self.budget())
        waiting = self._waiting[client]
        if len(waiting) >= self._limits.waiting:
            self._make_room(next(iter(waiting)))
        self._guests[sid] = guest
        self._waiting[client][sid] = None
        return self._connected(sid, environ)

    def _disconnect(self, sid: str, *reason: Any) -> Any:
        guest = self._guests.pop(sid, None)
        if guest is not None:
            self._settle(sid, guest)
        return self._left(sid, *reason)

    def _message(self, sid: str, data: Any) -> None:
        guest = self._guests.get(sid)
        if guest is None:
            return
        guest.recent.note(time.monotonic())
        with self._turns.seat(guest.caller, guest.recent.count):
            try:
                said = self._understand(guest, sid, data)
            except Offence as offence:
                self._end(sid, guest, offence)
                return
            try:
                self._pass_on(sid, said)
            except Exception:  # the top of a socket's loop: logged, and it goes on
                _logger.exception("a socket's %s failed", said.packet_type)

    def _make_room(self, sid: str) -> None:
        guest = self._guests[sid]
        self._settle(sid, guest)
        self._end(
            sid, guest, Offence("never_joined", "nothing, and made room for a new one", POLICY_VIOLATION)
        )

    def _settle(self, sid: str, guest: Guest) -> None:
        """Remove a socket from those that have not joined."""
        waiting = self._waiting.get(guest.client)
        if waiting is not None:
            waiting.pop(sid, None)
            if not waiting:
                del self._waiting[guest.client]

    def _understand(self, guest: Guest, sid: str, data: Any) -> packet.Packet:
        """Decode a packet that the protocol allows.

        Raises:
            Offence: for anything else.
        """
        if (
            getattr(self._server.eio.sockets.get(sid), "channel", None) is None
        ):  # polling: the wire has not counted it
            guest.budget.spend(1, len(data))
        if not isinstance(data, str) or data[:1] not in _KNOWN:
            raise _bad("a packet that the hall does not know")
        try:
            said = packet.Packet(encoded_packet=data)
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise _bad("what is no packet") from error
        if said.packet_type == packet.CONNECT and guest.joined:
            raise _bad("a second request to join")
        if said.packet_type == packet.EVENT and (not guest.joined or said.namespace != NAMESPACE):
            raise _bad("an event where it had not joined")
        return said

    def _pass_on(self, sid: str, said: packet.Packet) -> None:
        if said.packet_type == packet.CONNECT:
            self._server._handle_connect(sid, said.namespace, said.data)
        elif said.packet_type == packet.DISCONNECT:
            self._server._handle_disconnect(sid, said.namespace, self._server.reason.CLIENT_DISCONNECT)
        elif said.packet_type == packet.EVENT and _is_event(said.data):
            self._server._handle_event(sid, said.namespace, said.id, said.data)
        # other events, and acknowledgements that were never requested, are counted and dropped

    def _end(self, sid: str, guest: Guest, offence: Offence) -> None:
        held = self._server.eio.sockets.get(sid)
        channel = getattr(held, "channel", None)
        if channel is not None:
            gevent.spawn(channel.dismiss, offence)
        elif held is not None and not held.closed:
            self.note(offence, guest.environ)
            held.close(wait=False, abort=True)
            self._server.eio.sockets.pop(sid, None)


def _bad(what: str) -> Offence:
    return Offence("bad_packet", what, POLICY_VIOLATION)


def _is_event(data: Any) -> bool:
    """Whether it is a known event name with at most one argument."""
    match data:
        case [str(name)] | [str(name), _]:
            return name in _EVENTS
    return False
