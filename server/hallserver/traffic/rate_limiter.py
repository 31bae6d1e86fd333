"""A rate limit per key; a caller over the limit is told when to try again."""

from __future__ import annotations

from collections import deque

from hallserver.core.errors import TooMany

MOST_KEYS = 10_000


class RateLimiter:
    """At most `most` in `seconds` for each key; drops the oldest keys when there are too many."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._came: dict[str, deque[float]] = {}

    def let_in(self, key: str, now: float) -> None:
        """Count one, at monotonic seconds.

        Raises:
            TooMany: with the seconds to wait; this one is not counted.
        """
        came = self._came.setdefault(key, deque())
        while came and came[0] <= now - self._seconds:
            came.popleft()
        if len(came) >= self._most:
            raise TooMany(seconds=int(came[0] + self._seconds - now) + 1)
        came.append(now)
        if len(self._came) > MOST_KEYS:
            del self._came[next(iter(self._came))]
