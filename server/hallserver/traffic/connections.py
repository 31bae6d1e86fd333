"""All connections by address and login state; when there are too many, the longest silent one is closed."""

from __future__ import annotations

import socket
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hallserver.traffic.budget import Recent

LINGER_S, LINGER_READS = 0.5, 16
NEWCOMERS_REQUESTS = 30  # initial count of a new connection, so that reconnecting gains no priority
REFUSED_COUNTS = 10  # requests: who guesses secrets, or asks too often, waits for whoever does not
MOST_OF_ONE = 256  # connections of one device or account that count as its own
SPARE_FILES = 256  # file descriptors kept for the database, its log, threads, the machine's own socket


@dataclass(eq=False, slots=True)
class Connection:
    """A connection as the server counts it.

    Attributes:
        plug: its socket.
        client: the address (or IPv6 network) under which it is counted.
        requests: how many it has begun.
        busy: one of them is being served; a websocket is for as long as it lives.
        upgraded: it has become a websocket; until it joins, it has not asked for anything.
        recent: how many requests lately.
        owner: the principal of a valid token sent over it, after which it no longer counts for its address;
            "" is nobody.
    """

    plug: Any
    client: str
    requests: int = 0
    busy: bool = False
    upgraded: bool = False
    recent: Recent = field(default_factory=Recent)
    owner: str = ""

    def hang_up(self) -> None:
        """End the connection; its reader sees an end, as if the other side had closed it."""
        end_reading(self.plug)


class Silent:
    """Connections without a valid token, in the order in which they are closed to make room.

    First websockets that have not joined, then connections without a request, then those with one request,
    then the others; within each, the one whose last request is oldest.
    """

    def __init__(self) -> None:
        self._ranks: tuple[OrderedDict[Connection, None], ...] = (
            OrderedDict(),
            OrderedDict(),
            OrderedDict(),
            OrderedDict(),
        )

    def __len__(self) -> int:
        return sum(map(len, self._ranks))

    def put(self, connection: Connection) -> None:
        """Add a connection, or move it after a new request."""
        self.forget(connection)
        rank = 0 if connection.upgraded else 1 + min(connection.requests, 2)
        self._ranks[rank][connection] = None

    def forget(self, connection: Connection) -> bool:
        """Remove a connection; False when it was not there."""
        found = any(connection in rank for rank in self._ranks)
        for rank in self._ranks:
            rank.pop(connection, None)
        return found

    def first(self) -> Connection:
        """Return the connection to close next."""
        return next(iter(next(rank for rank in self._ranks if rank)))


class Connections:
    """All connections except those over the machine's own socket.

    Args:
        most_silent: limit per address of connections without a valid token; beyond it, one of them is closed.
        most: limit of all connections; beyond it, one without a valid token is closed in the same way.
        ended: called with the address when one is closed in this way.
    """

    def __init__(self, most_silent: int, most: int, ended: Callable[[str], None]) -> None:
        self._most_silent, self._most, self._ended = most_silent, most, ended
        self._all: dict[int, Connection] = {}
        self._silent = Silent()
        self._silent_of: defaultdict[str, Silent] = defaultdict(Silent)
        self._owned: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._all)

    def open(self, plug: Any, client: str, *, counted: bool = True) -> Connection | None:
        """Count a new connection; None when it is full and all others have shown a valid token.

        `counted=False` is for a named proxy, which stands for many clients.
        """
        made = Connection(plug, client, recent=Recent(NEWCOMERS_REQUESTS, time.monotonic()))
        if counted and len(self._silent_of[client]) >= self._most_silent:
            self._make_room(self._silent_of[client])
        elif len(self._all) >= self._most:
            if not self._silent:
                return None
            self._make_room(self._silent)
        self._all[id(plug)] = made
        if counted:
            self._silent.put(made)
            self._silent_of[client].put(made)
        return made

    def moved(self, connection: Connection, plug: Any) -> None:
        """Move a connection to another socket object, because TLS has begun."""
        del self._all[id(connection.plug)]
        connection.plug = plug
        self._all[id(plug)] = connection

    def begin_request(self, connection: Connection, *, upgrades: bool = False) -> None:
        """Count a request; `upgrades` when it only asks to become a websocket."""
        connection.requests += 1
        connection.busy = True
        connection.upgraded |= upgrades
        connection.recent.note(time.monotonic())
        if self._silent.forget(connection):
            self._silent.put(connection)
            self._silent_of[connection.client].put(connection)

    def hang_up_idle(self) -> None:
        """End every connection that is between two requests; its client asks again elsewhere, or later."""
        for each in list(self._all.values()):
            if not each.busy:
                each.hang_up()

    def close(self, connection: Connection) -> None:
        """Remove a closed connection."""
        self._all.pop(id(connection.plug), None)
        self._forget_silence(connection)
        if connection.owner:
            self._owned[connection.owner] -= 1
            if not self._owned[connection.owner]:
                del self._owned[connection.owner]
            connection.owner = ""

    def vouch(self, plug: Any, owner: str) -> None:
        """Assign a connection to the `owner` of a valid token, unless the owner has too many already."""
        held = self._all.get(id(plug))
        if held is None or held.owner or self._owned[owner] >= MOST_OF_ONE:
            return
        held.owner = owner
        self._owned[owner] += 1
        self._forget_silence(held)

    def note_refusal(self, plug: Any) -> None:
        """Count a refused request as many: among its address's connections, this one's next request goes last."""
        held = self._all.get(id(plug))
        if held is not None:
            held.recent.note(time.monotonic(), REFUSED_COUNTS)

    def used_by(self, plug: Any) -> float:
        """Return how many requests a connection has made lately."""
        held = self._all.get(id(plug))
        return held.recent.count if held is not None else 0.0

    def _make_room(self, silent: Silent) -> None:
        oldest = silent.first()
        self.close(oldest)
        self._ended(oldest.client)
        oldest.hang_up()

    def _forget_silence(self, connection: Connection) -> None:
        self._silent.forget(connection)
        of_client = self._silent_of.get(connection.client)
        if of_client is not None:
            of_client.forget(connection)
            if not len(of_client):
                del self._silent_of[connection.client]


def end_reading(plug: Any) -> None:
    """Let whoever waits in a socket see its end."""
    with suppress(OSError):  # the bare socket: gevent's own would raise in a greenlet that waits for it
        plug._sock.shutdown(socket.SHUT_RDWR)


def hang_up_gently(plug: Any) -> None:
    """Close after reading what was sent: unread bytes would turn the close into a reset (RFC 9112, 9.6)."""
    with suppress(OSError):
        plug.shutdown(socket.SHUT_WR)
        plug.settimeout(LINGER_S)
        for _ in range(LINGER_READS):
            if not plug.recv(4096):
                break
    plug.close()
