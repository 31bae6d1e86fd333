"""Addresses whose sockets were closed for an offence of late: each opens its next one the later, the more there were."""

from __future__ import annotations

import time
from collections.abc import Callable

from hallserver.traffic.budget import Recent

EACH_S, LONGEST_S = 0.25, 2.0
MOST_KEPT = 2_000


class Offenders:
    """Counts offences by address; they are half forgotten after a second, so whoever shares the address waits little longer.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._offences: dict[str, Recent] = {}

    def note(self, client: str) -> None:
        """A socket of this address was closed for an offence."""
        recent = self._offences.pop(client, None) or Recent()
        recent.note(self._clock())
        self._offences[client] = recent
        if len(self._offences) > MOST_KEPT:
            del self._offences[next(iter(self._offences))]  # the one whose last is longest ago

    def wait(self, client: str) -> float:
        """In how many seconds this address may open its next socket; 0 for whoever did nothing."""
        recent = self._offences.get(client)
        if recent is None:
            return 0.0
        wait = EACH_S * recent.left(self._clock())
        return min(LONGEST_S, wait) if wait > EACH_S / 2 else 0.0
