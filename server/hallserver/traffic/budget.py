"""How much a client may send: token buckets, refilled by the time that has passed, and what it is to overdraw them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """At most `burst` at once and `rate` a second; what was not spent is saved up to the burst.

    Args:
        rate: units a second. burst: units that may come at once. at: monotonic seconds now.
    """

    rate: float
    burst: float
    at: float
    left: float = -1.0

    def __post_init__(self) -> None:
        if self.left < 0:
            self.left = self.burst

    def spend(self, units: float, now: float) -> bool:
        """Take units away; False, and nothing is taken, when there are not so many."""
        if self.wait(units, now) > 0:
            return False
        self.left -= units
        return True

    def wait(self, units: float, now: float) -> float:
        """In how many seconds there will be so many; 0 when there are."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (units - self.left) / self.rate)

    def give_back(self, units: float) -> None:
        """What was taken was not used."""
        self.left = min(self.burst, self.left + units)

    def fill(self) -> None:
        """Begin anew."""
        self.left = self.burst


@dataclass(slots=True)
class Recent:
    """How often something happened of late: each time counts half as much after a second."""

    count: float = 0.0
    at: float = 0.0  # monotonic seconds

    def note(self, now: float) -> None:
        """It has happened once more."""
        self.count = self.left(now) + 1
        self.at = now

    def left(self, now: float) -> float:
        """What counts of it still."""
        return self.count * float(0.5 ** (now - self.at))


class Offence(Exception):
    """A client sent what no honest one sends; it is closed.

    Attributes:
        kind: the code under which it is counted.
        close_code: of the websocket's close frame (RFC 6455, 7.4.1).
    """

    def __init__(self, kind: str, what: str, close_code: int) -> None:
        super().__init__(what)
        self.kind, self.close_code = kind, close_code


POLICY_VIOLATION, TOO_BIG = 1008, 1009
BYTES_S, BYTES_AT_ONCE = 32 * 1024, 128 * 1024
READ_COST = 0.2  # of a message: what is sent byte by byte must be read byte by byte


class SocketBudget:
    """What one socket may send: so many messages a second, so many at once, and their bytes."""

    __slots__ = ("_bytes", "_clock", "_messages")

    def __init__(self, messages_s: int, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._messages = Budget(messages_s, at_once, clock())
        self._bytes = Budget(BYTES_S, BYTES_AT_ONCE, clock())

    def spend(self, messages: float, length: int) -> None:
        """Count what came.

        Raises:
            Offence: there was too much of it.
        """
        now = self._clock()
        if not self._messages.spend(messages, now):
            raise Offence("too_many_messages", "more messages than a client has to say", POLICY_VIOLATION)
        if not self._bytes.spend(length, now):
            raise Offence("too_many_bytes", "more bytes than a client has to say", POLICY_VIOLATION)
