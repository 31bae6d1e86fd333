"""Every connection to the desk: from where, and whether it has said who asks; the one that has been silent longest makes room."""

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
NEWCOMERS_REQUESTS = 30  # that a new connection counts as having begun: nobody gets ahead by coming anew
MOST_OF_ONE = 256  # connections of one device or account that count as its own
SPARE_FILES = 256  # of the process's limit: the database, its log, threads, the machine's own socket


@dataclass(eq=False, slots=True)
class Connection:
    """A connection as the desk counts it.

    Attributes:
        plug: its socket.
        client: the address (or IPv6 network) under which it is counted.
        requests: how many it has begun.
        upgraded: it has become a websocket; until it joins, it has not asked for anything.
        recent: how often of late.
        owner: who has shown a good token over it, so that it no longer counts as its address's; "" is nobody.
    """

    plug: Any
    client: str
    requests: int = 0
    upgraded: bool = False
    recent: Recent = field(default_factory=Recent)
    owner: str = ""

    def hang_up(self) -> None:
        """End it: whoever reads it meets its end, as if the other side had hung up."""
        with suppress(OSError):  # the bare socket's: gevent's own would raise in whoever waits for it
            self.plug._sock.shutdown(socket.SHUT_RDWR)


class Silent:
    """Connections that have not said who asks, in the order in which they make room.

    First websockets that have not joined, then those that never asked for anything, then those that asked once, then the
    others; each by when it last asked.
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
        """It is new, or has just asked for something."""
        self.forget(connection)
        rank = 0 if connection.upgraded else 1 + min(connection.requests, 2)
        self._ranks[rank][connection] = None

    def forget(self, connection: Connection) -> bool:
        """Take it out; False when it was not in."""
        found = any(connection in rank for rank in self._ranks)
        for rank in self._ranks:
            rank.pop(connection, None)
        return found

    def first(self) -> Connection:
        """Which makes room next."""
        return next(iter(next(rank for rank in self._ranks if rank)))


class Connections:
    """All connections but those of the machine's own socket.

    Args:
        most_silent: of one address that have not said who asks; a further one ends one of them.
        most: of all together; a further one ends one that has not said who asks, in the same way.
        ended: told of the address when one is ended so.
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
        """Count a new connection; None when there is no room for it, for all others have said who they are.

        `counted=False` is a named proxy's: behind it are many.
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
        """It goes on over another socket object: TLS has begun."""
        del self._all[id(connection.plug)]
        connection.plug = plug
        self._all[id(plug)] = connection

    def begin_request(self, connection: Connection, *, upgrades: bool = False) -> None:
        """It asks for something; `upgrades`: for nothing but to be a websocket."""
        connection.requests += 1
        connection.upgraded |= upgrades
        connection.recent.note(time.monotonic())
        if self._silent.forget(connection):
            self._silent.put(connection)
            self._silent_of[connection.client].put(connection)

    def close(self, connection: Connection) -> None:
        """It is gone."""
        self._all.pop(id(connection.plug), None)
        self._forget_silence(connection)
        if connection.owner:
            self._owned[connection.owner] -= 1
            if not self._owned[connection.owner]:
                del self._owned[connection.owner]
            connection.owner = ""

    def vouch(self, plug: Any, owner: str) -> None:
        """A good token of `owner` came over this socket; who has too many already is not believed to need another."""
        held = self._all.get(id(plug))
        if held is None or held.owner or self._owned[owner] >= MOST_OF_ONE:
            return
        held.owner = owner
        self._owned[owner] += 1
        self._forget_silence(held)

    def used_by(self, plug: Any) -> float:
        """How much a connection has had of late."""
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


def hang_up_gently(plug: Any) -> None:
    """Close so that what was sent is read: unread bytes would turn the end into a reset (RFC 9112, 9.6)."""
    with suppress(OSError):
        plug.shutdown(socket.SHUT_WR)
        plug.settimeout(LINGER_S)
        for _ in range(LINGER_READS):
            if not plug.recv(4096):
                break
    plug.close()
