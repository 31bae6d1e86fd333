"""Fairness on the gevent hub: one caller gets only a few requests done before the hub serves all others.

The whole server runs on one hub. A request holds a seat of its caller from its beginning until the hub, after
its end, has polled all other sockets once. So a caller that sends without pause waits for its own seats, and
the others wait for a few requests only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from typing import Any

from gevent import get_hub, sleep
from gevent.hub import Waiter

from hallserver.traffic.addresses import client_of

SEATS = 4  # of a device or a staff account
SEATS_OF_A_CROWD = 2  # of the only one of them whose requests wait, while others ask now and then
SEATS_OF_STRANGERS = 2  # of an address without valid credentials
SEATS_OF_SOCKETS = 2  # of a caller, for messages: a page or an agent sends one at a time
LATER_S = 0.01  # delay for each recent request
SEATS_ALONE, ALONE_S = 32, 0.5  # of a caller while no other has made a request for that long
SOCKET_PATH = "/socket.io/"
LEAVE = "hallserver.leave_seat"  # in an environment: called before a long wait
CALLER = "hallserver.caller"  # in a request's environment: the name under which it takes its turns

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Caller = tuple[str, int]  # the name, and how many seats it has
MACHINE: Caller = ("", 10_000)  # the machine's own socket never waits


def at_sockets(caller: Caller) -> Caller:
    """Return the caller with the seats that messages of its sockets may take; the machine's own never wait."""
    name, seats = caller
    return caller if caller == MACHINE else (name, min(seats, SEATS_OF_SOCKETS))


class _Seats:
    """A caller's seats, given out by due time: a request is delayed by its connection's recent requests.

    So modest connections go first, and no request is overtaken for ever, because later requests have later
    due times. A semaphore would let a busy connection's next request overtake the waiting ones.
    """

    __slots__ = ("_asked", "taken", "waiting")

    def __init__(self) -> None:
        self.taken = self._asked = 0
        self.waiting: list[tuple[float, int, Any, int]] = []  # a heap

    def wait(self, due: float, most: int) -> None:
        """Wait until a seat is handed over; `most`: seats that may be taken then, with this one."""
        self._asked += 1
        place = (due, self._asked, Waiter(), most)
        heappush(self.waiting, place)
        try:
            place[2].get()
        except BaseException:
            if place in self.waiting:
                self.waiting.remove(place)
                heapify(self.waiting)
            else:  # it was handed over already
                self.taken -= 1
            raise


class Turns:
    """Seats by caller; a caller without seats is forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seats: dict[str, _Seats] = {}
        self._crowds: set[str] = set()  # devices and accounts whose requests wait
        self._due: list[Callable[[], None]] = []
        self._timer: Any = None
        self._newest: tuple[str, float] = ("", -ALONE_S)
        self._other: tuple[str, float] = ("", -ALONE_S)

    def take(self, caller: Caller, used: float = 0.0) -> Callable[[], None]:
        """Wait for a seat of the caller; return a function that releases it, and may be called repeatedly.

        The seat becomes free once the hub has polled the other sockets. `used` is how many requests the
        connection has made lately: among a caller's connections, the modest ones go first.
        """
        name, most = caller
        self._note(name)
        seats = self._seats.get(name)
        if seats is None:
            seats = self._seats[name] = _Seats()
        if seats.taken < self._most(name, most):
            seats.taken += 1
        else:
            self._wait(name, seats, self._clock() + used * LATER_S, most)
        held = True

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                self._after_a_look(lambda: self._hand_over(name, seats))

        return leave

    def _wait(self, name: str, seats: _Seats, due: float, most: int) -> None:
        if most > SEATS_OF_STRANGERS:
            self._crowds.add(name)
        try:
            seats.wait(due, most)
        finally:
            if not seats.waiting:
                self._crowds.discard(name)

    def _hand_over(self, name: str, seats: _Seats) -> None:
        """Give a seat to the next; called by the hub."""
        seats.taken -= 1
        while seats.waiting and seats.taken < self._most(name, seats.waiting[0][3]):
            seats.taken += 1
            heappop(seats.waiting)[2].switch(None)
        if not (seats.taken or seats.waiting):
            self._seats.pop(name, None)

    def _note(self, name: str) -> None:
        if self._newest[0] != name:
            self._other = self._newest
        self._newest = (name, self._clock())

    def _most(self, name: str, most: int) -> int:
        """Return the caller's seats.

        A device or account gets more while no other caller is active, and fewer while it is the only one that
        asks faster than it is served. Two of that kind share the server as usual.
        """
        if most <= SEATS_OF_STRANGERS:
            return most
        _, at = self._other if self._newest[0] == name else self._newest
        if self._clock() - at >= ALONE_S:
            return max(most, SEATS_ALONE)
        return SEATS_OF_A_CROWD if self._crowds == {name} else most

    @contextmanager
    def seat(self, caller: Caller, used: float = 0.0) -> Iterator[None]:
        """Hold a seat for the block."""
        leave = self.take(caller, used)
        try:
            yield
        finally:
            leave()

    def _after_a_look(self, act: Callable[[], None]) -> None:
        """Run it after the hub has polled all sockets: it may run a thousand callbacks before it polls."""
        if not self._due:
            if self._timer is None:
                self._timer = get_hub().loop.timer(0)
            self._timer.start(self._do_due)
        self._due.append(act)

    def _do_due(self) -> None:
        due, self._due = self._due, []
        for act in due:
            act()


def look_around() -> None:
    """Let the hub poll all sockets once; `gevent.sleep(0)` only runs what is ready already."""
    hub = get_hub()
    hub.wait(hub.loop.timer(0))


def with_turns(
    wsgi: Wsgi,
    turns: Turns,
    caller_of: Callable[[dict[str, Any]], Caller],
    used_by: Callable[[Any], float],
    wait_of: Callable[[str], float],
) -> Wsgi:
    """Give each request a seat of its caller; `used_by` returns a connection's recent requests.

    A socket takes a turn to open and, in its transport, one for each message; it holds none while it waits.
    After offences, an address's next socket opens after the seconds that `wait_of` returns.
    """

    def middleware(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        caller = environ[CALLER] = caller_of(environ)
        of_socket = environ.get("PATH_INFO", "").startswith(SOCKET_PATH)
        is_open = "sid=" in environ.get("QUERY_STRING", "")
        if of_socket and not is_open and (seconds := wait_of(client_of(environ.get("REMOTE_ADDR", "")))):
            sleep(seconds)
        leave = turns.take(caller, used_by(environ.get("gunicorn.socket")))
        environ[LEAVE] = leave
        if of_socket and is_open:
            leave()
        try:  # no seat while the answer is written: a slow reader must not block others
            return wsgi(environ, start_response)
        finally:
            leave()

    return middleware
