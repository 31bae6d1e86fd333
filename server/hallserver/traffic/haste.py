"""Devices that issue numbers faster than people can take them: reported, not refused."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

MINUTE_S = 60.0

_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Pace:
    given: deque[float]
    hasty_at: datetime | None = None
    told: float = field(default=-MINUTE_S)  # monotonic seconds


class Haste:
    """Counts each device's numbers over a minute.

    Args:
        most: numbers that one device issues in a minute to real visitors.
        clock: monotonic seconds.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.minutes = 0  # minutes in which some device was too fast
        self._most, self._clock = most, clock
        self._paces: dict[str, _Pace] = {}

    def note(self, device: str, at: datetime) -> None:
        """Count a number that a device issued at hall time `at`; the first excess in a minute is logged."""
        now = self._clock()
        pace = self._paces.setdefault(device, _Pace(deque(maxlen=self._most)))
        if len(pace.given) == self._most and now - pace.given[0] < MINUTE_S:
            pace.hasty_at = at
            if now - pace.told >= MINUTE_S:
                pace.told = now
                self.minutes += 1
                _logger.warning(
                    "%s gives more than %d numbers a minute: is somebody playing?", device, self._most
                )
        pace.given.append(now)

    def hasty_at(self, device: str) -> datetime | None:
        """Return when a device was last too fast; None when it never was."""
        pace = self._paces.get(device)
        return pace.hasty_at if pace else None

    def hasty_devices(self) -> dict[str, datetime]:
        """Return each device that was ever too fast, and when it last was."""
        return {device: pace.hasty_at for device, pace in self._paces.items() if pace.hasty_at}
