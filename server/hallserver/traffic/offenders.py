"""Recent socket offences by address; the more offences, the longer an address waits for its next socket."""

from __future__ import annotations

import time
from collections.abc import Callable

from hallserver.traffic.budget import Recent

EACH_S, LONGEST_S = 0.25, 2.0
MOST_KEPT = 2_000


class Offenders:
    """Counts offences by address; they halve each second, so others at the same address wait only briefly.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._offences: dict[str, Recent] = {}

    def note(self, client: str) -> None:
        """Count an offence for which a socket of this address was closed."""
        recent = self._offences.pop(client, None) or Recent()
        recent.note(self._clock())
        self._offences[client] = recent
        if len(self._offences) > MOST_KEPT:
            del self._offences[next(iter(self._offences))]  # the one whose last offence is oldest

    def wait(self, client: str) -> float:
        """Return the seconds until this address may open its next socket; 0 without offences."""
        recent = self._offences.get(client)
        if recent is None:
            return 0.0
        wait = EACH_S * recent.left(self._clock())
        return min(LONGEST_S, wait) if wait > EACH_S / 2 else 0.0
