"""When a message is tried again: soon at first, later less often, at last not any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

FIRST_S, FACTOR = 5.0, 4.0  # 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 6 h, then once a day
LONGEST = timedelta(days=1)
JITTER = 0.2  # two halls that failed together do not come back together
EVENT_LIFE = timedelta(days=3)
NOTICE_LIFE = timedelta(minutes=10)  # who is told later that they are called has been passed over
LEASE = timedelta(seconds=90)  # longer than any receiver may take; then the message is anybody's again


def next_try(
    tries: int, now: datetime, until: datetime, draw: Callable[[], float], asked: timedelta | None = None
) -> datetime | None:
    """When to try again after so many tries; None: not any more.

    Args:
        tries: how often it was tried; at least once.
        now: when the last try failed.
        until: when the message is worth nothing any more.
        draw: gives a number from 0 to 1.
        asked: how long the receiver itself asked to be left alone (Retry-After).
    """
    wait = timedelta(seconds=FIRST_S * FACTOR ** min(tries - 1, 10)) * (1 - JITTER + 2 * JITTER * draw())
    at = now + min(max(wait, asked or timedelta()), LONGEST)
    return at if at < until else None
