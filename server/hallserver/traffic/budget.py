"""Token buckets for what a client may send, refilled over time, and the offence of overdrawing them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """A token bucket: at most `burst` at once and `rate` a second; unspent units add up to the burst.

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
        """Spend units; False, and nothing is spent, when there are not enough."""
        if self.wait(units, now) > 0:
            return False
        self.left -= units
        return True

    def wait(self, units: float, now: float) -> float:
        """Return the seconds until that many units are available; 0 if they are."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (units - self.left) / self.rate)

    def give_back(self, units: float) -> None:
        """Return unused units."""
        self.left = min(self.burst, self.left + units)

    def fill(self) -> None:
        """Refill to the burst."""
        self.left = self.burst


@dataclass(slots=True)
class Recent:
    """A decaying count of events: each counts half as much after a second."""

    count: float = 0.0
    at: float = 0.0  # monotonic seconds

    def note(self, now: float, events: int = 1) -> None:
        """Count one more event, or several."""
        self.count = self.left(now) + events
        self.at = now

    def left(self, now: float) -> float:
        """Return the decayed count."""
        return self.count * float(0.5 ** (now - self.at))


class Offence(Exception):
    """A client sent what no honest client sends; its socket is closed.

    Attributes:
        kind: the code under which it is counted.
        close_code: of the websocket's close frame (RFC 6455, 7.4.1).
    """

    def __init__(self, kind: str, what: str, close_code: int) -> None:
        super().__init__(what)
        self.kind, self.close_code = kind, close_code


POLICY_VIOLATION, TOO_BIG = 1008, 1009
BYTES_S, BYTES_AT_ONCE = 32 * 1024, 128 * 1024
READ_COST = 0.2  # of a message, for each read: data sent byte by byte is read byte by byte


class SocketBudget:
    """The rate limit of one socket: messages a second, messages at once, and bytes."""

    __slots__ = ("_bytes", "_clock", "_messages")

    def __init__(self, messages_s: int, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._messages = Budget(messages_s, at_once, clock())
        self._bytes = Budget(BYTES_S, BYTES_AT_ONCE, clock())

    def spend(self, messages: float, length: int) -> None:
        """Count a message or a read.

        Raises:
            Offence: the limit is exceeded.
        """
        now = self._clock()
        if not self._messages.spend(messages, now):
            raise Offence("too_many_messages", "more messages than a client has to say", POLICY_VIOLATION)
        if not self._bytes.spend(length, now):
            raise Offence("too_many_bytes", "more bytes than a client has to say", POLICY_VIOLATION)
